package org.seq2time.harness.answer.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Numbers are the nearest doubles, as if read by Java. */
class DigitsTest {

  @Test
  void decimalsAreTheNearestDoubles() {
    long seed = 5;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100_000; i++) {
      String whole = digits(random, random.nextInt(1, 10));
      String decimals = digits(random, random.nextInt(1, 10));
      String text = whole + "." + decimals + " s";
      int end = whole.length() + 1 + decimals.length();
      assertThat(Digits.decimal(text, 0, whole.length(), end))
          .as("%s, seed %d", text, seed)
          .isEqualTo(Double.parseDouble(whole + "." + decimals));
    }
  }

  @Test
  void digitsBehindTheNinthAreLeftOut() {
    String text = "999999999.9999999999";
    assertThat(Digits.decimal(text, 0, 9, text.length()))
        .isEqualTo(Double.parseDouble("999999999.999999999"));
    assertThat(Digits.decimal("1234567890.5", 0, 10, 12)).as("too long").isNegative();
  }

  @Test
  void digitsOfOtherScriptsCount() {
    assertThat(Digits.decimal("१२.५", 0, 2, 4)).isEqualTo(12.5);
    assertThat(Digits.decimal("7", 0, 1, 1)).isEqualTo(7);
  }

  private static String digits(SplittableRandom random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }
}
