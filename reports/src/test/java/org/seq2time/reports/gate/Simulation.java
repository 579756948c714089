package org.seq2time.reports.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.seq2time.datasets.Outcome;
import org.seq2time.metrics.Direction;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedSamples;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

/**
 * Runs of an invented grounding system: every query's IoU depends on its video, on the query, and
 * on chance, which is drawn anew in each run. Some answers hold no time.
 */
final class Simulation {

  private static final double[] THRESHOLDS = {0.3, 0.5, 0.7};
  private static final double QUERIES_PER_VIDEO = 2.8;

  private final SplittableRandom random;
  private final double chance;
  private final double unparsed;
  private final double[] difficulty;
  private final List<String> ids = new ArrayList<>();
  private final List<String> videos = new ArrayList<>();

  /**
   * A benchmark.
   *
   * @param chance how much of an answer is drawn anew in each run: 0 for greedy decoding
   * @param unparsed share of answers in which no time is found
   */
  Simulation(int queries, double chance, double unparsed, long seed) {
    this.random = new SplittableRandom(seed);
    this.chance = chance;
    this.unparsed = unparsed;
    this.difficulty = new double[queries];
    String video = "";
    double ofVideo = 0;
    for (int i = 0; i < queries; i++) {
      if (i == 0 || random.nextDouble() < 1 / QUERIES_PER_VIDEO) {
        video = "video " + i;
        ofVideo = random.nextGaussian();
      }
      ids.add("query " + i);
      videos.add(video);
      difficulty[i] = 0.7 * ofVideo + 0.7 * random.nextGaussian() - 0.2;
    }
  }

  /** Values per score and query, and what was parsed. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Answers(Map<String, double[]> values, boolean[] parsed) {}

  /** A run's answers. */
  Answers draw() {
    int n = difficulty.length;
    double[] iou = new double[n];
    boolean[] parsed = new boolean[n];
    for (int i = 0; i < n; i++) {
      double skill = difficulty[i] + chance * random.nextGaussian();
      parsed[i] = random.nextDouble() >= unparsed;
      iou[i] = parsed[i] ? 1 / (1 + Math.exp(-1.3 * skill)) : 0;
    }
    return new Answers(scores(iou), parsed);
  }

  private static Map<String, double[]> scores(double[] iou) {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (double threshold : THRESHOLDS) {
      values.put("r1@" + threshold, Arrays.stream(iou).map(v -> v >= threshold ? 1 : 0).toArray());
    }
    values.put("miou", iou);
    return values;
  }

  /** The same answers, of which each loses this score alone with a probability. */
  Answers losing(Answers answers, String score, double probability) {
    Map<String, double[]> values = new LinkedHashMap<>(answers.values());
    values.computeIfPresent(
        score,
        (name, all) ->
            Arrays.stream(all).map(v -> random.nextDouble() < probability ? 0 : v).toArray());
    return new Answers(values, answers.parsed());
  }

  /** The same answers, of which each fails in all scores with a probability. */
  Answers failing(Answers answers, double probability) {
    boolean[] fails = new boolean[difficulty.length];
    Map<String, double[]> values = new LinkedHashMap<>();
    for (int i = 0; i < fails.length; i++) {
      fails[i] = random.nextDouble() < probability;
    }
    answers
        .values()
        .forEach(
            (name, all) -> {
              double[] left = all.clone();
              for (int i = 0; i < left.length; i++) {
                left[i] = fails[i] ? 0 : left[i];
              }
              values.put(name, left);
            });
    return new Answers(values, answers.parsed());
  }

  /** The answers as a run folder holds them. */
  RecordedRun run(String name, Answers answers) {
    List<RecordedScore> scores = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    int parsed = 0;
    for (boolean each : answers.parsed()) {
      outcomes.add(each ? Outcome.PARSED : Outcome.NO_TIME_FOUND);
      parsed += each ? 1 : 0;
    }
    answers
        .values()
        .forEach(
            (score, values) ->
                scores.add(
                    new RecordedScore(
                        score,
                        OptionalDouble.of(Arrays.stream(values).sum() / values.length),
                        Optional.empty(),
                        Direction.HIGHER_IS_BETTER,
                        true,
                        score + "|v:1")));
    return new RecordedRun(
        name,
        new RecordedScores("charades-sta", ids.size(), (double) parsed / ids.size(), scores),
        Optional.of(new RecordedSamples(ids, videos, outcomes, answers.values(), Map.of())),
        Optional.empty());
  }
}
