package org.seq2time.reports.task;

import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.metrics.highlight.BestWindow;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;

/**
 * Windows and saliency for a query: the first predicted window counts, against the best true one.
 */
final class ReportedHighlights implements ReportedTask<HighlightSample, HighlightPrediction> {

  @Override
  public SampleContent describe(HighlightSample sample, Answer<HighlightPrediction> answer) {
    return SampleContent.of(sample, answer);
  }

  @Override
  public List<String> mainScores() {
    return List.of("moment.map", "map");
  }

  @Override
  public Optional<String> iouDetail() {
    return Optional.of("moment.iou");
  }

  @Override
  public String iouUnit() {
    return "queries";
  }

  @Override
  public boolean hasRankedWindows() {
    return true;
  }

  @Override
  public List<Match> matches(SampleContent content) {
    List<Mark> truths = content.truth();
    if (truths.isEmpty()) {
      return List.of();
    }
    if (content.prediction().isEmpty()) {
      return List.of(new Match(truths.getFirst(), Optional.empty(), 0));
    }
    Mark first = content.prediction().getFirst();
    BestWindow best = BestWindow.of(first.segment(), truths.stream().map(Mark::segment).toList());
    return List.of(new Match(truths.get(best.index()), Optional.of(first), best.iou()));
  }
}
