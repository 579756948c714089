package org.seq2time.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Saliency;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;

/** Questions and answers with the sizes of the real benchmarks, the same for every run. */
final class SyntheticBenchmarks {

  /** Queries in Charades-STA's test split. */
  static final int CHARADES_QUERIES = 3_720;

  /** Queries in QVHighlights' validation split. */
  static final int QVHIGHLIGHTS_QUERIES = 1_550;

  private static final double CLIP_VIDEO_SECONDS = 150;
  private static final int WINDOWS = 10;

  private SyntheticBenchmarks() {}

  static List<GroundingSample> groundingSamples() {
    SplittableRandom random = new SplittableRandom(1);
    List<GroundingSample> samples = new ArrayList<>();
    for (int i = 0; i < CHARADES_QUERIES; i++) {
      samples.add(
          new GroundingSample(
              Integer.toString(i), "v" + i / 3, OptionalDouble.of(30), "q", window(random, 30)));
    }
    return samples;
  }

  static List<Answer<List<Segment>>> groundingAnswers() {
    SplittableRandom random = new SplittableRandom(2);
    List<Answer<List<Segment>>> answers = new ArrayList<>();
    for (int i = 0; i < CHARADES_QUERIES; i++) {
      answers.add(Answer.parsed(List.of(window(random, 30))));
    }
    return answers;
  }

  static List<HighlightSample> highlightSamples() {
    SplittableRandom random = new SplittableRandom(3);
    List<HighlightSample> samples = new ArrayList<>();
    int clips = Saliency.clipsIn(CLIP_VIDEO_SECONDS);
    for (int i = 0; i < QVHIGHLIGHTS_QUERIES; i++) {
      List<Integer> relevant = new ArrayList<>();
      List<List<Integer>> scores = new ArrayList<>();
      int first = random.nextInt(clips / 2);
      for (int clip = first; clip < first + 5 + random.nextInt(clips / 3); clip++) {
        relevant.add(clip);
        scores.add(List.of(random.nextInt(5), random.nextInt(5), random.nextInt(5)));
      }
      samples.add(
          new HighlightSample(
              Integer.toString(i),
              "v" + i,
              OptionalDouble.of(CLIP_VIDEO_SECONDS),
              "q",
              List.of(window(random, CLIP_VIDEO_SECONDS), window(random, CLIP_VIDEO_SECONDS)),
              Saliency.of(clips, relevant, scores)));
    }
    return samples;
  }

  static List<Answer<HighlightPrediction>> highlightAnswers() {
    SplittableRandom random = new SplittableRandom(4);
    List<Answer<HighlightPrediction>> answers = new ArrayList<>();
    for (int i = 0; i < QVHIGHLIGHTS_QUERIES; i++) {
      List<ScoredWindow> windows = new ArrayList<>();
      for (int w = 0; w < WINDOWS; w++) {
        windows.add(new ScoredWindow(window(random, CLIP_VIDEO_SECONDS), random.nextDouble()));
      }
      double[] saliency = new double[Saliency.clipsIn(CLIP_VIDEO_SECONDS)];
      for (int clip = 0; clip < saliency.length; clip++) {
        saliency[clip] = random.nextDouble();
      }
      answers.add(Answer.parsed(HighlightPrediction.of(windows, saliency)));
    }
    return answers;
  }

  private static Segment window(SplittableRandom random, double seconds) {
    double start = 2 * random.nextInt((int) seconds / 2 - 2);
    return new Segment(start, Math.min(seconds, start + 2 + 2 * random.nextInt(20)));
  }
}
