package org.seq2time.metrics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;

class OverlapTest {

  private static List<Event> events(double... times) {
    Event[] events = new Event[times.length / 2];
    Arrays.setAll(
        events, i -> new Event(new Segment(times[2 * i], times[2 * i + 1]), "caption " + i));
    return List.of(events);
  }

  @Test
  void rowsAreTruthsAndColumnsPredictions() {
    Overlap overlap = new Overlap(events(0, 10, 20, 30), events(0, 10, 5, 15, 20, 25));
    assertThat(overlap.iou(0, 0)).isCloseTo(1, within(1e-8));
    assertThat(overlap.iou(0, 1)).isCloseTo(5.0 / 15, within(1e-8));
    assertThat(overlap.iou(0, 2)).isZero();
    assertThat(overlap.iou(1, 0)).isZero();
    assertThat(overlap.iou(1, 2)).isCloseTo(0.5, within(1e-8));
  }

  @Test
  void severalPredictionsMayCoverOneTruthAndAllOfThemAreCorrect() {
    Overlap overlap = new Overlap(events(0, 10, 20, 30), events(0, 10, 0, 9, 50, 60));
    assertThat(overlap.precision(0.5)).isEqualTo(2.0 / 3);
    assertThat(overlap.recall(0.5)).isEqualTo(0.5);
  }

  @Test
  void onePredictionMayCoverSeveralTruths() {
    Overlap overlap = new Overlap(events(0, 10, 0, 8), events(0, 10));
    assertThat(overlap.recall(0.7)).isEqualTo(1);
    assertThat(overlap.precision(0.7)).isEqualTo(1);
  }

  @Test
  void thresholdItselfIsNotReached() {
    Overlap overlap = new Overlap(events(0, 10), events(0, 10));
    double same = overlap.iou(0, 0);
    assertThat(overlap.recall(same)).isZero();
    assertThat(overlap.precision(same)).isZero();
    assertThat(overlap.recall(Math.nextDown(same))).isEqualTo(1);
    assertThat(overlap.precision(Math.nextDown(same))).isEqualTo(1);
  }

  @Test
  void exactOverlapOfThreeTenthsStaysBelowThreeTenths() {
    Overlap overlap = new Overlap(events(0, 10), events(0, 3));
    assertThat(overlap.iou(0, 0)).isLessThan(0.3).isCloseTo(0.3, within(1e-9));
    assertThat(overlap.recall(0.3)).isZero();
  }

  @Test
  void noPredictionIsPrecisionZeroAndNotNaN() {
    Overlap overlap = new Overlap(events(0, 10), List.of());
    assertThat(overlap.precision(0.3)).isZero();
    assertThat(overlap.recall(0.3)).isZero();
  }

  @Test
  void reversedSegmentsArePutInOrder() {
    Overlap straight = new Overlap(events(0, 10), events(2, 8));
    Overlap reversed = new Overlap(events(10, 0), events(8, 2));
    assertThat(reversed.iou(0, 0)).isEqualTo(straight.iou(0, 0)).isCloseTo(0.6, within(1e-8));
  }
}
