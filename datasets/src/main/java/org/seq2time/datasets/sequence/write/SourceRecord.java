package org.seq2time.datasets.sequence.write;

import java.util.List;

/**
 * A source as it was read.
 *
 * @param format the files' format
 * @param prefix text before every path
 * @param clipPath how Kinetics clips are named
 * @param split the split of a Kinetics list; empty for all
 * @param items items that can be used
 * @param distinct different paths among them
 * @param files its files; the captions of a Kinetics list last
 */
public record SourceRecord(
    String name,
    String format,
    String prefix,
    String clipPath,
    String split,
    long items,
    long distinct,
    List<InputRecord> files) {

  public SourceRecord {
    files = List.copyOf(files);
  }

  /**
   * A file that was read.
   *
   * @param role {@code items}, or {@code captions} for those of a Kinetics list
   */
  public record InputRecord(String role, String path, long bytes, String sha256) {}
}
