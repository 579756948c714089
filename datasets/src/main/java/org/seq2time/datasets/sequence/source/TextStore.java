package org.seq2time.datasets.sequence.source;

import java.util.Arrays;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.sequence.text.JsonLine;

/** Many short byte strings, one after another in blocks of a megabyte. */
final class TextStore {

  private static final int BLOCK_BITS = 20;
  private static final int BLOCK_BYTES = 1 << BLOCK_BITS;
  private static final int LENGTH_BYTES = 2;

  private byte[][] blocks = new byte[16][];
  private int blockCount;
  private int used = BLOCK_BYTES;

  /** Keeps a copy of the bytes {@code [0, length)}; returns where. */
  long add(byte[] bytes, int length) {
    if (length > InputLimits.SOURCE_PATH_BYTES) {
      throw new IllegalArgumentException(
          "length is " + length + ", limit " + InputLimits.SOURCE_PATH_BYTES);
    }
    if (used + LENGTH_BYTES + length > BLOCK_BYTES) {
      if (blockCount == blocks.length) {
        blocks = Arrays.copyOf(blocks, 2 * blockCount);
      }
      blocks[blockCount++] = new byte[BLOCK_BYTES];
      used = 0;
    }
    long address = ((long) (blockCount - 1) << BLOCK_BITS) | used;
    byte[] block = blocks[blockCount - 1];
    block[used] = (byte) (length >> 8);
    block[used + 1] = (byte) length;
    System.arraycopy(bytes, 0, block, used + LENGTH_BYTES, length);
    used += LENGTH_BYTES + length;
    return address;
  }

  /** Appends the bytes that {@link #add} kept. */
  void append(long address, JsonLine out) {
    byte[] block = blocks[(int) (address >> BLOCK_BITS)];
    int at = (int) address & (BLOCK_BYTES - 1);
    int length = ((block[at] & 0xff) << 8) | (block[at + 1] & 0xff);
    out.raw(block, at + LENGTH_BYTES, length);
  }
}
