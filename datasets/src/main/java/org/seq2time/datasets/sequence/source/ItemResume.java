package org.seq2time.datasets.sequence.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;

/** Finds where the items of a JSON file go on after one that is not valid JSON. */
final class ItemResume {

  private static final int BUFFER_BYTES = 1 << 16;

  /** How far an item's brace may stand from the beginning of its line. */
  private static final int MAX_COLUMN = 256;

  private ItemResume() {}

  /**
   * A place to go on from.
   *
   * @param offset the byte
   * @param line its line, from 1
   * @param atEnd whether it is the end of the file
   */
  record Point(long offset, long line, boolean atEnd) {}

  /**
   * The first byte to read: after a byte order mark.
   *
   * @throws BadInputException if the file cannot be read in place: it is missing, empty, no UTF-8,
   *     or packed
   */
  static long start(Path file) {
    try {
      InputFile.open(file).close();
      try (InputStream in = Files.newInputStream(file)) {
        byte[] head = in.readNBytes(4);
        int first = head[0] & 0xff;
        if (first == 0x1f || (first == 0x28 && head.length == 4 && (head[1] & 0xff) == 0xb5)) {
          throw new BadInputException(
              file
                  + ": is compressed; captions are read in place, so decompress it first (gunzip,"
                  + " unzstd)");
        }
        return first == 0xef && head.length > 2 && (head[1] & 0xff) == 0xbb ? 3 : 0;
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  /**
   * The next item after one that begins at {@code from}. In lines that is the next line; in an
   * array it is the next line whose brace stands in the column of the first item's.
   *
   * @return null if the first item's brace is not the first of its line, or an array has all its
   *     items in one line: then nothing tells items apart
   */
  static @Nullable Point find(Path file, long firstItem, long from, long line, boolean inArray) {
    try {
      int column = inArray ? column(file, firstItem) : 0;
      if (column < 0) {
        return null;
      }
      try (BufferedInputStream in =
          new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
        in.skipNBytes(from);
        return inArray ? nextInColumn(in, from, line, column) : nextLine(in, from, line);
      }
    } catch (IOException e) {
      throw InputFile.failure(file, ":" + line, e);
    }
  }

  private static Point nextLine(InputStream in, long from, long line) throws IOException {
    long offset = from;
    int b;
    do {
      b = in.read();
      offset++;
    } while (b >= 0 && b != '\n');
    return b < 0 ? new Point(offset - 1, line, true) : new Point(offset, line + 1, false);
  }

  private static @Nullable Point nextInColumn(InputStream in, long from, long startLine, int column)
      throws IOException {
    long offset = from;
    long line = startLine;
    int position = column + 1;
    boolean onlyMargin = false;
    for (int b = in.read(); b >= 0; b = in.read(), offset++) {
      if (b == '\n') {
        line++;
        position = 0;
        onlyMargin = true;
        continue;
      }
      if (onlyMargin && b == '{' && position == column) {
        return new Point(offset, line, false);
      }
      onlyMargin &= isMargin(b);
      position++;
    }
    return line == startLine ? null : new Point(offset, line, true);
  }

  /** How many bytes stand before the item in its line; -1 if others than margin are among them. */
  private static int column(Path file, long item) throws IOException {
    long from = Math.max(0, item - MAX_COLUMN);
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      byte[] before = in.readNBytes((int) (item - from));
      int column = 0;
      for (int i = before.length - 1; i >= 0 && before[i] != '\n'; i--) {
        if (!isMargin(before[i])) {
          return -1;
        }
        column++;
      }
      return column == MAX_COLUMN ? -1 : column;
    }
  }

  private static boolean isMargin(int b) {
    return b == ' ' || b == '\t' || b == ',' || b == '[' || b == '\r';
  }
}
