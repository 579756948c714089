package org.seq2time.datasets.sequence.task;

import java.util.SplittableRandom;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.text.JsonLine;

/** Writes the instances of one task. Not for several threads: each has its own writer. */
@FunctionalInterface
public interface InstanceWriter {

  /**
   * Appends one instance, a JSON object without a line feed.
   *
   * @param number its number within the task, from 0
   * @param random its own generator: what is drawn depends on nothing else
   * @throws BadInputException if the sources do not allow one
   */
  void write(long number, SplittableRandom random, JsonLine out, Tally tally);
}
