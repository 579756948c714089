package org.seq2time.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.seq2time.datasets.TestFiles.bytes;
import static org.seq2time.datasets.TestFiles.gzip;
import static org.seq2time.datasets.TestFiles.json;
import static org.seq2time.datasets.TestFiles.problem;
import static org.seq2time.datasets.TestFiles.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;

class CharadesFileTest {

  private static final String LINES = "A1B2C 24.3 30.4##person opens a drawer.\nX 0 1##a ## b\n";

  @TempDir private Path folder;

  @Test
  void linesAreReadInOrderAndNumberedFromZero() {
    Annotations<GroundingSample> read = read(text(folder, "a.txt", LINES));
    assertThat(read.format()).isEqualTo(AnnotationFormat.CHARADES_TEXT);
    assertThat(read.notices()).isEmpty();
    assertThat(read.samples())
        .containsExactly(
            new GroundingSample(
                "0",
                "A1B2C",
                OptionalDouble.empty(),
                "person opens a drawer.",
                new Segment(24.3, 30.4)),
            new GroundingSample("1", "X", OptionalDouble.empty(), "a ## b", new Segment(0, 1)));
  }

  @Test
  void lineEndsBlankLinesMarksAndGzipMakeNoDifference() {
    Annotations<GroundingSample> expected = read(text(folder, "a.txt", LINES));
    String dos = "\ufeff\r\n" + LINES.replace("\n", " \r\n \t\r\n");
    assertThat(read(text(folder, "dos.txt", dos))).isEqualTo(expected);
    assertThat(read(text(folder, "open.txt", LINES.strip()))).isEqualTo(expected);
    assertThat(read(bytes(folder, "packed.txt", gzip(dos)))).isEqualTo(expected);
  }

  @Test
  void sentencesMayHoldAnyUnicode() {
    Path file = text(folder, "a.txt", "X 0 1##caf\u00e9 \u2028 \ud83c\udf73");
    assertThat(read(file).samples().getFirst().query()).isEqualTo("caf\u00e9 \u2028 \ud83c\udf73");
  }

  @Test
  void cocoFormIsRead() {
    Annotations<GroundingSample> read =
        read(
            json(
                folder,
                "{'annotations': [{'image_id': 'A.mp4', 'caption': 'sit down.', 'timestamp': [1,"
                    + " 2], 'id': 30, 'duration': 1.5}, {'image_id': 'B.mp4', 'caption': '',"
                    + " 'timestamp': [0, 0], 'id': 'q7'}], 'other': null}"));
    assertThat(read.format()).isEqualTo(AnnotationFormat.CHARADES_COCO);
    assertThat(read.samples())
        .containsExactly(
            new GroundingSample(
                "30", "A.mp4", OptionalDouble.of(1.5), "sit down.", new Segment(1, 2)),
            new GroundingSample("q7", "B.mp4", OptionalDouble.empty(), "", new Segment(0, 0)));
    assertThat(read.notices())
        .singleElement()
        .satisfies(n -> assertThat(n.examples()).containsExactly("30 (2.0 s of 1.5 s)"));
  }

