package org.seq2time.harness.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.Task;
import org.seq2time.harness.answer.AnswerTimes;

/**
 * Turns the times of stored predictions into seconds. A prediction whose unit needs a length or a
 * frame rate that is not known ends in {@link Outcome#UNIT_UNKNOWN}.
 *
 * @param <P> the task's prediction type
 */
final class TimesInSeconds<P> {

  private final AnswerTimes times;
  private final BiFunction<P, DoubleUnaryOperator, P> mapping;

  private TimesInSeconds(AnswerTimes times, BiFunction<P, DoubleUnaryOperator, P> mapping) {
    this.times = times;
    this.mapping = mapping;
  }

  /** The conversion of a task's predictions. */
  @SuppressWarnings("unchecked") // Each case has the type of its task.
  static <P> TimesInSeconds<P> of(Task<?, P> task, AnswerTimes times) {
    return (TimesInSeconds<P>)
        switch (task) {
          case Task.DenseCaptioning _ ->
              new TimesInSeconds<List<Event>>(times, TimesInSeconds::events);
          case Task.Grounding _ ->
              new TimesInSeconds<List<Segment>>(times, TimesInSeconds::segments);
          case Task.Highlights _ ->
              new TimesInSeconds<HighlightPrediction>(times, TimesInSeconds::highlights);
        };
  }

  /** The answers in seconds; those that are in seconds are the same. */
  List<Answer<P>> convert(List<? extends Sample> samples, List<Answer<P>> answers) {
    if (times.unit() == AnswerTimes.Unit.AUTO || times.unit() == AnswerTimes.Unit.SECONDS) {
      return answers;
    }
    List<Answer<P>> converted = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      P prediction = answers.get(i).prediction();
      DoubleUnaryOperator seconds = seconds(samples.get(i));
      if (prediction == null) {
        converted.add(answers.get(i));
      } else {
        converted.add(
            seconds == null
                ? Answer.none(Outcome.UNIT_UNKNOWN)
                : Answer.parsed(mapping.apply(prediction, seconds)));
      }
    }
    return converted;
  }

  private @Nullable DoubleUnaryOperator seconds(Sample sample) {
    double length = sample.durationSeconds().orElse(Double.NaN);
    double rate = times.framesPerSecond().orElse(Double.NaN);
    DoubleUnaryOperator seconds =
        switch (times.unit()) {
          case AUTO, SECONDS -> t -> t;
          case PERCENT -> t -> t / 100 * length;
          case FRACTION -> t -> t * length;
          case FRAMES -> t -> t / rate;
          case MILLISECONDS -> t -> t / 1000;
        };
    return Double.isFinite(seconds.applyAsDouble(1)) ? seconds : null;
  }

  private static List<Event> events(List<Event> events, DoubleUnaryOperator seconds) {
    return events.stream().map(e -> new Event(segment(e.segment(), seconds), e.caption())).toList();
  }

  private static List<Segment> segments(List<Segment> segments, DoubleUnaryOperator seconds) {
    return segments.stream().map(s -> segment(s, seconds)).toList();
  }

  private static HighlightPrediction highlights(
      HighlightPrediction prediction, DoubleUnaryOperator seconds) {
    List<ScoredWindow> windows = prediction.windows();
    return windows == null
        ? prediction
        : HighlightPrediction.of(
            windows.stream()
                .map(w -> new ScoredWindow(segment(w.segment(), seconds), w.score()))
                .toList(),
            prediction.saliency());
  }

  private static Segment segment(Segment segment, DoubleUnaryOperator seconds) {
    return new Segment(
        seconds.applyAsDouble(segment.startSeconds()), seconds.applyAsDouble(segment.endSeconds()));
  }
}
