package org.seq2time.reports.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Suggestion;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.stats.Holm;
import org.seq2time.metrics.stats.MinimumDetectableDrop;
import org.seq2time.metrics.stats.PairedComparison;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.metrics.stats.PairedComparison.Pair;
import org.seq2time.metrics.stats.PairedComparison.Result;
import org.seq2time.reports.compare.PairedRuns;
import org.seq2time.reports.gate.GatePolicy.Others;
import org.seq2time.reports.gate.GatePolicy.Rule;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Kind;
import org.seq2time.reports.gate.GateReport.Statistics;
import org.seq2time.reports.gate.GateReport.Status;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.table.Numbers;

/**
 * Holds a run against a baseline on the same samples. The statistical test is the one-sided paired
 * permutation by video of {@link PairedComparison}, corrected after Holm over all scores that are
 * tested, so that a run which is no worse fails with probability alpha at most, however many scores
 * there are.
 */
public final class Gate {

  private static final double POINTS = 100;

  /** Limits in points are decimals, differences of scores are not. */
  private static final double POINTS_TOLERANCE = 1e-9;

  private final RecordedRun baseline;
  private final RecordedRun run;
  private final GatePolicy policy;
  private final Optional<PairedRuns> paired;

  /** Of the scores that can be compared and have rows. */
  private final Map<String, Statistics> statistics = new LinkedHashMap<>();

  private Optional<Statistics> coverage = Optional.empty();
  private final List<Check> checks = new ArrayList<>();
  private int tests;

  private Gate(RecordedRun baseline, RecordedRun run, GatePolicy policy) {
    this.baseline = baseline;
    this.run = run;
    this.policy = policy;
    this.paired = PairedRuns.of(List.of(baseline), List.of(run)).filter(p -> p.samples() > 0);
  }

  /**
   * Compares and judges.
   *
   * @param threads the result is the same for any number
   * @throws BadInputException if the runs are of different benchmarks, the policy names a score
   *     that neither has, or a statistical test is asked for and there are no rows to make it with
   */
  public static GateReport check(
      RecordedRun baseline, RecordedRun run, GatePolicy policy, int threads) {
    Gate gate = new Gate(baseline, run, policy);
    RecordedRun.requireSameBenchmark(List.of(baseline, run));
    Set<String> names = gate.names();
    gate.compare(names, threads);
    names.forEach(gate::checkScore);
    gate.checkCoverage();
    gate.checkSamples();
    return new GateReport(gate.title(), gate.checks, policy.alpha(), gate.tests, gate.notes());
  }

  private String title() {
    String benchmark = baseline.scores().benchmark();
    return run.name()
        + " vs. "
        + baseline.name()
        + " ("
        + benchmark
        + ")"
        + paired.map(p -> ", paired over " + p.describe(benchmark)).orElse("");
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    Optional<String> before = baseline.annotationsSha256();
    Optional<String> now = run.annotationsSha256();
    if (before.isPresent() && now.isPresent() && !before.equals(now)) {
      notes.add("the runs were scored against different annotation files (see their run.json)");
    }
    paired
        .map(p -> p.onlySecond().size())
        .filter(more -> more > 0)
        .ifPresent(more -> notes.add(more + " samples of the run are not in the baseline"));
    for (RecordedScore score : run.scores().scores()) {
      if (policy.scores().containsKey(score.name())
          && baseline.scores().score(score.name()).isEmpty()) {
        notes.add(score.name() + " is not in the baseline: update it to have this score checked");
      }
    }
    return notes;
  }

