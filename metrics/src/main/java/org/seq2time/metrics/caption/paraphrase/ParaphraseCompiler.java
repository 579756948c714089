package org.seq2time.metrics.caption.paraphrase;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Turns METEOR's paraphrase table (gzip, three lines an entry) into the bytes of an index file. */
final class ParaphraseCompiler {
  private final PhraseTrie trie = new PhraseTrie();
  private int[] keys = new int[1 << 12];
  private int[] values = new int[1 << 12];
  private int entryCount;

  private ParaphraseCompiler() {}

  /** Returns the complete index, ready to be written. */
  static ByteBuffer compile(Path table) throws IOException {
    String blobId = GitBlob.id(table);
    ParaphraseCompiler compiler = new ParaphraseCompiler();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(table), 1 << 16);
        InputStream text = new GZIPInputStream(raw, 1 << 16)) {
      compiler.readEntries(table, new LineReader(text));
    } catch (ZipException | EOFException e) {
      throw new IOException(table + ": not a complete gzip file (" + e.getMessage() + ")", e);
    }
    return compiler.layOut(table, blobId);
  }

  private void readEntries(Path table, LineReader lines) throws IOException {
    while (lines.next()) {
      if (!lines.isNumber()) {
        throw new IOException(
            table
                + ":"
                + lines.number()
                + ": \""
                + lines
                + "\" is not a probability;"
                + " an entry is three lines: probability, phrase, paraphrase");
      }
      int key = readPhrase(table, lines);
      int value = readPhrase(table, lines);
      if (entryCount == keys.length) {
        keys = Arrays.copyOf(keys, 2 * entryCount);
        values = Arrays.copyOf(values, 2 * entryCount);
      }
      keys[entryCount] = key;
      values[entryCount++] = value;
    }
  }

  private int readPhrase(Path table, LineReader lines) throws IOException {
    int node = lines.next() ? trie.add(lines.bytes(), lines.length()) : PhraseTrie.ROOT;
    if (node == PhraseTrie.ROOT) {
      throw new IOException(
          table
              + ":"
              + lines.number()
              + ": a phrase is missing;"
              + " an entry is three lines: probability, phrase, paraphrase");
    }
    return node;
  }

  private ByteBuffer layOut(Path table, String blobId) throws IOException {
    PhraseTrie.Sorted sorted = trie.sorted();
    int nodes = sorted.words().length;
    ParaphraseLayout layout =
        new ParaphraseLayout(
            sorted.wordStarts().length - 1, sorted.text().length, nodes, entryCount, blobId, 0);
    if (layout.fileBytes() > Integer.MAX_VALUE - 64) {
      throw new IOException(table + ": too large, its index would need " + layout.fileBytes());
    }
    ByteBuffer file = ByteBuffer.allocate((int) layout.fileBytes()).order(ByteOrder.LITTLE_ENDIAN);
    file.position(ParaphraseLayout.HEADER_BYTES);
    put(file, sorted.wordStarts());
    put(file, sorted.firstChildren());
    put(file, sorted.words());
    putValues(file, sorted.numbers(), nodes);
    file.put(sorted.text());
    file.flip();
    int checksum = ParaphraseChecksum.of(file, ParaphraseLayout.HEADER_BYTES);
    layout.withChecksum(checksum).writeHeader(file);
    return file.rewind();
  }

  private void putValues(ByteBuffer file, int[] numbers, int nodes) {
    int[] starts = new int[nodes + 1];
    for (int i = 0; i < entryCount; i++) {
      starts[numbers[keys[i]] + 1]++;
    }
    for (int i = 0; i < nodes; i++) {
      starts[i + 1] += starts[i];
    }
    put(file, starts);
    long[] valueAndRank = new long[entryCount];
    int[] filled = new int[nodes];
    for (int i = 0; i < entryCount; i++) {
      int key = numbers[keys[i]];
      int rank = filled[key]++;
      valueAndRank[starts[key] + rank] = ((long) numbers[values[i]] << 32) | rank;
    }
    for (int key = 0; key < nodes; key++) {
      Arrays.sort(valueAndRank, starts[key], starts[key + 1]);
    }
    for (long value : valueAndRank) {
      file.putInt((int) (value >>> 32));
    }
    for (long value : valueAndRank) {
      file.putInt((int) value);
    }
  }

  private static void put(ByteBuffer file, int[] section) {
    file.asIntBuffer().put(section);
    file.position(file.position() + 4 * section.length);
  }

  /** Lines of a stream as bytes, without a String for each of many millions. */
  private static final class LineReader {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[256];
    private int length;
    private long number;

    LineReader(InputStream in) {
      this.in = in;
    }

    /** Moves to the next line; false at the end of the stream. */
    boolean next() throws IOException {
      number++;
      length = 0;
      while (at < end || fill()) {
        byte b = buffer[at++];
        if (b == '\n') {
          return true;
        }
        if (length == line.length) {
          line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = b;
      }
      return length > 0;
    }

    private boolean fill() throws IOException {
      at = 0;
      end = Math.max(0, in.read(buffer));
      return end > 0;
    }

    byte[] bytes() {
      return line;
    }

    int length() {
      return length;
    }

    long number() {
      return number;
    }

    boolean isNumber() {
      for (int i = 0; i < length; i++) {
        if ("0123456789.eE+-\r ".indexOf(line[i]) < 0) {
          return false;
        }
      }
      return length > 0;
    }

    @Override
    public String toString() {
      return new String(line, 0, Math.min(length, 80), StandardCharsets.UTF_8);
    }
  }
}
