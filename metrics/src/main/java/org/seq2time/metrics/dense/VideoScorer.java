package org.seq2time.metrics.dense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Event;
import org.seq2time.metrics.caption.cider.Cider;
import org.seq2time.metrics.caption.cider.NgramCounts;
import org.seq2time.metrics.caption.meteor.Meteor;
import org.seq2time.metrics.caption.meteor.MeteorSentence;
import org.seq2time.metrics.caption.meteor.MeteorStatistics;
import org.seq2time.metrics.caption.ptb.PtbTokenizer;

/**
 * Scores one video. Every caption is tokenised and prepared once, every pair of captions scored
 * once and only if some score needs it.
 *
 * <p>n-grams are numbered per video: the order in which they are summed, and so the last bit of
 * CIDEr, does not depend on which videos came before.
 */
final class VideoScorer {

  private final Meteor meteor;
  private final Cider cider = new Cider();
  private final List<Caption> truths;
  private final List<Caption> predictions;
  private final Caption noReference;
  private final Overlap overlap;

  /** METEOR of prediction against truth, {@code [truth][prediction]}, as far as it was needed. */
  private final @Nullable MeteorStatistics[][] predictionAgainstTruth;

  private record Caption(MeteorSentence hypothesis, MeteorSentence reference, NgramCounts ngrams) {}

  private VideoScorer(
      Meteor meteor, PtbTokenizer tokenizer, List<Event> truths, List<Event> predictions) {
    this.meteor = meteor;
    this.truths = truths.stream().map(e -> caption(tokenizer, e.caption())).toList();
    this.predictions = predictions.stream().map(e -> caption(tokenizer, e.caption())).toList();
    this.noReference = caption(tokenizer, DenseMetric.NO_REFERENCE);
    this.overlap = new Overlap(truths, predictions);
    this.predictionAgainstTruth = new MeteorStatistics[truths.size()][predictions.size()];
  }

  static VideoScores score(
      Meteor meteor, PtbTokenizer tokenizer, List<Event> truths, List<Event> predictions) {
    return new VideoScorer(meteor, tokenizer, truths, predictions).score();
  }

  private Caption caption(PtbTokenizer tokenizer, String text) {
    String tokens = tokenizer.tokenized(text);
    return new Caption(meteor.hypothesis(tokens), meteor.reference(tokens), cider.prepare(tokens));
  }

  private VideoScores score() {
    int thresholds = DenseMetric.thresholdCount();
    double[] precision = new double[thresholds];
    double[] recall = new double[thresholds];
    double[] ciderAt = new double[thresholds];
    double[] meteorAt = new double[thresholds];
    for (int t = 0; t < thresholds; t++) {
      double threshold = DenseMetric.threshold(t);
      precision[t] = overlap.precision(threshold);
      recall[t] = overlap.recall(threshold);
      scorePairs(threshold, t, ciderAt, meteorAt);
    }
    double[][] similarity = sodaSimilarity();
    int[] textOrder = SodaAssignment.textOrder(predictions.size());
    int[] order = textOrder.clone();
    Arrays.sort(order);
    return new VideoScores(
        precision, recall, ciderAt, meteorAt, soda(similarity, textOrder), soda(similarity, order));
  }

  /** Here, unlike in precision and recall, the threshold itself matches. */
  private void scorePairs(double threshold, int t, double[] ciderAt, double[] meteorAt) {
    List<Cider.Pair> pairs = new ArrayList<>();
    double[] sums = new double[MeteorStatistics.LENGTH];
    for (int p = 0; p < predictions.size(); p++) {
      Caption prediction = predictions.get(p);
      boolean matched = false;
      for (int g = 0; g < truths.size(); g++) {
        if (overlap.iou(g, p) >= threshold) {
          matched = true;
          pairs.add(new Cider.Pair(prediction.ngrams(), truths.get(g).ngrams()));
          againstTruth(g, p).addTo(sums, 1);
        }
      }
      if (!matched) {
        pairs.add(new Cider.Pair(prediction.ngrams(), noReference.ngrams()));
        meteor.score(prediction.hypothesis(), noReference.reference()).addTo(sums, 1);
      }
    }
    ciderAt[t] = cider.mean(pairs);
    meteorAt[t] = MeteorStatistics.score(sums);
  }

  private MeteorStatistics againstTruth(int g, int p) {
    MeteorStatistics statistics = predictionAgainstTruth[g][p];
    if (statistics == null) {
      statistics = meteor.score(predictions.get(p).hypothesis(), truths.get(g).reference());
      predictionAgainstTruth[g][p] = statistics;
    }
    return statistics;
  }

  /**
   * METEOR for SODA, {@code [truth][prediction]}, where the truth is the hypothesis. With up to ten
   * predictions the columns stay in place, so pairs that do not overlap are multiplied by 0 and not
   * scored.
   */
  private double[][] sodaSimilarity() {
    double[][] similarity = new double[truths.size()][predictions.size()];
    int[] textOrder = SodaAssignment.textOrder(predictions.size());
    for (int g = 0; g < truths.size(); g++) {
      boolean[] needed = new boolean[predictions.size()];
      for (int p = 0; p < needed.length; p++) {
        if (overlap.iou(g, p) > 0) {
          needed[p] = true;
          needed[textOrder[p]] = true;
        }
      }
      for (int p = 0; p < needed.length; p++) {
        if (needed[p]) {
          similarity[g][p] =
              meteor.score(truths.get(g).hypothesis(), predictions.get(p).reference()).score();
        }
      }
    }
    return similarity;
  }

  /** SODA_c with the similarity's columns in the given order and the IoU's in file order. */
  private double soda(double[][] similarity, int[] order) {
    double sum =
        SodaAssignment.best(
            truths.size(),
            predictions.size(),
            g -> {
              double[] cost = new double[order.length];
              for (int p = 0; p < cost.length; p++) {
                cost[p] = overlap.iou(g, p) * similarity[g][order[p]];
              }
              return cost;
            });
    return SodaAssignment.f(sum, truths.size(), predictions.size());
  }
}
