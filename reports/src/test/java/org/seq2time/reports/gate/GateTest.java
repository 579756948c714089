package org.seq2time.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.HandMade;
import org.seq2time.reports.gate.GatePolicy.JmhRules;
import org.seq2time.reports.gate.GatePolicy.Others;
import org.seq2time.reports.gate.GatePolicy.Rule;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Kind;
import org.seq2time.reports.gate.GateReport.Statistics;
import org.seq2time.reports.gate.GateReport.Status;
import org.seq2time.reports.record.RecordedRun;

class GateTest {

  private static final Rule STATISTICAL = new Rule(true, OptionalDouble.empty(), 0);
  private static final Rule COVERAGE = new Rule(false, OptionalDouble.of(0), 0);

  /**
   * Twenty samples: a pair that differs in five of them is told apart at 5 %, in four it is not.
   */
  private static final int SAMPLES = 20;

  private static double[] hits(int hits) {
    double[] values = new double[SAMPLES];
    Arrays.fill(values, 0, hits, 1);
    return values;
  }

  private static RecordedRun run(String name, int hits) {
    return HandMade.run(name).score("r1", hits(hits)).build();
  }

  private static GatePolicy policy(Others others, Rule defaults, Map<String, Rule> scores) {
    return policy(0.05, others, defaults, scores, COVERAGE);
  }

  private static GatePolicy policy(
      double alpha, Others others, Rule defaults, Map<String, Rule> scores, Rule coverage) {
    return new GatePolicy(
        alpha,
        new Bootstrap.Settings(2_000, 1),
        others,
        defaults,
        scores,
        coverage,
        new JmhRules(5, Map.of()));
  }

  private static GatePolicy statistical() {
    return policy(Others.HEADLINE, STATISTICAL, Map.of());
  }

  private static GatePolicy absolute(double points) {
    return policy(Others.HEADLINE, new Rule(false, OptionalDouble.of(points), 0), Map.of());
  }

  private static GateReport check(RecordedRun baseline, RecordedRun run, GatePolicy policy) {
    return Gate.check(baseline, run, policy, 1);
  }

