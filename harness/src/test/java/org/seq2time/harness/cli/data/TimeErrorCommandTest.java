package org.seq2time.harness.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.harness.cli.Cli;

class TimeErrorCommandTest {

  @TempDir Path folder;

  @Test
  void printsThePapersCaseBesideOurs() {
    Cli run = Cli.run("data", "time-error", "--length", "60", "--frames", "96", "--digits", "4");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("    60      96       4   0.26250  1.00000  0.00247  0.00444  0.26265  1.00444\n")
        .contains("published                               0.13000  not given\n")
        .contains("midpoints, sampling alone               0.26000    0.50000\n");
  }

  @Test
  void theGuideShowsWhatIsPrinted() throws IOException {
    Path guide = Path.of(System.getProperty("seq2time.home", ".."), "docs", "time.md");
    String printed = Cli.run("data", "time-error").out();
    String paperCase = printed.substring(printed.indexOf("\n\n") + 2);
    assertThat(paperCase).startsWith("60 s, 30 frames/s").hasLineCount(7);
    assertThat(Files.readString(guide)).contains("```\n" + paperCase + "```\n");
  }

  @Test
  void jsonAndTextDoNotDependOnTheLocale() {
    String[] arguments = {"data", "time-error", "--length", "6", "--frames", "8", "--json"};
    String json = Cli.run(arguments).out();
    assertThat(json).contains("\"publishedMean\" : 0.0013").contains("\"sampling\" : \"uniform\"");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(Cli.run(arguments).out()).isEqualTo(json);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"svg, <?xml", "png, PNG"})
  void drawsAChart(String kind, String start) throws IOException {
    Path file = folder.resolve("error." + kind);
    Cli run = Cli.run("data", "time-error", "--length", "6", "--chart", file.toString());
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEqualTo("note: wrote " + file + "\n");
    assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).substring(0, 9))
        .contains(start);
  }

  @ParameterizedTest
  @CsvSource({
    "--digits, 7, '7 digits per position, expected 1 to 6'",
    "--frames, 0, 'cannot sample 0 of 1800 frames; both must be positive'",
    "--length, -3, 'has -90 frames, expected 1 to 10000000'",
    "--fps, NaN, 'has NaN frames, expected 1 to 10000000'",
    "--sampling, random, Invalid value for option",
    "--chart, error.gif, 'the name must end in .svg or .png'",
  })
  void mistakesAreUsageErrors(String option, String value, String message) {
    Cli run = Cli.run("data", "time-error", option, value);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message.trim()).startsWith("seq2time: ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }
}
