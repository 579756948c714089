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
import org.seq2time.metrics.Metric;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;

/**
 * The scores of QVHighlights. Highlight detection, for each saliency level (Fair 2, Good 3,
 * VeryGood 4, the level that papers report): {@code map}, the {@linkplain AveragePrecision average
 * precision} against each rater, averaged over the three; {@code hit1}, whether any rater finds the
 * clip with the highest score (the first of equals) that good. Moment retrieval: {@link
 * MomentColumns}.
 *
 * <p>A part (windows or clip scores) that no prediction has is not scored. Agrees with the
 * reference to {@value #PARITY_TOLERANCE} per query and corpus; the reference's 32-bit recall makes
 * no difference, because it only tells recall levels apart.
 */
public final class HighlightMetric
    implements Metric<HighlightSample, HighlightPrediction, HighlightMetric.MeasuredQuery> {

  /** Largest absolute difference from the reference's values that the parity tests allow. */
  public static final double PARITY_TOLERANCE = 1e-9;

  private final boolean clipScoresAsked;

  /**
   * A metric for predictions.
   *
   * @param clipScoresAsked whether clip scores are scored even if no answer has any: a model that
   *     was asked for them and gave none has scores of 0
   */
  public HighlightMetric(boolean clipScoresAsked) {
    this.clipScoresAsked = clipScoresAsked;
  }

  /** A score from which on a clip counts as a highlight. */
  private enum Level {
    FAIR(2, ".fair", "Fair"),
    GOOD(3, ".good", "Good"),
    VERY_GOOD(4, "", "VeryGood");

    /** In the order of columns. */
    private static final List<Level> COLUMNS = List.of(VERY_GOOD, GOOD, FAIR);

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
   * What is measured of one query.
   *
   * @param clips of its clip scores; null where the answer has none
   * @param windows of its windows
   */
  record MeasuredQuery(@Nullable MeasuredClips clips, MeasuredWindows windows) {}

  /**
   * Clip scores against the raters, per level in the order of {@link Level#COLUMNS}.
   *
   * @param ap average precision, the mean over raters
   * @param hit whether any rater finds the clip with the highest score that good
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  record MeasuredClips(double[] ap, boolean[] hit) {}

  @Override
  public MeasuredQuery measure(HighlightSample sample, Answer<HighlightPrediction> answer) {
    HighlightPrediction prediction = answer.prediction();
    double[] scores = prediction == null ? null : prediction.saliency();
    return new MeasuredQuery(
        scores == null || scores.length == 0 ? null : clips(sample.saliency(), scores),
        MeasuredWindows.of(sample, prediction));
  }

  @Override
  public Evaluation fold(
      List<HighlightSample> samples,
      List<Answer<HighlightPrediction>> answers,
      List<MeasuredQuery> measured) {
    List<ScoreColumn> columns = new ArrayList<>();
    List<Evaluation.Detail> details = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    if (clipScoresAsked
        || answers.stream()
            .anyMatch(a -> a.prediction() != null && a.prediction().saliency() != null)) {
      noteMissingScores(samples, answers, measured, notices);
      List<@Nullable MeasuredClips> clips = new ArrayList<>();
      measured.forEach(m -> clips.add(m.clips));
      for (int level = 0; level < Level.COLUMNS.size(); level++) {
        columns.addAll(levelColumns(clips, level));
      }
    }
    if (answers.stream()
        .anyMatch(a -> a.prediction() != null && a.prediction().windows() != null)) {
      MomentColumns moments =
          MomentColumns.of(
              samples, answers, measured.stream().map(MeasuredQuery::windows).toList());
      columns.addAll(moments.columns());
      details.addAll(moments.details());
      notices.addAll(moments.notices());
    }
    return Evaluation.of(samples, answers, columns, details, notices);
  }

  private static void noteMissingScores(
      List<HighlightSample> samples,
      List<Answer<HighlightPrediction>> answers,
      List<MeasuredQuery> measured,
      List<Notice> notices) {
    List<String> without = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      if (answers.get(i).prediction() != null && measured.get(i).clips == null) {
        without.add(samples.get(i).id());
      }
    }
    if (!without.isEmpty()) {
      notices.add(
          Notice.of("predictions without saliency scores are counted as misses there", without));
    }
  }

  private static List<ScoreColumn> levelColumns(List<@Nullable MeasuredClips> clips, int at) {
    Level level = Level.COLUMNS.get(at);
    double[] ap = new double[clips.size()];
    double[] hit = new double[clips.size()];
    for (int i = 0; i < ap.length; i++) {
      MeasuredClips measured = clips.get(i);
      if (measured != null) {
        ap[i] = measured.ap[at];
        hit[i] = measured.hit[at] ? 1 : 0;
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

  private static MeasuredClips clips(Saliency truth, double[] scores) {
    AveragePrecision ranking = AveragePrecision.of(scores, truth.clips());
    int best = firstHighest(scores);
    double[] ap = new double[Level.COLUMNS.size()];
    boolean[] hit = new boolean[ap.length];
    for (int at = 0; at < ap.length; at++) {
      ap[at] = meanOverRaters(ranking, truth, Level.COLUMNS.get(at));
      hit[at] = isHit(truth, best, Level.COLUMNS.get(at));
    }
    return new MeasuredClips(ap, hit);
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
