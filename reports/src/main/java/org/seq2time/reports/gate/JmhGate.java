package org.seq2time.reports.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.seq2time.reports.gate.GatePolicy.JmhRules;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Kind;
import org.seq2time.reports.gate.GateReport.Status;

/**
 * Holds JMH results against earlier ones as slowdowns: time now / then, rate then / now. The error
 * bars of both are carried along as relative errors, e = sqrt(e1^2 + e2^2), and the slowdown s lies
 * in [s exp(-e), s exp(e)]. A benchmark is slower if the low end passes the limit, so noise alone
 * does not fail it; one without error bars is judged by its slowdown alone.
 */
public final class JmhGate {

  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private JmhGate() {}

  /** Compares benchmark by benchmark, in the order of the earlier results. */
  public static List<Check> check(List<JmhResult> then, List<JmhResult> now, JmhRules rules) {
    Map<String, List<JmhResult>> byKey = new TreeMap<>();
    now.forEach(r -> byKey.computeIfAbsent(r.key(), k -> new ArrayList<>()).add(r));
    List<Check> checks = new ArrayList<>();
    for (JmhResult before : then) {
      List<JmhResult> found = byKey.getOrDefault(before.key(), List.of());
      checks.add(
          found.stream()
              .filter(r -> r.mode().equals(before.mode()) && r.unit().equals(before.unit()))
              .findFirst()
              .map(r -> compare(before, r, rules.maxSlowdownPercent(before.benchmark())))
              .orElseGet(() -> missing(before, found)));
    }
    return checks;
  }

  private static Check missing(JmhResult before, List<JmhResult> found) {
    return new Check(
        Kind.BENCHMARK,
        before.key(),
        Status.REGRESSION,
        text(before),
        found.isEmpty() ? "missing" : text(found.getFirst()),
        "",
        found.isEmpty()
            ? "the run does not have this benchmark"
            : "a different measurement: "
                + (before.mode() + " in " + before.unit())
                + " vs. "
                + (found.getFirst().mode() + " in " + found.getFirst().unit()),
        Optional.empty());
  }

  private static Check compare(JmhResult before, JmhResult now, double limitPercent) {
    double slowdown =
        before.isThroughput() ? before.score() / now.score() : now.score() / before.score();
    double error = Math.hypot(relativeError(before), relativeError(now));
    double low = slowdown * StrictMath.exp(-error);
    double high = slowdown * StrictMath.exp(error);
    double limit = 1 + limitPercent / 100;
    Status status =
        low > limit ? Status.REGRESSION : high < 1 / limit ? Status.IMPROVED : Status.PASSED;
    String interval = "[" + ratio(low) + ", " + ratio(high) + "]";
    boolean bars = before.error().isPresent() && now.error().isPresent();
    String reason =
        switch (status) {
          case REGRESSION ->
              "takes x"
                  + ratio(slowdown)
                  + ", at least x"
                  + ratio(low)
                  + ", limit x"
                  + ratio(limit);
          case IMPROVED -> "takes x" + ratio(slowdown) + ", at most x" + ratio(high);
          case PASSED -> "";
        };
    return new Check(
        Kind.BENCHMARK,
        before.key(),
        status,
        text(before),
        text(now),
        "x" + ratio(slowdown) + " " + (bars ? interval : "(no error bars)"),
        reason,
        Optional.empty());
  }

  private static double relativeError(JmhResult result) {
    return result.error().orElse(0) / result.score();
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.3f", ratio);
  }

  private static String text(JmhResult result) {
    OptionalDouble error = result.error();
    return digits(result.score())
        + (error.isPresent() ? " +- " + digits(error.getAsDouble()) : "")
        + " "
        + result.unit();
  }

  private static String digits(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
