package org.seq2time.datasets.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(Quoted.value("caf\u00e9 \ud83c\udf73")).isEqualTo("\"caf\u00e9 \ud83c\udf73\"");
  }

  @Test
  void controlCharactersBecomeEscapes() {
    assertThat(Quoted.oneLine("a\u001b[31m\r\nb\u0085\u2028\u202e\u007f"))
        .isEqualTo("a\\u001b[31m\\u000d\\u000ab\\u0085\\u2028\\u202e\\u007f");
  }

  @Test
  void invisibleTagsBeyondTheBasicPlaneBecomeEscapes() {
    assertThat(Quoted.oneLine("a" + Character.toString(0xe0041) + "b"))
        .isEqualTo("a\\udb40\\udc41b");
  }

  @Test
  void halfOfASurrogatePairBecomesAnEscape() {
    assertThat(Quoted.oneLine("a\ud83cb")).isEqualTo("a\\ud83cb");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertThat(Quoted.shorten("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(Quoted.shorten("x".repeat(61))).isEqualTo("x".repeat(60) + "...");
    assertThat(Quoted.shorten("x".repeat(59) + "\ud83c\udf73 and more"))
        .isEqualTo("x".repeat(59) + "...");
  }

  @Test
  void messageOfAnErrorIsOneLine() {
    assertThat(new BadInputException("a\nb")).hasMessage("a\\u000ab");
  }
}
