package org.seq2time.harness.run;

import java.nio.file.Path;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;

/** What is scored. */
public sealed interface PredictionSource {

  /** The file. */
  Path path();

  /**
   * Stored predictions.
   *
   * @param file which
   */
  record Formatted(PredictionFile file) implements PredictionSource {
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
