package org.seq2time.metrics.iou;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.datasets.Segment;

class IouTest {

  private static final Segment TEN_TO_TWENTY = new Segment(10, 20);

  @Test
  void segmentsThatOverlapHaveIntersectionOverUnion() {
    Segment other = new Segment(15, 30);
    assertThat(Iou.HULL.of(TEN_TO_TWENTY, other)).isEqualTo(0.25);
    assertThat(Iou.UNION.of(TEN_TO_TWENTY, other)).isEqualTo(0.25);
    assertThat(Iou.ORDERED.of(TEN_TO_TWENTY, other)).isEqualTo(5 / (20 + 1e-8));
  }

  @ParameterizedTest
  @EnumSource
  void segmentsApartScoreZero(Iou iou) {
    assertThat(iou.of(TEN_TO_TWENTY, new Segment(20, 30))).isZero();
    assertThat(iou.of(TEN_TO_TWENTY, new Segment(25, 30))).isZero();
  }

  @Test
  void theEpsilonKeepsAnExactThresholdBelowIt() {
    // 3 of 10 seconds: 0.3 in the other definitions, just below it here.
    Segment three = new Segment(10, 13);
    assertThat(Iou.HULL.of(TEN_TO_TWENTY, three)).isEqualTo(0.3);
    assertThat(Iou.UNION.of(TEN_TO_TWENTY, three)).isEqualTo(0.3);
    assertThat(Iou.ORDERED.of(TEN_TO_TWENTY, three)).isLessThan(0.3).isEqualTo(3 / (10 + 1e-8));
  }

  @Test
  void theEpsilonMakesTwoPointsScoreZeroInsteadOfNothing() {
    Segment point = new Segment(5, 5);
    assertThat(Iou.ORDERED.of(point, point)).isZero();
    assertThat(Iou.HULL.of(point, point)).isZero();
    assertThat(Iou.UNION.of(point, point)).isNaN();
  }

  @Test
  void aReversedSegmentIsPutInOrderByOrderedAlone() {
    Segment reversed = new Segment(20, 10);
    assertThat(Iou.ORDERED.of(reversed, TEN_TO_TWENTY)).isEqualTo(10 / (10 + 1e-8));
    assertThat(Iou.HULL.of(reversed, TEN_TO_TWENTY)).isZero();
    // Length -10 and 10: the union is zero, and 0/0 is no number.
    assertThat(Iou.UNION.of(reversed, TEN_TO_TWENTY)).isNaN();
  }

  @Test
  void unionOfAReversedSegmentThatDoesNotCancelIsZero() {
    assertThat(Iou.UNION.of(new Segment(18, 12), TEN_TO_TWENTY)).isZero();
  }

  @Test
  void orderedTakesTheSumOfLengthsWhereTheHullIsLonger() {
    // The hull spans the gap; it only matters for segments apart, whose intersection is 0.
    assertThat(Iou.ORDERED.of(new Segment(0, 1), new Segment(100, 101))).isZero();
  }

  @Test
  void keysAreWhatSignaturesSay() {
    assertThat(Iou.HULL.key()).isEqualTo("hull");
    assertThat(Iou.UNION.key()).isEqualTo("union");
    assertThat(Iou.ORDERED.key()).isEqualTo("union+1e-8");
  }

  @ParameterizedTest
  @EnumSource
  void isSymmetricAndBetweenZeroAndOneForSegmentsInOrder(Iou iou) {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 10_000; i++) {
      Segment a = segment(random);
      Segment b = segment(random);
      double value = iou.of(a, b);
      assertThat(value).isBetween(0.0, 1.0).isEqualTo(iou.of(b, a));
      assertThat(iou.of(a, a)).isBetween(1 - 1e-6, 1.0);
    }
  }

  @Test
  void definitionsAgreeOnSegmentsInOrderThatOverlap() {
    SplittableRandom random = new SplittableRandom(12);
    int overlapping = 0;
    for (int i = 0; i < 10_000; i++) {
      Segment a = segment(random);
      Segment b = segment(random);
      double hull = Iou.HULL.of(a, b);
      if (hull > 0) {
        overlapping++;
        assertThat(Iou.UNION.of(a, b)).isCloseTo(hull, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(Iou.ORDERED.of(a, b)).isCloseTo(hull, org.assertj.core.data.Offset.offset(1e-6));
      }
    }
    assertThat(overlapping).isGreaterThan(1000);
  }

  private static Segment segment(SplittableRandom random) {
    double start = random.nextDouble(100);
    return new Segment(start, start + 0.1 + random.nextDouble(50));
  }
}
