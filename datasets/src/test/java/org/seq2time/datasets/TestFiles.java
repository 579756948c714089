package org.seq2time.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.seq2time.datasets.io.BadInputException;

/** Writes input files for tests and reads the errors that they cause. */
public final class TestFiles {

  private static final int MAX_MESSAGE_LENGTH = 1000;

  private TestFiles() {}

  /** Writes text as UTF-8. */
  public static Path text(Path folder, String name, String text) {
    return bytes(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes JSON in which single quotes stand for double quotes. */
  public static Path json(Path folder, String json) {
    return text(folder, "input.json", json.replace('\'', '"'));
  }

  /** Writes bytes. */
  public static Path bytes(Path folder, String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content as gzip. */
  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The gzip of a text's UTF-8. */
  public static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The message of the {@link BadInputException} that the call must throw. */
  public static String problem(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isExactlyInstanceOf(BadInputException.class);
    String message = String.valueOf(thrown.getMessage());
    assertOneSafeLine(message);
    return message;
  }

  /** The same without the file's name at its start. */
  public static String problem(Path file, ThrowingCallable call) {
    String message = problem(call);
    assertThat(message).startsWith(file + ":");
    return message.substring(file.toString().length() + 1);
  }

  /** A message for a terminal: not empty, not endless, nothing that breaks or steers a line. */
  public static void assertOneSafeLine(String message) {
    assertThat(message).isNotBlank();
    assertThat(message.length()).as("length of the message").isLessThan(MAX_MESSAGE_LENGTH);
    assertThat(message.codePoints().filter(TestFiles::breaksOrSteers).boxed().toList())
        .as("control characters in: %s", message)
        .isEmpty();
  }

  private static boolean breaksOrSteers(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.SURROGATE
        || c == 0x2028
        || c == 0x2029;
  }
}
