package org.seq2time.datasets.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherRepresentationsTest {

  @ParameterizedTest
  @CsvSource({
    "relative-decimals, 7, 96, 0.0729",
    "relative-decimals, 96, 96, 1.0000",
    "relative-decimals-2, 7, 96, 0.07",
    "seconds, 90, 300, 90",
    "seconds, 90.5, 300, 91",
    "seconds-1, 20.75, 300, 20.8",
    "seconds-1, 30, 300, 30.0",
    "seconds-3, 0.0005, 300, 0.001",
    "index, 7, 96, 7",
    "time-tokens, 12.5, 300, <TIME_ZERO><TIME_ZERO><TIME_ONE><TIME_TWO><TIME_DOT><TIME_FIVE>",
    "time-tokens, 9876.54, 1e4, <TIME_NINE><TIME_EIGHT><TIME_SEVEN><TIME_SIX><TIME_DOT><TIME_FIVE>",
    "time-tokens, 3.45, 9, <TIME_ZERO><TIME_ZERO><TIME_ZERO><TIME_THREE><TIME_DOT><TIME_FIVE>",
  })
  void writes(String key, double value, double length, String expected) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(TimeRepresentation.of(key).encode(value, length)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void rangesAsTimeChatWritesThem() {
    assertThat(range("seconds", 90, 102)).isEqualTo("90 - 102 seconds");
    assertThat(range("seconds-1", 20.8, 30)).isEqualTo("20.8 - 30.0 seconds");
    assertThat(range("position-tokens", 30, 150)).isEqualTo("<1><0><0><0> - <5><0><0><0>");
    StringBuilder moment = new StringBuilder();
    TimeRepresentation.of("seconds").appendMoment(moment, 90, 300);
    assertThat(moment).hasToString("90 seconds");
  }

  @Test
  void timeTokensEndAtFourDigits() {
    TimeRepresentation time = new AbsoluteTimeTokens();
    assertThat(time.decode(time.encode(9999.9, 20_000), 20_000)).isEqualTo(9999.9);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.encode(9999.95, 20_000))
        .withMessage("the time 9999.95 s exceeds 9999.9 s, the last that time tokens can write");
  }

  @ParameterizedTest
  @CsvSource({
    "relative-decimals, 1.2, the relative position 1.2 is beyond the end",
    "relative-decimals, -0.5, is not a relative position",
    "relative-decimals, '', is not a relative position",
    "relative-decimals, 1e-3, is not a relative position",
    "seconds, 90 s, is not a time in seconds",
    "seconds, NaN, is not a time in seconds",
    "seconds, ., is not a time in seconds",
    "index, 7.0, is not an index",
    "time-tokens, <TIME_ONE>, is not a time of the tokens",
    "time-tokens, <TIME_ONE><TIME_ONE><TIME_ONE><TIME_ONE><TIME_ONE><TIME_ONE>, is not a time",
    "time-tokens, 12.5, is not a time of the tokens",
  })
  void refusesOtherText(String key, String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeRepresentation.of(key).decode(text, 300))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"positions", "index-2", "time-tokens-1", "seconds-x", "''", "Seconds"})
  void unknownNamesListTheKnownOnes(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeRepresentation.of(key))
        .withMessage(
            "no time representation is named '%s', expected one of position-tokens,"
                + " relative-decimals, seconds, time-tokens, index",
            key);
  }

  @Test
  void tokensOfTheVocabulary() {
    assertThat(AbsoluteTimeTokens.vocabulary())
        .hasSize(11)
        .startsWith("<TIME_ZERO>")
        .endsWith("<TIME_DOT>");
  }

  private static String range(String key, double start, double end) {
    StringBuilder out = new StringBuilder();
    TimeRepresentation.of(key).appendRange(out, start, end, 300);
    return out.toString();
  }
}