  /** The baseline's scores that the policy looks at. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    Set<String> known = new LinkedHashSet<>();
    for (RecordedScore score : baseline.scores().scores()) {
      known.add(score.name());
      boolean other =
          policy.others() == Others.ALL || (policy.others() == Others.HEADLINE && score.headline());
      if (other || policy.scores().containsKey(score.name())) {
        names.add(score.name());
      }
    }
    run.scores().scores().forEach(score -> known.add(score.name()));
    for (String name : policy.scores().keySet()) {
      if (!known.contains(name)) {
        throw new BadInputException(
            "the policy names score "
                + Quoted.value(name)
                + ", which neither run has"
                + Suggestion.of(name, known).map(s -> "; did you mean " + s + "?").orElse(""));
      }
    }
    if (names.isEmpty()) {
      throw new BadInputException(
          "the policy selects no score of " + baseline.name() + " to check");
    }
    return names;
  }

  /** The pairs of all comparable scores, tested or not, and the correction over the tested ones. */
  private void compare(Set<String> names, int threads) {
    List<String> order = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    for (String name : names) {
      if (problem(name).isEmpty()) {
        Optional<Pair> pair = paired.flatMap(p -> p.pair(name));
        if (pair.isEmpty() && policy.rule(name).statistical() && isDefined(name)) {
          requireRows(name);
        }
        pair.ifPresent(
            found -> {
              order.add(name);
              pairs.add(found);
            });
      }
    }
    if (paired.isEmpty()) {
      if (policy.coverage().statistical()) {
        requireRows(PairedRuns.COVERAGE);
      }
      return;
    }
    pairs.add(paired.get().coverage());
    List<Result> results =
        new PairedComparison(policy.resamples()).compare(pairs, paired.get().units(), threads);
    double[] worse = new double[pairs.size()];
    for (int i = 0; i < worse.length; i++) {
      Rule rule = i < order.size() ? policy.rule(order.get(i)) : policy.coverage();
      worse[i] = rule.statistical() ? worseP(results.get(i)) : Double.NaN;
      tests += Double.isNaN(worse[i]) ? 0 : 1;
    }
    double[] corrected = Holm.adjust(worse);
    for (int i = 0; i < order.size(); i++) {
      statistics.put(order.get(i), statistics(pairs.get(i), results.get(i), corrected[i]));
    }
    int last = worse.length - 1;
    coverage = Optional.of(statistics(pairs.get(last), results.get(last), corrected[last]));
  }

  private static double worseP(Result result) {
    return result.difference().map(Difference::worseP).orElse(Double.NaN);
  }

  /** Whether the baseline has a value for it; that the run then has one is checked elsewhere. */
  private boolean isDefined(String name) {
    return baseline.scores().score(name).orElseThrow().value().isPresent();
  }

  private Statistics statistics(Pair pair, Result result, double worseP) {
    OptionalDouble drop =
        Double.isNaN(worseP)
            ? OptionalDouble.empty()
            : new MinimumDetectableDrop(policy.alpha() / tests, MinimumDetectableDrop.POWER)
                .of(
                    result.difference().map(Difference::standardError).orElse(0.0),
                    pair.first(),
                    paired.map(PairedRuns::samples).orElse(0));
    return new Statistics(result, worseP, drop);
  }

  private void requireRows(String name) {
    throw new BadInputException(
        name
            + " cannot be tested statistically: "
            + (paired.isPresent()
                ? "the rows of a run do not fold to it; score both runs again"
                : "a run has no samples.jsonl, or none in common with the other; name run folders,"
                    + " or set statistical: false and maxDropPoints in the policy"));
  }

  /** Why a score cannot be compared at all. */
  private Optional<String> problem(String name) {
    RecordedScore before = baseline.scores().score(name).orElseThrow();
    Optional<RecordedScore> now = run.scores().score(name);
    if (now.isEmpty()) {
      return Optional.of("the run does not have this score");
    }
    if (!now.get().metric().equals(before.metric())) {
      boolean parser =
          before.metric().contains("parser:")
              && now.get().metric().contains("parser:")
              && !parser(before.metric()).equals(parser(now.get().metric()));
      return Optional.of(
          "signature differs: "
              + before.metric()
              + " vs. "
              + now.get().metric()
              + (parser
                  ? "; rescore the baseline with 'seq2time score --run BASELINE --parser "
                      + parser(now.get().metric()).replaceFirst("-\\d+$", "")
                      + "'"
                  : ""));
    }
    if (before.value().isPresent() && now.get().value().isEmpty()) {
      return Optional.of("not defined in the run");
    }
    return Optional.empty();
  }

  private static String parser(String signature) {
    String behind = signature.substring(signature.indexOf("parser:") + "parser:".length());
    int bar = behind.indexOf('|');
    return bar < 0 ? behind : behind.substring(0, bar);
  }

