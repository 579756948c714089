package org.seq2time.harness.token;

import java.util.List;
import java.util.function.IntPredicate;
import org.seq2time.harness.decode.StopRule;

/**
 * Ends an answer when its text contains one of some strings, whatever the borders of tokens: behind
 * the token with the string's last character, as transformers' {@code stop_strings} do.
 */
public final class StopStrings implements StopRule {

  private final Tokenizer tokenizer;
  private final List<String> strings;

  private StopStrings(Tokenizer tokenizer, List<String> strings) {
    this.tokenizer = tokenizer;
    this.strings = strings;
  }

  /**
   * A rule for a tokenizer, which has to stay open.
   *
   * @throws IllegalArgumentException if one of the strings is empty
   */
  public static StopRule of(Tokenizer tokenizer, List<String> strings) {
    if (strings.contains("")) {
      throw new IllegalArgumentException("a stop string is empty; it would end every answer");
    }
    return strings.isEmpty() ? NEVER : new StopStrings(tokenizer, List.copyOf(strings));
  }

  @Override
  public IntPredicate begin() {
    TextStream stream = TextStream.uncleaned(tokenizer);
    int longest = strings.stream().mapToInt(String::length).max().orElse(1);
    StringBuilder tail = new StringBuilder();
    return token -> {
      tail.append(stream.append(token));
      boolean found = strings.stream().anyMatch(s -> tail.indexOf(s) >= 0);
      if (tail.length() >= longest) {
        tail.delete(0, tail.length() - longest + 1);
      }
      return found;
    };
  }
}
