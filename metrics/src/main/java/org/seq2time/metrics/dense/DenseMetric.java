package org.seq2time.metrics.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Evaluation.Detail;
import org.seq2time.metrics.Metric;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.caption.meteor.Meteor;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.caption.ptb.PtbTokenizer;
import org.seq2time.metrics.iou.Iou;

/**
 * The scores of dense video captioning as TimeChat's {@code eval_dvc.py} computes them, at IoU 0.3,
 * 0.5, 0.7 and 0.9.
 *
 * <ul>
 *   <li>{@code precision, recall, f1}: see {@link Overlap}. F1 is that of a video's mean precision
 *       and mean recall over the thresholds.
 *   <li>{@code cider, meteor}: over caption pairs, a prediction with every true event whose IoU
 *       reaches the threshold, or else with {@link #NO_REFERENCE}; CIDEr with document frequencies
 *       from that video's pairs at that threshold (one pair alone scores 0), METEOR as the
 *       aggregate; the mean over thresholds.
 *   <li>{@code soda_c}: METEOR (the truth as hypothesis) times IoU, best order-preserving
 *       assignment, with the reference's column order, which differs from the eleventh prediction
 *       on; {@code soda_c_fixed} without that bug.
 *   <li>{@code para_cider, para_meteor}: over whole paragraphs; see {@link Paragraphs}.
 * </ul>
 *
 * <p>Every corpus value is the plain mean over videos ({@code para_meteor}: the aggregate); a video
 * without predictions counts 0 in each. Differences from the reference, on purpose: paragraphs are
 * paired by video where it drops missing ones and shifts the pairs; line ends inside a caption
 * become spaces where they shift all later captions; truths that are all empty after tokenisation
 * score 0 where it fails. Agrees with the reference to {@value #PARITY_TOLERANCE} per video and
 * corpus.
 */
public final class DenseMetric implements Metric<DenseSample, List<Event>, MeasuredVideo> {

  /** Largest absolute difference from the reference's values that the parity tests allow. */
  public static final double PARITY_TOLERANCE = 1e-9;

  /**
   * Stands where the reference draws a random string: one content word that occurs in no caption.
   * It counts as one word of METEOR's reference length and one document of CIDEr's corpus.
   */
  static final String NO_REFERENCE = "qzxvjkwqzxvjkw";

  private static final double[] THRESHOLDS = {0.3, 0.5, 0.7, 0.9};

  private final Paraphrases paraphrases;
  private final Meteor meteor;
  private final PtbTokenizer tokenizer = new PtbTokenizer();
  private final Missing missing;

  /**
   * A metric that can be used for any number of systems.
   *
   * @param paraphrases METEOR's table, or none
   * @param missing what will become of videos without an answer: it decides which videos'
   *     paragraphs count as CIDEr's documents
   */
  public DenseMetric(Paraphrases paraphrases, Missing missing) {
    this.paraphrases = paraphrases;
    this.meteor = Meteor.english(paraphrases);
    this.missing = missing;
  }

  static int thresholdCount() {
    return THRESHOLDS.length;
  }

  static double threshold(int t) {
    return THRESHOLDS[t];
  }

  @Override
  public MeasuredVideo measure(DenseSample sample, Answer<List<Event>> answer) {
    List<Event> predicted = answer.prediction() == null ? List.of() : answer.prediction();
    List<Event> truths = sample.events();
    VideoScores scores =
        predicted.isEmpty()
            ? VideoScores.NONE
            : VideoScorer.score(meteor, tokenizer, truths, predicted);
    return new MeasuredVideo(
        scores, predicted.size(), MeasuredParagraph.of(meteor, predicted, truths));
  }

