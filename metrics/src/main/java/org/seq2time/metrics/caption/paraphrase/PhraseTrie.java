package org.seq2time.metrics.caption.paraphrase;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A growing set of phrases: words and nodes are numbered as they come, then once more in sorted
 * order. Several million nodes take some 20 bytes each.
 */
final class PhraseTrie {
  static final int ROOT = 0;

  private final Vocabulary vocabulary = new Vocabulary();
  private int[] parents = new int[1 << 12];
  private int[] words = new int[1 << 12];
  private byte[] depths = new byte[1 << 12];
  private int size = 1;

  /** Open addressing: nodes by parent and word; 0, the root, is nobody's child and means empty. */
  private int[] slots = new int[1 << 13];

  /** Adds a phrase, words separated by ASCII white space, and returns its node; ROOT if empty. */
  int add(byte[] line, int length) {
    int node = ROOT;
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
        if (i > start) {
          node = child(node, vocabulary.add(line, start, i));
        }
        start = i + 1;
      }
    }
    return node;
  }

  private int child(int parent, int word) {
    int mask = slots.length - 1;
    int slot = hash(parent, word) & mask;
    while (slots[slot] != 0) {
      int node = slots[slot];
      if (parents[node] == parent && words[node] == word) {
        return node;
      }
      slot = (slot + 1) & mask;
    }
    if (depths[parent] == Byte.MAX_VALUE) {
      throw new IllegalArgumentException("a phrase has more than " + Byte.MAX_VALUE + " words");
    }
    int node = size++;
    if (node == parents.length) {
      parents = Arrays.copyOf(parents, 2 * node);
      words = Arrays.copyOf(words, 2 * node);
      depths = Arrays.copyOf(depths, 2 * node);
    }
    parents[node] = parent;
    words[node] = word;
    depths[node] = (byte) (depths[parent] + 1);
    slots[slot] = node;
    if (2 * size > slots.length) {
      rehash();
    }
    return node;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int node = 1; node < size; node++) {
      int slot = hash(parents[node], words[node]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = node;
    }
  }

  private static int hash(int parent, int word) {
    long h = (parent * 0x9E3779B97F4A7C15L) ^ (word * 0xC2B2AE3D27D4EB4FL);
    return (int) ((h * 0xD6E8FEB86659FD93L) >>> 32);
  }

  /**
   * The same trie with words numbered in byte order and nodes level by level, by parent, then word.
   *
   * @param numbers new number of each node
   * @param words word of each node, in the new numbering
   * @param firstChildren first child of each node, and one past the last node
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Sorted(int[] numbers, int[] words, int[] firstChildren, int[] wordStarts, byte[] text) {}

  Sorted sorted() {
    int[] order = vocabulary.sortedIds();
    int[] wordNumbers = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      wordNumbers[order[i]] = i;
    }
    int[] numbers = new int[size];
    int[] sortedWords = new int[size];
    int[] firstChildren = new int[size + 1];
    sortedWords[ROOT] = -1;
    int first = 1;
    for (int depth = 1; first < size; depth++) {
      first += numberLevel(depth, first, wordNumbers, numbers, sortedWords, firstChildren);
    }
    int start = 1;
    for (int node = 0; node <= size; node++) {
      int children = firstChildren[node];
      firstChildren[node] = start;
      start += children;
    }
    return new Sorted(
        numbers, sortedWords, firstChildren, vocabulary.starts(order), vocabulary.text(order));
  }

  /** Numbers the nodes of one depth from {@code first} on; counts children; returns how many. */
  private int numberLevel(
      int depth,
      int first,
      int[] wordNumbers,
      int[] numbers,
      int[] sortedWords,
      int[] childCounts) {
    int[] level = IntStream.range(1, size).filter(node -> depths[node] == depth).toArray();
    long[] places = new long[level.length];
    for (int i = 0; i < level.length; i++) {
      places[i] = place(level[i], wordNumbers, numbers);
    }
    Arrays.sort(places);
    for (int node : level) {
      numbers[node] = first + Arrays.binarySearch(places, place(node, wordNumbers, numbers));
    }
    for (int i = 0; i < places.length; i++) {
      sortedWords[first + i] = (int) places[i];
      childCounts[(int) (places[i] >>> 32)]++;
    }
    return level.length;
  }

  private long place(int node, int[] wordNumbers, int[] numbers) {
    return ((long) numbers[parents[node]] << 32) | wordNumbers[words[node]];
  }

  /** Distinct words as byte strings. */
  private static final class Vocabulary {
    private byte[] text = new byte[1 << 14];
    private int[] starts = new int[1 << 10];
    private int size;
    private int[] slots = new int[1 << 11];

    /** Returns the number of a word, new or known. */
    int add(byte[] line, int from, int to) {
      int mask = slots.length - 1;
      int slot = hash(line, from, to) & mask;
      while (slots[slot] != 0) {
        int id = slots[slot] - 1;
        if (Arrays.equals(text, starts[id], starts[id + 1], line, from, to)) {
          return id;
        }
        slot = (slot + 1) & mask;
      }
      int start = starts[size];
      int length = to - from;
      while (start + length > text.length) {
        text = Arrays.copyOf(text, 2 * text.length);
      }
      System.arraycopy(line, from, text, start, length);
      int id = size++;
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
      }
      starts[size] = start + length;
      slots[slot] = size;
      if (2 * size > slots.length) {
        rehash();
      }
      return id;
    }

    private void rehash() {
      slots = new int[2 * slots.length];
      int mask = slots.length - 1;
      for (int id = 0; id < size; id++) {
        int slot = hash(text, starts[id], starts[id + 1]) & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = id + 1;
      }
    }

    private static int hash(byte[] bytes, int from, int to) {
      int h = 0;
      for (int i = from; i < to; i++) {
        h = 31 * h + bytes[i];
      }
      h *= 0x9E3779B9;
      return h ^ (h >>> 15);
    }

    /** Returns all ids in the order of their words' bytes, unsigned. */
    int[] sortedIds() {
      Comparator<Integer> byBytes =
          (a, b) ->
              Arrays.compareUnsigned(
                  text, starts[a], starts[a + 1], text, starts[b], starts[b + 1]);
      return IntStream.range(0, size).boxed().sorted(byBytes).mapToInt(id -> id).toArray();
    }

    int[] starts(int[] order) {
      int[] out = new int[size + 1];
      for (int i = 0; i < size; i++) {
        out[i + 1] = out[i] + starts[order[i] + 1] - starts[order[i]];
      }
      return out;
    }

    byte[] text(int[] order) {
      byte[] out = new byte[starts[size]];
      int at = 0;
      for (int id : order) {
        int length = starts[id + 1] - starts[id];
        System.arraycopy(text, starts[id], out, at, length);
        at += length;
      }
      return out;
    }
  }
}
