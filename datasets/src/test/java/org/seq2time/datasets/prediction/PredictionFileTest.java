package org.seq2time.datasets.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.seq2time.datasets.TestFiles.bytes;
import static org.seq2time.datasets.TestFiles.gzip;
import static org.seq2time.datasets.TestFiles.json;
import static org.seq2time.datasets.TestFiles.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.prediction.Predictions.Entry;

class PredictionFileTest {

  private static final String CAPTIONS =
      "{'b.mp4': [{'timestamp': [9, 4.5], 'caption': 'boil'}, {'caption': '', 'timestamp': [-1,"
          + " 2]}], 'a.mp4': []}";

  @TempDir private Path folder;

  @Test
  void timeChatCaptionsAreReadInOrderAndAsPredicted() {
    Predictions<List<Event>> read = PredictionFile.of(json(folder, CAPTIONS)).readEvents();
    assertThat(read.format()).isEqualTo(PredictionFormat.TIMECHAT);
    assertThat(new ArrayList<>(read.entries().keySet())).containsExactly("b.mp4", "a.mp4");
    assertThat(read.entries().get("b.mp4"))
        .isEqualTo(
            new Entry<>(
                Answer.parsed(
                    List.of(
                        new Event(new Segment(9, 4.5), "boil"), new Event(new Segment(-1, 2), ""))),
                ""));
    assertThat(read.entries().get("a.mp4"))
        .isEqualTo(new Entry<>(Answer.none(Outcome.NO_TIME_FOUND), ""));
  }

  @Test
  void activityNetFormIsRead() {
    Predictions<List<Event>> read =
        PredictionFile.of(
                json(
                    folder,
                    "{'version': 'VERSION 1.0', 'results': {'v_1': [{'sentence': 'stir',"
                        + " 'timestamp': [1, 2]}]}, 'external_data': {'used': true}}"))
            .readEvents();
    assertThat(read.format()).isEqualTo(PredictionFormat.ACTIVITYNET);
    assertThat(entry(read, "v_1").answer())
        .isEqualTo(Answer.parsed(List.of(new Event(new Segment(1, 2), "stir"))));
  }

  @Test
  void videoNamedLikeAnActivityNetFieldIsRead() {
    Path file = json(folder, "{'version': [{'timestamp': [0, 1], 'caption': 'a'}], 'results': []}");
    assertThat(PredictionFile.of(file).readEvents().entries().keySet())
        .containsExactly("version", "results");
  }

  @Test
  void activityNetFormWithoutResultsIsRefused() {
    Path headOnly = json(folder, "{'version': 'VERSION 1.0',\n'external_data': {}}");
    assertThat(problem(headOnly, () -> PredictionFile.of(headOnly).readEvents()))
        .isEqualTo("2: the predictions have no results; expected {\"results\": {video: [...]}}");
    Path empty = json(folder, "{}");
    assertThat(
            problem(
                empty, () -> new PredictionFile(empty, PredictionFormat.ACTIVITYNET).readEvents()))
        .contains("the predictions have no results");
    assertThat(PredictionFile.of(empty).readEvents().entries()).isEmpty();
  }

  @Test
  void groundingIsReadFromObjectsAndFromBareLists() {
    Predictions<List<Segment>> read =
        PredictionFile.of(
                json(
                    folder,
                    "{'3187': {'timestamp': [], 'query': 'a', 'vid': 'D.mp4'}, '5': {'vid': 7,"
                        + " 'timestamp': [[20.8, 30], [3, 1]]}, 'x': [[1, 2]], 'y': []}"))
            .readWindows();
    assertThat(read.format()).isEqualTo(PredictionFormat.TIMECHAT);
    assertThat(new ArrayList<>(read.entries().values()))
        .containsExactly(
            new Entry<>(Answer.none(Outcome.NO_TIME_FOUND), "D.mp4"),
            new Entry<>(Answer.parsed(List.of(new Segment(20.8, 30), new Segment(3, 1))), "7"),
            new Entry<>(Answer.parsed(List.of(new Segment(1, 2))), ""),
            new Entry<>(Answer.none(Outcome.NO_TIME_FOUND), ""));
  }

