package org.seq2time.reports.page;

import java.util.List;
import org.seq2time.datasets.Outcome;
import org.seq2time.reports.task.ReportedTask;

/**
 * Every sample with truth and predictions on a time line, found by search, filter and order. The
 * page carries the samples as data; its script draws the few that are looked at.
 */
final class ExplorerSection {

  private final List<PageRun> runs;
  private final ExplorerData data;

  private ExplorerSection(List<PageRun> runs, ExplorerData data) {
    this.runs = runs;
    this.data = data;
  }

  static ExplorerSection of(List<PageRun> runs, ReportedTask<?, ?> task) {
    List<PageRun> known = runs.stream().filter(r -> r.run().samples().isPresent()).toList();
    return new ExplorerSection(known, ExplorerData.of(known, task));
  }

  /** The data element, for the end of the page; empty without samples. */
  String data() {
    return runs.isEmpty() ? "" : data.element();
  }

  void write(Html page) {
    page.section("samples", "Samples");
    if (runs.isEmpty()) {
      page.element("p", "No run folder has a samples.jsonl: there are no samples to show.")
          .close("section")
          .line();
      return;
    }
    if (runs.stream().noneMatch(r -> r.samplesWithContents().isPresent())) {
      page.element(
          "p",
          "The runs were scored by an earlier version, which kept no times and captions; score"
              + " them again to see timelines.",
          "class",
          "warning");
    }
    page.open("noscript")
        .element("p", "The sample browser needs JavaScript; the rest of this page does not.")
        .close("noscript")
        .line();
    page.open("div", "id", "explorer", "hidden", "").line();
    controls(page);
    page.open("p", "id", "found", "role", "status")
        .close("p")
        .open("ol", "id", "list", "class", "samples")
        .close("ol")
        .open("nav", "class", "pager", "aria-label", "Pages of samples")
        .element("button", "Previous", "type", "button", "id", "previous")
        .element("span", "", "id", "place")
        .element("button", "Next", "type", "button", "id", "next")
        .close("nav", "div")
        .line();
    if (!data.note().isEmpty()) {
      page.element("p", data.note(), "class", "note");
    }
    page.close("section").line();
  }

  private void controls(Html page) {
    page.open("div", "class", "controls", "role", "search").line();
    page.open("label")
        .text("Search ")
        .open(
            "input", "type", "search", "id", "search", "autocomplete", "off", "spellcheck", "false")
        .close("label")
        .line();
    page.open("label").text("Score ").open("select", "id", "score");
    List<String> labels = data.labels();
    for (int i = 0; i < labels.size(); i++) {
      option(page, String.valueOf(i), labels.get(i));
    }
    page.close("select", "label").line();
    page.open("label").text("Order ").open("select", "id", "order");
    option(page, "file", "as in the benchmark");
    for (PageRun run : runs) {
      option(page, "worst" + run.position(), run.tag() + " worst first");
      option(page, "best" + run.position(), run.tag() + " best first");
    }
    for (PageRun first : runs) {
      for (PageRun second : runs) {
        if (first.position() < second.position()) {
          pairOrders(page, first, second);
        }
      }
    }
    page.close("select", "label").line();
    page.open("label").text("Show ").open("select", "id", "filter");
    option(page, "all", "all samples");
    option(page, "differ", "samples where runs differ in the score");
    for (Outcome outcome : Outcome.values()) {
      if (runs.stream().anyMatch(r -> has(r, outcome))) {
        option(page, outcome.key(), "any run: " + outcome.label());
      }
    }
    page.close("select", "label", "div").line();
  }

  private static boolean has(PageRun run, Outcome outcome) {
    return run.run().samples().map(s -> s.outcomes().contains(outcome)).orElse(false);
  }

  private static void pairOrders(Html page, PageRun first, PageRun second) {
    String pair = first.position() + "-" + second.position();
    String names = first.tag() + " and " + second.tag();
    option(page, "apart" + pair, "largest difference between " + names);
    option(page, "ahead" + pair, first.tag() + " most ahead of " + second.tag());
    option(page, "behind" + pair, second.tag() + " most ahead of " + first.tag());
  }

  private static void option(Html page, String value, String text) {
    page.open("option", "value", value).text(text).close("option");
  }
}
