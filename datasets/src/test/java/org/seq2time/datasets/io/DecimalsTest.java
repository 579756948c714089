package org.seq2time.datasets.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @Test
  void decimalsAreRead() {
    assertThat(Decimals.parse("24.3")).hasValue(24.3);
    assertThat(Decimals.parse("-.5e1")).hasValue(-5);
    assertThat(Decimals.parse("+7.")).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "1d", "1f", "0x1p3", "NaN", "Infinity", "1e999", "1,5", " 1", "1e"})
  void everythingElseIsNot(String text) {
    assertThat(Decimals.parse(text)).isEmpty();
  }

  @Test
  void endlessDigitsAreNot() {
    assertThat(Decimals.parse("1".repeat(101))).isEmpty();
  }
}
