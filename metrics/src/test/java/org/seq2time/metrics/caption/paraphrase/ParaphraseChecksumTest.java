package org.seq2time.metrics.caption.paraphrase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParaphraseChecksumTest {

  private static final int CHUNK = 1 << 23;

  @TempDir Path folder;

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  /** What the class says it is: CRC-32C of the big-endian CRC-32Cs of chunks of 8 MB. */
  private static int expected(byte[] bytes, int start) {
    CRC32C all = new CRC32C();
    for (int from = start; from < bytes.length; from += CHUNK) {
      CRC32C chunk = new CRC32C();
      chunk.update(bytes, from, Math.min(CHUNK, bytes.length - from));
      all.update(ByteBuffer.allocate(4).putInt((int) chunk.getValue()).flip());
    }
    return (int) all.getValue();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "1, 1", "300000, 7", "8388608, 0", "8388609, 0", "17000001, 64"})
  void memoryAndFileHaveTheSameChecksumOfChunks(int length, int start) throws IOException {
    byte[] bytes = random(length);
    int expected = expected(bytes, start);
    assertThat(ParaphraseChecksum.of(ByteBuffer.wrap(bytes), start)).isEqualTo(expected);
    Path file = Files.write(folder.resolve("index"), bytes);
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(ParaphraseChecksum.of(channel, start)).isEqualTo(expected);
    }
  }

  @Test
  void everyByteCounts() {
    byte[] bytes = random(CHUNK + 100);
    int whole = ParaphraseChecksum.of(ByteBuffer.wrap(bytes), 10);
    for (int at : new int[] {10, 11, CHUNK / 2, CHUNK + 9, CHUNK + 10, CHUNK + 99}) {
      bytes[at] ^= 1;
      assertThat(ParaphraseChecksum.of(ByteBuffer.wrap(bytes), 10))
          .as("byte %d", at)
          .isNotEqualTo(whole);
      bytes[at] ^= 1;
    }
    bytes[9] ^= 1;
    assertThat(ParaphraseChecksum.of(ByteBuffer.wrap(bytes), 10)).isEqualTo(whole);
  }
}
