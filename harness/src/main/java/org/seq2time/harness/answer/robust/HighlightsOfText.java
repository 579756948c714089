package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Saliency;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.robust.HighlightReader.Highlight;
import org.seq2time.harness.answer.robust.JsonItems.Found;
import org.seq2time.harness.answer.robust.JsonItems.Item;

/** Highlight detection: a score for each clip, and windows where an answer has both. */
final class HighlightsOfText extends TextReading<HighlightPrediction> {

  HighlightsOfText(RawAnswer answer, Timeline timeline) {
    super(answer, timeline);
  }

  @Override
  Parsed<HighlightPrediction> read(String text) {
    int clipCount = Saliency.clipsIn(timeline.durationSeconds().orElseThrow());
    ScoreList list = ScoreList.read(text, clipCount);
    Found found = list == null ? structured(text) : null;
    double @Nullable [] scores =
        list != null ? list.scores() : found == null ? null : found.scores();
    if (scores != null) {
      List<ScoredWindow> windows = found == null ? List.of() : windows(found.items());
      HighlightPrediction prediction =
          HighlightPrediction.of(windows.isEmpty() ? null : windows, fitted(scores, clipCount));
      return Parsed.of(prediction, timeline.warnings());
    }
    ClipScores clips = new ClipScores(clipCount);
    if (list != null) {
      list.addTo(clips, timeline);
    } else if (found != null && !found.items().isEmpty()) {
      for (Item item : found.items()) {
        TimeMention second = item.second() == null ? item.first() : item.second();
        clips.add(timeline, item.first(), second, item.score());
      }
    } else if (!isSettled()) {
      addText(plain(text, found), clips);
    }
    double[] perClip = clips.scores();
    return perClip == null
        ? nothing()
        : Parsed.of(HighlightPrediction.of(null, perClip), timeline.warnings());
  }

  private void addText(String text, ClipScores clips) {
    boolean any = false;
    for (Highlight highlight : HighlightReader.read(text)) {
      Span span = highlight.span();
      if (timeline.isKnown(span.first()) && timeline.isKnown(span.second())) {
        any = true;
        clips.add(timeline, span.first(), span.second(), highlight.score());
      }
    }
    noteNothing(!any && new Clauses(text).isDenial(), false);
  }

  /** Windows in the order given; those without a score rank in that order. */
  private List<ScoredWindow> windows(List<Item> items) {
    List<ScoredWindow> windows = new ArrayList<>();
    for (Item item : items) {
      if (item.second() != null) {
        Segment segment =
            timeline.segment(timeline.seconds(item.first()), timeline.seconds(item.second()));
        double score = Double.isNaN(item.score()) ? -windows.size() : item.score();
        windows.add(new ScoredWindow(segment, score));
      }
    }
    return windows;
  }

  /** As many scores as clips; missing ones rank last. */
  private double[] fitted(double[] scores, int clips) {
    if (scores.length == clips) {
      return scores;
    }
    timeline.note(ParseWarning.SCORE_COUNT);
    double[] fitted = Arrays.copyOf(scores, clips);
    if (scores.length < clips) {
      double lowest = Arrays.stream(scores).min().orElse(0);
      Arrays.fill(fitted, scores.length, clips, Math.min(lowest, 0));
    }
    return fitted;
  }
}
