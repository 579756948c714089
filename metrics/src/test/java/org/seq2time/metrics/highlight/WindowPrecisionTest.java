package org.seq2time.metrics.highlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;

class WindowPrecisionTest {

  private static ScoredWindow window(double start, double end, double score) {
    return new ScoredWindow(new Segment(start, end), score);
  }

  private static double ap(List<ScoredWindow> predicted, Segment... truths) {
    return new WindowPrecision(predicted, List.of(truths)).at(new double[] {0.5})[0];
  }

  @Test
  void windowsAreRankedByScore() {
    List<ScoredWindow> predicted = List.of(window(90, 100, 0.1), window(10, 20, 0.9));
    assertThat(ap(predicted, new Segment(10, 20))).isEqualTo(1);
  }

  @Test
  void eachTrueWindowIsFoundOnce() {
    List<ScoredWindow> predicted = List.of(window(10, 20, 0.9), window(10, 20, 0.8));
    assertThat(ap(predicted, new Segment(10, 20), new Segment(50, 60))).isEqualTo(0.5);
  }

  @Test
  void onlyTenWindowsInFileOrderCount() {
    List<ScoredWindow> predicted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      predicted.add(window(100 + i, 120, 0.1));
    }
    predicted.add(window(10, 20, 0.9));
    assertThat(ap(predicted, new Segment(10, 20))).isZero();
  }

  @Test
  void lastOfEquallyGoodTrueWindowsIsTaken() {
    // Both overlap the first prediction by 2/3; it takes the later one and leaves the earlier one,
    // which the second prediction matches.
    Segment early = new Segment(0, 10);
    Segment late = new Segment(4, 14);
    List<ScoredWindow> predicted = List.of(window(2, 12, 0.9), window(0, 10, 0.8));
    assertThat(ap(predicted, early, late)).isEqualTo(1);
    assertThat(ap(predicted, late, early)).isEqualTo(0.5);
  }

  @Test
  void zeroUnionCountsAsAMatch() {
    // [15, 10] has length -5, the true window 5: the union is zero.
    assertThat(ap(List.of(window(15, 10, 0.9)), new Segment(20, 25))).isEqualTo(1);
  }
}
