package org.seq2time.metrics.highlight;

import java.util.Arrays;

/**
 * Average precision of clip scores against a binary truth, as the QVHighlights evaluation has it:
 * the mean, over the distinct recall levels above 0, of the highest precision at that recall or
 * more.
 *
 * <p>Quirk kept: the mean is over recall levels and not weighted by recall steps, so clips with
 * tied scores make the list shorter. A truth without positives gives 0, one without negatives 1.
 */
public final class AveragePrecision {

  /** For each clip the rank of its score among the distinct scores, lowest first. */
  private final int[] rankOfClip;

  private final int ranks;

  private AveragePrecision(int[] rankOfClip, int ranks) {
    this.rankOfClip = rankOfClip;
    this.ranks = ranks;
  }

  /**
   * Ranks the clips once, for any number of truths.
   *
   * @param scores predicted scores, finite; further clips are cut off, missing ones score 0
   * @param clips number of clips in the video
   */
  public static AveragePrecision of(double[] scores, int clips) {
    double[] padded = Arrays.copyOf(scores, clips);
    for (int i = 0; i < clips; i++) {
      padded[i] += 0.0; // -0.0 and 0.0 are one score.
    }
    double[] distinct = padded.clone();
    Arrays.sort(distinct);
    int count = 0;
    for (double score : distinct) {
      if (count == 0 || score != distinct[count - 1]) {
        distinct[count++] = score;
      }
    }
    int[] ranks = new int[clips];
    for (int i = 0; i < clips; i++) {
      ranks[i] = Arrays.binarySearch(distinct, 0, count, padded[i]);
    }
    return new AveragePrecision(ranks, count);
  }

  /**
   * The average precision against one truth.
   *
   * @param positive for each clip whether it is a highlight
   * @return in [0, 1]
   */
  public double against(boolean[] positive) {
    int clips = rankOfClip.length;
    int[] positives = new int[ranks];
    int[] members = new int[ranks];
    int allPositives = 0;
    for (int i = 0; i < clips; i++) {
      members[rankOfClip[i]]++;
      if (positive[i]) {
        positives[rankOfClip[i]]++;
        allPositives++;
      }
    }
    if (allPositives == 0 || allPositives == clips) {
      return allPositives == 0 ? 0 : 1;
    }
    double highest = 0;
    double sum = 0;
    int levels = 0;
    int found = allPositives;
    int selected = clips;
    // From the lowest threshold, where all clips are selected, upwards.
    for (int rank = 0; rank < ranks && found > 0; rank++) {
      highest = Math.max(highest, (double) found / selected);
      if (positives[rank] > 0) {
        sum += highest;
        levels++;
      }
      found -= positives[rank];
      selected -= members[rank];
    }
    return sum / levels;
  }
}
