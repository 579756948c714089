package org.seq2time.harness.score;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.AnswerTimes;

/**
 * Says when the times of a whole file look like another unit than the one in which they were read,
 * and which option reads them so. Times are never changed for it.
 */
final class UnitNotices {

  /** So many samples with times tell something about a file. */
  private static final int MIN_SAMPLES = 5;

  /** Share of the samples that must look like the other unit. */
  private static final double MOST = 0.9;

  /** Videos of less than this many seconds may well have all their times below one. */
  private static final double SHORT_VIDEO = 10;

  private static final double PERCENT = 100;
  private static final double FAR_BEYOND = 100;

  private static final int EXAMPLES = 3;

  private UnitNotices() {}

  /** A sample's last end, and its video's length. */
  private record End(String id, double seconds, double length) {}

  /** The note of a file whose times are not in seconds by their looks; at most one. */
  static <P> List<Notice> of(
      List<? extends Sample> samples, List<Answer<P>> answers, PredictionSource source) {
    AnswerTimes times =
        switch (source) {
          case PredictionSource.Formatted formatted -> formatted.times();
          case PredictionSource.Raw raw -> raw.parser().times();
        };
    if (!times.equals(AnswerTimes.AUTO)) {
      return List.of();
    }
    List<End> ends = ends(samples, answers);
    if (ends.size() < MIN_SAMPLES) {
      return List.of();
    }
    if (share(ends, e -> e.seconds <= 1 && e.length >= SHORT_VIDEO) >= MOST) {
      return note(ends, "samples end by 1.0, in videos of many seconds", "fraction");
    }
    if (share(ends, e -> e.seconds > FAR_BEYOND * e.length) >= MOST) {
      return note(ends, "samples end far beyond their videos", "milliseconds");
    }
    boolean within =
        share(ends, e -> e.seconds <= PERCENT) >= 1
            && share(ends, e -> e.length >= 2 * PERCENT) >= MOST
            && share(ends, e -> e.seconds > PERCENT / 2) > 0.2;
    if (within) {
      return note(ends, "samples have times from 0 to 100, in longer videos", "percent");
    }
    boolean beyond = share(ends, e -> e.seconds > 2 * e.length) >= MOST;
    return beyond
        ? note(ends, "samples end beyond their videos", "frames --frame-rate FPS")
        : List.of();
  }

  private static List<Notice> note(List<End> ends, String what, String unit) {
    List<String> examples = ends.stream().limit(EXAMPLES).map(End::id).toList();
    return List.of(
        new Notice(
            what + "; if that is another unit, --answer-times " + unit + " reads it",
            ends.size(),
            examples));
  }

  private static double share(List<End> ends, Predicate<End> looks) {
    return (double) ends.stream().filter(looks).count() / ends.size();
  }

  private static <P> List<End> ends(List<? extends Sample> samples, List<Answer<P>> answers) {
    List<End> ends = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      OptionalDouble length = samples.get(i).durationSeconds();
      double end = end(answers.get(i).prediction());
      if (length.isPresent() && end > 0) {
        ends.add(new End(samples.get(i).id(), end, length.getAsDouble()));
      }
    }
    return ends;
  }

  /** The last end of a prediction; 0 without one. */
  private static double end(@Nullable Object prediction) {
    double end = 0;
    switch (prediction) {
      case List<?> list -> {
        for (Object item : list) {
          Segment segment =
              item instanceof Event event ? event.segment() : item instanceof Segment s ? s : null;
          end = segment == null ? end : Math.max(end, segment.endSeconds());
        }
      }
      case HighlightPrediction highlights -> {
        List<ScoredWindow> windows = highlights.windows();
        for (ScoredWindow window : windows == null ? List.<ScoredWindow>of() : windows) {
          end = Math.max(end, window.segment().endSeconds());
        }
      }
      case null, default -> {}
    }
    return end;
  }
}
