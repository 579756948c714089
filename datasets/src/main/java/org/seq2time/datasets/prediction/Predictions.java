package org.seq2time.datasets.prediction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.seq2time.datasets.Answer;

/**
 * The content of a prediction file.
 *
 * @param <P> the task's prediction type
 * @param format how the file was written
 * @param entries by the key that the file uses, in file order
 */
public record Predictions<P>(PredictionFormat format, Map<String, Entry<P>> entries) {
  public Predictions {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * One entry.
   *
   * @param answer what was predicted, or that nothing was found in the answer
   * @param video the video that the entry says it is about; empty if it does not say
   */
  public record Entry<P>(Answer<P> answer, String video) {}
}
