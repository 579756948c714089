package org.seq2time.reports.record;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Saliency;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;

/**
 * What a reader wants to see of one sample beside its numbers: the question, the true answer and
 * the predicted one. It stands in {@code samples.jsonl}, so that whoever shows a run needs neither
 * the annotations nor the predictions.
 *
 * @param durationSeconds length of the video, where it is known
 * @param query the sentence; empty for a task without one
 * @param truth the true windows or events
 * @param prediction the predicted ones in file order; empty where no prediction was parsed
 * @param saliencyTruth per clip the sum of the raters' scores; empty for a task without saliency;
 *     not to be changed
 * @param saliency predicted saliency per clip; empty if none was predicted; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // A benchmark has a hundred thousand of these numbers.
public record SampleContent(
    OptionalDouble durationSeconds,
    String query,
    List<Mark> truth,
    List<Mark> prediction,
    double[] saliencyTruth,
    double[] saliency) {

  private static final double[] NONE = {};

  public SampleContent {
    truth = List.copyOf(truth);
    prediction = List.copyOf(prediction);
  }

  /**
   * A stretch of the video.
   *
   * @param segment its times, as annotated or predicted
   * @param caption what happens in it; empty for a task without captions
   * @param score the model's confidence; empty where there is none
   */
  public record Mark(Segment segment, String caption, OptionalDouble score) {

    /** A stretch and nothing else. */
    public static Mark of(Segment segment) {
      return new Mark(segment, "", OptionalDouble.empty());
    }
  }

  /** A video to caption. */
  public static SampleContent of(DenseSample sample, Answer<List<Event>> answer) {
    List<Event> predicted = answer.prediction();
    return new SampleContent(
        sample.durationSeconds(),
        "",
        marks(sample.events()),
        predicted == null ? List.of() : marks(predicted),
        NONE,
        NONE);
  }

  /** A query for one window. */
  public static SampleContent of(GroundingSample sample, Answer<List<Segment>> answer) {
    List<Segment> predicted = answer.prediction();
    return new SampleContent(
        sample.durationSeconds(),
        sample.query(),
        List.of(Mark.of(sample.window())),
        predicted == null ? List.of() : predicted.stream().map(Mark::of).toList(),
        NONE,
        NONE);
  }

  /** A query for windows and highlights. */
  public static SampleContent of(HighlightSample sample, Answer<HighlightPrediction> answer) {
    HighlightPrediction predicted = answer.prediction();
    double[] saliency = predicted == null ? null : predicted.saliency();
    return new SampleContent(
        sample.durationSeconds(),
        sample.query(),
        sample.windows().stream().map(Mark::of).toList(),
        predicted == null ? List.of() : windows(predicted),
        sumsOverRaters(sample.saliency()),
        saliency == null ? NONE : saliency);
  }

  private static List<Mark> marks(List<Event> events) {
    return events.stream()
        .map(e -> new Mark(e.segment(), e.caption(), OptionalDouble.empty()))
        .toList();
  }

  private static List<Mark> windows(HighlightPrediction prediction) {
    return Objects.requireNonNullElse(prediction.windows(), List.<ScoredWindow>of()).stream()
        .map(w -> new Mark(w.segment(), "", OptionalDouble.of(w.score())))
        .toList();
  }

  private static double[] sumsOverRaters(Saliency saliency) {
    double[] sums = new double[saliency.clips()];
    for (int clip = 0; clip < sums.length; clip++) {
      for (int rater = 0; rater < Saliency.RATERS; rater++) {
        sums[clip] += saliency.score(clip, rater);
      }
    }
    return sums;
  }
}
