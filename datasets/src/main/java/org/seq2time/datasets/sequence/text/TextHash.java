package org.seq2time.datasets.sequence.text;

/**
 * Hashes of a text's UTF-16 characters: the same for equal texts on every platform, and well spread
 * (two texts of millions agree in 64 bits about once in a million files). Not made against somebody
 * who looks for collisions; where one would matter, two seeds give 128 bits.
 */
public final class TextHash {

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private TextHash() {}

  /** Hash of the characters {@code [from, to)}. */
  public static long of(char[] text, int from, int to, long seed) {
    long hash = seed ^ ((to - from) * MULTIPLIER);
    int i = from;
    for (; i + 4 <= to; i += 4) {
      long four =
          text[i]
              | ((long) text[i + 1] << 16)
              | ((long) text[i + 2] << 32)
              | ((long) text[i + 3] << 48);
      hash = (hash ^ four) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    for (; i < to; i++) {
      hash = (hash ^ text[i]) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    return mix(hash);
  }

  /** Hash of a string, equal to that of its characters. */
  public static long of(String text, long seed) {
    char[] characters = text.toCharArray();
    return of(characters, 0, characters.length, seed);
  }

  /** Spreads 64 bits: every bit of the result depends on every bit of the value. */
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
