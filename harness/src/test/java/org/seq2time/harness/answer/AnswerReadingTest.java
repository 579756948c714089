package org.seq2time.harness.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.datasets.prediction.Predictions;
import org.seq2time.harness.answer.AnswerFile.Content;
import org.seq2time.harness.answer.AnswerFile.Stored;

/** Which sample an answer belongs to, and what becomes of it. */
class AnswerReadingTest {

  private static final Path FILE = Path.of("answers.jsonl");

  private static GroundingSample query(String id, String video, String query, double seconds) {
    return new GroundingSample(
        id,
        video,
        seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds),
        query,
        new Segment(0, 1));
  }

  private static Stored stored(String id, String video, String query) {
    return new Stored(Answer.parsed(RawAnswer.of("from 1 to 2").withQuery(query)), id, video, 4);
  }

  private static Predictions<Stored> byId(
      List<? extends org.seq2time.datasets.Sample> samples, Stored... stored) {
    return AnswerReading.byId(
        new Content(PredictionFormat.TIMECHAT_ANSWERS, List.of(stored), List.of()), samples);
  }

  @Test
  void idOfTheAnswerIsTheIdOfItsSample() {
    Predictions<Stored> filed = byId(List.of(), stored("7", "a.mp4", "x"), stored("8", "", ""));
    assertThat(filed.entries().keySet()).containsExactly("7", "8");
    assertThat(filed.entries())
        .hasEntrySatisfying("7", entry -> assertThat(entry.video()).isEqualTo("a.mp4"));
    assertThat(filed.format()).isEqualTo(PredictionFormat.TIMECHAT_ANSWERS);
  }

  @Test
  void answerWithoutIdIsFoundByVideoAndQuery() {
    List<GroundingSample> samples =
        List.of(
            query("0", "a.mp4", "A man sits.", 0),
            query("1", "a.mp4", "he gets up", 0),
            query("2", "b.mp4", "A man sits.", 0));
    // Case, spaces at the ends and one final stop do not matter, nor the video's folder and type.
    assertThat(byId(samples, stored("", "dir/a", " a MAN sits ")).entries().keySet())
        .containsExactly("0");
    assertThat(byId(samples, stored("", "b.mp4", "a man sits")).entries().keySet())
        .containsExactly("2");
    assertThat(byId(samples, stored("", "a.mp4", "He gets up.")).entries().keySet())
        .containsExactly("1");
    assertThat(byId(samples, stored("", "a.mp4", "he gets up..")).entries().keySet())
        .as("of no sample: filed under its video")
        .containsExactly("a.mp4");
  }

  @Test
  void firstOfEqualQuestionsIsAnswered() {
    List<GroundingSample> samples =
        List.of(query("0", "a.mp4", "sits", 0), query("1", "a.mp4", "Sits.", 0));
    assertThat(byId(samples, stored("", "a.mp4", "sits")).entries().keySet()).containsExactly("0");
  }

  @Test
  void captionsAreFoundByTheirVideo() {
    DenseSample video =
        new DenseSample(
            "a.mp4", OptionalDouble.empty(), List.of(new Event(new Segment(0, 1), "x")));
    assertThat(byId(List.of(video), stored("", "a.mp4", "")).entries().keySet())
        .containsExactly("a.mp4");
  }

  @Test
  void parserIsToldWhatTheSampleKnows() {
    List<RawAnswer> asked = new ArrayList<>();
    List<GroundingSample> samples =
        List.of(query("0", "a.mp4", "sits", 30), query("1", "a.mp4", "stands", 0));
    RawAnswer raw = RawAnswer.of("text").withDuration(99).withPrompt("When?").withQuery("other");
    Answer<Stored> both = Answer.parsed(new Stored(Answer.parsed(raw), "0", "", 1));
    AnswerReading<Integer> reading =
        AnswerReading.of(
            FILE,
            samples,
            List.of(both, both),
            answer -> {
              asked.add(answer);
              return Parsed.of(asked.size(), Set.of());
            });
    assertThat(asked.get(0))
        .isEqualTo(new RawAnswer("text", OptionalDouble.of(30), "sits", "When?"));
    assertThat(asked.get(1))
        .isEqualTo(new RawAnswer("text", OptionalDouble.of(99), "stands", "When?"));
    assertThat(reading.answers()).extracting(Answer::prediction).containsExactly(1, 2);
    assertThat(reading.notices()).isEmpty();
  }

  @Test
  void whatIsNotThereKeepsItsOutcomeAndIsNotParsed() {
    List<GroundingSample> samples =
        List.of(query("0", "a", "x", 0), query("1", "a", "y", 0), query("2", "a", "z", 0));
    Stored failed = new Stored(Answer.none(Outcome.MODEL_ERROR), "1", "", 2);
    AnswerReading<Integer> reading =
        AnswerReading.of(
            FILE,
            samples,
            List.of(
                Answer.none(Outcome.NOT_ANSWERED),
                Answer.parsed(failed),
                Answer.parsed(stored("2", "", ""))),
            answer -> Parsed.nothing(answer, Set.of()));
    assertThat(reading.answers())
        .extracting(Answer::outcome)
        .containsExactly(Outcome.NOT_ANSWERED, Outcome.MODEL_ERROR, Outcome.NO_TIME_FOUND);
  }

  @Test
  void warningsAreCountedWithTheirSamples() {
    List<GroundingSample> samples =
        List.of(query("0", "a", "x", 0), query("1", "a", "y", 0), query("2", "a", "z", 0));
    Set<ParseWarning> one = EnumSet.of(ParseWarning.REVERSED);
    Set<ParseWarning> two = EnumSet.of(ParseWarning.REVERSED, ParseWarning.TRUNCATED);
    List<Set<ParseWarning>> warnings = List.of(two, Set.of(), one);
    int[] next = {0};
    AnswerReading<Integer> reading =
        AnswerReading.of(
            FILE,
            samples,
            List.of(
                Answer.parsed(stored("0", "", "")),
                Answer.parsed(stored("1", "", "")),
                Answer.parsed(stored("2", "", ""))),
            answer -> Parsed.of(1, warnings.get(next[0]++)));
    assertThat(reading.notices())
        .containsExactly(
            Notice.of(ParseWarning.REVERSED.text(), List.of("0", "2")),
            Notice.of(ParseWarning.TRUNCATED.text(), List.of("0")));
  }

  @Test
  void lengthThatIsNeededAndNotKnownIsAskedForWithFileAndLine() {
    assertThatThrownBy(
            () ->
                AnswerReading.of(
                    FILE,
                    List.of(query("0", "a.mp4", "x", 0)),
                    List.of(Answer.parsed(stored("0", "", ""))),
                    answer -> {
                      throw new DurationNeededException("a share");
                    }))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("answers.jsonl:4: the answer to \"0\": ")
        .hasMessageEndingWith("; give it with --durations FILE (video \"a.mp4\")");
  }
}