  @Test
  void submissionsAreReadFromLinesArraysAndGzip() {
    String first =
        "{'qid': 9, 'vid': 'v', 'query': 'a', 'pred_relevant_windows': [[0, 2, 0.5], [4, 3, -1]],"
            + " 'pred_saliency_scores': [0, -0.25, 1e2]}";
    String second = "{'qid': 'b', 'pred_saliency_scores': [1]}";
    String third = "{'qid': 'c', 'pred_relevant_windows': [[1, 2, 3]]}";
    String fourth = "{'qid': 'd', 'pred_relevant_windows': [], 'pred_saliency_scores': []}";
    List<String> all = List.of(first, second, third, fourth);
    String array = "[" + String.join(", ", all) + "]";
    for (Path file :
        new Path[] {
          json(folder, array),
          bytes(folder, "packed", gzip(array.replace('\'', '"'))),
          bytes(folder, "lines", gzip(String.join("\n", all).replace('\'', '"')))
        }) {
      Predictions<HighlightPrediction> read = PredictionFile.of(file).readHighlights();
      assertThat(read.format()).isEqualTo(PredictionFormat.QVHIGHLIGHTS);
      assertThat(new ArrayList<>(read.entries().keySet())).containsExactly("9", "b", "c", "d");
      HighlightPrediction both = prediction(read, "9");
      assertThat(both.windows())
          .containsExactly(
              new ScoredWindow(new Segment(0, 2), 0.5), new ScoredWindow(new Segment(4, 3), -1));
      assertThat(both.saliency()).containsExactly(0, -0.25, 100);
      assertThat(prediction(read, "b").windows()).isNull();
      assertThat(prediction(read, "c").saliency()).isNull();
      assertThat(entry(read, "9").video()).isEqualTo("v");
      assertThat(entry(read, "d").answer()).isEqualTo(Answer.none(Outcome.NO_TIME_FOUND));
    }
  }

