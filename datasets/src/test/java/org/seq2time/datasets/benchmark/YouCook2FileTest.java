package org.seq2time.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.seq2time.datasets.TestFiles.bytes;
import static org.seq2time.datasets.TestFiles.gzip;
import static org.seq2time.datasets.TestFiles.json;
import static org.seq2time.datasets.TestFiles.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;

class YouCook2FileTest {

  private static final String OFFICIAL =
      """
      {'database': {
        'soup': {'subset': 'validation', 'duration': 90, 'recipe_type': '1',
                 'annotations': [{'segment': [3, 20], 'id': 0, 'sentence': 'boil the water'},
                                 {'segment': [21, 60.5], 'id': 1, 'sentence': 'add salt'}]},
        'stew': {'subset': 'training', 'annotations': [{'segment': [1, 2], 'sentence': 'stir'}]},
        'test1': {'subset': 'testing', 'annotations': []}
      }}
      """;

  @TempDir private Path folder;

  @Test
  void pureCaptionsAreSplitAtFullStopAndSpace() {
    Path file =
        json(
            folder,
            "{'info': {'x': [1]}, 'annotations': [{'image_id': 'b.mp4', 'duration': 60,"
                + " 'segments': [[1, 2.5], [30, 40]], 'pure_cap': 'cut 1.5 carrots. boil. ',"
                + " 'caption': 'unused'}, {'image_id': 7, 'segments': [[0, 0]], 'pure_cap':"
                + " 'wait'}]}");
    // The second caption keeps no text after "boil. ": three pieces would not fit two segments.
    assertThat(problem(file, () -> read(file)))
        .isEqualTo(
            "1: annotations[0]: video b.mp4 has 2 segments but 3 captions; expected as many"
                + " captions, split at \". \", in pure_cap");
    Path mended = json(folder, replaced(file, "boil. ", "boil."));
    Annotations<DenseSample> read = AnnotationFile.of(mended).read(Benchmark.YOUCOOK2);
    assertThat(read.format()).isEqualTo(AnnotationFormat.YOUCOOK2_COCO);
    assertThat(read.notices()).isEmpty();
    assertThat(read.samples()).extracting(DenseSample::id).containsExactly("b.mp4", "7");
    assertThat(read.samples().getFirst().durationSeconds()).hasValue(60);
    assertThat(read.samples().getFirst().events())
        .containsExactly(
            new Event(new Segment(1, 2.5), "cut 1.5 carrots."),
            new Event(new Segment(30, 40), "boil.."));
    assertThat(read.samples().getLast().durationSeconds()).isEmpty();
  }

  @Test
  void withoutPureCaptionsShortPiecesAreDropped() {
    Path file =
        coco("'segments': [[0, 1], [1, 2]], 'caption': ' She mixes. ok. 1234.  Then eats '");
    assertThat(read(file).getFirst().events())
        .extracting(Event::caption)
        .containsExactly("She mixes.", "Then eats.");
  }

  @Test
  void foldersOfImageIdAreDropped() {
    Path file =
        json(
            folder,
            "{'annotations': [{'image_id': 'val/205/x.mp4', 'segments': [[0, 1]], 'pure_cap':"
                + " 'a'}]}");
    assertThat(read(file).getFirst().id()).isEqualTo("x.mp4");
  }

  @Test
  void officialFileHoldsTheSubsetThatIsAskedFor() {
    Path file = json(folder, OFFICIAL);
    Annotations<DenseSample> read = AnnotationFile.of(file).read(Benchmark.YOUCOOK2);
    assertThat(read.format()).isEqualTo(AnnotationFormat.YOUCOOK2_OFFICIAL);
    assertThat(read.samples()).extracting(DenseSample::id).containsExactly("soup");
    assertThat(read.samples().getFirst().durationSeconds()).hasValue(90);
    assertThat(read.samples().getFirst().events())
        .containsExactly(
            new Event(new Segment(3, 20), "boil the water."),
            new Event(new Segment(21, 60.5), "add salt."));
    assertThat(new AnnotationFile(file, null, "training", null).read(Benchmark.YOUCOOK2).samples())
        .extracting(DenseSample::id)
        .containsExactly("stew");
  }

