package org.seq2time.metrics.highlight;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Saliency;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;

/**
 * The scores of QVHighlights. Highlight detection, for each saliency level (Fair 2, Good 3,
 * VeryGood 4, the level that papers report): {@code map}, the {@linkplain AveragePrecision average
 * precision} against each rater, averaged over the three; {@code hit1}, whether any rater finds the
 * clip with the highest score (the first of equals) that good. Moment retrieval: {@link
 * MomentMetric}.
 *
 * <p>A part (windows or clip scores) that no prediction has is not scored. Agrees with the
 * reference to {@value #PARITY_TOLERANCE} per query and corpus; the reference's 32-bit recall makes
 * no difference, because it only tells recall levels apart.
 */
public final class HighlightMetric {

  /** Largest absolute difference from the reference's values that the parity tests allow. */
  public static final double PARITY_TOLERANCE = 1e-9;

  private HighlightMetric() {}

  /** A score from which on a clip counts as a highlight. */
  private enum Level {
    FAIR(2, ".fair", "Fair"),
    GOOD(3, ".good", "Good"),
    VERY_GOOD(4, "", "VeryGood");

    private final int minScore;
    private final String suffix;
    private final String label;

    Level(int minScore, String suffix, String label) {
      this.minScore = minScore;
      this.suffix = suffix;
      this.label = label;
    }
  }

  /**
   * Measures every query.
   *
   * @param samples the queries
   * @param answers their answers in the same order
   */
  public static Evaluation evaluate(
      List<HighlightSample> samples, List<Answer<HighlightPrediction>> answers) {
    return evaluate(samples, answers, false);
  }

  /**
   * The same where it is known what was asked for.
   *
   * @param clipScoresAsked whether clip scores are scored even if no answer has any: a model that
   *     was asked for them and gave none has scores of 0
   */
  public static Evaluation evaluate(
      List<HighlightSample> samples,
      List<Answer<HighlightPrediction>> answers,
      boolean clipScoresAsked) {
    List<ScoreColumn> columns = new ArrayList<>();
    List<Evaluation.Detail> details = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    if (clipScoresAsked
        || answers.stream()
            .anyMatch(a -> a.prediction() != null && a.prediction().saliency() != null)) {
      columns.addAll(saliencyColumns(samples, answers, notices));
    }
    if (answers.stream()
        .anyMatch(a -> a.prediction() != null && a.prediction().windows() != null)) {
      MomentMetric moments = MomentMetric.measure(samples, answers);
      columns.addAll(moments.columns());
      details.addAll(moments.details());
      notices.addAll(moments.notices());
    }
    return Evaluation.of(samples, answers, columns, details, notices);
  }

  private static List<ScoreColumn> saliencyColumns(
      List<HighlightSample> samples,
      List<Answer<HighlightPrediction>> answers,
      List<Notice> notices) {
    List<@Nullable Ranked> ranked = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      HighlightPrediction prediction = answers.get(i).prediction();
      double[] scores = prediction == null ? null : prediction.saliency();
      if (scores != null && scores.length > 0) {
        int clips = samples.get(i).saliency().clips();
        ranked.add(new Ranked(AveragePrecision.of(scores, clips), firstHighest(scores)));
      } else {
        ranked.add(null);
        if (prediction != null) {
          without.add(samples.get(i).id());
        }
      }
    }
    if (!without.isEmpty()) {
      notices.add(
          Notice.of("predictions without saliency scores are counted as misses there", without));
    }
    List<ScoreColumn> columns = new ArrayList<>();
    for (Level level : List.of(Level.VERY_GOOD, Level.GOOD, Level.FAIR)) {
      columns.addAll(levelColumns(samples, ranked, level));
    }
    return columns;
  }

  /** A query's clips, ranked by their predicted scores, and the first of the highest. */
  private record Ranked(AveragePrecision ranking, int best) {}

  private static List<ScoreColumn> levelColumns(
      List<HighlightSample> samples, List<@Nullable Ranked> ranked, Level level) {
    double[] ap = new double[samples.size()];
    double[] hit = new double[samples.size()];
    for (int i = 0; i < ap.length; i++) {
      Ranked clips = ranked.get(i);
      if (clips != null) {
        Saliency truth = samples.get(i).saliency();
        ap[i] = meanOverRaters(clips.ranking, truth, level);
        hit[i] = isHit(truth, clips.best, level) ? 1 : 0;
      }
    }
    return List.of(
        ScoreColumn.mean(
            ScoreSpec.higher(
                signature("map", level).with("raters", "mean").with("ap", "interpolated"),
                "mAP (" + level.label + ")",
                true),
            ap),
        ScoreColumn.mean(
            ScoreSpec.higher(
                signature("hit1", level).with("raters", "any"),
                "HIT@1 (" + level.label + ")",
                true),
            hit));
  }

  private static double meanOverRaters(AveragePrecision ranking, Saliency truth, Level level) {
    double sum = 0;
    boolean[] positive = new boolean[truth.clips()];
    for (int rater = 0; rater < Saliency.RATERS; rater++) {
      for (int clip = 0; clip < positive.length; clip++) {
        positive[clip] = truth.score(clip, rater) >= level.minScore;
      }
      sum += ranking.against(positive);
    }
    return sum / Saliency.RATERS;
  }

  /** A clip beyond the end of the video is a miss. */
  private static boolean isHit(Saliency truth, int clip, Level level) {
    if (clip >= truth.clips()) {
      return false;
    }
    for (int rater = 0; rater < Saliency.RATERS; rater++) {
      if (truth.score(clip, rater) >= level.minScore) {
        return true;
      }
    }
    return false;
  }

  private static int firstHighest(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  private static Signature signature(String name, Level level) {
    return Signature.of(name + level.suffix).with("saliency", ">=" + level.minScore);
  }
}
