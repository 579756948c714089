package org.seq2time.datasets.io;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A text file's lines, each decoded by itself, so that an error names the line in which it stands.
 * A line ends with LF, CR or both. Lines are limited in length: a file without line ends must not
 * fill the memory.
 */
public final class TextLines implements Closeable {

  private final Path file;
  private final InputStream in;
  private int number;
  private boolean skipLineFeed;

  private TextLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Opens the file before its first line. */
  public static TextLines open(Path file) {
    return new TextLines(file, InputFile.open(file));
  }

  /** The next line without its end; null at the end of the file. */
  public @Nullable String next() {
    number++;
    try {
      byte[] line = nextBytes();
      return line == null
          ? null
          : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (IOException e) {
      throw InputFile.failure(file, ":" + number, e);
    }
  }

  /** Number of the line that was read last, from 1. */
  public int number() {
    return number;
  }

  /** An error in the line that was read last. */
  public BadInputException error(String problem, String expected) {
    return new BadInputException(file + ":" + number + ": " + problem + "; expected " + expected);
  }

  /** An error in the line that was read last, that needs no "expected". */
  public BadInputException error(String problem) {
    return new BadInputException(file + ":" + number + ": " + problem);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  private byte @Nullable [] nextBytes() throws IOException {
    int b = in.read();
    if (b == '\n' && skipLineFeed) {
      b = in.read();
    }
    skipLineFeed = false;
    if (b < 0) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    while (b >= 0 && b != '\n' && b != '\r') {
      if (line.size() == InputLimits.TEXT_LINE_BYTES) {
        throw error(
            "the line is longer than " + InputLimits.TEXT_LINE_BYTES + " bytes", "a text file");
      }
      line.write(b);
      b = in.read();
    }
    skipLineFeed = b == '\r';
    return line.toByteArray();
  }
}
