package org.seq2time.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.reports.DemoRuns;
import org.seq2time.reports.HandMade;
import org.seq2time.reports.compare.Comparison.Row;
import org.seq2time.reports.compare.Comparison.SeedRow;
import org.seq2time.reports.compare.Comparison.Versus;
import org.seq2time.reports.record.RecordedRun;

class ComparisonTest {

  private static final Bootstrap.Settings SETTINGS = new Bootstrap.Settings(1_000, 1);

  @TempDir Path folder;

  private static Comparison compare(RecordedRun... runs) {
    return Comparison.of(Arrays.stream(runs).map(Configuration::of).toList(), false, SETTINGS, 1);
  }

  private static JsonNode json(Comparison comparison) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ComparisonJson.write(comparison, out);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("}\n");
    return new ObjectMapper().readTree(text);
  }

  private static Row row(Comparison comparison, String score) {
    return comparison.versus().getFirst().rows().stream()
        .filter(r -> r.result().spec().name().equals(score))
        .findFirst()
        .orElseThrow();
  }

  private static RecordedRun run(String name, double... values) {
    return HandMade.run(name).score("miou", values).build();
  }

  @Test
  void demoSystemsDifferAsTheirScoresDoAndArePairedByVideo() {
    DemoRuns demo = new DemoRuns(folder);
    RecordedRun base = demo.score("charades-sta").read();
    RecordedRun worse = demo.shifted("worse").read();
    Comparison comparison = compare(base, worse);
    PairedRuns paired = comparison.versus().getFirst().paired().orElseThrow();
    assertThat(paired.samples()).isEqualTo(56);
    assertThat(paired.units().count()).isEqualTo(14);
    Row miou = row(comparison, "miou");
    Difference difference = miou.result().difference().orElseThrow();
    double first = base.scores().score("miou").orElseThrow().value().orElseThrow();
    double second = worse.scores().score("miou").orElseThrow().value().orElseThrow();
    assertThat(difference.value()).isCloseTo(second - first, within(1e-12)).isNegative();
    assertThat(difference.interval().high()).isNegative();
    assertThat(difference.permutationP()).isBetween(0.001, 0.03);
    assertThat(miou.holmP()).isGreaterThan(difference.permutationP());
    assertThat(miou.result().wins() + miou.result().losses() + miou.result().ties()).isEqualTo(56);
    assertThat(comparison.tests()).isEqualTo(4);
    assertThat(comparison.differing()).isEmpty();
    assertThat(comparison.benchmark()).isEqualTo("charades-sta");
  }

  @Test
  void scoreThatIsNoMeanIsFoldedAgain() {
    DemoRuns demo = new DemoRuns(folder);
    RecordedRun close = demo.score("youcook2-close").read();
    RecordedRun loose = demo.score("youcook2-loose").read();
    Comparison all =
        Comparison.of(List.of(Configuration.of(close), Configuration.of(loose)), true, SETTINGS, 1);
    assertThat(all.versus().getFirst().unpaired()).isEmpty();
    Row row = row(all, "para_meteor");
    assertThat(row.result().first())
        .isEqualTo(close.scores().score("para_meteor").orElseThrow().value());
    assertThat(row.result().difference().orElseThrow().permutationP()).isLessThan(0.01);
  }

  @Test
  void correctionCountsTheTestsOfAllComparisons() {
    RecordedRun base = run("a", 1, 1, 1, 1, 1, 1, 1, 1);
    RecordedRun zero = run("b", 0, 0, 0, 0, 0, 0, 0, 0);
    RecordedRun same = run("c", 1, 1, 1, 1, 1, 1, 1, 1);
    double alone = row(compare(base, zero), "miou").holmP();
    Comparison three = compare(base, zero, same);
    assertThat(three.versus()).extracting(Versus::second).containsExactly("b", "c");
    assertThat(three.versus()).extracting(Versus::first).containsOnly("a");
    assertThat(three.tests()).isEqualTo(2);
    assertThat(row(three, "miou").holmP()).isCloseTo(2 * alone, within(1e-12));
    assertThat(three.versus().get(1).rows().getFirst().holmP()).isEqualTo(1);
    assertThat(three.scores().keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void scoresOfDifferentMetricsAreNotPaired() {
    RecordedRun base = run("a", 1, 0);
    RecordedRun other =
        HandMade.run("b")
            .score("miou", Direction.HIGHER_IS_BETTER, true, "miou|k:y|v:1", 1, 1)
            .build();
    Comparison comparison = compare(base, other);
    assertThat(comparison.differing().get("miou")).containsExactly("miou|k:x", "miou|k:y");
    assertThat(comparison.versus().getFirst().rows()).isEmpty();
    assertThat(comparison.versus().getFirst().unpaired())
        .isEqualTo(Map.of("miou", "signatures differ"));
    assertThat(comparison.tests()).isZero();
    assertThat(ComparisonText.render(comparison, false))
        .contains("miou* ")
        .contains("miou: not paired, signatures differ\n")
        .doesNotContain("p Holm is");
  }

  @Test
  void reasonSaysWhyAScoreIsNotPaired() {
    RecordedRun base = HandMade.run("a").score("p", 1, 0).score("q", 1, 0).build();
    RecordedRun lacks = HandMade.run("b").score("p", 1, 0).build();
    assertThat(compare(base, lacks).versus().getFirst().unpaired())
        .isEqualTo(Map.of("q", "not in every run"));
    RecordedRun odd =
        new RecordedRun(
            "c",
            HandMade.run("c").score("p", 1, 1).score("q", 1, 0).build().scores(),
            base.samples(),
            base.manifest(),
            Map.of());
    assertThat(compare(base, odd).versus().getFirst().unpaired())
        .isEqualTo(Map.of("p", "no rows in samples.jsonl that fold to it in every run"));
  }

  @Test
  void samplesThatOneRunLacksAreLeftOut() {
    RecordedRun first = HandMade.run("a").ids("x", "y", "z").score("p", 1, 0, 1).build();
    RecordedRun second = HandMade.run("b").ids("z", "w", "x").score("p", 0, 1, 1).build();
    Comparison comparison = compare(first, second);
    PairedRuns paired = comparison.versus().getFirst().paired().orElseThrow();
    assertThat(paired.samples()).isEqualTo(2);
    assertThat(paired.onlyFirst()).containsExactly("y");
    assertThat(paired.onlySecond()).containsExactly("w");
    // x and z: 1 and 1 against 1 and 0.
    assertThat(row(comparison, "p").result().first()).hasValue(1);
    assertThat(row(comparison, "p").result().second()).hasValue(0.5);
    assertThat(row(comparison, "p").result().losses()).isEqualTo(1);
    assertThat(ComparisonText.render(comparison, false))
        .contains("b - a, paired over 2 queries\n")
        .contains("not in both and left out: 1 of the first, 1 of the second\n");
  }

  @Test
  void runsWithoutCommonRowsHaveNoPairedStatistics() throws IOException {
    RecordedRun base = run("a", 1, 0);
    RecordedRun alone = HandMade.run("b").score("miou", 1, 1).withoutRows().build();
    RecordedRun others = HandMade.run("c").ids("x", "y").score("miou", 1, 1).build();
    Comparison comparison = compare(base, alone, others);
    assertThat(comparison.versus())
        .extracting(Versus::paired)
        .allMatch(java.util.Optional::isEmpty);
    assertThat(comparison.versus()).flatExtracting(Versus::rows).isEmpty();
    assertThat(ComparisonText.render(comparison, false))
        .contains(
            "b - a: no paired statistics, which need a samples.jsonl with common samples in every"
                + " run folder\n");
    JsonNode versus = json(comparison).get("comparisons").get(0);
    assertThat(versus.has("samples")).isFalse();
    assertThat(versus.get("scores")).isEmpty();
  }

  @Test
  void samplesThatCountInOneRunAloneMakeAScoreIncomparable() {
    RecordedRun base = run("a", 1, 0, 1);
    RecordedRun gaps = HandMade.run("b").score("miou", 1, Double.NaN, 1).build();
    assertThat(PairedRuns.of(List.of(base), List.of(gaps)).orElseThrow().pair("miou")).isEmpty();
  }

  @Test
  void sampleThatIsAboutAnotherVideoIsRefused() {
    RecordedRun first = HandMade.run("a").videos("v", "w").score("p", 1, 0).build();
    RecordedRun second = HandMade.run("b").videos("v", "u").score("p", 1, 0).build();
    assertThatThrownBy(() -> compare(first, second))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "b: sample \"s1\" is about video \"u\", in another run about \"w\"; are these runs of"
                + " the same annotations?");
  }

  @Test
  void videosCountOnlyWhereAllRunsNameThem() {
    RecordedRun named = HandMade.run("a").videos("v", "v").score("p", 1, 0).build();
    RecordedRun unnamed = HandMade.run("b").score("p", 1, 1).build();
    PairedRuns both = PairedRuns.of(List.of(named), List.of(unnamed)).orElseThrow();
    assertThat(both.units().count()).isEqualTo(2);
    assertThat(both.describe("charades-sta")).isEqualTo("2 queries");
    PairedRuns byVideo = PairedRuns.of(List.of(named), List.of(named)).orElseThrow();
    assertThat(byVideo.units().count()).isEqualTo(1);
    assertThat(byVideo.describe("charades-sta")).isEqualTo("2 queries of 1 videos");
    assertThat(byVideo.describe("unheard-of")).isEqualTo("2 samples of 1 videos");
  }

  @Test
  void coverageIsAPairOfItsOwn() {
    RecordedRun all = HandMade.run("a").score("p", 1, 0).build();
    RecordedRun half =
        HandMade.run("b").score("p", 1, 0).outcomes(Outcome.PARSED, Outcome.EMPTY_ANSWER).build();
    var pair = PairedRuns.of(List.of(all), List.of(half)).orElseThrow().coverage();
    assertThat(Bootstrap.value(pair.first(), 2)).isEqualTo(1);
    assertThat(Bootstrap.value(pair.second(), 2)).isEqualTo(0.5);
    assertThat(pair.first().spec().name()).isEqualTo(PairedRuns.COVERAGE);
  }

  @Test
  void seedsAreSpreadApartFromSamplesAndAveragedInComparisons() throws IOException {
    Configuration old =
        new Configuration("old", List.of(run("s1", 1, 1, 0, 0), run("s2", 1, 1, 1, 0)));
    Configuration now = Configuration.of(run("now", 1, 1, 1, 1));
    Comparison comparison = Comparison.of(List.of(old, now), false, SETTINGS, 1);
    SeedRow seeds = comparison.seeds().getFirst();
    assertThat(comparison.seeds()).hasSize(1);
    assertThat(seeds.configuration()).isEqualTo("old");
    assertThat(seeds.score()).isEqualTo("miou");
    assertThat(seeds.spread().seeds()).isEqualTo(2);
    assertThat(seeds.spread().mean()).isEqualTo(0.625);
    assertThat(seeds.spread().standardDeviation()).isCloseTo(0.25 / Math.sqrt(2), within(1e-12));
    assertThat(seeds.interval().orElseThrow().low()).isLessThan(0.625);
    assertThat(row(comparison, "miou").result().first()).hasValue(0.625);
    assertThat(row(comparison, "miou").result().second()).hasValue(1);
    String text = ComparisonText.render(comparison, false);
    assertThat(text)
        .contains("old, 2 seeds\n")
        .contains("sd over seeds")
        .contains("now - old, paired over 4 queries\n");
    JsonNode json = json(comparison);
    assertThat(json.get("runs").get(1).get("configuration").textValue()).isEqualTo("old");
    assertThat(json.get("runs").get(1).get("name").textValue()).isEqualTo("s2");
    assertThat(json.get("seeds").get(0).get("mean").doubleValue()).isEqualTo(0.625);
    assertThat(json.get("seeds").get(0).get("seeds").intValue()).isEqualTo(2);
    assertThat(json.get("seeds").get(0).get("min").doubleValue()).isEqualTo(0.5);
    assertThat(json.get("seeds").get(0).get("max").doubleValue()).isEqualTo(0.75);
    assertThat(json.get("seeds").get(0).get("low").isNumber()).isTrue();
  }

  @Test
  void seedsOfDifferentMetricsAreNotSpread() {
    RecordedRun other =
        HandMade.run("s2")
            .score("miou", Direction.HIGHER_IS_BETTER, true, "miou|k:y|v:1", 1, 1)
            .build();
    Configuration mixed = new Configuration("mixed", List.of(run("s1", 1, 0), other));
    assertThat(
            Comparison.of(List.of(mixed, Configuration.of(run("b", 1, 0))), false, SETTINGS, 1)
                .seeds())
        .isEmpty();
  }

  @Test
  void jsonHoldsEveryNumberRaw() throws IOException {
    RecordedRun base = HandMade.run("a").videos("v", "w", "w").score("miou", 1, 0, 1).build();
    RecordedRun other = HandMade.run("b").videos("v", "w", "w").score("miou", 0.5, 0, 0.5).build();
    Comparison comparison = compare(base, other);
    JsonNode json = json(comparison);
    JsonNode versus = json.get("comparisons").get(0);
    assertThat(versus.get("first").textValue()).isEqualTo("a");
    assertThat(versus.get("second").textValue()).isEqualTo("b");
    assertThat(versus.get("samples").intValue()).isEqualTo(3);
    assertThat(versus.get("units").intValue()).isEqualTo(2);
    assertThat(versus.get("onlyFirst").intValue()).isZero();
    JsonNode miou = versus.get("scores").get(0);
    Difference difference = row(comparison, "miou").result().difference().orElseThrow();
    assertThat(miou.get("name").textValue()).isEqualTo("miou");
    assertThat(miou.get("first").doubleValue()).isEqualTo(2.0 / 3);
    assertThat(miou.get("second").doubleValue()).isEqualTo(1.0 / 3);
    assertThat(miou.get("difference").doubleValue()).isEqualTo(difference.value());
    assertThat(miou.get("low").doubleValue()).isEqualTo(difference.interval().low());
    assertThat(miou.get("high").doubleValue()).isEqualTo(difference.interval().high());
    assertThat(miou.get("standardError").doubleValue()).isEqualTo(difference.standardError());
    assertThat(miou.get("pBootstrap").doubleValue()).isEqualTo(difference.bootstrapP());
    assertThat(miou.get("pPermutation").doubleValue()).isEqualTo(difference.permutationP());
    assertThat(miou.get("pHolm").doubleValue()).isEqualTo(difference.permutationP());
    assertThat(miou.get("wins").intValue()).isZero();
    assertThat(miou.get("losses").intValue()).isEqualTo(2);
    assertThat(miou.get("ties").intValue()).isEqualTo(1);
    assertThat(json.get("bootstrap").get("resamples").intValue()).isEqualTo(1_000);
    assertThat(json.get("bootstrap").get("seed").intValue()).isEqualTo(1);
    assertThat(json.get("benchmark").textValue()).isEqualTo("charades-sta");
    assertThat(json.get("notes")).isEmpty();
  }

  @Test
  void otherAnnotationsAreNoted() {
    RecordedRun a = HandMade.run("a").score("p", 1, 0).annotations("1").build();
    RecordedRun b = HandMade.run("b").score("p", 1, 0).annotations("2").build();
    assertThat(compare(a, b).notes())
        .containsExactly(
            "the runs were scored against different annotation files (see their run.json)");
    assertThat(compare(a, a).notes()).isEmpty();
  }

  @Test
  void threadsLocaleAndSeedDecideAsTheyShould() {
    DemoRuns demo = new DemoRuns(folder);
    List<Configuration> both =
        List.of(
            Configuration.of(demo.score("charades-sta").read()),
            Configuration.of(demo.shifted("worse").read()));
    Locale before = Locale.getDefault();
    String text = ComparisonText.render(Comparison.of(both, false, SETTINGS, 1), false);
    try {
      for (String tag : List.of("tr-TR", "de-DE", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(ComparisonText.render(Comparison.of(both, false, SETTINGS, 3), false))
            .isEqualTo(text);
      }
    } finally {
      Locale.setDefault(before);
    }
    Bootstrap.Settings other = new Bootstrap.Settings(1_000, 2);
    assertThat(ComparisonText.render(Comparison.of(both, false, other, 1), false))
        .isNotEqualTo(text)
        .contains("1,000 resamples, seed 2\n");
  }

  @Test
  void answeredOnlyRunsArePairedOverWhatBothAnswered() {
    DemoRuns demo = new DemoRuns(folder);
    RecordedRun all = demo.score("charades-sta").read();
    RecordedRun answered = demo.score("charades-sta", "answered", Missing.LEFT_OUT).read();
    Comparison comparison = compare(all, answered);
    assertThat(comparison.differing().keySet()).contains("r1@0.3", "miou");
    assertThat(comparison.versus().getFirst().unpaired().values())
        .containsOnly("signatures differ");
  }

  @Test
  void configurationNeedsARun() {
    assertThatThrownBy(() -> new Configuration("x", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("configuration x has no run");
  }
}
