package org.seq2time.datasets.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.Durations;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.testing.Mutations;

/**
 * However a file is damaged, a reader either reads it or throws a {@link BadInputException} whose
 * message is one safe line. {@code -Dseq2time.fuzz.rounds=10000} makes it a soak.
 */
@Tag("soak")
class ReaderFuzzTest {

  private static final int ROUNDS = Integer.getInteger("seq2time.fuzz.rounds", 500);
  private static final Duration PER_CASE = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("formats")
  void damagedFileIsReadOrRefusedInOneLine(Format format) {
    byte[] seed = format.seed.getBytes(StandardCharsets.UTF_8);
    format.reader.accept(TestFiles.bytes(folder, "input", seed));
    int[] refused = {0};
    AtomicLong running = new AtomicLong();
    assertTimeoutPreemptively(
        // The batch may use far less per case than one case may.
        PER_CASE.plusMillis(20L * ROUNDS),
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            running.set(mutationSeed(format, round));
            if (isRefused(format, running.get(), seed)) {
              refused[0]++;
            }
          }
        },
        () -> format.name + " took too long at mutation seed " + running);
    // Mutations that never or always break a file would test nothing.
    assertThat(refused[0]).isBetween(ROUNDS / 4, ROUNDS - 1);
  }

  /**
   * Anything but a {@link BadInputException} in one safe line fails, with the seed to repeat it.
   */
  private boolean isRefused(Format format, long mutationSeed, byte[] seed) {
    Path file = TestFiles.bytes(folder, "input", new Mutations(mutationSeed).mutate(seed));
    try {
      try {
        format.reader.accept(file);
        return false;
      } catch (BadInputException e) {
        TestFiles.assertOneSafeLine(String.valueOf(e.getMessage()));
        return true;
      }
    } catch (Throwable e) {
      throw new AssertionError(
          format.name + " with mutation seed " + mutationSeed + " threw " + e, e);
    }
  }

  private static long mutationSeed(Format format, int round) {
    return 1_000_003L * format.name.hashCode() + round;
  }

  private static void checkNotices(List<Notice> notices) {
    notices.stream()
        .flatMap(notice -> notice.examples().stream())
        .forEach(example -> TestFiles.assertOneSafeLine("example: " + example));
  }

  static List<Format> formats() {
    return List.of(
        new Format(
            "youcook2 coco",
            """
            {"info": {"year": 2026}, "annotations": [
              {"image_id": "val/soup.mp4", "duration": 91.5, "segments": [[3, 20], [21.5, 60]],
               "pure_cap": "boil the water. add two carrots", "caption": "unused"},
              {"image_id": "tea.mp4", "segments": [[0, 9]], "caption": "She pours tea. ok."}]}
            """,
            f -> checkNotices(AnnotationFile.of(f).read(Benchmark.YOUCOOK2).notices())),
        new Format(
            "youcook2 official",
            """
            {"database": {
              "soup": {"subset": "validation", "duration": 90, "recipe_type": "101",
                       "annotations": [{"segment": [3, 20], "id": 0, "sentence": "boil the water"},
                                       {"segment": [21, 60.5], "id": 1, "sentence": "add salt"}]},
              "stew": {"subset": "training", "annotations": [{"segment": [1, 2], "sentence": "stir"}]}}}
            """,
            f -> checkNotices(AnnotationFile.of(f).read(Benchmark.YOUCOOK2).notices())),
        new Format(
            "charades text",
            """
            A1B2C 24.3 30.4##person opens the oven.
            A1B2C 0.0 7.9##a person peels an onion.

            D3E4F 11.0 18##person washes the knife.
            """,
            f -> checkNotices(AnnotationFile.of(f).read(Benchmark.CHARADES_STA).notices())),
        new Format(
            "charades coco",
            """
            {"annotations": [
              {"image_id": "A1B2C.mp4", "caption": "person opens the oven.", "timestamp": [24.3, 30.4],
               "id": 0, "duration": 31},
              {"image_id": "D3E4F.mp4", "caption": "person sits.", "timestamp": [0, 5], "id": "q1"}]}
            """,
            f -> checkNotices(AnnotationFile.of(f).read(Benchmark.CHARADES_STA).notices())),
        new Format(
            "qvhighlights",
            """
            {"qid": 7, "query": "Slicing fresh bread", "duration": 11, "vid": "k_0.0_11.0", "relevant_clip_ids": [1, 3], "saliency_scores": [[0, 2, 4], [1, 1, 3]], "relevant_windows": [[2, 4], [6, 8]]}
            {"qid": 8, "query": "A dog sleeps", "duration": 150, "vid": "d_0.0_150.0", "relevant_clip_ids": [70], "saliency_scores": [[4, 4, 4]], "relevant_windows": [[140, 142]]}
            """,
            f -> checkNotices(AnnotationFile.of(f).read(Benchmark.QVHIGHLIGHTS).notices())),
        new Format(
            "durations csv",
            """
            id,scene,script,length
            A1B2C,Kitchen,"A person sits, then ""laughs"".",31.5
            D3E4F,Hall,"Two
            lines",7
            """,
            Durations::read),
        new Format(
            "durations json",
            """
            {"a.mp4": 12, "b": {"duration": 3.5, "fps": [30, 1]}, "c": {"length": 40}}
            """,
            Durations::read),
        new Format(
            "durations rows",
            """
            [{"video": "a.mp4", "duration": 12}, {"vid": 5, "seconds": 3.5, "extra": {"x": []}}]
            """,
            Durations::read),
        new Format(
            "captions",
            """
            {"soup.mp4": [{"timestamp": [2.5, 19], "caption": "boil water"},
                          {"timestamp": [60, 21], "caption": "add carrots"}],
             "tea.mp4": []}
            """,
            f -> PredictionFile.of(f).readEvents()),
        new Format(
            "activitynet",
            """
            {"version": "VERSION 1.0", "results": {"v_soup": [
              {"sentence": "boil water", "timestamp": [2.5, 19]}], "v_tea": []},
             "external_data": {"used": true, "details": "none"}}
            """,
            f -> PredictionFile.of(f).readEvents()),
        new Format(
            "grounding",
            """
            {"0": {"timestamp": [[20.8, 30.0], [1, 2]], "query": "opens the oven", "vid": "A1B2C.mp4"},
             "1": {"timestamp": [], "vid": "D3E4F.mp4"}, "2": [[3, 4]], "q": []}
            """,
            f -> PredictionFile.of(f).readWindows()),
        new Format(
            "submission",
            """
            {"qid": 7, "query": "Slicing bread", "vid": "k_0.0_11.0", "pred_relevant_windows": [[0, 2, 0.5], [4, 6, 0.25]], "pred_saliency_scores": [0, -0.25, 1, 0.5, 2]}
            {"qid": "b", "vid": "d_0.0_150.0", "pred_saliency_scores": [1]}
            """,
            f -> PredictionFile.of(f).readHighlights()),
        new Format(
            "submission array",
            """
            [{"qid": 7, "vid": "v_k_0.0_11.0.mp4", "pred_saliency_scores": [0, 1.15, 0.65]},
             {"qid": 8, "pred_relevant_windows": [[0, 2, 1]]}]
            """,
            f -> PredictionFile.of(f).readHighlights()));
  }

  /** A small valid file of our own writing, and what reads it. */
  record Format(String name, String seed, Consumer<Path> reader) {
    @Override
    public String toString() {
      return name;
    }
  }
}
