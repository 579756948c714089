package org.seq2time.metrics.caption.paraphrase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * METEOR's paraphrase table as an index: a trie over all its phrases, and for each phrase that is a
 * key its values in the table's order, duplicates kept.
 *
 * <p>{@link #compile} makes the index file once, {@link #open} maps it into memory. The table is
 * METEOR's text form: gzip, three lines an entry, namely probability, phrase, paraphrase.
 */
public final class ParaphraseIndex implements Paraphrases {
  /** Git blob id of {@code paraphrase-en.gz} as METEOR 1.5 and coco-caption ship it. */
  public static final String METEOR_BLOB_ID = "88033c84fb2f8ecbc77fe57b7eee2913d1acd919";

  /** The number of a word that is in no phrase of the table. */
  public static final int UNKNOWN = -1;

  private static final int ROOT = 0;

  /** Up to this many values, reading them all is faster than searching. */
  private static final int SCAN_LIMIT = 64;

  private static final int[] NO_VALUES = {};
  private static final long[] NO_HITS = {};

  private final ByteBuffer file;
  private final ParaphraseLayout layout;
  private final int firstChildren;
  private final int nodeWords;
  private final int valueStarts;
  private final int values;
  private final int ranks;

  private ParaphraseIndex(ByteBuffer file, ParaphraseLayout layout) {
    this.file = file.order(ByteOrder.LITTLE_ENDIAN);
    this.layout = layout;
    firstChildren = layout.firstChildren();
    nodeWords = layout.nodeWords();
    valueStarts = layout.valueStarts();
    values = layout.values();
    ranks = layout.ranks();
  }

  /**
   * Reads METEOR's table and writes its index, less than 1 GB of heap for six million entries. The
   * same table always gives the same bytes, and the file appears under its name only when it is
   * complete.
   *
   * @throws IOException if a file cannot be read or written, or the table is not in METEOR's form;
   *     the message names file and line
   */
  public static void compile(Path table, Path index) throws IOException {
    ByteBuffer bytes = ParaphraseCompiler.compile(table);
    Path folder = index.toAbsolutePath().getParent();
    Path part = Files.createTempFile(folder, index.getFileName() + ".", ".part");
    try {
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      Files.move(part, index, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Maps an index file, after comparing its content with the checksums it carries.
   *
   * @throws IOException if the file cannot be read, is no index, or is damaged; the message names
   *     it
   */
  public static ParaphraseIndex open(Path index) throws IOException {
    try (FileChannel in = FileChannel.open(index, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(ParaphraseLayout.HEADER_BYTES);
      while (header.hasRemaining() && in.read(header) >= 0) {
        // until the header is full or the file ends
      }
      ParaphraseLayout layout = ParaphraseLayout.readHeader(header.flip(), in.size());
      if (ParaphraseChecksum.of(in, ParaphraseLayout.HEADER_BYTES) != layout.checksum()) {
        throw new IOException("the paraphrase index's content is damaged");
      }
      return new ParaphraseIndex(in.map(MapMode.READ_ONLY, 0, in.size()), layout);
    } catch (IOException e) {
      throw new IOException(index + ": " + e.getMessage() + "; compile the table again", e);
    }
  }

  /**
   * Reads METEOR's table into memory, without an index file: for small tables.
   *
   * @throws IOException as {@link #compile}
   */
  public static ParaphraseIndex read(Path table) throws IOException {
    ByteBuffer bytes = ParaphraseCompiler.compile(table);
    return new ParaphraseIndex(bytes, ParaphraseLayout.readHeader(bytes, bytes.limit()));
  }

  /** Returns the git blob id of a file, to be compared with {@link #METEOR_BLOB_ID}. */
  public static String blobIdOf(Path table) throws IOException {
    return GitBlob.id(table);
  }

  /** Returns the git blob id of the table from which this index was made. */
  public String blobId() {
    return layout.blobId();
  }

  /** Returns the number of entries of the table. */
  public int entryCount() {
    return layout.entries();
  }

  @Override
  public String signature() {
    return blobId().equals(METEOR_BLOB_ID) ? "1.5-en" : blobId().substring(0, 10);
  }

  /** Returns the number of a word in the table's vocabulary, or {@link #UNKNOWN}. */
  public int wordId(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = layout.words() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compareWord(middle, bytes);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return UNKNOWN;
  }

  private int compareWord(int id, byte[] word) {
    int start = layout.text() + file.getInt(layout.wordStarts() + 4 * id);
    int length = layout.text() + file.getInt(layout.wordStarts() + 4 * id + 4) - start;
    for (int i = 0; i < Math.min(length, word.length); i++) {
      int order = (file.get(start + i) & 0xFF) - (word[i] & 0xFF);
      if (order != 0) {
        return order;
      }
    }
    return length - word.length;
  }

  /**
   * Returns where phrases of the table occur, keys and values alike.
   *
   * @param words {@link #wordId} of a sentence's words, in order
   */
  public PhraseOccurrences phrasesIn(int[] words) {
    int[] start = new int[2 * words.length];
    int[] length = new int[2 * words.length];
    int[] phrase = new int[2 * words.length];
    int count = 0;
    for (int i = 0; i < words.length; i++) {
      int node = ROOT;
      for (int j = i; j < words.length; j++) {
        node = child(node, words[j]);
        if (node == UNKNOWN) {
          break;
        }
        if (count == phrase.length) {
          start = Arrays.copyOf(start, 2 * count);
          length = Arrays.copyOf(length, 2 * count);
          phrase = Arrays.copyOf(phrase, 2 * count);
        }
        start[count] = i;
        length[count] = j - i + 1;
        phrase[count++] = node;
      }
    }
    return new PhraseOccurrences(
        Arrays.copyOf(start, count), Arrays.copyOf(length, count), Arrays.copyOf(phrase, count));
  }

  private int child(int node, int word) {
    if (word == UNKNOWN) {
      return UNKNOWN;
    }
    int low = file.getInt(firstChildren + 4 * node);
    int high = file.getInt(firstChildren + 4 * node + 4) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = file.getInt(nodeWords + 4 * middle);
      if (found == word) {
        return middle;
      }
      if (found < word) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return UNKNOWN;
  }

  /**
   * Returns the values of a phrase that occur in a sentence, in the table's order, duplicates kept.
   */
  public int[] valuesAmong(int phrase, PhraseOccurrences sentence) {
    int start = file.getInt(valueStarts + 4 * phrase);
    int end = file.getInt(valueStarts + 4 * phrase + 4);
    if (start == end) {
      return NO_VALUES;
    }
    long[] hits = NO_HITS;
    if (end - start <= SCAN_LIMIT) {
      for (int place = start; place < end; place++) {
        if (sentence.contains(value(place))) {
          hits = append(hits, place);
        }
      }
    } else {
      for (int wanted : sentence.distinct()) {
        for (int place = firstPlace(wanted, start, end);
            place < end && value(place) == wanted;
            place++) {
          hits = append(hits, place);
        }
      }
    }
    return inTableOrder(hits);
  }

  private int firstPlace(int wanted, int start, int end) {
    int low = start;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value(middle) < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long[] append(long[] hits, int place) {
    long[] longer = Arrays.copyOf(hits, hits.length + 1);
    longer[hits.length] = ((long) file.getInt(ranks + 4 * place) << 32) | value(place);
    return longer;
  }

  private static int[] inTableOrder(long[] rankAndValue) {
    if (rankAndValue.length == 0) {
      return NO_VALUES;
    }
    Arrays.sort(rankAndValue);
    int[] inOrder = new int[rankAndValue.length];
    for (int i = 0; i < inOrder.length; i++) {
      inOrder[i] = (int) rankAndValue[i];
    }
    return inOrder;
  }

  private int value(int place) {
    return file.getInt(values + 4 * place);
  }
}
