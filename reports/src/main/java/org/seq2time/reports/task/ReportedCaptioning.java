package org.seq2time.reports.task;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.iou.Iou;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;

/** Events with captions: every true event counts, against the predicted one of highest IoU. */
final class ReportedCaptioning implements ReportedTask<DenseSample, List<Event>> {

  @Override
  public SampleContent describe(DenseSample sample, Answer<List<Event>> answer) {
    return SampleContent.of(sample, answer);
  }

  @Override
  public List<String> mainScores() {
    return List.of("soda_c");
  }

  @Override
  public Optional<String> iouDetail() {
    return Optional.empty();
  }

  @Override
  public String iouUnit() {
    return "true events";
  }

  @Override
  public boolean hasEvents() {
    return true;
  }

  @Override
  public List<Match> matches(SampleContent content) {
    List<Mark> predicted = content.prediction().stream().map(ReportedCaptioning::ordered).toList();
    return content.truth().stream().map(truth -> best(truth, predicted)).toList();
  }

  private static Match best(Mark truth, List<Mark> predicted) {
    return predicted.stream()
        .map(p -> new Match(truth, Optional.of(p), Iou.ORDERED.of(truth.segment(), p.segment())))
        .filter(m -> m.iou() > 0)
        .max(Comparator.comparingDouble(Match::iou))
        .orElse(new Match(truth, Optional.empty(), 0));
  }

  /** The metric takes the smaller time for the start. */
  private static Mark ordered(Mark mark) {
    Segment segment = mark.segment();
    return segment.startSeconds() <= segment.endSeconds()
        ? mark
        : new Mark(
            new Segment(
                /* startSeconds= */ segment.endSeconds(), /* endSeconds= */ segment.startSeconds()),
            mark.caption(),
            mark.score());
  }
}
