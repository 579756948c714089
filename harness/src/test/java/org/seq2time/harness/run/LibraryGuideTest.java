package org.seq2time.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.datasets.sequence.BuildOptions;
import org.seq2time.datasets.sequence.Progress;
import org.seq2time.datasets.sequence.SequenceBuild;
import org.seq2time.datasets.sequence.SequenceCheck;
import org.seq2time.datasets.sequence.SyntheticSource;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.recipe.RecipeReader;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.score.PredictionSource;
import org.seq2time.harness.score.Scored;
import org.seq2time.harness.score.ScoringJob;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.compare.Comparison;
import org.seq2time.reports.compare.ComparisonText;
import org.seq2time.reports.compare.Configuration;
import org.seq2time.reports.gate.Gate;
import org.seq2time.reports.gate.GatePolicy;
import org.seq2time.reports.gate.GateReport;
import org.seq2time.reports.gate.GateText;
import org.seq2time.reports.record.RecordedRun;

/** Runs what {@code docs/library.md} shows; each of its blocks stands here as it does there. */
class LibraryGuideTest {

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void everyBlockOfTheGuideIsRunHereOrInTheGuideToRunning() throws IOException {
    Path tests = Path.of("src/test/java/org/seq2time/harness/run");
    String sources =
        Files.readString(tests.resolve("LibraryGuideTest.java"))
            + Files.readString(tests.resolve("RunGuideTest.java"));
    String bare = sources.replaceAll("\\s+", "");
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("../docs/library.md")))
            .results()
            .map(MatchResult::group)
            .map(b -> b.substring(7, b.length() - 3))
            .toList();
    assertThat(blocks).hasSize(5);
    assertThat(blocks).allSatisfy(block -> assertThat(bare).contains(block.replaceAll("\\s+", "")));
  }

  @Test
  void scoresCompareAndGate() {
    Path annotations = demo("charades-sta.json");
    Path predictionFile = demo("charades-sta_predictions.json");
    Path run = folder.resolve("run");
    score(annotations, predictionFile, run);
    Path before = folder.resolve("before");
    score(annotations, predictionFile, before);

    Comparison comparison =
        Comparison.of(
            List.of(
                Configuration.of(RecordedRun.read(before)),
                Configuration.of(RecordedRun.read(run))),
            false,
            Bootstrap.Settings.DEFAULT,
            2);
    GateReport verdict =
        Gate.check(RecordedRun.read(before), RecordedRun.read(run), GatePolicy.DEFAULT, 2);

    assertThat(verdict.isRegression()).isFalse();
    assertThat(GateText.render(verdict)).contains("r1@0.5");
    assertThat(ComparisonText.render(comparison, false)).contains("r1@0.5");
  }

  private static void score(Path annotations, Path predictionFile, Path run) {
    PredictionSource predictions = PredictionSource.predictions(predictionFile);
    ScoringJob job = ScoringJob.of(Benchmark.CHARADES_STA, annotations, predictions);
    Scored scored = job.run();
    scored.sheet().scores().forEach(s -> System.out.println(s.name() + " " + s.value()));
    new RunFolder(run).write(job, scored, false);
    assertThat(scored.sheet().scores()).isNotEmpty();
  }

  @Test
  void buildsAMix() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("images.json"))) {
      SyntheticSource.writeImages(out, 300, 1);
    }
    Path recipeFile =
        Files.writeString(
            folder.resolve("mix.yaml"),
            """
            name: mix
            seed: 1
            time: position-tokens
            length: 96
            sources:
              images: {path: images.json}
            tasks:
              - {task: iig, sources: [images], count: 20}
            """);
    Path mix = folder.resolve("mix");

    Recipe recipe = RecipeReader.read(recipeFile);
    BuildOptions options = BuildOptions.plain("1.0");
    try (SequenceBuild build = SequenceBuild.prepare(recipe, options, Progress.NONE)) {
      build.write(mix, false, Progress.NONE);
    }
    SequenceCheck.Report check = SequenceCheck.run(mix, Map.of(), true, 2, Progress.NONE);

    assertThat(check.instances()).isEqualTo(20);
    assertThat(check.problemCount()).isZero();
  }

  @Test
  void writesAndReadsTimes() {
    TimeRepresentation tokens = TimeRepresentation.of("position-tokens");
    String text = tokens.encode(7, 96); // image 7 of 96
    double index = tokens.decode(text, 96);

    assertThat(text).isEqualTo("<0><7><2><9>");
    assertThat(index).isCloseTo(7, within(tokens.maxError(96)));
  }

  private Path demo(String name) {
    assertThat(Stream.of(name)).allMatch(DemoBenchmark.files()::contains);
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      DemoBenchmark.copy(name, out);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
