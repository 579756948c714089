package org.seq2time.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.seq2time.datasets.TestFiles.bytes;
import static org.seq2time.datasets.TestFiles.gzip;
import static org.seq2time.datasets.TestFiles.json;
import static org.seq2time.datasets.TestFiles.problem;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Segment;

class QvHighlightsFileTest {

  private static final String QUERY =
      "{'qid': 7, 'query': 'Slicing bread', 'duration': 11, 'vid': 'k_0.0_11.0',"
          + " 'relevant_clip_ids': [1, 3], 'saliency_scores': [[0, 2, 4], [1, 1, 3]],"
          + " 'relevant_windows': [[2, 4], [6, 8]]}";

  @TempDir private Path folder;

  @Test
  void linesAreRead() {
    Annotations<HighlightSample> read =
        read(json(folder, QUERY + "\n\n" + QUERY.replace("7", "'b'") + "\r\n"));
    assertThat(read.format()).isEqualTo(AnnotationFormat.QVHIGHLIGHTS_JSON);
    assertThat(read.notices()).isEmpty();
    assertThat(read.samples()).extracting(HighlightSample::id).containsExactly("7", "b");
    HighlightSample first = read.samples().getFirst();
    assertThat(first.query()).isEqualTo("Slicing bread");
    assertThat(first.video()).isEqualTo("k_0.0_11.0");
    assertThat(first.durationSeconds()).hasValue(11);
    assertThat(first.windows()).containsExactly(new Segment(2, 4), new Segment(6, 8));
    assertThat(first.saliency().clips()).isEqualTo(5);
    assertThat(scores(first, 1)).containsExactly(0, 2, 4);
    assertThat(scores(first, 2)).containsExactly(0, 0, 0);
    assertThat(scores(first, 3)).containsExactly(1, 1, 3);
  }

  @Test
  void arrayAndGzipReadLikeLines() {
    String two = QUERY + "," + QUERY.replace("'qid': 7", "'qid': 8");
    assertThat(read(json(folder, "[" + two + "]")).samples())
        .extracting(HighlightSample::id)
        .containsExactly("7", "8");
    Path packed = bytes(folder, "packed", gzip(("[" + two + "]").replace('\'', '"')));
    assertThat(read(packed).samples()).hasSize(2);
  }

  @Test
  void windowsBehindTheEndOfTheVideoAreNoticed() {
    assertThat(read(json(folder, QUERY.replace("[6, 8]", "[6, 12]"))).notices())
        .singleElement()
        .satisfies(n -> assertThat(n.examples()).containsExactly("7 (12.0 s of 11.0 s)"));
  }

