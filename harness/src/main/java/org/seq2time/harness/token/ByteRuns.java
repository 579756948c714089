package org.seq2time.harness.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens of one byte each ({@code <0x41>}), of which a text's rarer characters are made. The
 * library gives up a run of them as a whole where one byte is broken, valid letters included; here
 * only the broken bytes become U+FFFD.
 */
final class ByteRuns {

  /** U+FFFD in UTF-8. */
  private static final int[] REPLACEMENT = {0xef, 0xbf, 0xbd};

  private final List<Integer> ids;
  private final Map<Integer, Integer> bytes = new HashMap<>();

  /**
   * The tokens of a tokenizer.
   *
   * @param ids of the bytes 0 to 255, or none
   */
  ByteRuns(List<Integer> ids) {
    this.ids = ids;
    for (int i = 0; i < ids.size(); i++) {
      bytes.put(ids.get(i), i);
    }
  }

  /** The same ids, each byte that is part of no character replaced by U+FFFD's. */
  long[] repaired(long[] tokens) {
    if (bytes.isEmpty()) {
      return tokens;
    }
    List<Long> out = new ArrayList<>(tokens.length);
    boolean changed = false;
    int at = 0;
    while (at < tokens.length) {
      int end = at;
      while (end < tokens.length && bytes.containsKey((int) tokens[end])) {
        end++;
      }
      if (end == at) {
        out.add(tokens[at++]);
        continue;
      }
      int[] run = new int[end - at];
      for (int i = 0; i < run.length; i++) {
        run[i] = bytes.getOrDefault((int) tokens[at + i], 0);
      }
      changed |= append(run, out);
      at = end;
    }
    return changed ? out.stream().mapToLong(Long::longValue).toArray() : tokens;
  }

  private boolean append(int[] run, List<Long> out) {
    boolean changed = false;
    int i = 0;
    while (i < run.length) {
      int width = character(run, i);
      if (width == 0) {
        for (int b : REPLACEMENT) {
          out.add((long) ids.get(b));
        }
        changed = true;
        i++;
      } else {
        for (int k = 0; k < width; k++) {
          out.add((long) ids.get(run[i + k]));
        }
        i += width;
      }
    }
    return changed;
  }

  /** Bytes of the character that begins here; 0 if none does. */
  private static int character(int[] run, int at) {
    int first = run[at];
    if (first < 0x80) {
      return 1;
    }
    int width = first >= 0xc2 && first <= 0xdf ? 2 : first >> 4 == 0xe ? 3 : 4;
    if (first < 0xc2 || first > 0xf4 || at + width > run.length) {
      return 0;
    }
    int second = run[at + 1];
    boolean tooSmall = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    boolean tooLarge = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
    if (tooSmall || tooLarge) {
      return 0;
    }
    for (int k = 1; k < width; k++) {
      if (run[at + k] >> 6 != 2) {
        return 0;
      }
    }
    return width;
  }
}
