package org.seq2time.metrics.caption.meteor;

import java.util.Arrays;
import java.util.Locale;
import org.seq2time.metrics.caption.meteor.Alignment.Link;

/**
 * The counts from which METEOR computes a score: {@value #LENGTH} integers, in METEOR's own order.
 *
 * <ol start="0">
 *   <li>to 3: words of hypothesis and reference, function words of hypothesis and reference
 *   <li value="4">to 19: for each of the stages exact, stem, synonym, paraphrase the matched
 *                 content words of hypothesis and reference and the matched function words of both
 *   <li value="20">chunks; 21 and 22: matched words of hypothesis and reference
 * </ol>
 *
 * <p>A corpus score is {@link #score(double[])} of the sum of {@link #addTo} over its segments,
 * with any weights. Source: METEOR 1.5, Denkowski and Lavie (2014).
 */
public final class MeteorStatistics {
  /** Key of {@link #score(double[])} as a fold in files. */
  public static final String FOLD = "meteor-1.5";

  /** Number of counts. */
  public static final int LENGTH = 23;

  private static final double ALPHA = 0.85;
  private static final double BETA = 0.2;
  private static final double GAMMA = 0.6;
  private static final double DELTA = 0.75;
  private static final double[] STAGE_WEIGHTS = {1.0, 0.6, 0.8, 0.6};

  private static final int FIRST_STAGE = 4;
  private static final int CHUNKS = 20;
  private static final int HYPOTHESIS_MATCHES = 21;
  private static final int REFERENCE_MATCHES = 22;

  private final int[] counts;

  private MeteorStatistics(int[] counts) {
    this.counts = counts;
  }

  static MeteorStatistics of(MatchCandidates candidates) {
    MeteorSentence hypothesis = candidates.hypothesis;
    MeteorSentence reference = candidates.reference;
    int[] counts = new int[LENGTH];
    counts[0] = hypothesis.length();
    counts[1] = reference.length();
    counts[2] = hypothesis.functionWordCount;
    counts[3] = reference.functionWordCount;
    Alignment.Result alignment = Alignment.of(candidates);
    for (Link link = alignment.matches(); link != null; link = link.previous()) {
      int match = link.match();
      int hypLength = candidates.hypothesisLength(match);
      int refLength = candidates.referenceLength(match);
      int hypFunction = hypothesis.functionWords(candidates.hypothesisStart(match), hypLength);
      int refFunction = reference.functionWords(link.referenceStart(), refLength);
      int stage = FIRST_STAGE + 4 * candidates.stage(match);
      counts[stage] += hypLength - hypFunction;
      counts[stage + 1] += refLength - refFunction;
      counts[stage + 2] += hypFunction;
      counts[stage + 3] += refFunction;
      counts[HYPOTHESIS_MATCHES] += hypLength;
      counts[REFERENCE_MATCHES] += refLength;
    }
    counts[CHUNKS] = alignment.chunks();
    return new MeteorStatistics(counts);
  }

  /** Returns the segment's score, in [0, 1]. */
  public double score() {
    double[] row = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      row[i] = counts[i];
    }
    return score(row);
  }

  /** Returns a copy of the {@value #LENGTH} counts. */
  public int[] counts() {
    return counts.clone();
  }

  /**
   * Adds this segment's counts, each times {@code weight}, to a row of sums. As in the reference,
   * the chunk of a segment that is matched whole and in one chunk is not added.
   *
   * @param sums row of {@value #LENGTH} sums, written
   * @param weight how often the segment counts, such as its number of draws in a resample
   */
  public void addTo(double[] sums, double weight) {
    for (int i = 0; i < LENGTH; i++) {
      if (i != CHUNKS || !isPerfect()) {
        sums[i] += weight * counts[i];
      }
    }
  }

  private boolean isPerfect() {
    return counts[CHUNKS] == 1
        && counts[HYPOTHESIS_MATCHES] == counts[0]
        && counts[REFERENCE_MATCHES] == counts[1];
  }

  /**
   * Returns METEOR's score of a row of counts or of sums of them: {@code Fmean (1 - 0.6 frag^0.2)}
   * with {@code Fmean = 1 / (0.15 / P + 0.85 / R)}; content words weigh 0.75 and function words
   * 0.25, matches of the four stages 1, 0.6, 0.8 and 0.6; {@code frag} is chunks per matched word.
   * Without matches the score is 0.
   *
   * @param sums {@value #LENGTH} counts in the order above
   * @throws IllegalArgumentException if the row has another length
   */
  public static double score(double[] sums) {
    if (sums.length != LENGTH) {
      throw new IllegalArgumentException(
          "a row of METEOR counts holds " + LENGTH + " numbers, not " + sums.length);
    }
    double precision = weightedMatches(sums, 0) / weightedLength(sums, 0);
    double recall = weightedMatches(sums, 1) / weightedLength(sums, 1);
    double mean = 1.0 / ((1.0 - ALPHA) / precision + ALPHA / recall);
    double score = mean * (1.0 - GAMMA * Math.pow(fragmentation(sums), BETA));
    return score > 0.0 ? score : 0.0;
  }

  private static double weightedLength(double[] sums, int side) {
    double functionWords = sums[2 + side];
    return DELTA * (sums[side] - functionWords) + (1.0 - DELTA) * functionWords;
  }

  private static double weightedMatches(double[] sums, int side) {
    double matches = 0.0;
    for (int stage = 0; stage < STAGE_WEIGHTS.length; stage++) {
      int at = FIRST_STAGE + 4 * stage + side;
      matches += STAGE_WEIGHTS[stage] * (DELTA * sums[at] + (1.0 - DELTA) * sums[at + 2]);
    }
    return matches;
  }

  private static double fragmentation(double[] sums) {
    double hypothesisMatches = sums[HYPOTHESIS_MATCHES];
    double referenceMatches = sums[REFERENCE_MATCHES];
    boolean whole = hypothesisMatches == sums[0] && referenceMatches == sums[1];
    return whole && sums[CHUNKS] == 1.0
        ? 0.0
        : sums[CHUNKS] / ((hypothesisMatches + referenceMatches) / 2.0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeteorStatistics statistics && Arrays.equals(counts, statistics.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "METEOR %.4f %s", score(), Arrays.toString(counts));
  }
}