  @Test
  void wrongFormatForTheBenchmarkIsACallersMistake() {
    Path file = json(folder, QUERY);
    assertThat(
            new AnnotationFile(file, AnnotationFormat.QVHIGHLIGHTS_JSON, "validation", null)
                .read(Benchmark.QVHIGHLIGHTS)
                .samples())
        .hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AnnotationFile(file, AnnotationFormat.CHARADES_COCO, "validation", null)
                    .read(Benchmark.QVHIGHLIGHTS))
        .withMessage("format charades-coco does not belong to qvhighlights");
  }

  @Test
  void duplicateIdsAreRefused() {
    Path file = json(folder, QUERY + "\n" + QUERY.replace("'qid': 7", "'qid': '7'"));
    assertThat(problem(file, () -> read(file)))
        .isEqualTo("2: duplicate id \"7\", already used at line 1; ids must be unique");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'qid': 7, | '' | a query has no qid; expected a line of QVHighlights' annotation with its qid
          'vid': 'k_0.0_11.0', | '' | a query has no vid; expected a line of QVHighlights' annotation with its vid
          'query': 'Slicing bread', | '' | a query has no query; expected a line of QVHighlights' annotation with its query
          'duration': 11, | '' | a query has no duration; expected a line of QVHighlights' annotation with its duration
          7 | 7.5 | qid: qid is 7.5; expected a non-empty string or an integer
          7 | null | qid: qid is null; expected a non-empty string or an integer
          'Slicing bread' | 3 | query: query is 3; expected a string
          'k_0.0_11.0' | [] | vid: vid is an array; expected a non-empty string or an integer
          11, | '11', | duration: duration is "11"; expected a number
          11, | -1, | duration: duration is -1; expected a number of seconds above 0, at most 1000000
          11, | 1e300, | duration: duration is 1e300; expected a number of seconds above 0, at most 1000000
          11, | Infinity, | duration: duration is Infinity; expected a finite number
          [[2, 4], [6, 8]] | [] | query 7 has no relevant window; expected at least one [start, end]
          [[2, 4], [6, 8]] | [2, 4] | relevant_windows[0]: relevant window is 2; expected an array
          [6, 8] | [6] | relevant_windows[1]: relevant window has fewer than two numbers; expected [start, end] in seconds
          [6, 8] | [6, 8, 1] | relevant_windows[1][2]: relevant window has more than two numbers; expected [start, end] in seconds
          [6, 8] | [8, 6] | relevant_windows[1]: relevant window is reversed: [8.0, 6.0]; expected 0 <= start <= end, in seconds
          [6, 8] | [-6, 8] | relevant_windows[1]: relevant window starts at -6.0 s, before its video; expected 0 <= start <= end, in seconds
          [1, 3], | 1, | relevant_clip_ids: relevant_clip_ids is 1; expected an array
          [1, 3], | [1, 1.5], | relevant_clip_ids[1]: relevant_clip_ids is 1.5; expected an integer from 0 to 2147483647
          [1, 3], | [-1, 3], | relevant_clip_ids[0]: relevant_clip_ids is -1; expected an integer from 0 to 2147483647
          [1, 3], | [1, 99999999999], | relevant_clip_ids[1]: relevant_clip_ids is 99999999999; expected an integer from 0 to 2147483647
          [1, 3], | [1, 5], | query 7: relevant clip 5 is outside the video's 5 clips
          [1, 3], | [1, 1], | query 7: relevant clip 1 is listed twice
          [1, 3], | [1], | query 7: 1 relevant clips but 2 saliency scores
          [0, 2, 4] | [0, 2] | query 7: clip 1 has 2 raters, expected 3
          [0, 2, 4] | [0, 2, 4, 4] | query 7: clip 1 has 4 raters, expected 3
          [0, 2, 4] | 4 | saliency_scores[0]: saliency_scores is 4; expected an array
          [0, 2, 4] | [0, 2, 5] | saliency_scores[0][2]: saliency_scores is 5; expected an integer from 0 to 4
          [0, 2, 4] | [0, -1, 4] | saliency_scores[0][1]: saliency_scores is -1; expected an integer from 0 to 4
          [0, 2, 4] | [0, '2', 4] | saliency_scores[0][1]: saliency_scores is "2"; expected an integer from 0 to 4
          [0, 2, 4] | [0, NaN, 4] | saliency_scores[0][1]: saliency_scores is NaN; expected a finite number
          """)
  void badFieldIsNamedWithPathValueAndExpectation(String from, String to, String expected) {
    String json = QUERY.replace(from, to.equals("''") ? "" : to);
    assertThat(json).isNotEqualTo(QUERY);
    Path file = json(folder, json);
    assertThat(problem(file, () -> read(file))).isEqualTo("1: " + expected);
  }

  @Test
  void hiddenGroundTruthOfTheTestSplitIsExplained() {
    Path file = json(folder, "\n{'qid': 1, 'query': 'a', 'duration': 150, 'vid': 'v'}");
    assertThat(problem(file, () -> read(file)))
        .isEqualTo(
            "2: query 1 has no ground truth; expected relevant_windows, relevant_clip_ids and"
                + " saliency_scores (the public test split hides them: use the validation split)");
  }

  @Test
  void submissionIsNoAnnotation() {
    Path file = json(folder, "[{'qid': 1, 'query': 'a', 'vid': 'v', 'pred_saliency_scores': [0]}]");
    assertThat(problem(file, () -> read(file)))
        .isEqualTo(
            "1: [0].pred_saliency_scores: this looks like a prediction file; expected annotations"
                + " (are the two files swapped?)");
  }

  @Test
  void annotationsOfAnotherBenchmarkAreRefused() {
    Path file =
        json(folder, "{'annotations': [{'image_id': 'x', 'segments': [[0, 1]], 'pure_cap': 'a'}]}");
    assertThat(problem(file, () -> read(file)))
        .isEqualTo(
            "1: a query has no qid; expected a line of QVHighlights' annotation with its qid");
  }

  @Test
  void truncatedLineIsNamed() {
    Path file = json(folder, QUERY + "\n" + QUERY.substring(0, 90));
    assertThat(problem(file, () -> read(file)))
        .isEqualTo("2: the JSON ends early; the file is truncated, write or fetch it again");
  }

  @Test
  void whiteSpaceAloneHoldsNoSamples() {
    Path file = json(folder, "\n\n");
    assertThat(problem(() -> read(file))).isEqualTo(file + ": contains no samples");
  }

  @Test
  void longAndHostileIdsAreShortenedAndEscaped() {
    String id = "\\u001b[2J" + "q".repeat(9_000);
    Path hidden = json(folder, "{'qid': '" + id + "', 'query': 'a', 'duration': 1, 'vid': 'v'}");
    assertThat(problem(hidden, () -> read(hidden)))
        .startsWith("1: query \\u001b[2Jqqqq")
        .contains("qqq... has no ground truth");
    Path noted =
        json(folder, QUERY.replace("[6, 8]", "[6, 12]").replace("'qid': 7", "'qid': '" + id + "'"));
    assertThat(read(noted).notices().getFirst().examples().getFirst())
        .startsWith("\\u001b[2Jqqqq")
        .hasSizeLessThan(100);
  }

  private static Annotations<HighlightSample> read(Path file) {
    return AnnotationFile.of(file).read(Benchmark.QVHIGHLIGHTS);
  }

  private static List<Integer> scores(HighlightSample sample, int clip) {
    return List.of(
        sample.saliency().score(clip, 0),
        sample.saliency().score(clip, 1),
        sample.saliency().score(clip, 2));
  }
}
