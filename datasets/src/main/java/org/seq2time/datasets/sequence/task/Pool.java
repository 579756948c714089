package org.seq2time.datasets.sequence.task;

import java.util.Arrays;
import java.util.List;
import org.seq2time.datasets.sequence.source.Source;
import org.seq2time.datasets.sequence.text.JsonLine;
import org.seq2time.datasets.sequence.text.TextHash;

/** The items of one or more sources, numbered through. Safe for use by several threads. */
public final class Pool {

  private final Source[] sources;
  private final int[] starts;
  private final long[][] labelHashes;
  private final int size;
  private final int distinctPaths;
  private final int distinctLabels;

  /** Joins the sources in their order. */
  public Pool(List<Source> sources) {
    this.sources = sources.toArray(Source[]::new);
    this.starts = new int[sources.size()];
    this.labelHashes = new long[sources.size()][];
    int total = 0;
    for (int s = 0; s < starts.length; s++) {
      starts[s] = total;
      total = Math.addExact(total, this.sources[s].size());
      labelHashes[s] =
          this.sources[s].labels().stream().mapToLong(l -> TextHash.of(l, 0)).toArray();
    }
    this.size = total;
    this.distinctPaths = countDistinctPaths();
    this.distinctLabels =
        (int) Arrays.stream(labelHashes).flatMapToLong(Arrays::stream).distinct().count();
  }

  /** Number of items. */
  public int size() {
    return size;
  }

  /** Number of sources. */
  public int sourceCount() {
    return sources.length;
  }

  /** The sources' names. */
  public List<String> sourceNames() {
    return Arrays.stream(sources).map(s -> s.spec().name()).toList();
  }

  /** Number of different paths. */
  public int distinctPaths() {
    return distinctPaths;
  }

  /** Number of different action classes. */
  public int distinctLabels() {
    return distinctLabels;
  }

  /** The number of the item's source. */
  int sourceOf(int item) {
    int s = starts.length - 1;
    while (item < starts[s]) {
      s--;
    }
    return s;
  }

  Source source(int number) {
    return sources[number];
  }

  long pathHash(int item) {
    int s = sourceOf(item);
    return sources[s].pathHash(item - starts[s]);
  }

  long captionHash(int item) {
    int s = sourceOf(item);
    return sources[s].captionHash(item - starts[s]);
  }

  long labelHash(int item) {
    int s = sourceOf(item);
    return labelHashes[s][sources[s].label(item - starts[s])];
  }

  int durationMillis(int item) {
    int s = sourceOf(item);
    return sources[s].durationMillis(item - starts[s]);
  }

  void appendPath(int item, JsonLine out) {
    int s = sourceOf(item);
    sources[s].appendPath(item - starts[s], out);
  }

  void appendCaption(int item, JsonLine out) {
    int s = sourceOf(item);
    sources[s].appendCaption(item - starts[s], out);
  }

  void appendRecord(int item, JsonLine out) {
    int s = sourceOf(item);
    sources[s].appendRecord(item - starts[s], out);
  }

  private int countDistinctPaths() {
    if (sources.length == 1) {
      return sources[0].distinctPaths();
    }
    long[] hashes = new long[size];
    for (int i = 0; i < size; i++) {
      hashes[i] = pathHash(i);
    }
    Arrays.sort(hashes);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        distinct++;
      }
    }
    return distinct;
  }
}
