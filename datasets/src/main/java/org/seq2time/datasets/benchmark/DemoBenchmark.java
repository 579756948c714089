package org.seq2time.datasets.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small cooking benchmark of our own writing in the published formats: 14 videos (none is
 * needed), the three tasks, and predictions of invented systems. It ships in the jar.
 */
public final class DemoBenchmark {

  /** What a model might have said for the grounding run's predictions, as raw answers. */
  public static final String ANSWERS = "charades-sta_answers.jsonl";

  private DemoBenchmark() {}

  /**
   * One system's predictions for one task.
   *
   * @param name a name for the run
   * @param benchmark the task
   * @param annotations name of the annotation file
   * @param predictions name of the prediction file
   */
  public record Run(
      String name, Benchmark<?, ?> benchmark, String annotations, String predictions) {}

  /** All runs, in the order of a demonstration. */
  public static List<Run> runs() {
    return List.of(
        new Run("youcook2-close", Benchmark.YOUCOOK2, "youcook2.json", "youcook2_close.json"),
        new Run("youcook2-loose", Benchmark.YOUCOOK2, "youcook2.json", "youcook2_loose.json"),
        new Run(
            "charades-sta",
            Benchmark.CHARADES_STA,
            "charades-sta.json",
            "charades-sta_predictions.json"),
        new Run(
            "qvhighlights",
            Benchmark.QVHIGHLIGHTS,
            "qvhighlights.jsonl",
            "qvhighlights_predictions.jsonl"));
  }

  /** Names of all files. */
  public static List<String> files() {
    Stream<String> scored =
        runs().stream().flatMap(run -> Stream.of(run.annotations(), run.predictions()));
    return Stream.concat(scored, Stream.of(ANSWERS)).distinct().toList();
  }

  /** Copies one of the {@link #files()}. */
  public static void copy(String file, OutputStream out) throws IOException {
    try (InputStream in = DemoBenchmark.class.getResourceAsStream("demo/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no demo file is named " + file);
      }
      in.transferTo(out);
    }
  }
}
