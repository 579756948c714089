package org.seq2time.harness.score;

import java.nio.file.Path;
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

  /** Of formatted predictions. */
  static <P> SourceReader<P> formatted(Supplier<Predictions<P>> file, TimesInSeconds<P> times) {
    return () -> new FormattedContent<>(file.get(), times);
  }

  /** Of raw answers, which a parser reads once their samples are known. */
  static <P> SourceReader<P> raw(
      AnswerFile file, Task<?, P> task, Function<RawAnswer, Parsed<P>> parse) {
    return () -> new RawContent<>(file.path(), file.read(task), parse);
  }

  /** Predictions of a file: each is one sample's answer as it is. */
  record FormattedContent<P>(Predictions<P> predictions, TimesInSeconds<P> times)
      implements Content<P> {

    @Override
    public Answered<P> answer(List<? extends Sample> all, List<Integer> selected) {
      Pairing<P> pairing = Pairing.of(all, predictions);
      List<Answer<P>> answers =
          times.convert(select(all, selected), select(pairing.answers(), selected));
      return new Answered<>(predictions.format(), answers, pairing.notices());
    }
  }

  /** Raw answers of a file: those to the selected samples are parsed. */
  record RawContent<P>(Path file, AnswerFile.Content content, Function<RawAnswer, Parsed<P>> parse)
      implements Content<P> {

    @Override
    public Answered<P> answer(List<? extends Sample> all, List<Integer> selected) {
      Pairing<Stored> pairing = Pairing.of(all, AnswerReading.byId(content, all));
      AnswerReading<P> reading =
          AnswerReading.of(file, select(all, selected), select(pairing.answers(), selected), parse);
      List<Notice> notices = new ArrayList<>(content.notices());
      notices.addAll(pairing.notices());
      notices.addAll(reading.notices());
      return new Answered<>(content.format(), reading.answers(), notices);
    }
  }

  private static <T> List<T> select(List<? extends T> all, List<Integer> selected) {
    List<T> some = new ArrayList<>(selected.size());
    for (int i : selected) {
      some.add(all.get(i));
    }
    return some;
  }
}
