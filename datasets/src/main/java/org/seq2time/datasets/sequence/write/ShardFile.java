package org.seq2time.datasets.sequence.write;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Digests;
import org.seq2time.datasets.sequence.text.JsonLine;

/**
 * Writes one shard under a name of its own; {@link #complete} gives it its final name. What is
 * closed before that is deleted.
 */
public final class ShardFile implements Closeable {

  /** End of the name of a shard that is not complete. */
  public static final String PART = ".part";

  private static final int FLUSH_BYTES = 1 << 18;

  private final Path file;
  private final Path part;
  private final Hashing hashing;
  private final OutputStream packed;
  private boolean isComplete;

  private ShardFile(Path file, Path part, Hashing hashing, OutputStream packed) {
    this.file = file;
    this.part = part;
    this.hashing = hashing;
    this.packed = packed;
  }

  /** Begins a shard. */
  public static ShardFile create(Path file, Compression compression) {
    Path part = file.resolveSibling(file.getFileName() + PART);
    try {
      Hashing hashing = new Hashing(Files.newOutputStream(part));
      return new ShardFile(file, part, hashing, compression.pack(hashing));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Writes the lines and empties them once there are enough of them. */
  public void drain(JsonLine lines) {
    if (lines.length() >= FLUSH_BYTES) {
      flush(lines);
    }
  }

  /** Writes what is left and gives the shard its name. */
  public void complete(JsonLine lines) {
    flush(lines);
    try {
      packed.close();
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      isComplete = true;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Bytes on disk. */
  public long bytes() {
    return hashing.bytes;
  }

  /** SHA-256 of the bytes on disk, once the shard is complete. */
  public String sha256() {
    return HexFormat.of().formatHex(hashing.digest.digest());
  }

  @Override
  public void close() {
    if (!isComplete) {
      try {
        hashing.close();
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw failure(part, e);
      }
    }
  }

  private void flush(JsonLine lines) {
    try {
      packed.write(lines.array(), 0, lines.length());
    } catch (IOException e) {
      throw failure(file, e);
    }
    lines.clear();
  }

  private static BadInputException failure(Path file, IOException e) {
    return new BadInputException(file + ": cannot be written: " + e.getMessage(), e);
  }

  /** Hashes and counts what goes to disk. */
  private static final class Hashing extends FilterOutputStream {

    private final MessageDigest digest = Digests.sha256();
    private long bytes;

    Hashing(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int count) throws IOException {
      digest.update(source, from, count);
      bytes += count;
      out.write(source, from, count);
    }
  }
}
