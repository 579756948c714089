package org.seq2time.harness.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Task;
import org.seq2time.datasets.prediction.Pairing;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.datasets.prediction.Predictions;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerFile.Stored;
import org.seq2time.harness.answer.AnswerReading;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;

/**
 * Reads a {@link PredictionSource} in two steps: the file, which needs no annotations and can be
 * read beside them; then the answers to the selected samples.
 *
 * @param <P> the task's prediction type
 */
@FunctionalInterface
interface SourceReader<P> {

  /** Reads the file. */
  Content<P> read();

  /** A file that is read, waiting for the samples. */
  @FunctionalInterface
  interface Content<P> {

    /**
     * The answers to some samples.
     *
     * @param all the benchmark's samples
     * @param selected positions of those that are wanted
     */
    Answered<P> answer(List<? extends Sample> all, List<Integer> selected);
  }

  /**
   * Answers to the selected samples, in their order.
   *
   * @param format as recognised
   */
  record Answered<P>(PredictionFormat format, List<Answer<P>> answers, List<Notice> notices) {}

  static <P> SourceReader<P> formatted(Supplier<Predictions<P>> file) {
    return () -> {
      Predictions<P> predictions = file.get();
      return (all, selected) -> {
        Pairing<P> pairing = Pairing.of(all, predictions);
        return new Answered<>(
            predictions.format(), select(pairing.answers(), selected), pairing.notices());
      };
    };
  }

  static <P> SourceReader<P> raw(
      AnswerFile file, Task<?, P> task, Function<RawAnswer, Parsed<P>> parse) {
    return () -> {
      AnswerFile.Content content = file.read(task);
      return (all, selected) -> {
        Pairing<Stored> pairing = Pairing.of(all, AnswerReading.byId(content, all));
        AnswerReading<P> reading =
            AnswerReading.of(
                file.path(), select(all, selected), select(pairing.answers(), selected), parse);
        List<Notice> notices = new ArrayList<>(content.notices());
        notices.addAll(pairing.notices());
        notices.addAll(reading.notices());
        return new Answered<>(content.format(), reading.answers(), notices);
      };
    };
  }

  private static <T> List<T> select(List<? extends T> all, List<Integer> selected) {
    List<T> some = new ArrayList<>(selected.size());
    for (int i : selected) {
      some.add(all.get(i));
    }
    return some;
  }
}
