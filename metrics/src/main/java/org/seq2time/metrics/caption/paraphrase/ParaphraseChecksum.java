package org.seq2time.metrics.caption.paraphrase;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.seq2time.datasets.parallel.Workers;

/**
 * The checksum of a paraphrase index's sections: CRC-32C of the CRC-32Cs of their chunks of 8 MB
 * (the last may be shorter), so that two threads can compare a table of 186 MB in half the time.
 */
final class ParaphraseChecksum {
  private static final int CHUNK = 1 << 23;
  private static final int BUFFER = 1 << 18;
  private static final int MAX_THREADS = 4;

  private ParaphraseChecksum() {}

  /** Of an index in memory, from the given position to its limit. */
  static int of(ByteBuffer file, int start) {
    int[] chunks = new int[chunks(file.limit() - start)];
    for (int c = 0; c < chunks.length; c++) {
      int from = start + c * CHUNK;
      CRC32C crc = new CRC32C();
      crc.update(file.slice(from, Math.min(CHUNK, file.limit() - from)));
      chunks[c] = (int) crc.getValue();
    }
    return combined(chunks);
  }

  /** Of an index file, read through small buffers: its pages need not become resident. */
  static int of(FileChannel file, int start) throws IOException {
    long length = file.size() - start;
    int[] chunks = new int[chunks(length)];
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    ThreadLocal<ByteBuffer> buffers =
        ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));
    try {
      Workers.run(
          threads,
          chunks.length,
          1,
          (c, end) -> {
            long from = start + (long) c * CHUNK;
            chunks[c] = chunk(file, from, Math.min(from + CHUNK, start + length), buffers.get());
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return combined(chunks);
  }

  private static int chunk(FileChannel file, long from, long end, ByteBuffer buffer) {
    CRC32C crc = new CRC32C();
    try {
      for (long at = from; at < end; ) {
        buffer.clear().limit((int) Math.min(BUFFER, end - at));
        int read = file.read(buffer, at);
        if (read < 0) {
          throw new EOFException("the paraphrase index was truncated while it was read");
        }
        crc.update(buffer.flip());
        at += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (int) crc.getValue();
  }

  private static int chunks(long length) {
    return (int) ((length + CHUNK - 1) / CHUNK);
  }

  private static int combined(int[] chunks) {
    CRC32C crc = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(4 * chunks.length);
    for (int chunk : chunks) {
      bytes.putInt(chunk);
    }
    crc.update(bytes.flip());
    return (int) crc.getValue();
  }
}
