package org.seq2time.datasets.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.seq2time.datasets.TestFiles.bytes;
import static org.seq2time.datasets.TestFiles.gzip;
import static org.seq2time.datasets.TestFiles.problem;
import static org.seq2time.datasets.TestFiles.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

  @TempDir private Path folder;

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("gone.json");
    assertThat(problem(() -> InputFile.open(file))).isEqualTo(file + ": no such file");
    assertThat(problem(() -> InputFile.sha256(file))).isEqualTo(file + ": no such file");
  }

  @Test
  void folderIsNoFile() {
    assertThat(problem(() -> InputFile.open(folder)))
        .isEqualTo(folder + ": is a folder, expected a file");
  }

  @Test
  void emptyFileIsRefused() {
    Path file = text(folder, "empty.json", "");
    assertThat(problem(() -> InputFile.open(file))).isEqualTo(file + ": is empty");
  }

  @Test
  void gzipOfNothingIsEmpty() {
    Path file = bytes(folder, "empty.json.gz", gzip(""));
    assertThat(problem(() -> InputFile.open(file))).isEqualTo(file + ": is empty");
  }

  @Test
  void byteOrderMarkIsPassedOver() throws IOException {
    assertThat(content(text(folder, "bom.txt", "\ufeffabc"))).isEqualTo("abc");
    assertThat(content(bytes(folder, "bom.gz", gzip("\ufeffabc")))).isEqualTo("abc");
  }

  @Test
  void gzipIsKnownByContentNotByName() throws IOException {
    assertThat(content(bytes(folder, "plain.json", gzip("{}")))).isEqualTo("{}");
    assertThat(content(text(folder, "liar.gz", "{}"))).isEqualTo("{}");
  }

  @Test
  void fileShorterThanItsSniffIsRead() throws IOException {
    assertThat(content(text(folder, "a.txt", "a"))).isEqualTo("a");
  }

  @Test
  void gzipHeaderAloneIsTruncated() {
    Path file = bytes(folder, "a.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertThat(problem(() -> InputFile.open(file)))
        .isEqualTo(file + ": gzip data ends early; the file is truncated, fetch it again");
  }

  @Test
  void utf16IsNamedWithAndWithoutMark() {
    String expected =
        ": text is not UTF-8 (it looks like UTF-16 or binary data); convert it, for example with"
            + " iconv -f UTF-16 -t UTF-8";
    for (var charset :
        new Charset[] {
          StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      Path file = bytes(folder, "utf16.json", "{\"a\": 1}".getBytes(charset));
      assertThat(problem(() -> InputFile.open(file))).isEqualTo(file + expected);
    }
  }

  @Test
  void jsonIsRecognisedBehindWhiteSpace() {
    assertThat(InputFile.looksLikeJson(text(folder, "a", " \r\n\t[1]"))).isTrue();
    assertThat(InputFile.looksLikeJson(text(folder, "b", "video,length"))).isFalse();
    assertThat(InputFile.looksLikeJson(text(folder, "c", "  "))).isFalse();
  }

  @Test
  void digestIsOfTheFileAsItLies() {
    assertThat(InputFile.sha256(text(folder, "abc", "abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void linesEndWithAnyLineEnd() {
    Path file = text(folder, "lines", "a\r\nb\rc\n\nd");
    try (TextLines lines = TextLines.open(file)) {
      assertThat(
              new String[] {
                lines.next(), lines.next(), lines.next(), lines.next(), lines.next(), lines.next()
              })
          .containsExactly("a", "b", "c", "", "d", null);
    }
  }

  @Test
  void invalidUtf8IsNamedWithItsOwnLine() {
    byte[] content = "plain line\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    content[11 * 12_345] = (byte) 0xe9;
    Path file = bytes(folder, "latin1", content);
    assertThat(problem(file, () -> readLines(file)))
        .isEqualTo(
            "12346: text is not valid UTF-8; convert it, for example with iconv -f ISO-8859-1 -t"
                + " UTF-8");
  }

  @Test
  void endlessLineIsRefusedBeforeItFillsTheMemory() {
    byte[] endless = new byte[10_000_000];
    Arrays.fill(endless, (byte) 'x');
    Path file = bytes(folder, "endless", endless);
    assertThat(problem(file, () -> readLines(file)))
        .isEqualTo("1: the line is longer than 65536 bytes; expected a text file");
  }

  private static void readLines(Path file) {
    try (TextLines lines = TextLines.open(file)) {
      String line = lines.next();
      while (line != null) {
        line = lines.next();
      }
    }
  }

  private static String content(Path file) throws IOException {
    assertThat(Files.size(file)).isPositive();
    try (InputStream in = InputFile.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
