package org.seq2time.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.metrics.Interval;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "0.5, 50.00",
    "1, 100.00",
    "0.12345, 12.35",
    "0.12344, 12.34",
    "-0.12345, -12.35",
    "0.00005, 0.01",
    "0.00004, 0.00",
    "10, 1000.00",
    "1e-12, 0.00",
    "123456.789, 12345678.90",
  })
  void percentIsHundredfoldRoundedHalfUp(double value, String text) {
    assertThat(Numbers.percent(value)).isEqualTo(text);
  }

  @Test
  void percentRoundsTheShortestDecimalNotItsBinaryValue() {
    // The double nearest to 0.00125 is a little above it, the one nearest to 0.28145 below.
    assertThat(Numbers.percent(0.28145)).isEqualTo("28.15");
    assertThat(Numbers.percent(0.00125)).isEqualTo("0.13");
  }

  @Test
  void valueThatIsNotThereIsSaidInWords() {
    assertThat(Numbers.percent(OptionalDouble.empty())).isEqualTo("not defined");
    assertThat(Numbers.percent(OptionalDouble.of(0.25))).isEqualTo("25.00");
    assertThat(Numbers.interval(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0357, +3.57",
    "-0.0357, -3.57",
    "0, 0.00",
    "0.00001, 0.00",
    "-0.00001, 0.00",
    "0.00005, +0.01",
  })
  void differenceHasItsSignUnlessItIsNone(double difference, String text) {
    assertThat(Numbers.signed(difference)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0000",
    "0.03125, 0.0313",
    "0.0001, 0.0001",
    "0.00009999, <0.0001",
    "0, <0.0001",
    "0.00015, 0.0002",
  })
  void smallProbabilityIsABoundAndNeverZero(double p, String text) {
    assertThat(Numbers.probability(p)).isEqualTo(text);
  }

  @Test
  void intervalStandsInBrackets() {
    assertThat(Numbers.interval(Optional.of(new Interval(-0.01, 0.126))))
        .isEqualTo("[-1.00, 12.60]");
  }

  @Test
  void sharesAndCountsAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(Numbers.share(0.9444)).isEqualTo("94.4 %");
        assertThat(Numbers.share(1)).isEqualTo("100.0 %");
        assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Numbers.count(0)).isEqualTo("0");
        assertThat(Numbers.percent(0.5)).isEqualTo("50.00");
        assertThat(Numbers.probability(0.05)).isEqualTo("0.0500");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
