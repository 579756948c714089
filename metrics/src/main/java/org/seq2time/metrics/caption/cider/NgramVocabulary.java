package org.seq2time.metrics.caption.cider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers n-grams as they come: an n-gram is the number of its first n - 1 tokens and its last
 * token, so that equal numbers mean equal n-grams. Safe for use by several threads.
 */
final class NgramVocabulary {
  private static final int EMPTY = 0;

  private final Map<String, Integer> tokens = new HashMap<>();

  /** Open addressing; number 0 is the empty n-gram and marks a free slot. */
  private long[] keys = new long[1 << 12];

  private int[] numbers = new int[1 << 12];
  private int size = 1;

  synchronized NgramCounts count(String text) {
    List<String> words = split(text);
    int length = words.size();
    int[] ids = new int[length];
    for (int i = 0; i < length; i++) {
      ids[i] = tokens.computeIfAbsent(words.get(i), _ -> tokens.size());
    }
    int[][] occurrences = new int[Cider.MAX_N][];
    int[] prefixes = new int[length];
    for (int n = 1; n <= Cider.MAX_N; n++) {
      int places = Math.max(0, length - n + 1);
      for (int i = 0; i < places; i++) {
        prefixes[i] = number(prefixes[i], ids[i + n - 1]);
      }
      occurrences[n - 1] = Arrays.copyOf(prefixes, places);
    }
    return NgramCounts.of(this, occurrences);
  }

  private int number(int prefix, int token) {
    long key = ((long) prefix << 32) | token;
    int slot = slot(key, numbers.length);
    while (numbers[slot] != EMPTY) {
      if (keys[slot] == key) {
        return numbers[slot];
      }
      slot = (slot + 1) & (numbers.length - 1);
    }
    int number = size++;
    keys[slot] = key;
    numbers[slot] = number;
    if (2 * size > numbers.length) {
      grow();
    }
    return number;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = new int[2 * oldNumbers.length];
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] != EMPTY) {
        int slot = slot(oldKeys[i], numbers.length);
        while (numbers[slot] != EMPTY) {
          slot = (slot + 1) & (numbers.length - 1);
        }
        keys[slot] = oldKeys[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  private static int slot(long key, int capacity) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) ((hash ^ (hash >>> 29)) >>> 20) & (capacity - 1);
  }

  /** Splits at white space as Python's {@code str.split()} understands it. */
  private static List<String> split(String text) {
    List<String> words = new ArrayList<>(text.length() / 5 + 1);
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isSpace(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean isSpace(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || (c >= '\u001c' && c <= '\u001f')
        || (c >= '\u0080' && (c == '\u0085' || Character.isSpaceChar(c)));
  }
}
