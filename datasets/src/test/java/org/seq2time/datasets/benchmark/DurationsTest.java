package org.seq2time.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.seq2time.datasets.TestFiles.bytes;
import static org.seq2time.datasets.TestFiles.gzip;
import static org.seq2time.datasets.TestFiles.json;
import static org.seq2time.datasets.TestFiles.problem;
import static org.seq2time.datasets.TestFiles.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.GroundingSample;

class DurationsTest {

  @TempDir private Path folder;

  @Test
  void charadesColumnsWithQuotedCommasAreRead() {
    Durations durations =
        Durations.read(
            text(
                folder,
                "list.csv",
                """
                id,subject,scene,script,objects,descriptions,actions,length
                A1B2C,X,Kitchen,"A person sits, then ""laughs"".",cup;phone,"One, two;three",c1 0 5,31.5
                D3E4F,Y,Hall,"Two
                lines",cup,,c2 1 2,7
                """));
    assertThat(durations.size()).isEqualTo(2);
    assertThat(durations.of("A1B2C.mp4")).hasValue(31.5);
    assertThat(durations.of("videos/D3E4F")).hasValue(7);
    assertThat(durations.of("other")).isEmpty();
  }

  @Test
  void twoColumnsNeedNoHeader() {
    Durations durations =
        Durations.read(text(folder, "list.csv", "\ufeffa/b.mp4, 12.5 \r\n\r\nc.d,3\r\n"));
    assertThat(durations.of("b")).hasValue(12.5);
    assertThat(durations.of("c.d")).hasValue(3);
  }

  @Test
  void headerIsReadWithoutRegardToCase() {
    assertThat(Durations.read(text(folder, "list.csv", "Duration,Video\n9,x\n")).of("x"))
        .hasValue(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a.mp4': 12, 'b': 3.5}",
        "{'a.mp4': {'duration': 12, 'fps': [1]}, 'b': {'length': 3.5, 'video': 'ignored'}}",
        "[{'video': 'a.mp4', 'duration': 12}, {'seconds': 3.5, 'vid': 'x/b.webm', 'extra': {}}]"
      })
  void everyJsonFormIsRead(String json) {
    Path packed = bytes(folder, "packed", gzip(json.replace('\'', '"')));
    for (Path file : new Path[] {json(folder, json), packed}) {
      Durations durations = Durations.read(file);
      assertThat(durations.size()).isEqualTo(2);
      assertThat(durations.of("a")).hasValue(12);
      assertThat(durations.of("b.mp4")).hasValue(3.5);
    }
  }

