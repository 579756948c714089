package org.seq2time.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "   "})
  void blankTextIsNoCode(String text) {
    assertThat(Markdown.code(text)).isEmpty();
    assertThat(Markdown.codeCell(text)).isEmpty();
  }

  @Test
  void plainTextStandsInOneFence() {
    assertThat(Markdown.code("runs/a")).isEqualTo("`runs/a`");
    assertThat(Markdown.code("<b>@you #1</b>")).isEqualTo("`<b>@you #1</b>`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a`b ~ `` a`b ``",
        "a``b`c ~ ``` a``b`c ```",
        "` ~ `` ` ``",
        "``a~ ``` ``a ```",
        "a```~ ```` a``` ````",
      })
  void fenceIsLongerThanAnyInTheText(String text, String code) {
    assertThat(Markdown.code(text)).isEqualTo(code);
  }

  @Test
  void spacesAtBothEndsAreKeptByOnesThatMarkdownTakesAway() {
    assertThat(Markdown.code(" a ")).isEqualTo("`  a  `");
    assertThat(Markdown.code(" a")).isEqualTo("` a`");
    assertThat(Markdown.code("a ")).isEqualTo("`a `");
  }

  @Test
  void linesAndControlsStayInTheSpan() {
    assertThat(Markdown.code("a\n\n# b\u202e")).doesNotContain("\n", "\u202e").startsWith("`a");
    assertThat(Markdown.text("a\n- b")).doesNotContain("\n");
  }

  @Test
  void barIsEscapedInACellAlone() {
    assertThat(Markdown.codeCell("a|b")).isEqualTo("`a\\|b`");
    assertThat(Markdown.code("a|b")).isEqualTo("`a|b`");
  }

  @Test
  void whatMarkdownReadsIsEscapedInText() {
    assertThat(Markdown.text("\\`*_{}[]<>#|~$&!"))
        .isEqualTo("\\\\\\`\\*\\_\\{\\}\\[\\]\\<\\>\\#\\|\\~\\$\\&\\!");
    assertThat(Markdown.text("a (b) c.d")).isEqualTo("a (b) c.d");
  }

  @Test
  void underscoreInsideAWordIsNoEmphasis() {
    assertThat(Markdown.text("soda_c")).isEqualTo("soda_c");
    assertThat(Markdown.text("A_1")).isEqualTo("A_1");
    assertThat(Markdown.text("_a")).isEqualTo("\\_a");
    assertThat(Markdown.text("a_")).isEqualTo("a\\_");
    assertThat(Markdown.text("a_ b")).isEqualTo("a\\_ b");
    assertThat(Markdown.text("a _b")).isEqualTo("a \\_b");
    assertThat(Markdown.text("a*b")).isEqualTo("a\\*b");
  }
}
