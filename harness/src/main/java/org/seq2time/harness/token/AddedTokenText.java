package org.seq2time.harness.token;

import java.util.Arrays;
import java.util.List;

/** What becomes of white space beside the tokens that a bundle adds. */
public enum AddedTokenText {
  /** It is text as any other. */
  KEEP,
  /**
   * It is dropped, as the slow tokenizers of transformers before 4.35 did with tokens that were
   * added as plain text.
   */
  DROP;

  /** The name in {@code seq2time.json}. */
  public String key() {
    return this == KEEP ? "keep" : "drop";
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(AddedTokenText::key).toList();
  }
}