  @Test
  void unknownSubsetNamesTheKnownOnes() {
    Path file = json(folder, OFFICIAL);
    assertThat(problem(() -> new AnnotationFile(file, null, "val", null).read(Benchmark.YOUCOOK2)))
        .isEqualTo(
            file
                + ": no video is in subset \"val\"; the file has testing (1), training (1),"
                + " validation (1), choose one with --subset");
  }

  @Test
  void manyLongSubsetsAreShortened() {
    StringBuilder videos = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      videos.append(",'v" + i + "': {'subset': '" + "s".repeat(100) + i + "'}");
    }
    Path file = json(folder, "{'database': {" + videos.substring(1) + "}}");
    assertThat(problem(() -> read(file)))
        .contains(
            "no video is in subset \"validation\"; the file has " + "s".repeat(60) + "... (1), ")
        .endsWith(", choose one with --subset");
  }

  @Test
  void subsetWithoutEventsIsRefused() {
    Path file = json(folder, OFFICIAL);
    assertThat(
            problem(
                file,
                () -> new AnnotationFile(file, null, "testing", null).read(Benchmark.YOUCOOK2)))
        .isEqualTo(
            "6: database.test1: annotations of test1 are missing; expected at least one event");
  }

  @Test
  void gzipReadsLikePlain() {
    Path plain = json(folder, OFFICIAL);
    Path packed = bytes(folder, "packed.json", gzip(OFFICIAL.replace('\'', '"')));
    assertThat(read(packed)).isEqualTo(read(plain));
  }

  @Test
  void formatOverrideIsHonouredOrContradicted() {
    Path file = json(folder, OFFICIAL);
    assertThat(
            new AnnotationFile(file, AnnotationFormat.YOUCOOK2_OFFICIAL, "validation", null)
                .read(Benchmark.YOUCOOK2)
                .samples())
        .hasSize(1);
    assertThat(
            problem(
                () ->
                    new AnnotationFile(file, AnnotationFormat.YOUCOOK2_COCO, "validation", null)
                        .read(Benchmark.YOUCOOK2)))
        .isEqualTo(
            file
                + ": not an annotation file of this benchmark: its fields are [database]; expected"
                + " \"annotations\" (COCO caption form), as --format says");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AnnotationFile(file, AnnotationFormat.CHARADES_TEXT, "validation", null)
                    .read(Benchmark.YOUCOOK2))
        .withMessage("format charades-text does not belong to youcook2");
  }

  @Test
  void duplicateVideosAreRefusedAlsoUnderOtherFolders() {
    Path file =
        json(
            folder,
            """
            {'annotations': [
            {'image_id': 'a/x.mp4', 'segments': [[0, 1]], 'pure_cap': 'a'},
            {'image_id': 'b/x.mp4', 'segments': [[0, 1]], 'pure_cap': 'a'}]}
            """);
    assertThat(problem(file, () -> read(file)))
        .isEqualTo("3: duplicate id \"x.mp4\", already used at line 2; ids must be unique");
  }

  @Test
  void duplicateKeyOfTheOfficialFileIsRefused() {
    Path file = json(folder, OFFICIAL.replace("'stew'", "'soup'"));
    assertThat(problem(file, () -> read(file)))
        .startsWith("5: ")
        .endsWith("not valid JSON: Duplicate field 'soup'");
  }

  @Test
  void segmentsBehindTheEndOfTheVideoAreNoticed() {
    Annotations<DenseSample> read =
        AnnotationFile.of(coco("'duration': 9, 'segments': [[0, 9.5]], 'pure_cap': 'a'"))
            .read(Benchmark.YOUCOOK2);
    assertThat(read.notices())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.text()).isEqualTo("annotated segments end after their video");
              assertThat(notice.count()).isEqualTo(1);
              assertThat(notice.examples()).containsExactly("x.mp4 (9.5 s of 9.0 s)");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'segments': [[0, 1]], 'pure_cap': 5 | annotations[0].pure_cap: pure_cap is 5; expected a string
          'segments': [[0, 1]], 'pure_cap': null | annotations[0].pure_cap: pure_cap is null; expected a string
          'segments': [[0, 1]], 'caption': ['a'] | annotations[0].caption: caption is an array; expected a string
          'segments': [[0, 1]] | annotations[0]: video x.mp4 has 1 segments but 0 captions; expected as many captions of more than 5 characters, split at ".", in caption
          'pure_cap': 'a' | annotations[0]: segments of x.mp4 are missing; expected a list of [start, end] pairs
          'segments': [], 'pure_cap': 'a' | annotations[0]: segments of x.mp4 are missing; expected a list of [start, end] pairs
          'segments': {} | annotations[0].segments: segments is an object; expected an array
          'segments': [1, 2] | annotations[0].segments[0]: segment is 1; expected an array
          'segments': [[0, 1], [1]] | annotations[0].segments[1]: segment has fewer than two numbers; expected [start, end] in seconds
          'segments': [[]] | annotations[0].segments[0]: segment has fewer than two numbers; expected [start, end] in seconds
          'segments': [[1, 2, 3]] | annotations[0].segments[0][2]: segment has more than two numbers; expected [start, end] in seconds
          'segments': [[0, '1']] | annotations[0].segments[0][1]: segment is "1"; expected a number
          'segments': [[0, true]] | annotations[0].segments[0][1]: segment is true; expected a number
          'segments': [[0, NaN]] | annotations[0].segments[0][1]: segment is NaN; expected a finite number
          'segments': [[0, -Infinity]] | annotations[0].segments[0][1]: segment is -Infinity; expected a finite number
          'segments': [[0, 1e999]] | annotations[0].segments[0][1]: segment is 1e999; expected a finite number
          'segments': [[-0.5, 1]] | annotations[0].segments[0]: segment starts at -0.5 s, before its video; expected 0 <= start <= end, in seconds
          'segments': [[5, 4]] | annotations[0].segments[0]: segment is reversed: [5.0, 4.0]; expected 0 <= start <= end, in seconds
          'duration': 0 | annotations[0].duration: duration is 0; expected a number of seconds above 0, at most 1000000
          'duration': 1e7 | annotations[0].duration: duration is 1e7; expected a number of seconds above 0, at most 1000000
          'duration': '60' | annotations[0].duration: duration is "60"; expected a number
          'duration': 1, 'duration': 2 | annotations[0].duration: not valid JSON: Duplicate field 'duration'
          """)
  void badFieldIsNamedWithPathValueAndExpectation(String fields, String expected) {
    Path file = coco(fields);
    assertThat(problem(file, () -> read(file))).isEqualTo("1: " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'annotations': [{'segments': [[0, 1]]}]} | annotations[0]: image_id is missing; expected the video's file name
          {'annotations': [{'image_id': 'val/', 'segments': [[0, 1]]}]} | annotations[0]: image_id is missing; expected the video's file name
          {'annotations': [{'image_id': ''}]} | annotations[0].image_id: image_id is ""; expected a non-empty string or an integer
          {'annotations': [{'image_id': 1.5}]} | annotations[0].image_id: image_id is 1.5; expected a non-empty string or an integer
          {'annotations': [7]} | annotations[0]: a video's annotation is 7; expected an object
          {'annotations': {}} | annotations: annotations is an object; expected an array
          {'database': []} | database: database is an array; expected an object
          {'database': {'v': 1}} | database.v: a video is 1; expected an object
          {'database': {'v': {}}} | database.v: subset of v is missing; expected the name of the video's subset
          {'database': {'v': {'subset': 1}}} | database.v.subset: subset is 1; expected a string
          {'database': {'v': {'annotations': {}}}} | database.v.annotations: annotations is an object; expected an array
          {'database': {'v': {'annotations': [1]}}} | database.v.annotations[0]: an event is 1; expected an object
          {'database': {'v': {'annotations': [{'segment': [0, 1]}]}}} | database.v.annotations[0]: an event has no sentence; expected {"segment": [start, end], "sentence": text}
          {'database': {'v': {'annotations': [{'sentence': 'a'}]}}} | database.v.annotations[0]: an event has no segment; expected {"segment": [start, end], "sentence": text}
          {'database': {'v': {'annotations': [{'sentence': 3}]}}} | database.v.annotations[0].sentence: sentence is 3; expected a string
          {'database': {'v': {'annotations': [{'segment': [3, 2]}]}}} | database.v.annotations[0].segment: segment is reversed: [3.0, 2.0]; expected 0 <= start <= end, in seconds
          [1] | the annotation file's content is an array; expected an object
          'text' | the annotation file's content is "text"; expected an object
          """)
  void badStructureIsNamedWithPath(String json, String expected) {
    Path file = json(folder, json);
    assertThat(problem(file, () -> read(file))).isEqualTo("1: " + expected);
  }

  @Test
  void noSamplesAreAnError() {
    Path file = json(folder, "{'annotations': []}");
    assertThat(problem(() -> read(file))).isEqualTo(file + ": contains no samples");
  }

  @Test
  void secondValueBehindTheFirstIsRefused() {
    Path file =
        json(
            folder,
            "{'annotations': [{'image_id': 'x', 'segments': [[0, 1]], 'pure_cap': 'a'}]}\n{}");
    assertThat(problem(file, () -> read(file)))
        .isEqualTo(
            "2: unexpected content after the end of the JSON value; expected one value in the"
                + " file");
  }

  @Test
  void bothFormsInOneFileAreRefused() {
    Path file =
        json(
            folder,
            "{'annotations': [{'image_id': 'x', 'segments': [[0, 1]], 'pure_cap': 'a'}],\n"
                + OFFICIAL.strip().substring(1));
    assertThat(problem(file, () -> read(file)))
        .startsWith(
            "8: database: the file contains annotations in two formats; expected only one of them")
        .contains("--format");
    assertThat(
            new AnnotationFile(file, AnnotationFormat.YOUCOOK2_COCO, "validation", null)
                .read(Benchmark.YOUCOOK2)
                .samples())
        .extracting(DenseSample::id)
        .containsExactly("x");
  }

  @Test
  void whiteSpaceAloneIsNoFile() {
    Path file = json(folder, " \n ");
    assertThat(problem(file, () -> read(file)))
        .isEqualTo("1: the file ends early; expected a value");
  }

  @Test
  void predictionsAreNoAnnotations() {
    Path file = json(folder, "{'x.mp4': [{'timestamp': [0, 1], 'caption': 'a'}], 'y.mp4': []}");
    assertThat(problem(() -> read(file)))
        .isEqualTo(
            file
                + ": not an annotation file of this benchmark: its fields are [x.mp4, y.mp4];"
                + " expected \"annotations\" (COCO caption form) or \"database\" (YouCook2's"
                + " release)");
  }

  @Test
  void annotationsOfAnotherBenchmarkAreRefused() {
    Path charades =
        json(
            folder,
            "{'annotations': [{'image_id': 'A.mp4', 'caption': 'sit', 'timestamp': [0, 1], 'id':"
                + " 0}]}");
    assertThat(problem(charades, () -> read(charades)))
        .isEqualTo(
            "1: annotations[0]: segments of A.mp4 are missing; expected a list of [start, end]"
                + " pairs");
    Path lines = json(folder, "{'qid': 1, 'query': 'a'}\n{'qid': 2}");
    assertThat(problem(() -> read(lines)))
        .startsWith(
            lines + ": not an annotation file of this benchmark: its fields are [qid, query]");
  }

  @Test
  void truncatedJsonIsNamedAtEveryLength() {
    byte[] whole = OFFICIAL.replace('\'', '"').strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < whole.length; length++) {
      Path file = bytes(folder, "cut.json", Arrays.copyOf(whole, length));
      assertThat(problem(() -> read(file))).startsWith(file.toString());
    }
    Path file = bytes(folder, "cut.json", Arrays.copyOf(whole, 60));
    assertThat(problem(file, () -> read(file)))
        .isEqualTo("2: the JSON ends early; the file is truncated, write or fetch it again");
  }

  @Test
  void damagedGzipIsNamed() {
    byte[] packed = gzip(OFFICIAL.replace('\'', '"'));
    Path cut = bytes(folder, "cut.gz", Arrays.copyOf(packed, packed.length / 2));
    assertThat(problem(cut, () -> read(cut)))
        .endsWith("gzip data ends early; the file is truncated, fetch it again");
    byte[] bad = packed.clone();
    bad[bad.length - 6] ^= 0x55;
    Path damaged = bytes(folder, "bad.gz", bad);
    assertThat(problem(damaged, () -> read(damaged)))
        .contains("gzip data is damaged (")
        .endsWith("); fetch the file again");
  }

  @Test
  void latin1IsNamed() {
    byte[] text =
        "{\"annotations\": [\n{\"image_id\": \"caf\u00e9\"}]}"
            .getBytes(StandardCharsets.ISO_8859_1);
    Path file = bytes(folder, "latin1.json", text);
    assertThat(problem(file, () -> read(file)))
        .isEqualTo(
            "2: text is not valid UTF-8; convert it, for example with iconv -f ISO-8859-1 -t"
                + " UTF-8");
  }

  @Test
  void duplicateFieldNamedUtf8IsNoEncodingError() {
    Path file = json(folder, "{'UTF-8': 1, 'UTF-8': 2}");
    assertThat(problem(file, () -> read(file)))
        .isEqualTo("1: UTF-8: not valid JSON: Duplicate field 'UTF-8'");
  }

  @Test
  void deepNestingIsRefusedShortly() {
    Path file = json(folder, "{'info': " + "[".repeat(100_000) + "}");
    assertThat(problem(file, () -> read(file)))
        .startsWith("1: ...[0][0]")
        .endsWith(
            "too large to read: Document nesting depth (1001) exceeds the maximum allowed (1000)");
  }

  @Test
  void longTextIsReadOrRefusedButNeverPrinted() {
    String tenMegabytes = "x".repeat(10_000_000);
    Path file = coco("'note': '" + tenMegabytes + "', 'segments': [[0, 1]], 'pure_cap': 'a'");
    assertThat(read(file)).hasSize(1);
    Path bad = coco("'segments': '" + tenMegabytes + "'");
    assertThat(problem(bad, () -> read(bad)))
        .isEqualTo(
            "1: annotations[0].segments: segments is \""
                + "x".repeat(60)
                + "...\"; expected an array");
    Path key = coco("'" + "k".repeat(49_000) + "': 1, '" + "k".repeat(49_000) + "': 1");
    assertThat(problem(key, () -> read(key))).contains("Duplicate field 'kkk").endsWith("kkk...");
  }

  @Test
  void controlCharactersOfIdsAreEscaped() {
    Path file =
        json(
            folder,
            "{'annotations': [{'image_id': 'a\\u001b[2J\\nb\\u202e\\ud800', 'segments': []}]}");
    assertThat(problem(file, () -> read(file)))
        .startsWith("1: annotations[0]: segments of a\\u001b[2J\\u000ab\\u202e\\ud800 are missing");
  }

  @Test
  void longIdsAreShortened() {
    String id = "v".repeat(5_000);
    Path file = json(folder, "{'annotations': [{'image_id': '" + id + "', 'segments': []}]}");
    assertThat(problem(file, () -> read(file)))
        .contains("segments of " + "v".repeat(60) + "... are missing");
    Path official = json(folder, "{'database': {'" + id + "': {'subset': 'validation'}}}");
    assertThat(problem(official, () -> read(official)))
        .contains("annotations of " + "v".repeat(60) + "... are missing");
  }

  private static List<DenseSample> read(Path file) {
    return AnnotationFile.of(file).read(Benchmark.YOUCOOK2).samples();
  }

  private Path coco(String fields) {
    return json(folder, "{'annotations': [{'image_id': 'x.mp4', " + fields + "}]}");
  }

  private static String replaced(Path file, String from, String to) {
    try {
      return Files.readString(file).replace(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
