package org.seq2time.harness.answer.robust1;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Saliency;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.answer.ParseWarning;

/** Collects highlights and spreads their scores over a video's clips. */
final class ClipScores {

  /** The score of a highlight in an answer that gives none. */
  private static final double WITHOUT_SCORES = 1;

  private final int clips;
  private final List<Covered> highlights = new ArrayList<>();
  private double lowest = Double.NaN;
  private long touched;

  ClipScores(int clips) {
    this.clips = clips;
  }

  /** The clips {@code [first, last]} with their score, NaN without one. */
  private record Covered(int first, int last, double score) {}

  /** Adds a highlight; one that starts behind the end of the video is left out and noted. */
  void add(Timeline timeline, TimeMention from, TimeMention to, double score) {
    double start = timeline.seconds(from);
    double end = timeline.seconds(to);
    if (end < start) {
      timeline.note(ParseWarning.REVERSED);
      double swapped = start;
      start = end;
      end = swapped;
    }
    int last = Math.max(0, (int) Math.ceil(end / Saliency.CLIP_LENGTH_SECONDS) - 1);
    int first = start == end ? last : (int) Math.floor(start / Saliency.CLIP_LENGTH_SECONDS);
    OptionalDouble duration = timeline.durationSeconds();
    if (clips == 0 || (duration.isPresent() && start > duration.getAsDouble())) {
      timeline.note(ParseWarning.NO_CLIP);
      return;
    }
    int lastClip = Math.min(last, clips - 1);
    int firstClip = Math.min(first, lastClip);
    touched += lastClip - firstClip + 1;
    if (touched > InputLimits.ANSWER_TOUCHED_CLIPS) {
      timeline.note(ParseWarning.REPEATED);
      return;
    }
    highlights.add(new Covered(firstClip, lastClip, score));
    if (!Double.isNaN(score)) {
      lowest = Double.isNaN(lowest) ? score : Math.min(lowest, score);
    }
  }

  /** One score per clip; null without any highlight. */
  double @Nullable [] scores() {
    if (highlights.isEmpty()) {
      return null;
    }
    double unscored = Double.isNaN(lowest) ? WITHOUT_SCORES : lowest;
    double[] sums = new double[clips];
    int[] counts = new int[clips];
    for (Covered highlight : highlights) {
      for (int clip = highlight.first; clip <= highlight.last; clip++) {
        sums[clip] += Double.isNaN(highlight.score) ? unscored : highlight.score;
        counts[clip]++;
      }
    }
    for (int clip = 0; clip < clips; clip++) {
      sums[clip] = counts[clip] == 0 ? 0 : sums[clip] / counts[clip];
    }
    return sums;
  }
}