  @Override
  public Evaluation fold(
      List<DenseSample> samples, List<Answer<List<Event>>> answers, List<MeasuredVideo> measured) {
    int n = samples.size();
    boolean[] inCorpus = new boolean[n];
    double[] events = new double[n];
    for (int i = 0; i < n; i++) {
      inCorpus[i] = missing == Missing.ZERO || answers.get(i).outcome().isAnswered();
      events[i] = measured.get(i).events();
    }
    List<VideoScores> videos = measured.stream().map(MeasuredVideo::scores).toList();
    ParagraphScores paragraphs =
        new ParagraphScores(measured.stream().map(MeasuredVideo::paragraph).toList());
    List<ScoreColumn> columns = new ArrayList<>(captionColumns(videos));
    columns.addAll(localizationColumns(videos));
    columns.add(
        paragraphs.cider(
            higher(cider("para_cider", "corpus", "letters"), "paragraph CIDEr", false), inCorpus));
    columns.add(
        paragraphs.meteor(higher(meteor("para_meteor", "letters"), "paragraph METEOR", false)));
    return Evaluation.of(
        samples, answers, columns, List.of(new Detail("events", events)), List.of());
  }

  private List<ScoreColumn> captionColumns(List<VideoScores> videos) {
    List<ScoreColumn> columns = new ArrayList<>();
    columns.add(
        mean(
            higher(soda("soda_c").with("columns", "reference"), "SODA_c", true),
            videos,
            VideoScores::soda));
    columns.add(
        mean(
            higher(
                soda("soda_c_fixed").with("columns", "in-order"), "SODA_c, columns in order", true),
            videos,
            VideoScores::sodaFixed));
    columns.add(
        mean(
            higher(cider("cider", "video", "ptb-3.4.1"), "CIDEr", true),
            videos,
            VideoScores::meanCider));
    columns.add(
        mean(
            higher(meteor("meteor", "ptb-3.4.1"), "METEOR", true),
            videos,
            VideoScores::meanMeteor));
    for (int t = 0; t < THRESHOLDS.length; t++) {
      int at = t;
      columns.add(
          mean(
              higher(
                  cider("cider@" + THRESHOLDS[t], "video", "ptb-3.4.1"), label("CIDEr", t), false),
              videos,
              v -> v.cider()[at]));
    }
    for (int t = 0; t < THRESHOLDS.length; t++) {
      int at = t;
      columns.add(
          mean(
              higher(meteor("meteor@" + THRESHOLDS[t], "ptb-3.4.1"), label("METEOR", t), false),
              videos,
              v -> v.meteor()[at]));
    }
    return columns;
  }

  private static List<ScoreColumn> localizationColumns(List<VideoScores> videos) {
    List<ScoreColumn> columns = new ArrayList<>();
    columns.add(mean(higher(overlap("f1"), "F1", true), videos, VideoScores::f1));
    columns.add(
        mean(higher(overlap("precision"), "precision", true), videos, VideoScores::meanPrecision));
    columns.add(mean(higher(overlap("recall"), "recall", true), videos, VideoScores::meanRecall));
    for (int t = 0; t < THRESHOLDS.length; t++) {
      int at = t;
      columns.add(
          mean(
              higher(overlap("precision@" + THRESHOLDS[t]), label("precision", t), false),
              videos,
              v -> v.precision()[at]));
    }
    for (int t = 0; t < THRESHOLDS.length; t++) {
      int at = t;
      columns.add(
          mean(
              higher(overlap("recall@" + THRESHOLDS[t]), label("recall", t), false),
              videos,
              v -> v.recall()[at]));
    }
    return columns;
  }

  private static ScoreColumn mean(
      ScoreSpec spec, List<VideoScores> videos, ToDoubleFunction<VideoScores> value) {
    return ScoreColumn.mean(spec, videos.stream().mapToDouble(value).toArray());
  }

  private static ScoreSpec higher(Signature signature, String label, boolean headline) {
    return ScoreSpec.higher(signature, label, headline);
  }

  private static String label(String name, int t) {
    return name + " (IoU=" + THRESHOLDS[t] + ")";
  }

  private Signature soda(String name) {
    return meteor(name, "ptb-3.4.1").with("iou", Iou.ORDERED.key());
  }

  private Signature meteor(String name, String tokens) {
    return Signature.of(name)
        .with("meteor", "1.5-en")
        .with("para", paraphrases.signature())
        .with("tok", tokens);
  }

  private static Signature cider(String name, String documents, String tokens) {
    return Signature.of(name).with("cider", "d").with("df", documents).with("tok", tokens);
  }

  private static Signature overlap(String name) {
    return Signature.of(name).with("iou", Iou.ORDERED.key()).with("match", "any");
  }
}
