package org.seq2time.harness.chat;

import java.util.Map;

/** The key of an endpoint, from the environment; empty where the server needs none. */
public final class ChatKey {

  /** The variable that is read unless the user names another. */
  public static final String DEFAULT_VARIABLE = "SEQ2TIME_API_KEY";

  private static final String BLOT = "[key]";

  private final String key;

  private ChatKey(String key) {
    this.key = key;
  }

  /**
   * The key in a variable of the environment.
   *
   * @throws IllegalArgumentException if it holds what no header may hold; the key is not in the
   *     message
   */
  public static ChatKey ofEnvironment(Map<String, String> environment, String variable) {
    String key = environment.getOrDefault(variable, "").strip();
    if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the API key in " + variable + " has characters that are not allowed in an HTTP header");
    }
    return new ChatKey(key);
  }

  /** Whether there is one. */
  public boolean isPresent() {
    return !key.isEmpty();
  }

  /** The header's value. */
  String header() {
    return "Bearer " + key;
  }

  /** The text without the key. */
  String redacted(String text) {
    return key.isEmpty() ? text : text.replace(key, BLOT);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return key.isEmpty() ? "no key" : BLOT;
  }
}
