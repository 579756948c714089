package org.seq2time.datasets.sequence.write;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;

/** The lines of a shard, packed or not. */
public final class ShardLines implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final BufferedReader in;
  private int number;

  private ShardLines(Path file, BufferedReader in) {
    this.file = file;
    this.in = in;
  }

  /** Opens a shard before its first line; its name says how it is packed. */
  public static ShardLines open(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(file + ": is a folder, expected a file");
    }
    try {
      return new ShardLines(
          file,
          new BufferedReader(
              new InputStreamReader(
                  Compression.ofFile(file.toString())
                      .unpack(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)),
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)),
              BUFFER_BYTES));
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  /** The next line; null after the last one. */
  public @Nullable String next() {
    number++;
    try {
      return in.readLine();
    } catch (IOException e) {
      throw InputFile.failure(file, ":" + number, e);
    }
  }

  /** Number of the line that was read last, from 1. */
  public int number() {
    return number;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }
}
