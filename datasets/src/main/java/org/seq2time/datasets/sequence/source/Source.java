package org.seq2time.datasets.sequence.source;

import java.io.Closeable;
import java.util.List;
import org.seq2time.datasets.sequence.text.JsonLine;
import org.seq2time.datasets.sequence.text.TextHash;

/**
 * Items of one kind with their paths in memory and their captions in their files. Items are
 * numbered from 0 in the order of the files. Safe for use by several threads.
 */
public final class Source implements Closeable {

  private final SourceSpec spec;
  private final SourceFormat format;
  private final ItemTable table;
  private final List<SourceFile> files;
  private final List<String> labels;

  Source(
      SourceSpec spec,
      SourceFormat format,
      ItemTable table,
      List<SourceFile> files,
      List<String> labels) {
    this.spec = spec;
    this.format = format;
    this.table = table;
    this.files = List.copyOf(files);
    this.labels = List.copyOf(labels);
  }

  /** Hash of a caption without white space at its ends, comparable with {@link #captionHash}. */
  public static long hashOfCaption(String caption) {
    int from = 0;
    int to = caption.length();
    while (from < to && ItemCursor.isJsonSpace(caption.charAt(from))) {
      from++;
    }
    while (to > from && ItemCursor.isJsonSpace(caption.charAt(to - 1))) {
      to--;
    }
    return TextHash.of(caption.substring(from, to), Span.SEED);
  }

  /** Hash of a path, comparable with {@link #pathHash}. */
  public static long hashOfPath(String path) {
    return TextHash.of(path, SourceReader.PATH_SEED);
  }

  /** What was read. */
  public SourceSpec spec() {
    return spec;
  }

  /** The files' format. */
  public SourceFormat format() {
    return format;
  }

  /** Number of items. */
  public int size() {
    return table.size();
  }

  /** Number of different paths among the items. */
  public int distinctPaths() {
    return table.distinctPaths();
  }

  /** The action classes of clips, in the order in which they were met. */
  public List<String> labels() {
    return labels;
  }

  /** Appends the item's path as the inside of a JSON string. */
  public void appendPath(int item, JsonLine out) {
    table.paths.append(table.pathAddress(item), out);
  }

  /** 64-bit hash of the item's path. */
  public long pathHash(int item) {
    return table.pathHash(item);
  }

  /**
   * Appends the item's caption as the inside of a JSON string, as its file writes it, without white
   * space at its ends.
   */
  public void appendCaption(int item, JsonLine out) {
    int from = out.length();
    appendRecord(item, out);
    CaptionEnds.trim(out, from);
  }

  /** Appends the whole JSON object of an item of {@link SourceKind#INSTRUCTIONS}. */
  public void appendRecord(int item, JsonLine out) {
    files
        .get(table.captionFile(item))
        .append(table.captionOffset(item), table.captionLength(item), out);
  }

  /** 64-bit hash of the item's caption. */
  public long captionHash(int item) {
    return table.captionHash(item);
  }

  /** Number of the clip's action class in {@link #labels}. */
  public int label(int item) {
    return table.label(item);
  }

  /** The clip's length in milliseconds. */
  public int durationMillis(int item) {
    return table.durationMillis(item);
  }

  @Override
  public void close() {
    for (SourceFile file : files) {
      file.close();
    }
  }
}
