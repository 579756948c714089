package org.seq2time.reports.page;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.seq2time.metrics.grounding.GroundingMetric;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;

/** What a page needs to know of a benchmark's task. */
enum Task {
  /** Events with captions: every true event counts. */
  DENSE("youcook2", "soda_c", "", "true events"),
  /** One window for a query: the first predicted one counts. */
  GROUNDING("charades-sta", "miou", "iou", "queries"),
  /** Windows and saliency for a query: the first predicted window counts. */
  HIGHLIGHT("qvhighlights", "moment.map", "moment.iou", "queries");

  private final String benchmark;
  private final String mainScore;
  private final String iouDetail;
  private final String iouUnit;

  Task(String benchmark, String mainScore, String iouDetail, String iouUnit) {
    this.benchmark = benchmark;
    this.mainScore = mainScore;
    this.iouDetail = iouDetail;
    this.iouUnit = iouUnit;
  }

  /** The task of a benchmark; grounding for one that this version does not know. */
  static Task of(String benchmark) {
    return Arrays.stream(values())
        .filter(t -> t.benchmark.equals(benchmark))
        .findFirst()
        .orElse(GROUNDING);
  }

  /** The score that stands for the run, in order of preference. */
  List<String> mainScores() {
    return this == HIGHLIGHT ? List.of(mainScore, "map") : List.of(mainScore);
  }

  /** The per-sample IoU of the first window; empty for events. */
  String iouDetail() {
    return iouDetail;
  }

  /** What an IoU is counted over. */
  String iouUnit() {
    return iouUnit;
  }

  /** A truth and what was predicted for it. */
  record Match(Mark truth, Optional<Mark> predicted, double iou) {}

  /**
   * Every truth with the prediction that is held against it: of events each with the predicted one
   * of highest IoU, of windows the first predicted one with the true one of highest IoU.
   */
  List<Match> matches(SampleContent content) {
    if (this == DENSE) {
      return content.truth().stream().map(t -> bestPrediction(t, content.prediction())).toList();
    }
    if (content.truth().isEmpty()) {
      return List.of();
    }
    if (content.prediction().isEmpty()) {
      return List.of(new Match(content.truth().getFirst(), Optional.empty(), 0));
    }
    Mark first = content.prediction().getFirst();
    return content.truth().stream()
        .map(t -> new Match(t, Optional.of(first), iou(first, t)))
        .max(Comparator.comparingDouble(Match::iou))
        .stream()
        .toList();
  }

  private static Match bestPrediction(Mark truth, List<Mark> predicted) {
    return predicted.stream()
        .map(p -> new Match(truth, Optional.of(p), iou(p, truth)))
        .filter(m -> m.iou() > 0)
        .max(Comparator.comparingDouble(Match::iou))
        .orElse(new Match(truth, Optional.empty(), 0));
  }

  private static double iou(Mark predicted, Mark truth) {
    return GroundingMetric.iou(predicted.segment(), truth.segment());
  }
}