  @Test
  void longSaliencyListsAreReadWhole() {
    String scores =
        IntStream.range(0, 1_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    Path file = json(folder, "{'qid': 1, 'pred_saliency_scores': [" + scores + "]}");
    assertThat(prediction(PredictionFile.of(file).readHighlights(), "1").saliency())
        .hasSize(1_000)
        .endsWith(998, 999);
  }

  @Test
  void manyDistinctIdsAreRead() {
    String many =
        IntStream.range(0, 200_000)
            .mapToObj(i -> "'" + i + "': [[0, 1]]")
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(PredictionFile.of(json(folder, many)).readWindows().entries()).hasSize(200_000);
  }

  @Test
  void formatOverrideIsHonouredOrContradicted() {
    Path captions = json(folder, CAPTIONS);
    assertThat(new PredictionFile(captions, PredictionFormat.TIMECHAT).readEvents().entries())
        .hasSize(2);
    assertThat(
            problem(
                captions,
                () -> new PredictionFile(captions, PredictionFormat.ACTIVITYNET).readEvents()))
        .isEqualTo("1: b.mp4: the content is timechat; expected activitynet, as --format says");
    assertThat(
            problem(
                captions,
                () -> new PredictionFile(captions, PredictionFormat.QVHIGHLIGHTS).readWindows()))
        .contains("the content is timechat; expected qvhighlights-submission, as --format says");
    Path results = json(folder, "{'results': {}}");
    assertThat(
            problem(
                results, () -> new PredictionFile(results, PredictionFormat.TIMECHAT).readEvents()))
        .isEqualTo("1: results: the content is activitynet; expected timechat, as --format says");
    Path lines = json(folder, "{'qid': 1, 'pred_saliency_scores': [1]}");
    assertThat(
            problem(
                lines, () -> new PredictionFile(lines, PredictionFormat.TIMECHAT).readHighlights()))
        .isEqualTo(
            "1: the content is qvhighlights-submission; expected timechat, as --format says");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a': {}} | a: a video's events is an object; expected an array
          {'a': null} | a: a video's events is null; expected an array
          {'a': [[0, 1]]} | a[0]: an event is an array; expected an object
          {'a': [{'timestamp': [0, 1]}]} | a[0]: an event has no caption; expected {"timestamp": [s, e], "caption": text}
          {'a': [{'timestamp': [0, 1], 'sentence': 'x'}]} | a[0]: an event has no caption; expected {"timestamp": [s, e], "caption": text}
          {'a': [{'caption': 'x'}]} | a[0]: an event has no timestamp; expected {"timestamp": [s, e], "caption": text}
          {'a': [{'caption': 5}]} | a[0].caption: caption is 5; expected a string
          {'a': [{'timestamp': '0-1'}]} | a[0].timestamp: timestamp is "0-1"; expected an array
          {'a': [{'timestamp': [0]}]} | a[0].timestamp: timestamp has fewer than two numbers; expected [start, end] in seconds
          {'a': [{'timestamp': [0, 1, 2]}]} | a[0].timestamp[2]: timestamp has more than two numbers; expected [start, end] in seconds
          {'a': [{'timestamp': [0, NaN]}]} | a[0].timestamp[1]: timestamp is NaN; expected a finite number
          {'a': [{'timestamp': [0, Infinity]}]} | a[0].timestamp[1]: timestamp is Infinity; expected a finite number
          {'a': [{'timestamp': [1e999, 0]}]} | a[0].timestamp[0]: timestamp is 1e999; expected a finite number
          {'a': [], 'a': []} | a: not valid JSON: Duplicate field 'a'
          {'results': {'a': {}}} | results.a: a video's events is an object; expected an array
          {'results': {'a': [{'timestamp': [0, 1]}]}} | results.a[0]: an event has no sentence; expected {"timestamp": [s, e], "sentence": text}
          {'a': [], 'results': {'a': []}} | results.a: a video is predicted twice; expected each video once
          {'results': {'a': []}, 'a': []} | a: a video is predicted twice; expected each video once
          {'annotations': [{'image_id': 'a'}]} | annotations: this looks like an annotation file; expected predictions (are the two files swapped?)
          {'database': {}} | database: this looks like an annotation file; expected predictions (are the two files swapped?)
          {'qid': 1, 'pred_saliency_scores': []} | qid: a video's events is 1; expected an array
          {'7': {'timestamp': [[0, 1]]}} | 7: a video's events is an object; expected an array
          [{'qid': 1}] | a list is not a formatted prediction file (raw model answers go to --answers); expected {video: [{"timestamp": [s, e], "caption": text}]}
          5 | the prediction file's content is 5; expected an object
          {'a': []} {} | unexpected content after the end of the JSON value; expected one value in the file
          {'a': [{'timestamp': [0, | the JSON ends early; the file is truncated, write or fetch it again
          {'a': [] 'b': []} | a: not valid JSON: Unexpected character (''' (code 34)): was expecting comma to separate Object entries
          """)
  void badCaptionsAreNamedWithPathValueAndExpectation(String json, String expected) {
    assertProblem(json, expected.replace("'''", "'\"'"), file -> file::readEvents);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'1': 5} | 1: a query's prediction is 5; expected an object
          {'1': null} | 1: a query's prediction is null; expected an object
          {'1': [0, 1]} | 1[0]: window is 0; expected an array
          {'1': [[0]]} | 1[0]: window has fewer than two numbers; expected [start, end] in seconds
          {'1': [[0, 1, 2]]} | 1[0][2]: window has more than two numbers; expected [start, end] in seconds
          {'1': [[0, '1']]} | 1[0][1]: window is "1"; expected a number
          {'1': {'timestamp': [0, 1]}} | 1.timestamp[0]: window is 0; expected an array
          {'1': {'timestamp': null}} | 1.timestamp: timestamp is null; expected an array
          {'1': {'timestamp': [[NaN, 1]]}} | 1.timestamp[0][0]: window is NaN; expected a finite number
          {'1': {'vid': 'x'}} | 1: a prediction has no timestamp; expected {"timestamp": [[s, e], ...]}
          {'1': {'vid': {}}} | 1.vid: vid is an object; expected a non-empty string or an integer
          {'1': [], '1': []} | 1: not valid JSON: Duplicate field '1'
          {'annotations': []} | annotations: this looks like an annotation file; expected predictions (are the two files swapped?)
          {'qid': 1} | qid: a query's prediction is 1; expected an object
          {'a.mp4': [{'timestamp': [0, 1], 'caption': 'x'}]} | a.mp4[0]: window is an object; expected an array
          [] | a list is not a formatted prediction file (raw model answers go to --answers); expected {query id: {"timestamp": [[s, e], ...]}}
          {} 1 | unexpected content after the end of the JSON value; expected one value in the file
          """)
  void badGroundingIsNamedWithPathValueAndExpectation(String json, String expected) {
    assertProblem(json, expected, file -> file::readWindows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'pred_saliency_scores': [1]} | a prediction has no qid; expected the query's id
          {'qid': []} | qid: qid is an array; expected a non-empty string or an integer
          {'qid': ''} | qid: qid is ""; expected a non-empty string or an integer
          {'qid': 1} | the prediction for query 1 is missing; expected "pred_relevant_windows" or "pred_saliency_scores" or both
          {'qid': 1, 'vid': null} | vid: vid is null; expected a non-empty string or an integer
          {'pred_relevant_windows': {}} | pred_relevant_windows: pred_relevant_windows is an object; expected an array
          {'pred_relevant_windows': [1]} | pred_relevant_windows[0]: window is 1; expected an array
          {'pred_relevant_windows': [[0, 1]]} | pred_relevant_windows[0]: a window has 2 numbers; expected [start, end, score]
          {'pred_relevant_windows': [[0, 1, 2, 3]]} | pred_relevant_windows[0]: a window has 4 numbers; expected [start, end, score]
          {'pred_relevant_windows': [[0, 1, '2']]} | pred_relevant_windows[0][2]: window is "2"; expected a number
          {'pred_relevant_windows': [[0, 1, Infinity]]} | pred_relevant_windows[0][2]: window is Infinity; expected a finite number
          {'pred_saliency_scores': 3} | pred_saliency_scores: pred_saliency_scores is 3; expected an array
          {'pred_saliency_scores': [0, null]} | pred_saliency_scores[1]: saliency score is null; expected a number
          {'pred_saliency_scores': [NaN]} | pred_saliency_scores[0]: saliency score is NaN; expected a finite number
          {'pred_saliency_scores': [-1e999]} | pred_saliency_scores[0]: saliency score is -1e999; expected a finite number
          {'qid': 1, 'pred_saliency_scores': [1]} {'qid': '1', 'pred_saliency_scores': [1]} | query 1 is predicted twice; expected each qid once
          {'qid': 1, 'relevant_windows': [[0, 1]]} | relevant_windows: this looks like an annotation file; expected predictions (are the two files swapped?)
          {'a.mp4': [{'timestamp': [0, 1], 'caption': 'x'}]} | a prediction has no qid; expected the query's id
          [5] | [0]: a query's prediction is 5; expected an object
          'x' | a query's prediction is "x"; expected an object
          [{'qid': 1, 'pred_saliency_scores': [1]} | the JSON ends early; the file is truncated, write or fetch it again
          """)
  void badSubmissionIsNamedWithPathValueAndExpectation(String json, String expected) {
    assertProblem(json, expected, file -> file::readHighlights);
  }

  @Test
  void whiteSpaceAloneIsNoPredictionFile() {
    for (var reader : readers(json(folder, " \n")).entrySet()) {
      assertThat(problem(reader.getValue()))
          .as(reader.getKey())
          .endsWith(": the file ends early; expected a value");
    }
  }

  @Test
  void missingAndTruncatedFilesAreNamedByEveryReader() {
    Path gone = folder.resolve("gone.json");
    readers(gone).values().forEach(r -> assertThat(problem(r)).isEqualTo(gone + ": no such file"));
    byte[] packed = gzip(CAPTIONS.repeat(200));
    Path cut = bytes(folder, "cut", Arrays.copyOf(packed, 30));
    readers(cut).values().forEach(r -> assertThat(problem(r)).contains("gzip data ends early"));
  }

  @Test
  void longAndHostileKeysAreShortenedAndEscaped() {
    String key = "\\u001b[2J\\r\\n" + "k".repeat(9_000);
    Path file = json(folder, "{'" + key + "': 5}");
    for (var reader : readers(file).entrySet()) {
      assertThat(problem(reader.getValue()).length()).as(reader.getKey()).isLessThan(400);
    }
    assertThat(problem(file, () -> PredictionFile.of(file).readEvents()))
        .startsWith("1: \\u001b[2J\\u000d\\u000akkkk");
  }

  private void assertProblem(
      String json, String expected, Function<PredictionFile, ThrowingCallable> reader) {
    Path file = json(folder, json);
    assertThat(problem(file, reader.apply(PredictionFile.of(file)))).isEqualTo("1: " + expected);
  }

  private static Map<String, ThrowingCallable> readers(Path path) {
    PredictionFile file = PredictionFile.of(path);
    return Map.of(
        "events", file::readEvents,
        "windows", file::readWindows,
        "highlights", file::readHighlights);
  }

  private static <P> Entry<P> entry(Predictions<P> predictions, String id) {
    return Objects.requireNonNull(predictions.entries().get(id));
  }

  private static HighlightPrediction prediction(
      Predictions<HighlightPrediction> predictions, String id) {
    return Objects.requireNonNull(entry(predictions, id).answer().prediction());
  }
}
