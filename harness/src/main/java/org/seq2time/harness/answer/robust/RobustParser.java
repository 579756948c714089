package org.seq2time.harness.answer.robust;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.Task;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.AnswerTimes;
import org.seq2time.harness.answer.DurationNeededException;
import org.seq2time.harness.answer.Explained;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;

/**
 * Reads times however models write them.
 *
 * <p><b>What is read</b>: the {@link FinalPart} of an answer, of it the most explicit {@link
 * Container}, as {@link PlainText}, without {@link PromptEcho}. JSON, tables and XML are read by
 * the names of their fields ({@link FieldName}), anything else as text.
 *
 * <p><b>Times</b>: position tokens ({@code <0><7><2><9>}), time tokens ({@code <TIME_ZERO>...},
 * {@code <0><0><1><2><.><5>}), {@code 12.5s}, {@code 1 min 5 s}, {@code 1:05}, {@code 00:01:05.5},
 * {@code 0'12"}, percentages, relative decimals (three or more decimals, at most 1, no unit), bare
 * numbers in the unit of {@link AnswerTimes}; digits of any script. Frame numbers are times where
 * their rate is known. <b>Ranges</b>: hyphen, dashes, tilde, arrow, "to" and its like in many
 * languages ({@link Words}), "between ... and", "start ... end", brackets, cells, open ranges.
 *
 * <p>A reversed range is put in order. A time beyond the end of the video stays as given in windows
 * and events (the metrics deal with it, as they do in the published pipelines) and is dropped from
 * highlights. An exact repetition of an event or window counts once. An event without a caption
 * that ends an answer with captions is broken off and left out. Where only single moments are
 * given, an event lasts until the next one (the last until the end, where that is known), and a
 * window is empty. Each is counted as an {@link ParseWarning}.
 *
 * <p>Highlights: a moment {@code t} belongs to the clip with {@code start < t <= end}, as in
 * TimeChat's data, where clips are named by their last second; a range covers the clips that it
 * touches. A clip's score is the mean of its highlights', 0 without any. A highlight without a
 * score has the lowest that the answer gives, or 1 if it gives none.
 */
public final class RobustParser implements AnswerParser {

  /** Prose of so many characters that was broken off had not come to its answer. */
  private static final int LONG_PROSE = 400;

  private final AnswerTimes times;

  /** A parser that takes units as they are written. */
  public RobustParser() {
    this(AnswerTimes.AUTO);
  }

  /** A parser that reads numbers without a unit in the given one. */
  public RobustParser(AnswerTimes times) {
    this.times = times;
  }

  @Override
  public String key() {
    return "robust";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public String signature() {
    return times
        .signature()
        .map(unit -> AnswerParser.super.signature() + "|answer-times:" + unit)
        .orElseGet(AnswerParser.super::signature);
  }

  @Override
  public AnswerParser withTimes(AnswerTimes other) {
    return new RobustParser(other);
  }

  @Override
  public AnswerTimes times() {
    return times;
  }

  @Override
  public Parsed<List<Event>> events(RawAnswer answer) {
    return read(answer, EventsOfText::new).parsed();
  }

  @Override
  public Parsed<List<Segment>> windows(RawAnswer answer) {
    return read(answer, WindowsOfText::new).parsed();
  }

  @Override
  public Parsed<HighlightPrediction> highlights(RawAnswer answer) {
    if (!answer.text().isBlank() && answer.durationSeconds().isEmpty()) {
      throw new DurationNeededException("scores of a video's clips");
    }
    return read(answer, HighlightsOfText::new).parsed();
  }

  @Override
  public <P> Explained<P> explain(Task<?, P> task, RawAnswer answer) {
    return switch (task) {
      case Task.DenseCaptioning _ -> cast(read(answer, EventsOfText::new));
      case Task.Grounding _ -> cast(read(answer, WindowsOfText::new));
      case Task.Highlights _ -> {
        highlights(RawAnswer.of(" "));
        yield cast(read(answer, HighlightsOfText::new));
      }
    };
  }

  @SuppressWarnings("unchecked") // Each case has the type of its task.
  private static <P> Explained<P> cast(Explained<?> explained) {
    return (Explained<P>) explained;
  }

  /**
   * Text that begins and ends as a JSON value: cut in front it would be none, and it reads fast.
   */
  private static boolean isOneValue(String text) {
    return (text.startsWith("[") && text.endsWith("]"))
        || (text.startsWith("{") && text.endsWith("}"));
  }

  /** How one task's prediction is read from the text of one container. */
  @FunctionalInterface
  private interface Reader<P> {
    TextReading<P> over(RawAnswer answer, Timeline timeline);
  }

  private <P> Explained<P> read(RawAnswer answer, Reader<P> reader) {
    if (answer.text().isBlank()) {
      return Explained.of(Parsed.nothing(answer, Set.of()), "", "blank");
    }
    if (answer.text().length() > InputLimits.ANSWER_CHARACTERS
        && !isOneValue(answer.text().strip())) {
      String end = answer.text().substring(answer.text().length() - InputLimits.ANSWER_CHARACTERS);
      Explained<P> read = read(answer.withText(end), reader);
      Set<ParseWarning> warnings = new HashSet<>(read.parsed().warnings());
      warnings.add(ParseWarning.TOO_LONG);
      return new Explained<>(
          new Parsed<>(read.parsed().answer(), warnings), read.text(), read.part(), read.words());
    }
    FinalPart part = FinalPart.of(PlainText.withoutEntities(answer.text()));
    List<Container> candidates = Container.of(part);
    if (candidates.isEmpty()) {
      Outcome outcome = part.isCutOff() ? Outcome.ANSWER_CUT_OFF : Outcome.EMPTY_ANSWER;
      return Explained.of(Parsed.none(outcome, Set.of()), "", "nothing behind the reasoning");
    }
    @Nullable Explained<P> first = null;
    for (Container candidate : candidates) {
      Timeline timeline = new Timeline(answer.durationSeconds(), times);
      PromptEcho.Cleaned cleaned =
          PromptEcho.remove(answer.withText(PlainText.of(candidate.text())));
      if (cleaned.found()) {
        timeline.note(ParseWarning.ECHO);
      }
      Parsed<P> parsed = reader.over(answer, timeline).read(cleaned.text());
      Explained<P> explained =
          new Explained<>(parsed, cleaned.text(), candidate.name(), timeline.words());
      if (isCutOff(answer, candidate, parsed)) {
        return Explained.of(
            Parsed.none(Outcome.ANSWER_CUT_OFF, Set.of()),
            cleaned.text(),
            "no answer before the limit");
      }
      if (parsed.answer().prediction() != null) {
        return explained;
      }
      first = first == null ? explained : first;
    }
    return Objects.requireNonNull(first);
  }

  /** Long prose without an answer that says it is one, broken off by the limit of tokens. */
  private static boolean isCutOff(RawAnswer answer, Container candidate, Parsed<?> parsed) {
    return answer.isLimited()
        && !candidate.isExplicit()
        && (parsed.answer().prediction() == null
            || (answer.text().length() > LONG_PROSE && !answer.query().isEmpty()));
  }
}
