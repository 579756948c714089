package org.seq2time.harness.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.prompt.PromptTemplate;
import org.seq2time.harness.score.Selection;

/**
 * What a model is asked.
 *
 * @param benchmark what the annotations are
 * @param annotations the questions
 * @param durations file of video lengths that {@code annotations} uses, for the record; null if
 *     none
 * @param videos folder in which videos are found by id
 * @param prompt the text of a question
 * @param time how times are written in it
 * @param selection which samples are asked about
 */
public record RunPlan(
    Benchmark<?, ?> benchmark,
    AnnotationFile annotations,
    @Nullable Path durations,
    Path videos,
    PromptTemplate prompt,
    TimeRepresentation time,
    Selection selection) {

  /** All samples of an annotation file, with the project's own prompt. */
  public static RunPlan of(
      Benchmark<?, ?> benchmark, Path annotations, Path videos, TimeRepresentation time) {
    return new RunPlan(
        benchmark,
        AnnotationFile.of(annotations),
        null,
        videos,
        PromptTemplate.of(benchmark),
        time,
        Selection.ALL);
  }
}
