package org.seq2time.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text on a page stays text: in elements, in attributes, in the script's data. */
class PageTextTest {

  @Test
  void markupInTextIsEscaped() {
    assertThat(new Html().text("<b a=\"1\" c='2'>&amp;</b>").toString())
        .isEqualTo("&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;");
  }

  @Test
  void attributesAreEscapedAndEmptyOnesHaveNoValue() {
    assertThat(new Html().open("a", "title", "\" onclick=\"x", "hidden", "").toString())
        .isEqualTo("<a title=\"&quot; onclick=&quot;x\" hidden>");
  }

  @Test
  void whatHtmlDoesNotAllowBecomesTheReplacementCharacter() {
    assertThat(new Html().text("a\u0000b\u001bc\u007fd\u0085e").toString())
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde");
    assertThat(new Html().text("\ud83d \ude00 \ud83d\ude00").toString())
        .isEqualTo("\ufffd \ufffd \ud83d\ude00");
    assertThat(new Html().text("\ud83d").toString()).isEqualTo("\ufffd");
    assertThat(new Html().text("a\n\tb").toString()).isEqualTo("a\n\tb");
    assertThat(new Html().text("a\rb").toString()).isEqualTo("a\ufffdb");
  }

  @Test
  void foreignTextIsIsolatedFromTheDirectionAroundIt() {
    assertThat(new Html().foreign("\u202eevil").toString()).isEqualTo("<bdi>\u202eevil</bdi>");
  }

  @Test
  void elementsNestAndCloseInnermostFirst() {
    assertThat(
            new Html()
                .open("div", "class", "x")
                .element("b", "y", "id", "z")
                .close("div", "main")
                .line()
                .markup("<hr>")
                .toString())
        .isEqualTo("<div class=\"x\"><b id=\"z\">y</b></div></main>\n<hr>");
  }

  @Test
  void sectionsAreKeptInOrderWithTheirTitles() {
    Html page = new Html();
    page.section("one", "First <i>").close("section");
    page.section("two", "Second").close("section");
    assertThat(page.sections().keySet()).containsExactly("one", "two");
    assertThat(page.sections().get("one")).isEqualTo("First <i>");
    assertThat(page.toString())
        .startsWith(
            "<section id=\"one\" aria-labelledby=\"one-heading\"><h2 id=\"one-heading\"><bdi>First"
                + " &lt;i&gt;</bdi></h2>\n</section>");
  }

  @Test
  void tableHasACaptionHeadersAndNamedRows() {
    Html page = new Html();
    PageTable.write(page, "Values <1>", List.of("name", "n"), List.of(List.of("a&b", "1")), true);
    assertThat(page.toString())
        .contains("role=\"region\" tabindex=\"0\" aria-label=\"Values &lt;1&gt;\"")
        .contains("<table class=\"sortable\"><caption><bdi>Values &lt;1&gt;</bdi></caption>")
        .contains("<thead><tr><th scope=\"col\"><bdi>name</bdi></th>")
        .contains("<tr><th scope=\"row\"><bdi>a&amp;b</bdi></th><td><bdi>1</bdi></td></tr>")
        .endsWith("</tbody></table></div>\n");
    Html plain = new Html();
    PageTable.write(plain, "c", List.of("x"), List.of(), false);
    assertThat(plain.toString()).contains("<table class>").doesNotContain("sortable");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "12.5, 12.5",
    "12.345, 12.35",
    "12.344, 12.34",
    "100, 100",
    "1e3, 1000",
    "0.004, 0",
    "0.005, 0.01",
    "-1.005, -1.01",
    "1e-9, 0",
    "36000, 36000",
  })
  void secondsHaveAtMostTwoDecimals(double seconds, String text) {
    assertThat(Seconds.text(seconds)).isEqualTo(text);
    assertThat(Seconds.rounded(seconds)).hasToString(text);
  }

  private static String script(String text) throws IOException {
    StringWriter out = new StringWriter();
    JsonFactory factory = JsonFactory.builder().build();
    factory.setCharacterEscapes(new ScriptEscapes());
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.writeString(text);
    }
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "<!-- --> & ' \"",
        "\u202eevil\u202c \u2066x\u2069 \u200f",
        "line\u2028par\u2029end",
        "\u0000\u0007\u001b\u007f\u0085\ufeff",
        "plain \u00e9 \ud83d\ude00",
      })
  void dataInAScriptHoldsTheTextAndNothingThatSteers(String text) throws IOException {
    String written = script(text);
    assertThat(written)
        .doesNotContain("<", ">", "&", "'", "\u202e", "\u2066", "\u2028", "\u2029", "\ufeff")
        .doesNotContain("\u007f", "\u0085", "\u200f");
    assertThat(new ObjectMapper().readTree(written).textValue()).isEqualTo(text);
  }

  @Test
  void ordinaryCharactersAreNotEscaped() throws IOException {
    assertThat(script("a \u00e9 \u4f60")).isEqualTo("\"a \u00e9 \u4f60\"");
  }

  @Test
  void runsAreNamedByAsMuchOfTheirPathsAsItTakes() {
    assertThat(PageRun.names(List.of("runs/a", "runs/b"))).containsExactly("a", "b");
    assertThat(PageRun.names(List.of("x/a", "y/a"))).containsExactly("x/a", "y/a");
    assertThat(PageRun.names(List.of("x/a", "y/a", "b"))).containsExactly("x/a", "y/a", "b");
    assertThat(PageRun.names(List.of("./a/", "C:\\runs\\b"))).containsExactly("a", "b");
    assertThat(PageRun.names(List.of("a", "a"))).containsExactly("a (1)", "a (2)");
    assertThat(PageRun.names(List.of("a", "x/a"))).containsExactly("a", "x/a");
    assertThat(PageRun.names(List.of("/"))).containsExactly("/");
  }
}