  @Test
  void bestKnownColumnCountsInWhateverOrder() {
    for (Path file :
        new Path[] {
          text(folder, "a.csv", "id,video,length,duration\n0,a.mp4,900,30\n"),
          text(folder, "b.csv", "duration,length,video,id\n30,900,a.mp4,0\n"),
          json(folder, "[{'id': 0, 'video': 'a.mp4', 'length': 900, 'duration': 30}]"),
          text(
              folder,
              "b.json",
              "[{\"duration\": 30, \"length\": 900, \"video\": \"a.mp4\", \"id\": 0}]")
        }) {
      Durations durations = Durations.read(file);
      assertThat(durations.of("a")).as("%s", file).hasValue(30);
      assertThat(durations.of("0")).as("%s", file).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          b,"6 | 2: not valid CSV: Missing closing quote for value
          b,"6"x | 2: not valid CSV: Unexpected character ('x' (code 120)): Expected column separator
          """)
  void invalidCsvIsNamedWithItsLine(String row, String expected) {
    Path file = text(folder, "list.csv", "a,5\n" + row);
    assertThat(problem(file, () -> Durations.read(file))).startsWith(expected);
  }

  @Test
  void endlessCellIsRefusedShortly() {
    Path file = text(folder, "list.csv", "a,5\nb," + "6".repeat(25_000_000));
    assertThat(problem(file, () -> Durations.read(file)))
        .startsWith("2: not valid CSV: String value length (")
        .hasSizeLessThan(200);
  }

  @Test
  void sameLengthTwiceIsNoConflict() {
    assertThat(Durations.read(text(folder, "list.csv", "a.mp4,5\nx/a,5.0\n")).size()).isEqualTo(1);
  }

  @Test
  void conflictIsNamedWithBothValues() {
    Path csv = text(folder, "list.csv", "a.mp4,5\nx/a,6\n");
    assertThat(problem(csv, () -> Durations.read(csv)))
        .isEqualTo("2: video \"x/a\" is 6.0 s here and 5.0 s before; keep one");
    Path json = json(folder, "{'a': 5,\n'a.mp4': 6}");
    assertThat(problem(json, () -> Durations.read(json)))
        .isEqualTo("2: video \"a.mp4\" is 6.0 s here and 5.0 s before; keep one");
    Path twice = json(folder, "{'a': 5,\n'a': 5}");
    assertThat(problem(twice, () -> Durations.read(twice)))
        .isEqualTo("2: a: not valid JSON: Duplicate field 'a'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          b,-5 | duration is "-5"; expected a number of seconds above 0, at most 1000000
          b,0 | duration is "0"; expected a number of seconds above 0, at most 1000000
          b,NaN | duration is "NaN"; expected a number of seconds above 0, at most 1000000
          b,1e999 | duration is "1e999"; expected a number of seconds above 0, at most 1000000
          b,86400000 | duration is "86400000"; expected a number of seconds above 0, at most 1000000
          b,12s | duration is "12s"; expected a number of seconds above 0, at most 1000000
          b,5f | duration is "5f"; expected a number of seconds above 0, at most 1000000
          b, | duration is ""; expected a number of seconds above 0, at most 1000000
          b | a row has 1 columns; expected video,seconds
          ,5 | a row has no video; expected a video's name
          """)
  void badRowIsNamedWithItsLine(String row, String expected) {
    Path file = text(folder, "list.csv", "a,5\n" + row + "\nc,6\n");
    assertThat(problem(file, () -> Durations.read(file))).isEqualTo("2: " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a': '5'} | a: duration is "5"; expected a number
          {'a': -5} | a: duration is -5; expected a number of seconds above 0, at most 1000000
          {'a': NaN} | a: duration is NaN; expected a finite number
          {'a': {'length': 1e999}} | a.length: length is 1e999; expected a finite number
          {'a': {'fps': 30}} | a: a row has no duration; expected {"video": name, "duration": seconds}
          [{'duration': 5}] | [0]: a row has no video; expected {"video": name, "duration": seconds}
          [5] | [0]: a video is 5; expected an object
          [{'video': [], 'duration': 5}] | [0].video: video is an array; expected a non-empty string or an integer
          {'': 5} | a row has no video; expected a video's name
          {'a': 5} {} | unexpected content after the end of the JSON value; expected one value in the file
          {'a': 5 | the JSON ends early; the file is truncated, write or fetch it again
          """)
  void badJsonIsNamedWithItsPath(String json, String expected) {
    Path file = json(folder, json);
    assertThat(problem(file, () -> Durations.read(file))).isEqualTo("1: " + expected);
  }

  @Test
  void fileWithoutRowsIsRefused() {
    for (Path file : new Path[] {text(folder, "a.csv", "video,duration\n"), json(folder, "{}")}) {
      assertThat(problem(() -> Durations.read(file))).isEqualTo(file + ": contains no durations");
    }
  }

  @Test
  void latin1AndHostileRowsGiveOneLine() {
    Path latin1 =
        bytes(folder, "a.csv", "a,5\ncaf\u00e9,6\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(latin1, () -> Durations.read(latin1))).contains("text is not valid UTF-8");
    Path hostile = text(folder, "b.csv", "a,\u001b[31m5\n");
    assertThat(problem(hostile, () -> Durations.read(hostile))).contains("\"\\u001b[31m5\"");
    Path open = text(folder, "c.csv", "a,\"5\nb,6\n");
    assertThat(problem(() -> Durations.read(open))).startsWith(open + ":");
  }

  @Test
  void lengthsJoinByVideoNameAndMissingOnesAreNoticed() {
    Durations durations = Durations.read(text(folder, "list.csv", "v/A.mp4,31\nB,9\n"));
    Path file =
        json(
            folder,
            "{'annotations': [{'image_id': 'A.mkv', 'caption': 'a', 'timestamp': [0, 1], 'id':"
                + " 0}, {'image_id': 'B', 'caption': 'b', 'timestamp': [0, 1], 'id': 1,"
                + " 'duration': 8}, {'image_id': 'C\\u001b', 'caption': 'c', 'timestamp': [0, 1],"
                + " 'id': 2}]}");
    Annotations<GroundingSample> read =
        new AnnotationFile(file, null, AnnotationFile.DEFAULT_SUBSET, durations)
            .read(Benchmark.CHARADES_STA);
    assertThat(read.samples())
        .extracting(s -> s.durationSeconds().orElse(-1))
        .containsExactly(31.0, 8.0, -1.0);
    assertThat(read.notices())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.text())
                  .isEqualTo(
                      "samples have no duration, neither in the annotations nor in the durations"
                          + " file");
              assertThat(notice.count()).isEqualTo(1);
              assertThat(notice.examples()).containsExactly("C\\u001b");
            });
  }
}
