package org.seq2time.datasets.sequence.source;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.io.BadInputException;

/** Items that cannot be used and are left out, up to a number that the user allowed. */
public final class BadItems {

  private final int allowed;
  private final List<String> messages = new ArrayList<>();

  /** Allows so many. */
  public BadItems(int allowed) {
    if (allowed < 0) {
      throw new IllegalArgumentException("allowed is " + allowed);
    }
    this.allowed = allowed;
  }

  /** One line for each item that was left out: file, line, and what is wrong. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** Number of items that were left out. */
  public int size() {
    return messages.size();
  }

  /**
   * Notes a bad item.
   *
   * @throws BadInputException if it is one too many
   */
  void add(BadInputException problem) {
    if (messages.size() == allowed) {
      String remedy =
          allowed == 0
              ? " (--max-bad-items N skips up to N bad items)"
              : " (more than the " + allowed + " that --max-bad-items allows)";
      throw new BadInputException(problem.getMessage() + remedy, problem);
    }
    messages.add(String.valueOf(problem.getMessage()));
  }
}
