package org.seq2time.reports.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.seq2time.metrics.stats.Bootstrap;

/**
 * What a gate lets pass.
 *
 * @param alpha probability that the statistical tests together fail a run that is no worse
 * @param resamples how resamples are drawn
 * @param others which scores are looked at that {@code scores} does not name
 * @param defaults the rule for those
 * @param scores rules by name
 * @param coverage the rule for the share of parsed predictions
 * @param jmh the rules for benchmarks
 */
public record GatePolicy(
    double alpha,
    Bootstrap.Settings resamples,
    Others others,
    Rule defaults,
    Map<String, Rule> scores,
    Rule coverage,
    JmhRules jmh) {

  /** Headline scores tested statistically at 5 %, coverage may not fall, 5 % slower is too slow. */
  public static final GatePolicy DEFAULT =
      new GatePolicy(
          0.05,
          Bootstrap.Settings.DEFAULT,
          Others.HEADLINE,
          new Rule(true, OptionalDouble.empty(), 0),
          Map.of(),
          new Rule(false, OptionalDouble.of(0), 0),
          new JmhRules(5, Map.of()));

  public GatePolicy {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha " + alpha + " is not between 0 and 1");
    }
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /** Which scores are looked at unnamed. */
  public enum Others {
    HEADLINE,
    ALL,
    NONE
  }

  /**
   * When a score is worse. A rule without either test still asks for the score and its signature.
   *
   * @param statistical worse if the one-sided paired test says so after Holm's correction
   * @param maxDropPoints worse if it falls by more; empty for no limit
   * @param minDropPoints a statistical drop up to this much is let pass
   */
  public record Rule(boolean statistical, OptionalDouble maxDropPoints, double minDropPoints) {
    public Rule {
      if (maxDropPoints.orElse(0) < 0 || !(minDropPoints >= 0)) {
        throw new IllegalArgumentException("a drop in points must not be negative");
      }
    }
  }

  /**
   * When a benchmark is slower.
   *
   * @param maxSlowdownPercent slower if the slowdown exceeds it beyond its error bars
   * @param benchmarks other limits by benchmark name
   */
  public record JmhRules(double maxSlowdownPercent, Map<String, Double> benchmarks) {
    public JmhRules {
      benchmarks = Collections.unmodifiableMap(new LinkedHashMap<>(benchmarks));
    }

    /** The limit for this benchmark. */
    public double maxSlowdownPercent(String benchmark) {
      return benchmarks.getOrDefault(benchmark, maxSlowdownPercent);
    }
  }

  /** The rule for a score. */
  public Rule rule(String score) {
    return scores.getOrDefault(score, defaults);
  }
}
