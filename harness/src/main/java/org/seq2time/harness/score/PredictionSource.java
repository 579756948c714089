package org.seq2time.harness.score;

import java.nio.file.Path;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.AnswerTimes;

/** What is scored. */
public sealed interface PredictionSource {

  /** The file. */
  Path path();

  /** A file of predictions whose format is recognised. */
  static PredictionSource predictions(Path file) {
    return new Formatted(PredictionFile.of(file), AnswerTimes.AUTO);
  }

  /** A file of raw answers whose format is recognised. */
  static PredictionSource answers(Path file, AnswerParser parser) {
    return new Raw(AnswerFile.of(file), parser);
  }

  /**
   * Stored predictions.
   *
   * @param file which
   * @param times the unit of its times; {@link AnswerTimes.Unit#AUTO} is seconds
   */
  record Formatted(PredictionFile file, AnswerTimes times) implements PredictionSource {
    @Override
    public Path path() {
      return file.path();
    }
  }

  /**
   * What a model said, to be parsed.
   *
   * @param file which
   * @param parser how
   */
  record Raw(AnswerFile file, AnswerParser parser) implements PredictionSource {
    @Override
    public Path path() {
      return file.path();
    }
  }
}
