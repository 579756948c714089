package org.seq2time.metrics;

import java.util.Arrays;
import java.util.List;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.parallel.Workers;

/**
 * How good are answers to one task? A metric measures each sample by itself, which may happen on
 * any thread or machine, and then folds what it measured into the columns that scores, intervals
 * and comparisons are made from. It has no state that a sample could change.
 *
 * @param <S> the task's kind of sample
 * @param <P> the task's prediction type
 * @param <T> what is measured of one sample; immutable
 */
public interface Metric<S extends Sample, P, T> {

  /**
   * The statistics of one sample. Called by several threads.
   *
   * @param answer may be without a prediction
   */
  T measure(S sample, Answer<P> answer);

  /**
   * Folds the statistics of all samples into columns.
   *
   * @param samples all of them
   * @param answers of the same samples in the same order
   * @param measured of the same samples in the same order
   */
  Evaluation fold(List<S> samples, List<Answer<P>> answers, List<T> measured);

  /**
   * Measures every sample and folds.
   *
   * @param answers as many as there are samples, in the same order
   * @param threads how many threads may measure; the result does not depend on it
   */
  default Evaluation evaluate(List<S> samples, List<Answer<P>> answers, int threads) {
    if (samples.size() != answers.size()) {
      throw new IllegalArgumentException(
          samples.size() + " samples but " + answers.size() + " answers");
    }
    @SuppressWarnings("unchecked") // Only measure() writes to it.
    T[] measured = (T[]) new Object[samples.size()];
    // A thread takes a few thousandths of the samples at a time: long videos come one by one.
    int chunk = Math.clamp(samples.size() / 4096, 1, 256);
    Workers.run(
        threads,
        measured.length,
        chunk,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            measured[i] = measure(samples.get(i), answers.get(i));
          }
        });
    return fold(samples, answers, Arrays.asList(measured));
  }
}
