package org.seq2time.datasets.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTokensTest {

  private final PositionTokens tokens = new PositionTokens();

  /** The paper's example. */
  @Test
  void seventhImageOfNinetySix() {
    assertThat(tokens.encode(7, 96)).isEqualTo("<0><7><2><9>");
    assertThat(tokens.decode("<0><7><2><9>", 96)).isEqualTo(0.0729 * 96);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 96, <0><0><0><0>",
    "96, 96, <9><9><9><9>",
    "95.9999, 96, <9><9><9><9>",
    "95, 96, <9><8><9><6>",
    // 2 / 64 = 0.03125 is a tie of binary fractions
    "2, 64, <0><3><1><3>",
    // 0.01005 is a tie in decimal digits and just below one in doubles
    "1.005, 100, <0><1><0><1>",
    "1.0049999, 100, <0><1><0><0>",
    // a tie after more than six decimals: 0.00125 of 0.1 * 10^-6 steps
    "0.000000125, 0.001, <0><0><0><1>",
    "0.000000125, 0.0025, <0><0><0><1>",
    "0.00000012499, 0.0025, <0><0><0><0>",
  })
  void roundsHalfUpOnTheDecimalQuotient(double value, double length, String expected) {
    assertThat(tokens.encode(value, length)).isEqualTo(expected);
  }

  @Test
  void everyIndexOfARowIsFoundAgain() {
    for (int length = 1; length <= 4_000; length++) {
      for (int index = 0; index < length; index += 1 + length / 50) {
        double decoded = tokens.decode(tokens.encode(index, length), length);
        assertThat(Math.round(decoded)).as("%d of %d", index, length).isEqualTo(index);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 96, the position is not a number",
    "-1, 96, the position -1.0 is negative",
    "96.5, 96, 'the position 96.5 is beyond the end, 96.0'",
    "0, 0, the length 0.0 is not positive",
    "0, -3, the length -3.0 is not positive",
    "0, NaN, the length is not a number",
    "0, Infinity, the length Infinity exceeds 1000000000",
  })
  void saysWhatCannotBeAPosition(double value, double length, String message) {
    for (String key : TimeRepresentation.keys()) {
      assertThatIllegalArgumentException()
          .as(key)
          .isThrownBy(() -> TimeRepresentation.of(key).encode(value, length))
          .withMessage(message);
    }
  }

  @Test
  void findsPositionsInText() {
    String text = "from <0><7><2><9> to <1><0><0><0><5> or <1><2><3> and <9><9><9><9>";
    int first = tokens.find(text, 0);
    int second = tokens.find(text, first + tokens.width());
    int third = tokens.find(text, second + tokens.width());
    assertThat(IntStream.of(first, second, third).map(at -> tokens.codeAt(text, at)))
        .containsExactly(729, 1000, 9999);
    assertThat(tokens.find(text, third + 1)).isEqualTo(-1);
    assertThat(tokens.find("<0><7", 0)).isEqualTo(-1);
    assertThat(tokens.find("", 0)).isEqualTo(-1);
  }

  @Test
  void anyNumberOfDigitsUpToSix() {
    assertThat(new PositionTokens(1).encode(7, 96)).isEqualTo("<1>");
    assertThat(new PositionTokens(6).encode(7, 96)).isEqualTo("<0><7><2><9><1><7>");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PositionTokens(7))
        .withMessage("7 digits per position, expected 1 to 6");
  }

  @ParameterizedTest
  @CsvSource({
    "<0><7><2>",
    "<0><7><2><9><1>",
    "0729",
    "<0><7><2><x>",
    "''",
    "' <0><7><2><9>'",
  })
  void refusesOtherText(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokens.decode(text, 96))
        .withMessageContaining("is not a position of 4 tokens <0> to <9>");
  }
}