  private static Check named(GateReport report, String name) {
    return report.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static Statistics statistics(GateReport report, String name) {
    return named(report, name).statistics().orElseThrow();
  }

  @Test
  void equalRunsPassAllThreeKindsOfChecks() {
    GateReport report = check(run("a", 12), run("b", 12), statistical());
    assertThat(report.isRegression()).isFalse();
    assertThat(report.checks())
        .extracting(Check::kind)
        .containsExactly(Kind.SCORE, Kind.COVERAGE, Kind.SAMPLES);
    assertThat(report.checks()).extracting(Check::status).containsOnly(Status.PASSED);
    assertThat(report.checks()).extracting(Check::reason).containsOnly("");
    assertThat(report.tests()).isEqualTo(1);
    assertThat(report.alpha()).isEqualTo(0.05);
    assertThat(report.notes()).isEmpty();
    assertThat(report.title()).isEqualTo("b vs. a (charades-sta), paired over 20 queries");
  }

  @Test
  void dropBeyondChanceFailsAndSaysHowLargeItIs() {
    GateReport report = check(run("a", 12), run("b", 4), statistical());
    Check check = named(report, "r1");
    assertThat(check.status()).isEqualTo(Status.REGRESSION);
    assertThat(check.baseline()).isEqualTo("60.00");
    assertThat(check.run()).isEqualTo("20.00");
    assertThat(check.change()).isEqualTo("-40.00");
    assertThat(check.reason()).matches("worse by 40\\.00 points, p 0\\.00\\d\\d after correction");
    assertThat(statistics(report, "r1").worseP()).isCloseTo(1 / 256.0, within(0.004));
  }

  @Test
  void dropThatChanceMayBringPasses() {
    GateReport report = check(run("a", 12), run("b", 9), statistical());
    assertThat(named(report, "r1").status()).isEqualTo(Status.PASSED);
    // Three losses and no win: one chance in eight.
    assertThat(statistics(report, "r1").worseP()).isCloseTo(0.125, within(0.02));
  }

  @Test
  void gainBeyondChanceIsAnImprovementAndNoRegression() {
    GateReport report = check(run("a", 4), run("b", 12), statistical());
    assertThat(report.isRegression()).isFalse();
    assertThat(named(report, "r1").status()).isEqualTo(Status.IMPROVED);
    assertThat(named(report, "r1").change()).isEqualTo("+40.00");
    assertThat(named(report, "r1").reason())
        .matches("better by 40\\.00 points, p 0\\.00\\d\\d after correction");
    assertThat(check(run("a", 9), run("b", 12), statistical()).with(Status.IMPROVED)).isEmpty();
  }

  @Test
  void directionOfTheScoreDecidesWhatIsWorse() {
    RecordedRun few =
        HandMade.run("a")
            .score("error", Direction.LOWER_IS_BETTER, true, "error|v:1", hits(4))
            .build();
    RecordedRun many =
        HandMade.run("b")
            .score("error", Direction.LOWER_IS_BETTER, true, "error|v:1", hits(12))
            .build();
    assertThat(named(check(few, many, statistical()), "error").status())
        .isEqualTo(Status.REGRESSION);
    assertThat(named(check(many, few, statistical()), "error").status()).isEqualTo(Status.IMPROVED);
    assertThat(named(check(few, many, absolute(39)), "error").status())
        .isEqualTo(Status.REGRESSION);
    assertThat(named(check(many, few, absolute(39)), "error").status()).isEqualTo(Status.IMPROVED);
  }

  @Test
  void dropUpToTheLimitPassesAndOneBeyondItFails() {
    RecordedRun twelve = run("a", 12);
    RecordedRun eleven = run("b", 11);
    assertThat(named(check(twelve, eleven, absolute(5)), "r1").status()).isEqualTo(Status.PASSED);
    Check beyond = named(check(twelve, eleven, absolute(4.99)), "r1");
    assertThat(beyond.status()).isEqualTo(Status.REGRESSION);
    assertThat(beyond.reason())
        .isEqualTo("worse by 5.00 points, more than the 4.99 points allowed");
    assertThat(named(check(eleven, twelve, absolute(5)), "r1").status()).isEqualTo(Status.PASSED);
    Check better = named(check(eleven, twelve, absolute(4.99)), "r1");
    assertThat(better.status()).isEqualTo(Status.IMPROVED);
    assertThat(better.reason()).isEqualTo("better by 5.00 points");
  }

  @Test
  void smallDropsMayBeLetPassHoweverSureTheyAre() {
    Rule forgiving = new Rule(true, OptionalDouble.empty(), 40);
    Rule strict = new Rule(true, OptionalDouble.empty(), 39.9);
    RecordedRun before = run("a", 12);
    RecordedRun after = run("b", 4);
    assertThat(named(check(before, after, policy(Others.ALL, forgiving, Map.of())), "r1").status())
        .isEqualTo(Status.PASSED);
    assertThat(named(check(before, after, policy(Others.ALL, strict, Map.of())), "r1").status())
        .isEqualTo(Status.REGRESSION);
    assertThat(named(check(after, before, policy(Others.ALL, forgiving, Map.of())), "r1").status())
        .isEqualTo(Status.PASSED);
    assertThat(named(check(after, before, policy(Others.ALL, strict, Map.of())), "r1").status())
        .isEqualTo(Status.IMPROVED);
  }

  @Test
  void alphaDecidesAtWhichProbabilityADropFails() {
    RecordedRun before = run("a", 12);
    RecordedRun after = run("b", 8);
    // Four losses and no win have one chance in sixteen.
    assertThat(
            check(before, after, policy(0.05, Others.ALL, STATISTICAL, Map.of(), COVERAGE))
                .isRegression())
        .isFalse();
    assertThat(
            check(before, after, policy(0.1, Others.ALL, STATISTICAL, Map.of(), COVERAGE))
                .isRegression())
        .isTrue();
  }

  @Test
  void everyTestedScoreIsCorrectedForAndOnlyThose() {
    RecordedRun before =
        HandMade.run("a").score("p", hits(12)).score("q", hits(12)).score("r", hits(12)).build();
    RecordedRun after =
        HandMade.run("b").score("p", hits(7)).score("q", hits(12)).score("r", hits(12)).build();
    // Five losses have one chance in 32: enough alone, not among three.
    Rule off = new Rule(false, OptionalDouble.empty(), 0);
    GateReport three = check(before, after, statistical());
    assertThat(three.tests()).isEqualTo(3);
    assertThat(three.isRegression()).isFalse();
    GateReport one =
        check(before, after, policy(Others.HEADLINE, STATISTICAL, Map.of("q", off, "r", off)));
    assertThat(one.tests()).isEqualTo(1);
    assertThat(named(one, "p").status()).isEqualTo(Status.REGRESSION);
    assertThat(statistics(one, "q").worseP()).isNaN();
    assertThat(statistics(one, "q").detectableDrop()).isEmpty();
    assertThat(statistics(one, "q").result().ties()).isEqualTo(SAMPLES);
    assertThat(statistics(three, "p").worseP())
        .isCloseTo(3 * statistics(one, "p").worseP(), within(1e-12));
  }

  @Test
  void gainIsCorrectedForAllTestsAsWell() {
    RecordedRun few =
        HandMade.run("a").score("p", hits(7)).score("q", hits(12)).score("r", hits(12)).build();
    RecordedRun many =
        HandMade.run("b").score("p", hits(12)).score("q", hits(12)).score("r", hits(12)).build();
    Rule off = new Rule(false, OptionalDouble.empty(), 0);
    assertThat(check(few, many, statistical()).with(Status.IMPROVED)).isEmpty();
    assertThat(
            check(few, many, policy(Others.HEADLINE, STATISTICAL, Map.of("q", off, "r", off)))
                .with(Status.IMPROVED))
        .extracting(Check::name)
        .containsExactly("p");
  }

  @Test
  void dropThatCanBeFoundGrowsWithTheNumberOfTests() {
    double[] mixed = new double[400];
    Arrays.setAll(mixed, i -> i % 2);
    double[] other = new double[400];
    Arrays.setAll(other, i -> i % 5 < 2 ? 1 : 0);
    RecordedRun one = HandMade.run("a").score("p", mixed).build();
    RecordedRun oneAgain = HandMade.run("b").score("p", other).build();
    RecordedRun two = HandMade.run("a").score("p", mixed).score("q", mixed).build();
    RecordedRun twoAgain = HandMade.run("b").score("p", other).score("q", other).build();
    double alone =
        statistics(check(one, oneAgain, statistical()), "p").detectableDrop().orElseThrow();
    double amongTwo =
        statistics(check(two, twoAgain, statistical()), "p").detectableDrop().orElseThrow();
    assertThat(alone).isBetween(0.05, 0.15);
    assertThat(amongTwo).isBetween(1.02 * alone, 1.3 * alone);
  }

  @Test
  void headlineScoresOrAllOrOnlyNamedOnesAreLookedAt() {
    RecordedRun run =
        HandMade.run("a")
            .score("p", hits(12))
            .score("q", Direction.HIGHER_IS_BETTER, false, "q|v:1", hits(12))
            .score("r", Direction.HIGHER_IS_BETTER, false, "r|v:1", hits(12))
            .build();
    assertThat(scores(run, policy(Others.HEADLINE, STATISTICAL, Map.of()))).containsExactly("p");
    assertThat(scores(run, policy(Others.HEADLINE, STATISTICAL, Map.of("r", STATISTICAL))))
        .containsExactly("p", "r");
    assertThat(scores(run, policy(Others.ALL, STATISTICAL, Map.of())))
        .containsExactly("p", "q", "r");
    assertThat(scores(run, policy(Others.NONE, STATISTICAL, Map.of("q", STATISTICAL))))
        .containsExactly("q");
    assertThatThrownBy(() -> scores(run, policy(Others.NONE, STATISTICAL, Map.of())))
        .isInstanceOf(BadInputException.class)
        .hasMessage("the policy selects no score of a to check");
  }

  private static List<String> scores(RecordedRun run, GatePolicy policy) {
    return check(run, run, policy).checks().stream()
        .filter(c -> c.kind() == Kind.SCORE)
        .map(Check::name)
        .toList();
  }

  @Test
  void scoreThatNeitherRunHasIsAMistakeInThePolicy() {
    GatePolicy typo = policy(Others.HEADLINE, STATISTICAL, Map.of("r2", STATISTICAL));
    assertThatThrownBy(() -> check(run("a", 12), run("b", 12), typo))
        .isInstanceOf(BadInputException.class)
        .hasMessage("the policy names score \"r2\", which neither run has; did you mean r1?");
    RecordedRun more = HandMade.run("b").score("r1", hits(12)).score("r2", hits(12)).build();
    assertThat(check(run("a", 12), more, typo).notes())
        .containsExactly("r2 is not in the baseline: update it to have this score checked");
  }

  @Test
  void scoreThatTheRunLacksFails() {
    RecordedRun before = HandMade.run("a").score("r1", hits(12)).score("r2", hits(12)).build();
    Check check = named(check(before, run("b", 12), statistical()), "r2");
    assertThat(check.status()).isEqualTo(Status.REGRESSION);
    assertThat(check.reason()).isEqualTo("the run does not have this score");
    assertThat(check.run()).isEqualTo("missing");
    assertThat(check.change()).isEmpty();
    assertThat(check.statistics()).isEmpty();
  }

  @Test
  void otherMetricFailsWhateverItsValue() {
    RecordedRun other =
        HandMade.run("b")
            .score("r1", Direction.HIGHER_IS_BETTER, true, "r1|k:y|v:1", hits(20))
            .build();
    Check check = named(check(run("a", 12), other, statistical()), "r1");
    assertThat(check.status()).isEqualTo(Status.REGRESSION);
    assertThat(check.reason()).isEqualTo("signature differs: r1|k:x vs. r1|k:y");
    assertThat(check.run()).isEqualTo("100.00");
  }

  @Test
  void scoreThatIsNoLongerDefinedFailsAndOneThatNeverWasPasses() {
    RecordedRun defined = HandMade.run("a").score("r1", hits(12)).score("map", hits(12)).build();
    RecordedRun undefined =
        HandMade.run("b")
            .score("r1", hits(12))
            .score("map", Direction.HIGHER_IS_BETTER, true, "map|k:x|v:1")
            .build();
    Check lost = named(check(defined, undefined, statistical()), "map");
    assertThat(lost.status()).isEqualTo(Status.REGRESSION);
    assertThat(lost.reason()).isEqualTo("not defined in the run");
    assertThat(named(check(undefined, undefined, statistical()), "map").status())
        .isEqualTo(Status.PASSED);
    Check gained = named(check(undefined, defined, statistical()), "map");
    assertThat(gained.status()).isEqualTo(Status.PASSED);
    assertThat(gained.baseline()).isEqualTo("not defined");
    assertThat(gained.change()).isEmpty();
  }

  @Test
  void coverageHasItsOwnRule() {
    Outcome[] outcomes = new Outcome[SAMPLES];
    Arrays.fill(outcomes, Outcome.PARSED);
    outcomes[0] = Outcome.NO_TIME_FOUND;
    RecordedRun less = HandMade.run("b").score("r1", hits(12)).outcomes(outcomes).build();
    Check fallen = named(check(run("a", 12), less, statistical()), "coverage");
    assertThat(fallen.kind()).isEqualTo(Kind.COVERAGE);
    assertThat(fallen.status()).isEqualTo(Status.REGRESSION);
    assertThat(fallen.baseline()).isEqualTo("100.00");
    assertThat(fallen.change()).isEqualTo("-5.00");
    assertThat(
            check(run("a", 12), less, policy(0.05, Others.ALL, STATISTICAL, Map.of(), STATISTICAL))
                .isRegression())
        .isFalse();
    GateReport tested =
        check(run("a", 12), less, policy(0.05, Others.ALL, STATISTICAL, Map.of(), STATISTICAL));
    assertThat(tested.tests()).isEqualTo(2);
    assertThat(statistics(tested, "coverage").worseP()).isCloseTo(1, within(0.05));
    assertThat(statistics(tested, "coverage").result().losses()).isEqualTo(1);
  }

  @Test
  void samplesThatTheRunLacksFail() {
    RecordedRun fewer = HandMade.run("b").ids("s0", "s2").score("r1", 1, 1).build();
    GateReport report = check(run("a", 12), fewer, absolute(100));
    Check samples = named(report, "samples");
    assertThat(samples.status()).isEqualTo(Status.REGRESSION);
    assertThat(samples.reason())
        .isEqualTo("the run does not have 18 samples of the baseline, such as \"s1\"");
    assertThat(samples.baseline()).isEqualTo("20");
    assertThat(samples.run()).isEqualTo("2");
    GateReport other = check(fewer, run("a", 12), absolute(100));
    assertThat(named(other, "samples").status()).isEqualTo(Status.PASSED);
    assertThat(other.notes()).containsExactly("18 samples of the run are not in the baseline");
  }

  @Test
  void fewerSamplesFailWhereTheRowsAreNotThereToo() {
    RecordedRun fewer = HandMade.run("b").ids("x").score("r1", 1).withoutRows().build();
    Check samples = named(check(run("a", 12), fewer, absolute(100)), "samples");
    assertThat(samples.reason()).isEqualTo("the run has fewer samples");
    RecordedRun same = HandMade.run("b").score("r1", hits(12)).withoutRows().build();
    GateReport report = check(run("a", 12), same, absolute(100));
    assertThat(named(report, "samples").status()).isEqualTo(Status.PASSED);
    assertThat(report.title()).isEqualTo("b vs. a (charades-sta)");
    assertThat(report.tests()).isZero();
  }

  @Test
  void statisticalTestNeedsRowsInCommon() {
    RecordedRun alone = HandMade.run("b").score("r1", hits(12)).withoutRows().build();
    assertThatThrownBy(() -> check(run("a", 12), alone, statistical()))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("r1 cannot be tested statistically: a run has no samples.jsonl")
        .hasMessageContaining("set statistical: false and maxDropPoints");
    RecordedRun others = HandMade.run("b").ids("x", "y").score("r1", 1, 0).build();
    assertThatThrownBy(() -> check(run("a", 12), others, statistical()))
        .hasMessageContaining("or none in common");
    assertThatThrownBy(
            () ->
                check(
                    run("a", 12),
                    alone,
                    policy(
                        0.05,
                        Others.ALL,
                        new Rule(false, OptionalDouble.of(1), 0),
                        Map.of(),
                        STATISTICAL)))
        .hasMessageStartingWith("coverage cannot be tested statistically");
  }

  @Test
  void rowsThatDoNotFoldAreNamed() {
    // A mean that is said to be another than that of the rows.
    RecordedRun honest = run("a", 12);
    RecordedRun odd =
        new RecordedRun("b", run("b", 13).scores(), honest.samples(), honest.manifest(), Map.of());
    assertThatThrownBy(() -> check(honest, odd, statistical()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "r1 cannot be tested statistically: the rows of a run do not fold to it; score both"
                + " runs again");
    assertThat(check(honest, odd, absolute(10)).isRegression()).isFalse();
  }

  @Test
  void runsOfDifferentBenchmarksAreRefused() {
    RecordedRun other = HandMade.run("b").of("youcook2").score("r1", hits(12)).build();
    assertThatThrownBy(() -> check(run("a", 12), other, statistical()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "b: is a run of youcook2, but a is one of charades-sta; only runs of one benchmark can"
                + " be compared");
  }

  @Test
  void otherAnnotationsAreNoted() {
    RecordedRun first = HandMade.run("a").score("r1", hits(12)).annotations("1").build();
    RecordedRun second = HandMade.run("b").score("r1", hits(12)).annotations("2").build();
    assertThat(check(first, second, statistical()).notes())
        .containsExactly(
            "the runs were scored against different annotation files (see their run.json)");
    assertThat(check(first, first, statistical()).notes()).isEmpty();
    assertThat(check(first, run("b", 12), statistical()).notes()).isEmpty();
    assertThat(check(run("a", 12), second, statistical()).notes()).isEmpty();
  }

  @Test
  void samplesOfOneVideoAreOneUnit() {
    String[] videos = new String[SAMPLES];
    Arrays.setAll(videos, i -> i < 10 ? "x" : "y");
    RecordedRun before = HandMade.run("a").score("r1", hits(10)).videos(videos).build();
    RecordedRun after = HandMade.run("b").score("r1", hits(0)).videos(videos).build();
    GateReport report = check(before, after, statistical());
    assertThat(report.title()).endsWith("paired over 20 queries of 2 videos");
    // Ten losses, but in one video: one chance in two.
    assertThat(statistics(report, "r1").worseP()).isCloseTo(0.5, within(0.05));
    assertThat(report.isRegression()).isFalse();
  }
}