  private void checkScore(String name) {
    RecordedScore before = baseline.scores().score(name).orElseThrow();
    Optional<RecordedScore> now = run.scores().score(name);
    Optional<String> problem = problem(name);
    if (problem.isPresent()) {
      checks.add(
          new Check(
              Kind.SCORE,
              name,
              Status.REGRESSION,
              Numbers.percent(before.value()),
              now.map(s -> Numbers.percent(s.value())).orElse("missing"),
              "",
              problem.get(),
              Optional.empty()));
      return;
    }
    double sign = before.direction() == Direction.HIGHER_IS_BETTER ? 1 : -1;
    judge(
        Kind.SCORE,
        name,
        before.value(),
        now.orElseThrow().value(),
        sign,
        policy.rule(name),
        Optional.ofNullable(statistics.get(name)));
  }

  private void checkCoverage() {
    judge(
        Kind.COVERAGE,
        PairedRuns.COVERAGE,
        OptionalDouble.of(baseline.scores().coverage()),
        OptionalDouble.of(run.scores().coverage()),
        1,
        policy.coverage(),
        coverage);
  }

  private void judge(
      Kind kind,
      String name,
      OptionalDouble before,
      OptionalDouble now,
      double sign,
      Rule rule,
      Optional<Statistics> found) {
    if (before.isEmpty() || now.isEmpty()) {
      checks.add(check(kind, name, Status.PASSED, before, now, "", found));
      return;
    }
    double gain = sign * (now.getAsDouble() - before.getAsDouble()) * POINTS;
    String reason = worse(gain, rule, found);
    Status status = reason.isEmpty() ? Status.PASSED : Status.REGRESSION;
    if (status == Status.PASSED) {
      reason = better(gain, rule, found);
      status = reason.isEmpty() ? Status.PASSED : Status.IMPROVED;
    }
    checks.add(check(kind, name, status, before, now, reason, found));
  }

  private static Check check(
      Kind kind,
      String name,
      Status status,
      OptionalDouble before,
      OptionalDouble now,
      String reason,
      Optional<Statistics> found) {
    boolean both = before.isPresent() && now.isPresent();
    return new Check(
        kind,
        name,
        status,
        Numbers.percent(before),
        Numbers.percent(now),
        both ? Numbers.signed(now.getAsDouble() - before.getAsDouble()) : "",
        reason,
        found);
  }

  private String worse(double gain, Rule rule, Optional<Statistics> found) {
    double limit = rule.maxDropPoints().orElse(Double.POSITIVE_INFINITY);
    if (-gain > limit + POINTS_TOLERANCE) {
      return "worse by " + points(-gain) + ", more than the " + points(limit) + " allowed";
    }
    double p = found.map(Statistics::worseP).orElse(Double.NaN);
    boolean tested = rule.statistical() && p <= policy.alpha();
    return tested && -gain > rule.minDropPoints() + POINTS_TOLERANCE
        ? "worse by " + points(-gain) + ", p " + Numbers.probability(p) + " after correction"
        : "";
  }

  private String better(double gain, Rule rule, Optional<Statistics> found) {
    double limit = rule.maxDropPoints().orElse(Double.POSITIVE_INFINITY);
    if (gain > limit + POINTS_TOLERANCE) {
      return "better by " + points(gain);
    }
    double p =
        found
            .flatMap(s -> s.result().difference())
            .map(d -> Math.min(1, d.betterP() * Math.max(1, tests)))
            .orElse(1.0);
    return rule.statistical()
            && p <= policy.alpha()
            && gain > rule.minDropPoints() + POINTS_TOLERANCE
        ? "better by " + points(gain) + ", p " + Numbers.probability(p) + " after correction"
        : "";
  }

  private static String points(double points) {
    return Numbers.percent(points / POINTS) + " points";
  }

  private void checkSamples() {
    int before = baseline.scores().n();
    int now = run.scores().n();
    List<String> missing = paired.map(PairedRuns::onlyFirst).orElse(List.of());
    String reason = "";
    if (!missing.isEmpty()) {
      reason =
          "the run does not have "
              + missing.size()
              + " samples of the baseline, such as "
              + Quoted.value(missing.getFirst());
    } else if (now < before) {
      reason = "the run has fewer samples";
    }
    checks.add(
        new Check(
            Kind.SAMPLES,
            "samples",
            reason.isEmpty() ? Status.PASSED : Status.REGRESSION,
            Numbers.count(before),
            Numbers.count(now),
            "",
            reason,
            Optional.empty()));
  }
}
