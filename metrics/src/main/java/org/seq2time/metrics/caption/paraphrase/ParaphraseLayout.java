package org.seq2time.metrics.caption.paraphrase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * How a paraphrase index lies in its file: a header, then seven sections, all little-endian.
 *
 * <p>Header: magic, version, words V, bytes of words B, trie nodes N, entries E, git blob id of the
 * table (20 bytes), {@link ParaphraseChecksum} of the sections, CRC-32C of the header so far.
 * Sections: int[V+1] where each word starts, int[N+1] the first child of each node, int[N] each
 * node's word, int[N+1] where each node's values start, int[E] values as nodes, ascending for each
 * node, int[E] the place of each value in the table's order for its node, B bytes of sorted UTF-8
 * words. Node 0 is the root; nodes are numbered level by level and the children of a node by word,
 * so that a node's children end where the next node's begin.
 */
record ParaphraseLayout(
    int words, int wordBytes, int nodes, int entries, String blobId, int checksum) {
  static final int HEADER_BYTES = 52;
  private static final int MAGIC = 0x50325453;
  private static final int VERSION = 2;
  private static final int BLOB_ID_AT = 24;
  private static final int BLOB_ID_BYTES = 20;

  int wordStarts() {
    return HEADER_BYTES;
  }

  int firstChildren() {
    return wordStarts() + 4 * (words + 1);
  }

  int nodeWords() {
    return firstChildren() + 4 * (nodes + 1);
  }

  int valueStarts() {
    return nodeWords() + 4 * nodes;
  }

  int values() {
    return valueStarts() + 4 * (nodes + 1);
  }

  int ranks() {
    return values() + 4 * entries;
  }

  int text() {
    return ranks() + 4 * entries;
  }

  long fileBytes() {
    return HEADER_BYTES + 4L * (words + 3L * nodes + 3L + 2L * entries) + wordBytes;
  }

  /** Returns the same layout for sections with the given checksum. */
  ParaphraseLayout withChecksum(int sections) {
    return new ParaphraseLayout(words, wordBytes, nodes, entries, blobId, sections);
  }

  void writeHeader(ByteBuffer file) {
    file.putInt(0, MAGIC);
    file.putInt(4, VERSION);
    file.putInt(8, words);
    file.putInt(12, wordBytes);
    file.putInt(16, nodes);
    file.putInt(20, entries);
    file.put(BLOB_ID_AT, HexFormat.of().parseHex(blobId));
    file.putInt(HEADER_BYTES - 8, checksum);
    file.putInt(HEADER_BYTES - 4, headerChecksum(file));
  }

  /**
   * Reads a header.
   *
   * @param length length of the whole file in bytes
   * @throws IOException if this is no index, one of another version, or a damaged or cut one
   */
  static ParaphraseLayout readHeader(ByteBuffer header, long length) throws IOException {
    header.order(ByteOrder.LITTLE_ENDIAN);
    if (header.limit() < HEADER_BYTES || header.getInt(0) != MAGIC) {
      throw new IOException("not a paraphrase index");
    }
    if (header.getInt(4) != VERSION) {
      throw new IOException(
          "paraphrase index of version " + header.getInt(4) + ", this program reads " + VERSION);
    }
    if (header.getInt(HEADER_BYTES - 4) != headerChecksum(header)) {
      throw new IOException("the paraphrase index's header is damaged");
    }
    byte[] id = new byte[BLOB_ID_BYTES];
    header.get(BLOB_ID_AT, id);
    ParaphraseLayout layout =
        new ParaphraseLayout(
            header.getInt(8),
            header.getInt(12),
            header.getInt(16),
            header.getInt(20),
            HexFormat.of().formatHex(id),
            header.getInt(HEADER_BYTES - 8));
    if (layout.fileBytes() != length) {
      throw new IOException(
          "the paraphrase index has " + length + " bytes instead of " + layout.fileBytes());
    }
    return layout;
  }

  private static int headerChecksum(ByteBuffer file) {
    CRC32C crc = new CRC32C();
    crc.update(file.slice(0, HEADER_BYTES - 4));
    return (int) crc.getValue();
  }
}
