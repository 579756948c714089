package org.seq2time.datasets;

import java.util.List;

/**
 * How relevant each clip of a video is to a query, by each rater: {@code [clips, raters]}, 0 (not
 * relevant, or very bad) to 4 (very good).
 *
 * <p>Clips are {@value #CLIP_LENGTH_SECONDS} s long; a video has {@code floor(duration / 2)} of
 * them. Source: QVHighlights (Lei et al., 2021), annotation files of its release.
 */
public final class Saliency {

  /** Length of a clip in seconds. */
  public static final double CLIP_LENGTH_SECONDS = 2.0;

  /** Raters per clip. */
  public static final int RATERS = 3;

  /** The highest score. */
  public static final int MAX_SCORE = 4;

  private final int clips;
  private final byte[] scores;

  private Saliency(int clips, byte[] scores) {
    this.clips = clips;
    this.scores = scores;
  }

  /** Number of whole clips in a video of this length. */
  public static int clipsIn(double durationSeconds) {
    return (int) (durationSeconds / CLIP_LENGTH_SECONDS);
  }

  /**
   * Spreads the scores of the relevant clips over the whole video; all others are 0.
   *
   * @param clips number of clips in the video
   * @param relevantClips indices of the scored clips, each in {@code [0, clips)} and once
   * @param clipScores for each of them {@link #RATERS} scores in {@code [0, MAX_SCORE]}
   * @throws IllegalArgumentException if the lists differ in length or a value is out of range
   */
  public static Saliency of(
      int clips, List<Integer> relevantClips, List<List<Integer>> clipScores) {
    if (relevantClips.size() != clipScores.size()) {
      throw new IllegalArgumentException(
          relevantClips.size() + " relevant clips but " + clipScores.size() + " saliency scores");
    }
    byte[] scores = new byte[clips * RATERS];
    boolean[] seen = new boolean[clips];
    for (int i = 0; i < relevantClips.size(); i++) {
      int clip = relevantClips.get(i);
      if (clip < 0 || clip >= clips) {
        throw new IllegalArgumentException(
            "relevant clip " + clip + " is outside the video's " + clips + " clips");
      }
      if (seen[clip]) {
        throw new IllegalArgumentException("relevant clip " + clip + " is listed twice");
      }
      seen[clip] = true;
      List<Integer> raters = clipScores.get(i);
      if (raters.size() != RATERS) {
        throw new IllegalArgumentException(
            "clip " + clip + " has " + raters.size() + " raters, expected " + RATERS);
      }
      for (int rater = 0; rater < RATERS; rater++) {
        int score = raters.get(rater);
        if (score < 0 || score > MAX_SCORE) {
          throw new IllegalArgumentException(
              "saliency " + score + " of clip " + clip + " is outside 0.." + MAX_SCORE);
        }
        scores[clip * RATERS + rater] = (byte) score;
      }
    }
    return new Saliency(clips, scores);
  }

  /** Number of clips. */
  public int clips() {
    return clips;
  }

  /** One rater's score of one clip. */
  public int score(int clip, int rater) {
    return scores[clip * RATERS + rater];
  }
}
