package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.harness.cli.Cli;

/** The page in a real browser: it works by clicking, says no error and asks for nothing. */
class PageInBrowserTest {

  @TempDir static Path folder;
  private static Chromium browser;
  private static Path dense;
  private static Path highlights;
  private static Path history;

  @BeforeAll
  static void start() throws IOException {
    browser = Chromium.start(folder.resolve("profile"));
    Path demo = folder.resolve("demo");
    assertThat(Cli.run("demo", "--out", demo.toString()).code()).isZero();
    dense = report("dense.html", demo, "youcook2-close", "youcook2-loose");
    highlights = report("highlights.html", demo, "qvhighlights");
    history = folder.resolve("history.html");
    for (int i = 0; i < 6; i++) {
      String name = i % 3 == 0 ? "youcook2-loose" : "youcook2-close";
      String out =
          folder.resolve("history").resolve(i % 2 == 0 ? "a" : "b").resolve("r" + i).toString();
      Cli.run(Cli.score(demo.resolve("data"), Cli.demo(name), "--out", out));
      Path record = Path.of(out, "run.json");
      String started =
          "\"environment\" : {\n    \"started\" : \"2026-0" + (9 - i) + "-01T00:00:00Z\",";
      Files.writeString(record, Files.readString(record).replace("\"environment\" : {", started));
    }
    String[] words = {
      "report", "--history", folder.resolve("history").toString(), "--out", history.toString()
    };
    assertThat(Cli.run(words).code()).isZero();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path report(String name, Path demo, String... runs) {
    Path page = folder.resolve(name);
    List<String> words = new ArrayList<>(List.of("report"));
    for (String run : runs) {
      words.add(demo.resolve("runs").resolve(run).toString());
    }
    words.addAll(List.of("--out", page.toString(), "--resamples", "500"));
    Cli cli = Cli.run(words.toArray(String[]::new));
    assertThat(cli.code()).as(cli.err()).isZero();
    return page;
  }

  private static void assertQuiet(Path page) {
    assertThat(browser.errors()).isEmpty();
    assertThat(browser.requests()).containsExactly(page.toUri().toString());
  }

  @Test
  void tablesSortByClicking() {
    browser.open(dense);
    String cells = "#scores > .scroll:nth-of-type(1) tbody td:nth-child(2)";
    List<String> before = browser.texts(cells);
    browser.click("#scores table.sortable thead th:nth-child(2) button");
    List<Double> up = numbers(browser.texts(cells));
    assertThat(up).isSorted().hasSizeGreaterThan(5);
    browser.click("#scores table.sortable thead th:nth-child(2) button");
    assertThat(numbers(browser.texts(cells))).isEqualTo(up.reversed());
    assertThat(browser.text("document.querySelector('#scores th:nth-child(2)').ariaSort"))
        .isEqualTo("descending");
    assertThat(numbers(before)).isNotEqualTo(up);
    assertQuiet(dense);
  }

  @Test
  void datesSortAsDates() {
    browser.open(history);
    String cells = "table.sortable tbody td:nth-child(2)";
    List<String> before = browser.texts(cells);
    assertThat(before).isSorted().hasSize(6).doesNotHaveDuplicates();
    browser.click("table.sortable thead th:nth-child(2) button");
    browser.click("table.sortable thead th:nth-child(2) button");
    assertThat(browser.texts(cells)).isEqualTo(before.reversed());
    assertQuiet(history);
  }

  private static List<Double> numbers(List<String> texts) {
    return texts.stream().map(Double::valueOf).toList();
  }

  @Test
  void samplesAreFoundOrderedAndFiltered() {
    browser.open(dense);
    assertThat(browser.text("document.querySelector('#found').textContent"))
        .isEqualTo("14 of 14 samples");
    browser.choose("#order", "worst1");
    List<Double> worst =
        browser.texts("#list .values span:nth-child(2)").stream()
            .map(t -> Double.valueOf(t.replaceAll("B ([0-9.]+).*", "$1")))
            .toList();
    assertThat(worst).isSorted().hasSize(14);
    browser.choose("#filter", "noTimeFound");
    assertThat(browser.number("document.querySelectorAll('#list > li').length")).isEqualTo(1);
    assertThat(browser.texts("#list .values span:nth-child(2)").getFirst())
        .contains("no time found");
    browser.choose("#filter", "all");
    browser.click("#search");
    browser.type("kitchen_03");
    assertThat(browser.texts("#list h3")).containsExactly("kitchen_03.mp4");
    assertQuiet(dense);
  }

  @Test
  void largestDifferenceComesFirst() {
    browser.open(dense);
    browser.choose("#order", "apart0-1");
    List<Double> differences =
        browser.texts("#list .values").stream()
            .map(t -> t.replaceAll("[AB] |, [a-z ]+", " ").strip().split(" +", -1))
            .map(p -> Math.abs(Double.parseDouble(p[0]) - Double.parseDouble(p[1])))
            .toList();
    assertThat(differences.reversed()).isSorted();
    assertQuiet(dense);
  }

  @Test
  void timeLinesAnswerToMouseAndKeyboard() {
    browser.open(dense);
    browser.click("#list li:first-child .timeline g:nth-of-type(2)");
    String chosen = browser.text("document.querySelector('#list .readout').textContent");
    assertThat(chosen).startsWith("truth 35 to 63 s: pour the sauce over a cup of rice");
    browser.evaluate("document.querySelector('#list .timeline g.chosen').focus()");
    browser.press("ArrowRight");
    assertThat(browser.text("document.querySelector('#list .readout').textContent"))
        .startsWith("truth 75 to 100 s");
    browser.click("#list li:first-child summary");
    browser.await("document.querySelector('#list details').open");
    assertThat(browser.texts("#list li:first-child tr.chosen td").subList(0, 2))
        .containsExactly("75", "100");
    assertThat(browser.texts("#list li:first-child .marks tbody th")).contains("truth", "A", "B");
    assertQuiet(dense);
  }

  @Test
  void highlightPageShowsSaliency() {
    browser.open(highlights);
    assertThat(
            browser.number(
                "document.querySelectorAll('#list li:first-child .timeline > rect').length"))
        .isGreaterThan(75);
    assertQuiet(highlights);
  }

  @Test
  void coloursFollowTheSystemAndTheButton() {
    browser.look(900, 700, false, false);
    browser.open(dense);
    String background = "getComputedStyle(document.body).backgroundColor";
    assertThat(browser.text(background)).isEqualTo("rgb(255, 255, 255)");
    browser.click("#theme");
    assertThat(browser.text(background)).isEqualTo("rgb(20, 23, 26)");
    browser.look(900, 700, true, false);
    browser.open(dense);
    assertThat(browser.text(background)).isEqualTo("rgb(20, 23, 26)");
    browser.click("#theme");
    assertThat(browser.text(background)).isEqualTo("rgb(255, 255, 255)");
    assertQuiet(dense);
  }

  @Test
  void pageNeverScrollsSidewaysOnAPhone() {
    browser.look(360, 740, false, true);
    browser.open(dense);
    assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    browser.open(highlights);
    assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    browser.open(history);
    assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    assertQuiet(history);
  }

  @Test
  void textIsReadableInBothColourSchemes() {
    for (boolean dark : new boolean[] {false, true}) {
      browser.look(900, 700, dark, false);
      browser.open(dense);
      assertThat(browser.texts("body *").size()).isGreaterThan(100);
      assertThat(browser.evaluate(CONTRAST).toString()).as("dark: " + dark).isEqualTo("[]");
    }
  }

  /** Texts whose contrast with their ground is below 4.5, as WCAG 2 computes it. */
  private static final String CONTRAST =
      """
      (() => {
        const parse = (c) => c.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
          .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = (e) => {
          for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length === 3 || c[3] > 0) return c;
          }
          return [255, 255, 255];
        };
        const low = [];
        for (const e of document.querySelectorAll("main *, header *")) {
          const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== "");
          if (!own || e.closest("svg") || e.disabled) continue;
          const a = light(parse(getComputedStyle(e).color));
          const b = light(ground(e));
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < 4.5) low.push(e.tagName + " " + e.className + " " + ratio.toFixed(2));
        }
        return [...new Set(low)];
      })()
      """;

  @Test
  void hostileRunIsInert() throws IOException {
    Cli.copyDemo(folder);
    Path run = HostileRun.in(folder);
    Path page = folder.resolve("hostile.html");
    Cli cli = Cli.run("report", run.toString(), "--out", page.toString());
    assertThat(cli.code()).as(cli.err()).isZero();
    browser.open(page);
    assertThat(browser.number("document.querySelectorAll('#list > li').length"))
        .isEqualTo(HostileRun.ATTACKS.size());
    browser.evaluate(
        "document.querySelectorAll('#list details').forEach((d) => { d.open = true; })");
    browser.click("#list li:first-child .timeline g");
    browser.await(
        "document.querySelectorAll('#list .marks').length === " + HostileRun.ATTACKS.size());
    assertThat(browser.text("typeof window.pwned")).isEqualTo("undefined");
    assertThat(
            browser.number("document.querySelectorAll('main img, main script, main style').length"))
        .isZero();
    assertThat(browser.texts("#list .marks td bdi")).anyMatch(t -> t.contains("<svg onload="));
    assertThat(browser.texts("#list .marks td")).anyMatch(t -> t.contains("characters)"));
    assertQuiet(page);
  }

  @Test
  void thousandsOfSamplesStayUsable() throws IOException {
    List<String> words = new ArrayList<>(List.of("report"));
    for (int seed = 0; seed < 3; seed++) {
      words.add(LargeRun.in(folder.resolve("large-" + seed), 5_000, seed).toString());
    }
    Path page = folder.resolve("large.html");
    words.addAll(List.of("--out", page.toString(), "--resamples", "200"));
    Cli cli = Cli.run(words.toArray(String[]::new));
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(Files.size(page)).isLessThan(15 << 20);
    browser.open(page);
    assertThat(browser.text("document.querySelector('#data').type")).isEqualTo("application/gzip");
    assertThat(browser.text("document.querySelector('#found').textContent"))
        .isEqualTo("5000 of 5000 samples");
    assertThat(browser.number("document.querySelectorAll('#list > li').length")).isEqualTo(20);
    browser.choose("#order", "apart0-2");
    browser.click("#search");
    browser.type("VIDEO_49");
    // Three queries each of videos 49 and 490 to 499.
    assertThat(browser.text("document.querySelector('#found').textContent"))
        .isEqualTo("33 of 5000 samples");
    browser.click("#next");
    assertThat(browser.text("document.querySelector('#place').textContent"))
        .isEqualTo("page 2 of 2");
    assertQuiet(page);
  }

  /** The documentation's pictures: {@code -Dseq2time.screenshots=DIR} writes them there. */
  @Test
  void screenshotsAreTakenOnRequest() throws IOException {
    String place = System.getProperty("seq2time.screenshots");
    assumeTrue(place != null, "no screenshots asked for");
    Path pictures = Files.createDirectories(Path.of(place));
    for (boolean phone : new boolean[] {false, true}) {
      for (boolean dark : new boolean[] {false, true}) {
        int width = phone ? 390 : 1100;
        browser.look(width, phone ? 844 : 900, dark, phone);
        browser.open(dense);
        browser.click("#list li:first-child .timeline g:nth-of-type(11)");
        browser.evaluate("window.scrollTo(0, 0)");
        for (String section : List.of("verdict", "charts", "samples")) {
          int from =
              section.equals("verdict")
                  ? 0
                  : browser.number("document.querySelector('#" + section + "').offsetTop - 10");
          String name = section + (phone ? "-phone" : "-desktop") + (dark ? "-dark" : "-light");
          Files.write(
              pictures.resolve("report-" + name + ".png"),
              browser.screenshot(width, from, from + (phone ? 844 : 900)));
        }
        browser.open(history);
        Files.write(
            pictures.resolve(
                "history" + (phone ? "-phone" : "-desktop") + (dark ? "-dark" : "-light") + ".png"),
            browser.screenshot(width, 0, phone ? 844 : 1800));
      }
    }
  }
}
