package org.seq2time.datasets.sequence.source;

import java.util.Arrays;

/**
 * What is kept of every item: 44 bytes and its path. The caption is an offset into one of the
 * source's files.
 */
final class ItemTable {

  private static final int FILE_SHIFT = 48;

  final TextStore paths = new TextStore();

  private int size;
  private long[] pathAddress = new long[1024];
  private long[] pathHash = new long[1024];
  private long[] caption = new long[1024];
  private int[] captionLength = new int[1024];
  private long[] captionHash = new long[1024];
  private int[] label = new int[0];
  private int[] durationMillis = new int[0];

  int size() {
    return size;
  }

  void add(long address, long hash, int file, Span span) {
    if (size == pathAddress.length) {
      int larger = size + (size >> 1);
      pathAddress = Arrays.copyOf(pathAddress, larger);
      pathHash = Arrays.copyOf(pathHash, larger);
      caption = Arrays.copyOf(caption, larger);
      captionLength = Arrays.copyOf(captionLength, larger);
      captionHash = Arrays.copyOf(captionHash, larger);
    }
    pathAddress[size] = address;
    pathHash[size] = hash;
    setCaption(size, file, span);
    size++;
  }

  void setCaption(int item, int file, Span span) {
    caption[item] = ((long) file << FILE_SHIFT) | span.offset;
    captionLength[item] = span.length;
    captionHash[item] = span.hash;
  }

  /** Adds what only clips have to the last item. */
  void addClip(int labelNumber, double seconds) {
    if (label.length < size) {
      label = Arrays.copyOf(label, pathAddress.length);
      durationMillis = Arrays.copyOf(durationMillis, pathAddress.length);
    }
    label[size - 1] = labelNumber;
    durationMillis[size - 1] = (int) Math.max(1, Math.round(1000 * seconds));
  }

  long pathAddress(int item) {
    return pathAddress[item];
  }

  long pathHash(int item) {
    return pathHash[item];
  }

  int captionFile(int item) {
    return (int) (caption[item] >>> FILE_SHIFT);
  }

  long captionOffset(int item) {
    return caption[item] & ((1L << FILE_SHIFT) - 1);
  }

  int captionLength(int item) {
    return captionLength[item];
  }

  long captionHash(int item) {
    return captionHash[item];
  }

  int label(int item) {
    return label[item];
  }

  int durationMillis(int item) {
    return durationMillis[item];
  }

  /** Number of different paths. */
  int distinctPaths() {
    long[] sorted = Arrays.copyOf(pathHash, size);
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        distinct++;
      }
    }
    return distinct;
  }
}
