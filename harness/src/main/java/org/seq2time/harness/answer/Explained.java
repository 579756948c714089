package org.seq2time.harness.answer;

import java.util.List;

/**
 * What was read from an answer, and why.
 *
 * @param <P> the task's prediction type
 * @param parsed what was read
 * @param text the part of the answer that was read, as it was read
 * @param part which part that is, in words: {@code <answer>}, {@code \boxed{}}, the whole answer
 * @param words the words of that part that decided, one entry a segment
 */
public record Explained<P>(Parsed<P> parsed, String text, String part, List<String> words) {
  public Explained {
    words = List.copyOf(words);
  }

  /** Of a parser that does not say why. */
  public static <P> Explained<P> of(Parsed<P> parsed, String text, String part) {
    return new Explained<>(parsed, text, part, List.of());
  }
}
