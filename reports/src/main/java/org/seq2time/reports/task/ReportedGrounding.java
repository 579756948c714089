package org.seq2time.reports.task;

import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.iou.Iou;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;

/** One window for a query: the first predicted one counts. */
final class ReportedGrounding implements ReportedTask<GroundingSample, List<Segment>> {

  @Override
  public SampleContent describe(GroundingSample sample, Answer<List<Segment>> answer) {
    return SampleContent.of(sample, answer);
  }

  @Override
  public List<String> mainScores() {
    return List.of("miou");
  }

  @Override
  public Optional<String> iouDetail() {
    return Optional.of("iou");
  }

  @Override
  public String iouUnit() {
    return "queries";
  }

  @Override
  public List<Match> matches(SampleContent content) {
    if (content.truth().isEmpty()) {
      return List.of();
    }
    Mark truth = content.truth().getFirst();
    if (content.prediction().isEmpty()) {
      return List.of(new Match(truth, Optional.empty(), 0));
    }
    Mark first = content.prediction().getFirst();
    return List.of(
        new Match(truth, Optional.of(first), Iou.HULL.of(first.segment(), truth.segment())));
  }
}
