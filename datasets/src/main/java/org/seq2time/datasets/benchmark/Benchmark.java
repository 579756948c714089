package org.seq2time.datasets.benchmark;

import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.Task;

/**
 * A benchmark: a task, and how its annotations are read. To add one, add an entry to {@link #ALL}
 * and its reader.
 *
 * @param <S> the task's kind of sample
 * @param <P> the task's prediction type
 */
public final class Benchmark<S extends Sample, P> {

  /** Dense video captioning (Zhou et al., 2018). */
  public static final Benchmark<DenseSample, List<Event>> YOUCOOK2 =
      new Benchmark<>(
          "youcook2",
          "YouCook2",
          Task.DENSE_CAPTIONING,
          List.of(AnnotationFormat.YOUCOOK2_COCO, AnnotationFormat.YOUCOOK2_OFFICIAL),
          YouCook2Annotations::read);

  /** Temporal grounding (Gao et al., 2017). */
  public static final Benchmark<GroundingSample, List<Segment>> CHARADES_STA =
      new Benchmark<>(
          "charades-sta",
          "Charades-STA",
          Task.GROUNDING,
          List.of(AnnotationFormat.CHARADES_TEXT, AnnotationFormat.CHARADES_COCO),
          CharadesAnnotations::read);

  /** Highlight detection and moment retrieval (Lei et al., 2021). */
  public static final Benchmark<HighlightSample, HighlightPrediction> QVHIGHLIGHTS =
      new Benchmark<>(
          "qvhighlights",
          "QVHighlights",
          Task.HIGHLIGHTS,
          List.of(AnnotationFormat.QVHIGHLIGHTS_JSON),
          // Every line has its duration, so there is nothing to join.
          file -> QvHighlightsJson.read(file.path()));

  /** All benchmarks. */
  public static final List<Benchmark<?, ?>> ALL = List.of(YOUCOOK2, CHARADES_STA, QVHIGHLIGHTS);

  /** Reads an annotation file whose format, if one is given, is the benchmark's. */
  @FunctionalInterface
  interface Reader<S extends Sample> {
    Annotations<S> read(AnnotationFile file);
  }

  private final String key;
  private final String title;
  private final Task<S, P> task;
  private final List<AnnotationFormat> formats;
  private final Reader<S> reader;

  private Benchmark(
      String key, String title, Task<S, P> task, List<AnnotationFormat> formats, Reader<S> reader) {
    this.key = key;
    this.title = title;
    this.task = task;
    this.formats = formats;
    this.reader = reader;
  }

  /** The name on the command line and in files. */
  public String key() {
    return key;
  }

  /** The name in text. */
  public String title() {
    return title;
  }

  /** What it asks. */
  public Task<S, P> task() {
    return task;
  }

  /** How its annotation files are written. */
  public List<AnnotationFormat> formats() {
    return formats;
  }

  Reader<S> reader() {
    return reader;
  }

  /** The benchmark of this {@link #key()}. */
  public static Optional<Benchmark<?, ?>> of(String key) {
    for (Benchmark<?, ?> benchmark : ALL) {
      if (benchmark.key.equals(key)) {
        return Optional.of(benchmark);
      }
    }
    return Optional.empty();
  }

  /** Its key. */
  @Override
  public String toString() {
    return key;
  }
}
