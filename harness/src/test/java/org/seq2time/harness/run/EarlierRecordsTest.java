package org.seq2time.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.prompt.PromptTemplate;
import org.seq2time.harness.run.RunLoop.Turn;
import org.seq2time.harness.score.Selection;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.Resampling;
import org.seq2time.harness.video.VideoFolder;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.RunManifest;
import org.seq2time.reports.record.RunManifest.Frames;
import org.seq2time.reports.record.RunManifest.ModelRun;
import org.seq2time.reports.record.RunManifestJson;

/** Records of the version before: what they say is what they said. */
class EarlierRecordsTest {

  private static final Path HOME = EarlierRuns.resources();

  @ParameterizedTest
  @ValueSource(
      strings = {"answers", "bundle", "endpoint", "interrupted", "predictions", "youcook2"})
  void writtenAgainOnlyTheVersionIsNew(String run) throws IOException {
    Path file = HOME.resolve("runs").resolve(run).resolve(RunFolder.MANIFEST);
    RunManifest manifest = RunManifestJson.read(file);
    assertThat(manifest.unknown()).isEmpty();
    assertThat(manifest.environment().started()).isEmpty();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunManifestJson.write(manifest, out);
    assertThat(out.toString(StandardCharsets.UTF_8).replace("  \"version\" : 2,\n", ""))
        .isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle", "endpoint", "interrupted"})
  void theSameQuestionsHaveTheSameHashes(String run) {
    Path folder = HOME.resolve("runs").resolve(run);
    ModelRun recorded =
        (ModelRun) RunManifestJson.read(folder.resolve(RunFolder.MANIFEST)).origin();
    FakeModel model =
        FakeModel.saying("").withIdentity(recorded.model()).showing(demand(recorded.frames()));
    Path annotations = HOME.resolve("data").resolve("charades-sta_colours.txt");
    RunPlan plan =
        new RunPlan(
            Benchmark.CHARADES_STA,
            AnnotationFile.of(annotations),
            null,
            HOME.resolve("videos"),
            PromptTemplate.read(folder.resolve("prompt.txt")),
            TimeRepresentation.of(recorded.timeRepresentation()),
            Selection.ALL);
    List<? extends Sample> samples = plan.annotations().read(Benchmark.CHARADES_STA).samples();
    QuestionReader reader =
        new QuestionReader(
            plan,
            model,
            FrameSource.decoding(),
            VideoFolder.of(plan.videos()),
            new RequestHash(model, plan.time()),
            answer -> {},
            () -> false,
            new TimeDifferences());
    Map<String, String> hashes =
        reader.read(samples.stream().map(s -> new Turn(s, true)).toList()).stream()
            .collect(Collectors.toMap(r -> r.question().id(), QuestionReader.Ready::hash));
    assertThat(EarlierRuns.answers(folder)).isNotEmpty();
    for (AnswerRecord answer : EarlierRuns.answers(folder)) {
      assertThat(hashes).containsEntry(answer.id(), answer.requestHash());
    }
  }

  private static FrameSpec demand(Frames frames) {
    return new FrameSpec(
        frames.count(),
        Sampling.UNIFORM,
        frames.size().equals("32x32")
            ? new FrameSize.Exact(32, 32)
            : new FrameSize.ShortestEdge(336),
        Resampling.valueOf(frames.resampling().toUpperCase(Locale.ROOT)));
  }
}
