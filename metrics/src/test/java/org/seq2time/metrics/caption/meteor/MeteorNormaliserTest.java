package org.seq2time.metrics.caption.meteor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeteorNormaliserTest {
  private final MeteorNormaliser normaliser = new MeteorNormaliser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Stir the Soup.        | stir the soup .
          a,b,c                 | a , b,c
          1,000 g,then          | 1,000 g , then
          x-y-z-w               | x y-z w
          stir--then            | stir then
          the dog's bowl        | the dog 's bowl
          the 1990's oven       | the 1990 's oven
          a U.S. cook           | a us cook
          Mr. Brown             | mr. brown
          No. 5                 | no. 5
          No. Good              | no . good
          wait.. what...        | wait .. what ...
          5%of it               | 5 % of it
          crème brûlée          | crème brûlée
          """)
  void tokensAreSeparated(String line, String tokens) {
    assertThat(String.join(" ", normaliser.tokens(line))).isEqualTo(tokens);
  }

  @Test
  void unicodeSpacesAndBlankLinesLeaveNoTokens() {
    assertThat(normaliser.tokens("1\u00a01/2\u3000cups"))
        .containsExactly("1", "1", "/", "2", "cups");
    assertThat(normaliser.tokens(" \t ")).isEmpty();
    assertThat(normaliser.tokens("")).isEqualTo(List.of());
  }
}
