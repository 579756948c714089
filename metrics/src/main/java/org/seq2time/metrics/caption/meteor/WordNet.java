package org.seq2time.metrics.caption.meteor;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The synsets of a word in WordNet 3.0, as METEOR's synonym stage sees them: those of the word and
 * of its base forms. A synset is known by its offset number alone, whatever its part of speech.
 *
 * <p>Base forms are the bases that WordNet's exception lists give or, for a word that is in none of
 * them, the result of the first of {@link #SUFFIXES} that is an entry. The table is compiled at
 * build time ({@code CompileWordNet}) and searched as it lies in memory.
 */
final class WordNet {
  /** Suffix and replacement, in the order in which they are tried: nouns, verbs, adjectives. */
  private static final String[][] SUFFIXES = {
    {"s", ""},
    {"ses", "s"},
    {"xes", "x"},
    {"zes", "z"},
    {"ches", "ch"},
    {"shes", "sh"},
    {"men", "man"},
    {"ies", "y"},
    {"s", ""},
    {"ies", "y"},
    {"es", "e"},
    {"es", ""},
    {"ed", "e"},
    {"ed", ""},
    {"ing", "e"},
    {"ing", ""},
    {"er", ""},
    {"est", ""},
    {"er", "e"},
    {"est", "e"},
  };

  private static final int MAGIC = 0x53325701;
  private static final int[] NONE = {};

  private final ByteBuffer table;
  private final int entryCount;
  private final int exceptionCount;
  private final Words entries;
  private final Words exceptions;
  private final int synsetStarts;
  private final int synsets;
  private final int baseStarts;
  private final int bases;

  private WordNet(ByteBuffer table) {
    this.table = table;
    if (table.getInt(0) != MAGIC) {
      throw new IllegalStateException("wordnet.bin is not a table of this version");
    }
    entryCount = table.getInt(4);
    exceptionCount = table.getInt(8);
    int n = table.getInt(12);
    int m = table.getInt(20);
    int entryStarts = 28;
    synsetStarts = entryStarts + 4 * (n + 1);
    synsets = synsetStarts + 4 * (n + 1);
    int exceptionStarts = synsets + 4 * table.getInt(16);
    baseStarts = exceptionStarts + 4 * (m + 1);
    bases = baseStarts + 4 * (m + 1);
    int words = bases + 4 * table.getInt(24);
    entries = new Words(table, n, entryStarts, words);
    exceptions = new Words(table, m, exceptionStarts, words + table.getInt(entryStarts + 4 * n));
  }

  static WordNet load() {
    return new WordNet(ByteBuffer.wrap(Resources.bytes("wordnet.bin")));
  }

  /** Returns how many entries WordNet 3.0 had when the table was compiled. */
  int entryCount() {
    return entryCount;
  }

  /** Returns how many words its four exception lists had together. */
  int exceptionCount() {
    return exceptionCount;
  }

  /**
   * Returns the sorted synset numbers of a lower-case word and its base forms; empty if unknown.
   */
  int[] synsets(String word) {
    int[] own = synsetsOf(entries.find(word));
    int exception = exceptions.find(word);
    if (exception >= 0) {
      return union(own, basesOf(exception));
    }
    return union(own, isOwnBase(word) ? NONE : new int[] {regularBase(word)});
  }

  private static boolean isOwnBase(String word) {
    return word.length() <= 2 || word.endsWith("ss");
  }

  private int regularBase(String word) {
    for (String[] rule : SUFFIXES) {
      if (word.endsWith(rule[0])) {
        int base = entries.find(word.substring(0, word.length() - rule[0].length()) + rule[1]);
        if (base >= 0) {
          return base;
        }
      }
    }
    return -1;
  }

  private int[] basesOf(int exception) {
    return slice(baseStarts, bases, exception);
  }

  private int[] synsetsOf(int entry) {
    return entry < 0 ? NONE : slice(synsetStarts, synsets, entry);
  }

  private int[] slice(int starts, int values, int index) {
    int start = table.getInt(starts + 4 * index);
    int end = table.getInt(starts + 4 * index + 4);
    int[] slice = new int[end - start];
    for (int i = 0; i < slice.length; i++) {
      slice[i] = table.getInt(values + 4 * (start + i));
    }
    return slice;
  }

  private int[] union(int[] own, int[] baseEntries) {
    int[] all = own;
    for (int base : baseEntries) {
      int[] more = synsetsOf(base);
      int length = all.length;
      all = Arrays.copyOf(all, length + more.length);
      System.arraycopy(more, 0, all, length, more.length);
    }
    return all.length == own.length ? own : Arrays.stream(all).sorted().distinct().toArray();
  }

  /** A sorted list of ASCII words in the table. */
  private record Words(ByteBuffer table, int size, int starts, int bytes) {
    /** Returns the word's index, or -1. */
    int find(String word) {
      int low = 0;
      int high = size - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = compare(middle, word);
        if (order == 0) {
          return middle;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return -1;
    }

    private int compare(int index, String word) {
      int start = bytes + table.getInt(starts + 4 * index);
      int length = bytes + table.getInt(starts + 4 * index + 4) - start;
      for (int i = 0; i < Math.min(length, word.length()); i++) {
        int order = table.get(start + i) - word.charAt(i);
        if (order != 0) {
          return order;
        }
      }
      return length - word.length();
    }
  }
}
