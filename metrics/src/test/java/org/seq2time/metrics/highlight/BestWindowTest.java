package org.seq2time.metrics.highlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Segment;

class BestWindowTest {

  private static final List<Segment> TRUTHS =
      List.of(new Segment(0, 10), new Segment(20, 40), new Segment(20, 40));

  @Test
  void theTrueWindowOfHighestUnionIsTakenTheFirstOfEquals() {
    assertThat(BestWindow.of(new Segment(20, 30), TRUTHS)).isEqualTo(new BestWindow(1, 0.5));
    assertThat(BestWindow.of(new Segment(5, 10), TRUTHS)).isEqualTo(new BestWindow(0, 0.5));
  }

  @Test
  void withoutAnyOverlapItIsTheFirst() {
    assertThat(BestWindow.of(new Segment(50, 60), TRUTHS)).isEqualTo(new BestWindow(0, 0));
  }

  @Test
  void anUnionThatIsNoNumberIsTheHighest() {
    // Reversed [40, 20] against [20, 40]: lengths -20 and 20, union 0.
    assertThat(BestWindow.of(new Segment(40, 20), TRUTHS)).isEqualTo(new BestWindow(1, 0));
    // The first true window makes it not a number: nothing after it can be higher.
    assertThat(BestWindow.of(new Segment(10, 0), TRUTHS)).isEqualTo(new BestWindow(0, 0));
  }

  @Test
  void theHullIsWhatIsMeasured() {
    // Reversed [12, 8]: intersection with [0, 10] is max(0, 8 - 12) = 0.
    assertThat(BestWindow.of(new Segment(12, 8), TRUTHS).iou()).isZero();
    assertThat(BestWindow.of(new Segment(0, 20), TRUTHS)).isEqualTo(new BestWindow(0, 0.5));
  }
}