  @Test
  void formatOverrideIsHonouredOrContradicted() {
    Path lines = text(folder, "a.txt", LINES);
    assertThat(
            withFormat(lines, AnnotationFormat.CHARADES_TEXT)
                .read(Benchmark.CHARADES_STA)
                .samples())
        .hasSize(2);
    assertThat(
            problem(
                lines,
                () ->
                    withFormat(lines, AnnotationFormat.CHARADES_COCO).read(Benchmark.CHARADES_STA)))
        .startsWith("1: not valid JSON: Unrecognized token 'A1B2C'");
    Path coco = json(folder, "{'annotations': []}");
    assertThat(
            problem(
                coco,
                () ->
                    withFormat(coco, AnnotationFormat.CHARADES_TEXT).read(Benchmark.CHARADES_STA)))
        .isEqualTo("1: cannot read \"{\"annotations\": []}\"; expected VIDEO start end##sentence");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                withFormat(lines, AnnotationFormat.QVHIGHLIGHTS_JSON).read(Benchmark.CHARADES_STA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          X 1##a | cannot read "X 1##a"; expected VIDEO start end##sentence
          X 1 2 3##a | cannot read "X 1 2 3##a"; expected VIDEO start end##sentence
          X 1 2 a | cannot read "X 1 2 a"; expected VIDEO start end##sentence
          X 1 2#a | cannot read "X 1 2#a"; expected VIDEO start end##sentence
          X one 2##a | start is "one"; expected a finite number of seconds
          X 1 2s##a | end is "2s"; expected a finite number of seconds
          X 1 2d##a | end is "2d"; expected a finite number of seconds
          X NaN 2##a | start is "NaN"; expected a finite number of seconds
          X 1 Infinity##a | end is "Infinity"; expected a finite number of seconds
          X 1 1e999##a | end is "1e999"; expected a finite number of seconds
          X -1 2##a | window starts at -1.0 s, before its video; expected 0 <= start <= end, in seconds
          X 3 2##a | window is reversed: [3.0, 2.0]; expected 0 <= start <= end, in seconds
          """)
  void badLineIsNamedWithNumberValueAndExpectation(String line, String expected) {
    Path file = text(folder, "a.txt", "V 0 1##fine\n\n" + line + "\nV 0 1##fine\n");
    assertThat(problem(file, () -> read(file))).isEqualTo("3: " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'image_id': 'A', 'caption': 'a', 'timestamp': [0, 1] | annotations[0]: a query has no id; expected "id", "image_id", "caption" and "timestamp"
          'id': 1, 'caption': 'a', 'timestamp': [0, 1] | annotations[0]: a query has no image_id; expected "id", "image_id", "caption" and "timestamp"
          'id': 1, 'image_id': 'A', 'timestamp': [0, 1] | annotations[0]: a query has no caption; expected "id", "image_id", "caption" and "timestamp"
          'id': 1, 'image_id': 'A', 'caption': 'a' | annotations[0]: a query has no timestamp; expected "id", "image_id", "caption" and "timestamp"
          'id': true | annotations[0].id: id is true; expected a non-empty string or an integer
          'image_id': [] | annotations[0].image_id: image_id is an array; expected a non-empty string or an integer
          'caption': {} | annotations[0].caption: caption is an object; expected a string
          'timestamp': 3 | annotations[0].timestamp: timestamp is 3; expected an array
          'timestamp': [3] | annotations[0].timestamp: timestamp has fewer than two numbers; expected [start, end] in seconds
          'timestamp': [[1, 2]] | annotations[0].timestamp[0]: timestamp is an array; expected a number
          'timestamp': [1, 2, 3] | annotations[0].timestamp[2]: timestamp has more than two numbers; expected [start, end] in seconds
          'timestamp': [2, 1] | annotations[0].timestamp: timestamp is reversed: [2.0, 1.0]; expected 0 <= start <= end, in seconds
          'timestamp': [-1, 1] | annotations[0].timestamp: timestamp starts at -1.0 s, before its video; expected 0 <= start <= end, in seconds
          'timestamp': [0, NaN] | annotations[0].timestamp[1]: timestamp is NaN; expected a finite number
          'duration': -4 | annotations[0].duration: duration is -4; expected a number of seconds above 0, at most 1000000
          """)
  void badFieldIsNamedWithPathValueAndExpectation(String fields, String expected) {
    Path file = json(folder, "{'annotations': [{" + fields + "}]}");
    assertThat(problem(file, () -> read(file))).isEqualTo("1: " + expected);
  }

  @Test
  void duplicateIdsAreRefusedAlsoAsNumberAndText() {
    Path file =
        json(
            folder,
            """
            {'annotations': [
            {'image_id': 'A', 'caption': 'a', 'timestamp': [0, 1], 'id': 5},
            {'image_id': 'B', 'caption': 'b', 'timestamp': [0, 1], 'id': '5'}]}
            """);
    assertThat(problem(file, () -> read(file)))
        .isEqualTo("3: duplicate id \"5\", already used at line 2; ids must be unique");
  }

  @Test
  void blankFileHoldsNoSamples() {
    Path file = text(folder, "a.txt", "\n \n");
    assertThat(problem(() -> read(file))).isEqualTo(file + ": contains no samples");
  }

  @Test
  void otherFilesAreRefused() {
    Path predictions = json(folder, "{'17': {'timestamp': [[0, 1]]}, '18': []}");
    assertThat(problem(() -> read(predictions)))
        .isEqualTo(
            predictions
                + ": not an annotation file of this benchmark: its fields are [17, 18]; expected"
                + " \"annotations\" (COCO form)");
    Path lines = json(folder, "{'qid': 1, 'query': 'a'}\n{'qid': 2}");
    assertThat(problem(() -> read(lines))).contains("a query has no vid");
    Path youCook2 =
        json(folder, "{'annotations': [{'image_id': 'x', 'segments': [[0, 1]], 'pure_cap': 'a'}]}");
    assertThat(problem(youCook2, () -> read(youCook2)))
        .contains("annotations[0]: a query has no id");
    Path binary = bytes(folder, "a.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    assertThat(problem(binary, () -> read(binary))).startsWith("1: text is not valid UTF-8");
  }

  @Test
  void latin1IsNamedWithItsLine() {
    Path file =
        bytes(folder, "a.txt", (LINES + "X 0 1##caf\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(file, () -> read(file))).startsWith("3: text is not valid UTF-8; convert");
  }

  @Test
  void terminalEscapesAreNotPrinted() {
    Path file = text(folder, "a.txt", "X\u001b]0;owned\u0007 1");
    assertThat(problem(file, () -> read(file)))
        .isEqualTo(
            "1: cannot read \"X\\u001b]0;owned\\u0007 1\"; expected VIDEO start end##sentence");
  }

  @Test
  void longLinesAreShortened() {
    Path file = text(folder, "a.txt", "x".repeat(50_000));
    assertThat(problem(file, () -> read(file)))
        .isEqualTo(
            "1: cannot read \"" + "x".repeat(60) + "...\"; expected VIDEO start end##sentence");
  }

  private static Annotations<GroundingSample> read(Path file) {
    return AnnotationFile.of(file).read(Benchmark.CHARADES_STA);
  }

  private static AnnotationFile withFormat(Path file, AnnotationFormat format) {
    return new AnnotationFile(file, format, AnnotationFile.DEFAULT_SUBSET, null);
  }
}
