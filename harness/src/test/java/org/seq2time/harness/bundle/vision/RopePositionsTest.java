package org.seq2time.harness.bundle.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.harness.bundle.vision.RopePositions.Grid;
import org.seq2time.harness.bundle.vision.RopePositions.TimeAxis;

class RopePositionsTest {

  private static final int IMAGE = 8;
  private static final int VIDEO = 9;

  private static RopePositions rule(TimeAxis axis) {
    return new RopePositions(IMAGE, VIDEO, 2, 2, axis);
  }

  @Test
  void textCountsUpAndAVideoCountsItsGrid() {
    int[] ids = {1, 2, VIDEO, VIDEO, VIDEO, VIDEO, 3};
    List<Grid> grid = List.of(new Grid(2, 2, 4, 1.0));
    assertThat(rule(TimeAxis.WHOLE_SECONDS).of(ids, List.of(), grid))
        .isDeepEqualTo(
            new int[][] {
              {0, 1, 2, 2, 4, 4, 5},
              {0, 1, 2, 2, 2, 2, 5},
              {0, 1, 2, 3, 2, 3, 5}
            });
    assertThat(rule(TimeAxis.STEPS).of(ids, List.of(), grid)[0])
        .containsExactly(0, 1, 2, 2, 3, 3, 4);
  }

  @Test
  void stepsUnderASecondAreAtOneTimeWhereSecondsAreCut() {
    int[] ids = {VIDEO, VIDEO, VIDEO, 1};
    List<Grid> grid = List.of(new Grid(3, 2, 2, 0.5));
    assertThat(rule(TimeAxis.WHOLE_SECONDS).of(ids, List.of(), grid)[0])
        .containsExactly(0, 0, 0, 1);
    assertThat(rule(TimeAxis.SECONDS).of(ids, List.of(), grid)[0]).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aWideGridSetsWhereTextGoesOn() {
    int[] ids = {IMAGE, IMAGE, IMAGE, 1};
    assertThat(rule(TimeAxis.STEPS).of(ids, List.of(new Grid(1, 2, 6, 0)), List.of()))
        .isDeepEqualTo(new int[][] {{0, 0, 0, 3}, {0, 0, 0, 3}, {0, 1, 2, 3}});
  }

  @Test
  void visualTokensAndGridsMustMatch() {
    List<Grid> grid = List.of(new Grid(1, 2, 4, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(TimeAxis.STEPS).of(new int[] {VIDEO, 1}, List.of(), grid))
        .withMessageContaining("1 visual tokens in a row, its grid has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(TimeAxis.STEPS).of(new int[] {VIDEO}, List.of(), List.of()))
        .withMessageContaining("more visual tokens");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(TimeAxis.STEPS).of(new int[] {1}, List.of(), grid))
        .withMessageContaining("fewer visual tokens");
  }
}
