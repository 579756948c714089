package org.seq2time.metrics.caption;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.seq2time.metrics.caption.Cider.Pair;

/**
 * Just enough of TimeChat's dense captioning evaluation to prove METEOR and CIDEr in their places:
 * caption pairs per IoU threshold, and SODA's assignment with the reference's permuted columns.
 */
final class DenseCaptions {
  static final double[] THRESHOLDS = {0.3, 0.5, 0.7, 0.9};

  /** Stands for the reference's random string: one content word that occurs in no caption. */
  private static final String NO_REFERENCE = "qzxvjkwqzxvjkw";

  private final PtbTokenizer tokenizer = new PtbTokenizer();
  private final Cider cider = new Cider();
  private final Meteor meteor;
  private final Caption noReference;

  DenseCaptions(Meteor meteor) {
    this.meteor = meteor;
    noReference = caption(0, 0, NO_REFERENCE);
  }

  record Caption(
      double start,
      double end,
      MeteorSentence hypothesis,
      MeteorSentence reference,
      NgramCounts ngrams) {

    double iou(Caption other) {
      double intersection = Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
      double hull = Math.max(end, other.end) - Math.min(start, other.start);
      double union = Math.min(hull, end - start + other.end - other.start);
      return intersection / (union + 1e-8);
    }
  }

  /** A video's truth and predictions, prepared for scoring. */
  record Video(String name, List<Caption> truths, List<Caption> predictions) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Scores(double[] ciderAt, double[] meteorAt, double sodaSum, double soda) {}

  Video read(JsonNode annotation, JsonNode allPredictions) {
    String name = annotation.get("image_id").asText().replaceFirst(".*/", "");
    List<String> texts = truthTexts(annotation);
    List<Caption> truths = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      JsonNode segment = annotation.get("segments").get(i);
      truths.add(caption(segment.get(0).asDouble(), segment.get(1).asDouble(), texts.get(i)));
    }
    List<Caption> predictions = new ArrayList<>();
    for (JsonNode prediction : allPredictions.path(name)) {
      JsonNode segment = prediction.get("timestamp");
      predictions.add(
          caption(
              segment.get(0).asDouble(),
              segment.get(1).asDouble(),
              prediction.get("caption").asText()));
    }
    return new Video(name, truths, predictions);
  }

  static List<String> truthTexts(JsonNode annotation) {
    if (annotation.has("pure_cap")) {
      return Stream.of(annotation.get("pure_cap").asText().split("\\. ", -1))
          .map(text -> text + ".")
          .toList();
    }
    return Stream.of(annotation.get("caption").asText().split("\\.", -1))
        .filter(text -> text.length() > 5)
        .map(text -> text.strip() + ".")
        .toList();
  }

  private Caption caption(double first, double second, String text) {
    String tokens = tokenizer.tokenized(text);
    return new Caption(
        Math.min(first, second),
        Math.max(first, second),
        meteor.hypothesis(tokens),
        meteor.reference(tokens),
        cider.prepare(tokens));
  }

  Scores score(Video video) {
    double[] ciderAt = new double[THRESHOLDS.length];
    double[] meteorAt = new double[THRESHOLDS.length];
    for (int t = 0; t < THRESHOLDS.length; t++) {
      List<Pair> pairs = new ArrayList<>();
      double[] sums = new double[MeteorStatistics.LENGTH];
      for (Caption prediction : video.predictions()) {
        double threshold = THRESHOLDS[t];
        List<Caption> references =
            video.truths().stream().filter(truth -> prediction.iou(truth) >= threshold).toList();
        for (Caption reference : references.isEmpty() ? List.of(noReference) : references) {
          pairs.add(new Pair(prediction.ngrams(), reference.ngrams()));
          meteor.score(prediction.hypothesis(), reference.reference()).addTo(sums, 1.0);
        }
      }
      ciderAt[t] = cider.mean(pairs);
      meteorAt[t] = MeteorStatistics.score(sums);
    }
    double sodaSum = video.predictions().isEmpty() ? 0.0 : sodaSum(video);
    double total = video.predictions().size() + video.truths().size();
    return new Scores(ciderAt, meteorAt, sodaSum, 2.0 * sodaSum / total);
  }

  /** The best order-preserving assignment; truth is the hypothesis, a prediction the reference. */
  private double sodaSum(Video video) {
    List<Caption> predictions = video.predictions();
    int[] column =
        IntStream.range(0, predictions.size())
            .boxed()
            .sorted(Comparator.comparing(String::valueOf))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] previous = new double[column.length];
    for (Caption truth : video.truths()) {
      double[] row = new double[column.length];
      for (int p = 0; p < column.length; p++) {
        MeteorSentence shifted = predictions.get(column[p]).reference();
        double cost =
            truth.iou(predictions.get(p)) * meteor.score(truth.hypothesis(), shifted).score();
        double left = p == 0 ? 0.0 : row[p - 1];
        double diagonal = p == 0 ? 0.0 : previous[p - 1];
        row[p] = Math.max(Math.max(previous[p], left), diagonal + cost);
      }
      previous = row;
    }
    return Arrays.stream(previous).max().orElse(0.0);
  }
}
