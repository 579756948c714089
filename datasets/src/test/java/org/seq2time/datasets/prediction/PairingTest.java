package org.seq2time.datasets.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.seq2time.datasets.TestFiles.problem;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.prediction.Predictions.Entry;

class PairingTest {

  private static final Segment WINDOW = new Segment(0, 1);

  @Test
  void everySampleHasItsAnswerInTheSamplesOrder() {
    Pairing<String> pairing =
        Pairing.of(
            List.of(query("1", "v"), query("2", "v"), query("3", "v")),
            predictions(
                Map.entry("3", parsed("three", "")),
                Map.entry("1", new Entry<>(Answer.none(Outcome.NO_TIME_FOUND), ""))));
    assertThat(pairing.answers())
        .containsExactly(
            Answer.none(Outcome.NO_TIME_FOUND),
            Answer.none(Outcome.NOT_ANSWERED),
            Answer.parsed("three"));
    assertThat(pairing.notices()).isEmpty();
  }

  @Test
  void videosMatchWithoutFolderAndExtensionAndThisIsNoticed() {
    Pairing<String> pairing =
        Pairing.of(videos("a.mp4", "b.mp4", "c.mp4"), predictions("a.mp4", "out/b.mkv", "c"));
    assertThat(pairing.answers())
        .extracting(Answer::prediction)
        .containsExactly("a.mp4", "out/b.mkv", "c");
    assertThat(pairing.notices())
        .containsExactly(
            new Notice(
                "predictions matched by video name without folder or extension",
                2,
                List.of("out/b.mkv for b.mp4", "c for c.mp4")));
  }

  @Test
  void exactNameWinsOverSimilarName() {
    Pairing<String> pairing = Pairing.of(videos("a.mp4"), predictions("a", "a.mp4"));
    assertThat(pairing.answers()).extracting(Answer::prediction).containsExactly("a.mp4");
    assertThat(pairing.notices())
        .containsExactly(new Notice("predictions for unknown samples ignored", 1, List.of("a")));
  }

  @Test
  void twoEntriesForOneVideoAreRefused() {
    assertThat(problem(() -> Pairing.of(videos("a.mp4"), predictions("a", "x/a.webm"))))
        .isEqualTo("predictions \"a\" and \"x/a.webm\" name the same video; keep one of them");
  }

  @Test
  void queryIdsMatchExactlyOnly() {
    Pairing<String> pairing =
        Pairing.of(List.of(query("1", "v"), query("2.mp4", "v")), predictions("1", "2"));
    assertThat(pairing.answers())
        .extracting(Answer::outcome)
        .containsExactly(Outcome.PARSED, Outcome.NOT_ANSWERED);
  }

  @Test
  void unknownPredictionsAreCountedWithTheFirstFewAsExamples() {
    Pairing<String> pairing =
        Pairing.of(List.of(query("1", "v")), predictions("z", "1", "y", "x\u001b", "w"));
    assertThat(pairing.notices())
        .containsExactly(
            new Notice(
                "predictions for unknown samples ignored", 4, List.of("z", "y", "x\\u001b")));
  }

  @Test
  void nothingInCommonIsAnError() {
    assertThat(
            problem(
                () ->
                    Pairing.of(
                        List.of(query("1", "v"), query("2", "v")), predictions("x", "y", "z"))))
        .isEqualTo(
            "none of the 3 predictions (first: \"x\") answers one of the 2 samples (first: \"1\");"
                + " are the files of the same benchmark and split?");
  }

  @Test
  void hostileKeysAreShortenedAndEscapedInErrors() {
    String key = "\u001b[2J" + "k".repeat(5_000);
    assertThat(problem(() -> Pairing.of(List.of(query("1", "v")), predictions(key))))
        .contains("(first: \"\\u001b[2Jkkk");
    assertThat(problem(() -> Pairing.of(videos("a"), predictions(key, key + ".mp4"))))
        .startsWith("predictions \"\\u001b[2Jkkk");
  }

  @Test
  void emptyPredictionFileAnswersNothing() {
    assertThat(Pairing.of(videos("a"), predictions(new String[0])).answers())
        .containsExactly(Answer.none(Outcome.NOT_ANSWERED));
  }

  @Test
  void anotherVideoUnderTheSameIdIsNoticed() {
    Pairing<String> pairing =
        Pairing.of(
            List.of(query("1", "A.mp4"), query("2", "B.mp4")),
            predictions(
                Map.entry("1", parsed("one", "C.mp4")), Map.entry("2", parsed("two", "B.mp4"))));
    assertThat(pairing.answers()).extracting(Answer::prediction).containsExactly("one", "two");
    assertThat(pairing.notices())
        .containsExactly(
            new Notice(
                "predictions name another video than the sample with their id; is it the same"
                    + " split?",
                1,
                List.of("1")));
  }

  @Test
  void markFolderAndExtensionMakeNoOtherVideo() {
    Pairing<String> pairing =
        Pairing.of(
            List.of(query("1", "N_0.0_150.0"), query("2", "v_B"), query("3", "C")),
            predictions(
                Map.entry("1", parsed("a", "v_N_0.0_150.0.mp4")),
                Map.entry("2", parsed("b", "x/B.mkv")),
                Map.entry("3", parsed("c", "")))); // says nothing about its video
    assertThat(pairing.notices()).isEmpty();
  }

  private static GroundingSample query(String id, String video) {
    return new GroundingSample(id, video, OptionalDouble.empty(), "a query", WINDOW);
  }

  private static List<DenseSample> videos(String... ids) {
    return Arrays.stream(ids)
        .map(id -> new DenseSample(id, OptionalDouble.empty(), List.of(new Event(WINDOW, "a."))))
        .toList();
  }

  private static Entry<String> parsed(String prediction, String video) {
    return new Entry<>(Answer.parsed(prediction), video);
  }

  /** Predictions whose content is their key. */
  private static Predictions<String> predictions(String... keys) {
    Map<String, Entry<String>> entries = new LinkedHashMap<>();
    for (String key : keys) {
      entries.put(key, parsed(key, ""));
    }
    return new Predictions<>(PredictionFormat.TIMECHAT, entries);
  }

  @SafeVarargs
  private static Predictions<String> predictions(Map.Entry<String, Entry<String>>... entries) {
    Map<String, Entry<String>> map = new LinkedHashMap<>();
    for (Map.Entry<String, Entry<String>> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return new Predictions<>(PredictionFormat.TIMECHAT, map);
  }
}
