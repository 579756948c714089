package org.seq2time.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.datasets.parallel.Workers;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.gate.GatePolicy.Rule;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Statistics;
import org.seq2time.reports.gate.GateReport.Status;
import org.seq2time.reports.gate.Simulation.Answers;

/**
 * How often the gate is wrong. 1,000 pairs of runs (fewer in the build that one runs often) are
 * drawn from one distribution; at 5 % at most 64 of them may fail (50 and two standard deviations).
 * Then a drop as large as the gate itself prints for 80 % power is planted in each, and 700 to 900
 * have to be found.
 *
 * <p>The benchmark here is small, so that this takes seconds; {@code -Dseq2time.gate.queries=3720
 * -Dseq2time.gate.resamples=10000} measures more cases at Charades-STA's size and prints the
 * figures.
 */
@Tag("soak")
class GateErrorRateTest {

  private static final int PAIRS = Integer.getInteger("seq2time.gate.pairs", 1_000);

  /** 5 % and two standard deviations. */
  private static final int MOST_FALSE_ALARMS =
      (int) Math.ceil(0.05 * PAIRS + 2 * Math.sqrt(0.05 * 0.95 * PAIRS));

  private static final int QUERIES = Integer.getInteger("seq2time.gate.queries", 150);
  private static final int RESAMPLES = Integer.getInteger("seq2time.gate.resamples", 399);
  private static final boolean MEASURES = Integer.getInteger("seq2time.gate.queries") != null;

  private static GatePolicy policy(long seed, boolean coverage) {
    GatePolicy standard = GatePolicy.DEFAULT;
    return new GatePolicy(
        standard.alpha(),
        new Bootstrap.Settings(RESAMPLES, seed),
        standard.others(),
        standard.defaults(),
        Map.of(),
        coverage ? new Rule(true, OptionalDouble.empty(), 0) : standard.coverage(),
        standard.jmh());
  }

  private static GateReport check(
      Simulation simulation, Answers baseline, Answers run, GatePolicy policy) {
    return Gate.check(simulation.run("baseline", baseline), simulation.run("run", run), policy, 1);
  }

  private static Check named(GateReport report, String name) {
    return report.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static double drop(GateReport report, String score) {
    return named(report, score)
        .statistics()
        .map(Statistics::detectableDrop)
        .orElseThrow()
        .orElseThrow();
  }

  /** How many pairs are so; each is drawn from its own number, whatever thread it meets. */
  private static int count(IntPredicate found) {
    AtomicInteger count = new AtomicInteger();
    Workers.run(
        Runtime.getRuntime().availableProcessors(),
        PAIRS,
        1,
        (pair, end) -> count.addAndGet(found.test(pair) ? 1 : 0));
    return count.get();
  }

  private static double value(Simulation simulation, Answers answers, String score) {
    return simulation.run("run", answers).scores().score(score).orElseThrow().value().orElseThrow();
  }

  private static void print(String what, int count) {
    if (MEASURES) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d of %d (%d queries, %d resamples)%n",
          what,
          count,
          PAIRS,
          QUERIES,
          RESAMPLES);
    }
  }

  static Stream<Arguments> distributions() {
    Stream<Arguments> built = Stream.of(Arguments.of(0.5, 0, false), Arguments.of(0.5, 0.1, true));
    return MEASURES ? Stream.concat(built, Stream.of(Arguments.of(0.1, 0, false))) : built;
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void runsOfOneDistributionSeldomFail(double chance, double unparsed, boolean coverage) {
    int failed =
        count(
            pair -> {
              Simulation simulation = new Simulation(QUERIES, chance, unparsed, pair);
              return check(simulation, simulation.draw(), simulation.draw(), policy(pair, coverage))
                  .isRegression();
            });
    print("false alarms, chance " + chance + ", unparsed " + unparsed, failed);
    assertThat(failed).isLessThanOrEqualTo(MOST_FALSE_ALARMS);
    assertThat(failed).as("the test must be able to fail").isPositive();
  }

  static Stream<Arguments> drops() {
    Stream<Arguments> built = Stream.of(Arguments.of(0.5, "r1@0.5"), Arguments.of(0.1, "miou"));
    return MEASURES
        ? Stream.concat(
            built,
            Stream.of(
                Arguments.of(0.1, "r1@0.5"),
                Arguments.of(0, "r1@0.5"),
                Arguments.of(0.5, "miou"),
                Arguments.of(0, "miou")))
        : built;
  }

  @ParameterizedTest
  @MethodSource("drops")
  void dropOfThePrintedSizeInOneScoreIsFoundInFourOfFive(double chance, String score) {
    int found =
        count(
            pair -> {
              Simulation simulation = new Simulation(QUERIES, chance, 0, pair);
              Answers baseline = simulation.draw();
              Answers run = chance == 0 ? baseline : simulation.draw();
              GatePolicy policy = policy(pair, false);
              double drop = drop(check(simulation, baseline, run, policy), score);
              Answers worse = simulation.losing(run, score, drop / value(simulation, run, score));
              GateReport report = check(simulation, baseline, worse, policy);
              return named(report, score).status() == Status.REGRESSION;
            });
    print("found drops of " + score + " alone, chance " + chance, found);
    assertThat(found).isBetween(7 * PAIRS / 10, 9 * PAIRS / 10);
  }

  @Test
  void failingSamplesAreFoundAtLeastAsOften() {
    int found =
        count(
            pair -> {
              Simulation simulation = new Simulation(QUERIES, 0.5, 0, pair);
              Answers baseline = simulation.draw();
              Answers run = simulation.draw();
              GatePolicy policy = policy(pair, false);
              double drop = drop(check(simulation, baseline, run, policy), "miou");
              Answers worse = simulation.failing(run, drop / value(simulation, run, "miou"));
              return check(simulation, baseline, worse, policy).isRegression();
            });
    print("found drops of miou by samples that fail in all scores", found);
    assertThat(found).isGreaterThanOrEqualTo(7 * PAIRS / 10);
  }

  @Test
  void resamplesOfTheSameSeedGiveTheSameVerdict() {
    Simulation simulation = new Simulation(60, 0.5, 0.1, 1);
    Answers baseline = simulation.draw();
    Answers run = simulation.draw();
    List<String> verdicts =
        IntStream.of(1, 2, 5)
            .mapToObj(
                threads ->
                    GateText.render(
                        Gate.check(
                            simulation.run("a", baseline),
                            simulation.run("b", run),
                            policy(1, true),
                            threads)))
            .distinct()
            .toList();
    assertThat(verdicts).hasSize(1);
  }
}
