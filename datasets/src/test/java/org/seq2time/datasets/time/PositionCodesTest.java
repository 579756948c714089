package org.seq2time.datasets.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIndexOutOfBoundsException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PositionCodesTest {

  private final PositionCodes codes = new PositionTokens().codes();
  private final DigitVocabulary vocabulary = DigitVocabulary.startingAt(32_000);

  @Test
  void arraysAgreeWithText() {
    SplittableRandom random = new SplittableRandom(7);
    double[] seconds = random.doubles(1_000, 0, 127.3).toArray();
    int[] encoded = new int[seconds.length];
    double[] decoded = new double[seconds.length];
    codes.encode(seconds, 127.3, encoded);
    codes.decode(encoded, 127.3, decoded);
    PositionTokens tokens = new PositionTokens();
    for (int i = 0; i < seconds.length; i++) {
      String text = tokens.encode(seconds[i], 127.3);
      assertThat(encoded[i]).isEqualTo(tokens.codeAt(text, 0));
      assertThat(decoded[i]).isEqualTo(tokens.decode(text, 127.3));
    }
  }

  @Test
  void idsAndBack() {
    int[] ids = new int[12];
    codes.toIds(new int[] {729, 0, 9999}, vocabulary, ids);
    assertThat(ids)
        .containsExactly(
            32_000, 32_007, 32_002, 32_009, 32_000, 32_000, 32_000, 32_000, 32_009, 32_009, 32_009,
            32_009);
    int[] found = new int[3];
    assertThat(codes.fromIds(ids, ids.length, vocabulary, found)).isEqualTo(3);
    assertThat(found).containsExactly(729, 0, 9999);
  }

  @Test
  void otherIdsSeparatePositions() {
    int other = 15;
    int[] ids = {
      other, 32_001, 32_002, other, 32_001, 32_002, 32_003, 32_004, 32_005, other, 32_009
    };
    int[] found = new int[2];
    assertThat(codes.fromIds(ids, ids.length, vocabulary, found)).isEqualTo(1);
    assertThat(found[0]).isEqualTo(1234);
  }

  @Test
  void scatteredVocabulary() {
    DigitVocabulary scattered = DigitVocabulary.of(5, 9, 1, 100, 7, 8, 2, 33, 44, 0);
    for (int digit = 0; digit < 10; digit++) {
      assertThat(scattered.digit(scattered.id(digit))).isEqualTo(digit);
    }
    assertThat(scattered.digit(3)).isEqualTo(-1);
    assertThat(vocabulary.digit(32_010)).isEqualTo(-1);
    assertThat(vocabulary.digit(31_999)).isEqualTo(-1);
  }

  @Test
  void aVocabularyNeedsTenDifferentIds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitVocabulary.of(1, 2, 3))
        .withMessage("the digit tokens need ten different ids, not [1, 2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitVocabulary.of(1, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertThatIllegalArgumentException().isThrownBy(() -> DigitVocabulary.startingAt(-1));
  }

  @Test
  void errorsNameTheElement() {
    int[] target = new int[3];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codes.encode(new double[] {1, 2, 11}, 10, target))
        .withMessage("element 2: the position 11.0 is beyond the end, 10.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codes.encode(new double[] {1, Double.NaN}, 10, target))
        .withMessage("element 1: the position is not a number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codes.decode(new int[] {10_000}, 10, new double[1]))
        .withMessage("the code 10000 is not in 0 to 9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codes.toIds(new int[] {-1}, vocabulary, new int[4]))
        .withMessage("the code -1 is not in 0 to 9999");
    assertThatIndexOutOfBoundsException().isThrownBy(() -> codes.encode(new double[4], 10, target));
  }
}
