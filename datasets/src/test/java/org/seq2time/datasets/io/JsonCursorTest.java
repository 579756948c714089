package org.seq2time.datasets.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.seq2time.datasets.TestFiles.bytes;
import static org.seq2time.datasets.TestFiles.gzip;
import static org.seq2time.datasets.TestFiles.json;
import static org.seq2time.datasets.TestFiles.problem;
import static org.seq2time.datasets.TestFiles.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of the parser and damage to the file come out as plain one-line errors. */
class JsonCursorTest {

  private static final int TWENTY_FIVE_MILLIONS = 25_000_000;

  @TempDir private Path folder;

  @Test
  void hugeStringIsPassedOverWhereNobodyAsksForIt() {
    Path file = json(folder, "{'note': '" + "x".repeat(TWENTY_FIVE_MILLIONS) + "', 'a': 1}");
    walk(file);
  }

  @Test
  void hugeStringIsRefusedShortlyWhereItIsRead() {
    Path file = json(folder, "\n'" + "x".repeat(TWENTY_FIVE_MILLIONS) + "'");
    assertThat(problem(file, () -> readString(file)))
        .startsWith("2: too large to read: String value length (")
        .contains("20000000")
        .hasSizeLessThan(200);
  }

  @Test
  void hugeFieldNameIsRefusedShortly() {
    Path file = json(folder, "{'" + "k".repeat(TWENTY_FIVE_MILLIONS) + "': 1}");
    assertThat(problem(file, () -> walk(file)))
        .startsWith("1: too large to read: Name ")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, TWENTY_FIVE_MILLIONS})
  void hugeNumberIsRefusedShortly(int digits) {
    Path file = json(folder, "[0, " + "7".repeat(digits) + "]");
    assertThat(problem(file, () -> readNumbers(file)))
        .startsWith("1: [1]: too large to read: ")
        .contains("value length (", "exceeds the maximum allowed (")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
  void deepNestingIsRefusedShortly(String opening) {
    Path file = json(folder, opening.repeat(200_000));
    assertThat(problem(file, () -> walk(file)))
        .contains("too large to read: Document nesting depth (1001)")
        .hasSizeLessThan(500);
  }

  @Test
  void truncationInTheMiddleOfGzipIsNamedWithItsLine() {
    Random random = new Random(7);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      rows.append('[').append(random.nextDouble()).append("]\n");
    }
    byte[] packed = gzip(rows.toString());
    Path file = bytes(folder, "cut.gz", Arrays.copyOf(packed, packed.length - 20));
    assertThat(problem(file, () -> walk(file)))
        .matches("[0-9]{4}: gzip data ends early; the file is truncated, fetch it again");
  }

  @Test
  void damageToGzipIsNeverReadAsContent() {
    byte[] packed = gzip("[\"" + "soup ".repeat(2_000) + "\"]");
    Random random = new Random(8);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = packed.clone();
      // Behind the header, whose flags and time carry nothing that must be right.
      int at = 10 + random.nextInt(packed.length - 10);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      Path file = bytes(folder, "damaged.gz", damaged);
      assertThat(problem(() -> walk(file))).as("byte %s", at).startsWith(file.toString());
    }
  }

  @Test
  void latin1IsNamedWithItsLine() {
    byte[] content = "{\n\"a\": 1,\n\"b\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Path file = bytes(folder, "latin1.json", content);
    assertThat(problem(file, () -> walk(file)))
        .startsWith("3: text is not valid UTF-8; convert it, for example with iconv");
  }

  @Test
  void errorNamesTheDeepestKnownPlace() {
    Path file = json(folder, "{'a b': [\n{'c': [0,\n'\\u001b[31mred\\n']}]}");
    assertThat(problem(file, () -> readNested(file)))
        .isEqualTo("3: a b[0].c[1]: time is \"\\u001b[31mred\\u000a\"; expected a number");
  }

  @Test
  void markBlankLinesAndLineEndsMakeNoDifference() {
    walk(text(folder, "dos.json", "\ufeff\r\n{\"a\":\r\n1}\r\n\r\n"));
  }

  /** Reads all values at the root but keeps none. */
  private static void walk(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      while (cursor.nextRoot()) {
        cursor.skip();
      }
    }
  }

  private static void readString(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      cursor.expectString("caption");
    }
  }

  private static void readNumbers(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      cursor.expectArray("times");
      while (cursor.nextElement()) {
        cursor.expectNumber("time");
      }
    }
  }

  private static void readNested(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      cursor.expectObject("root");
      cursor.nextField();
      cursor.expectArray("list");
      cursor.nextElement();
      cursor.expectObject("row");
      cursor.nextField();
      cursor.expectArray("times");
      while (cursor.nextElement()) {
        cursor.expectNumber("time");
      }
    }
  }
}
