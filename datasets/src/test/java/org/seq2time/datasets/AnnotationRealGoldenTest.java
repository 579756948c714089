package org.seq2time.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.AnnotationFormat;
import org.seq2time.datasets.benchmark.Annotations;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.prediction.Pairing;
import org.seq2time.datasets.prediction.PredictionFile;

/**
 * Published annotations and model outputs are read whole. Provenance: TimeChat's repository (BSD
 * 3-Clause), Moment-DETR's and QVHighlights' (annotations CC BY-NC-SA 4.0); the files are not part
 * of this project and the tests run where they are found.
 */
class AnnotationRealGoldenTest {

  private final Path real = Path.of(System.getProperty("seq2time.golden", "golden"), "real");

  @BeforeEach
  void needsTheRealFiles() {
    assumeTrue(Files.isDirectory(real), "no real files in " + real);
  }

  @Test
  void youCook2IsReadAndFullyAnswered() {
    Annotations<DenseSample> read =
        AnnotationFile.of(real.resolve("dvc/val.caption_coco_format.json.gz"))
            .read(Benchmark.YOUCOOK2);
    assertThat(read.format()).isEqualTo(AnnotationFormat.YOUCOOK2_COCO);
    assertThat(read.samples()).hasSize(415);
    assertThat(read.samples().getFirst().id()).isEqualTo("xHr8X2Wpmno.mp4");
    assertThat(read.samples()).allMatch(s -> s.durationSeconds().isPresent());
    assertThat(read.samples())
        .allSatisfy(s -> assertThat(s.events()).allMatch(e -> e.caption().endsWith(".")));
    Pairing<List<Event>> pairing =
        Pairing.of(
            read.samples(), PredictionFile.of(real.resolve("dvc/pred.json.gz")).readEvents());
    assertThat(pairing.notices()).isEmpty();
    assertThat(count(pairing, Outcome.PARSED)).isEqualTo(415);
    assertThat(read.samples().stream().mapToInt(s -> s.events().size()).sum()).isEqualTo(3187);
    assertThat(predicted(pairing).mapToInt(List::size).sum()).isEqualTo(3210);
  }

  @Test
  void charadesIsReadAndAnsweredInPart() {
    Annotations<GroundingSample> read =
        AnnotationFile.of(real.resolve("tvg/gt.json.gz")).read(Benchmark.CHARADES_STA);
    assertThat(read.format()).isEqualTo(AnnotationFormat.CHARADES_COCO);
    assertThat(read.samples()).hasSize(3720);
    assertThat(read.notices()).isEmpty();
    assertThat(read.samples().getFirst())
        .isEqualTo(
            new GroundingSample(
                "0",
                "3MSZA.mp4",
                read.samples().getFirst().durationSeconds(),
                "person turn a light on.",
                new Segment(24.3, 30.4)));
    Pairing<List<Segment>> pairing =
        Pairing.of(
            read.samples(),
            PredictionFile.of(real.resolve("tvg/pred_timechat.json.gz")).readWindows());
    assertThat(pairing.notices()).isEmpty();
    assertThat(count(pairing, Outcome.NOT_ANSWERED)).isEqualTo(3720 - 500);
    assertThat(count(pairing, Outcome.PARSED)).isEqualTo(220);
    assertThat(count(pairing, Outcome.NO_TIME_FOUND)).isEqualTo(500 - 220);
  }

  @Test
  void qvHighlightsIsReadAndAnsweredByTwoSystems() {
    Annotations<HighlightSample> read =
        AnnotationFile.of(real.resolve("vhd/highlight_val_release.jsonl.gz"))
            .read(Benchmark.QVHIGHLIGHTS);
    assertThat(read.samples()).hasSize(1550);
    assertThat(read.notices()).isEmpty();
    assertThat(read.samples().getFirst().saliency().clips()).isEqualTo(75);
    assertThat(read.samples().stream().mapToInt(s -> s.windows().size()).sum()).isEqualTo(2803);
    Pairing<HighlightPrediction> timeChat =
        Pairing.of(
            read.samples(),
            PredictionFile.of(real.resolve("vhd/pred_timechat.json.gz")).readHighlights());
    assertThat(timeChat.notices()).isEmpty();
    assertThat(count(timeChat, Outcome.PARSED)).isEqualTo(1463);
    assertThat(count(timeChat, Outcome.NOT_ANSWERED)).isEqualTo(1550 - 1463);
    assertThat(predicted(timeChat)).allMatch(p -> p.windows() == null);
    assertThat(predicted(timeChat).mapToInt(AnnotationRealGoldenTest::scores).sum())
        .isEqualTo(109_446);
    Pairing<HighlightPrediction> momentDetr =
        Pairing.of(
            read.samples(),
            PredictionFile.of(real.resolve("vhd/pred_moment_detr_sample.jsonl.gz"))
                .readHighlights());
    assertThat(momentDetr.notices()).isEmpty();
    assertThat(count(momentDetr, Outcome.PARSED)).isEqualTo(1550);
    assertThat(predicted(momentDetr))
        .allMatch(p -> p.windows() != null && p.windows().size() == 10);
    assertThat(predicted(momentDetr).mapToInt(AnnotationRealGoldenTest::scores).sum())
        .isEqualTo(115_940);
  }

  private static long count(Pairing<?> pairing, Outcome outcome) {
    return pairing.answers().stream().filter(a -> a.outcome() == outcome).count();
  }

  private static <P> Stream<P> predicted(Pairing<P> pairing) {
    return pairing.answers().stream().flatMap(a -> Stream.ofNullable(a.prediction()));
  }

  private static int scores(HighlightPrediction prediction) {
    double[] saliency = prediction.saliency();
    return saliency == null ? 0 : saliency.length;
  }
}
