package org.seq2time.datasets.io;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Opens a text file, plain or gzip, and says plainly why it cannot. */
public final class InputFile {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SNIFF_BYTES = 4;

  private InputFile() {}

  /**
   * The file's bytes, unpacked if it is gzip and without a UTF-8 byte order mark.
   *
   * @throws BadInputException if the file cannot be opened, is empty or is not UTF-8 by its first
   *     bytes
   */
  public static InputStream open(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(file + ": is a folder, expected a file");
    }
    InputStream raw = null;
    try {
      raw = Files.newInputStream(file);
      InputStream in = unpacked(new BufferedInputStream(raw, BUFFER_BYTES));
      skipByteOrderMark(file, in);
      return in;
    } catch (IOException e) {
      closeQuietly(raw);
      throw failure(file, "", e);
    } catch (BadInputException e) {
      closeQuietly(raw);
      throw e;
    }
  }

  /** The file's text, line by line; bytes that are not UTF-8 fail the read. */
  public static BufferedReader openText(Path file) {
    return new BufferedReader(
        new InputStreamReader(
            open(file),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        BUFFER_BYTES);
  }

  /** Whether the first character that is not white space opens a JSON object or array. */
  public static boolean looksLikeJson(Path file) {
    try (InputStream in = open(file)) {
      int b = in.read();
      while (b == ' ' || b == '\t' || b == '\n' || b == '\r') {
        b = in.read();
      }
      return b == '{' || b == '[';
    } catch (IOException e) {
      throw failure(file, "", e);
    }
  }

  /** SHA-256 of the file as it lies on disk, in lower-case hexadecimal. */
  public static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.hex(Digests.sha256(), in);
    } catch (IOException e) {
      throw failure(file, "", e);
    }
  }

  /**
   * What an I/O error means for the user.
   *
   * @param file the file that was read
   * @param place the place in it, as {@code ":12"}, or empty
   */
  public static BadInputException failure(Path file, String place, IOException e) {
    String where = file + place + ": ";
    String what =
        switch (e) {
          case NoSuchFileException missing -> "no such file";
          case AccessDeniedException denied -> "permission to read the file is denied";
          case EOFException end -> "gzip data ends early; the file is truncated, fetch it again";
          case ZipException zip ->
              "gzip data is damaged (" + zip.getMessage() + "); fetch the file again";
          case CharacterCodingException coding ->
              "text is not valid UTF-8; convert it, for example with iconv -f ISO-8859-1 -t UTF-8";
          default -> "cannot be read: " + e.getMessage();
        };
    return new BadInputException(where + what, e);
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return first == 0x1f && second == 0x8b
        ? new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES)
        : in;
  }

  private static void skipByteOrderMark(Path file, InputStream in) throws IOException {
    in.mark(SNIFF_BYTES);
    byte[] head = in.readNBytes(SNIFF_BYTES);
    in.reset();
    if (head.length == 0) {
      throw new BadInputException(file + ": is empty");
    }
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      in.skipNBytes(3);
    } else if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff) || hasZero(head)) {
      throw new BadInputException(
          file
              + ": text is not UTF-8 (it looks like UTF-16 or binary data); convert it, for example"
              + " with iconv -f UTF-16 -t UTF-8");
    }
  }

  private static boolean startsWith(byte[] head, int... prefix) {
    if (head.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((head[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasZero(byte[] head) {
    for (byte b : head) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static void closeQuietly(@Nullable InputStream in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // The first error is the one to report.
      }
    }
  }
}
