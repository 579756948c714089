package org.seq2time.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.metrics.Missing;
import org.seq2time.reports.record.ManifestField;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.record.RunManifest;
import org.seq2time.reports.record.RunManifest.ModelRun;
import org.seq2time.reports.record.RunManifest.Questions;
import org.seq2time.reports.record.RunManifest.RecordedFile;
import org.seq2time.reports.record.RunManifest.Scoring;
import org.seq2time.reports.record.RunManifest.StoredAnswers;
import org.seq2time.reports.record.RunManifest.StoredPredictions;
import org.seq2time.reports.record.RunManifestJson;

/** What each run was made from, what its scores mean exactly, and how to make the page again. */
final class ProvenanceSection {

  private static final String SAFE_ARGUMENT = "[A-Za-z0-9_@%+=:,./-]+";

  private final List<PageRun> runs;
  private final List<String> command;

  ProvenanceSection(List<PageRun> runs, List<String> command) {
    this.runs = runs;
    this.command = command;
  }

  void write(Html page) {
    page.section("provenance", "Provenance");
    if (!command.isEmpty()) {
      page.element("h3", "Reproduce this page");
      code(page, commandLine(command));
    }
    for (PageRun run : runs) {
      page.open("h3").text("Run " + run.tag() + ": ").foreign(run.run().name()).close("h3").line();
      run.run().manifest().flatMap(ProvenanceSection::command).ifPresent(c -> code(page, c));
      record(run, page);
      signatures(run, page);
      if (!run.scores().notices().isEmpty()) {
        page.open("details").element("summary", "Notices").open("ul");
        run.scores().notices().forEach(n -> page.open("li").foreign(n).close("li"));
        page.close("ul", "details").line();
      }
    }
    page.close("section").line();
  }

  private static void code(Html page, String text) {
    page.open("pre", "tabindex", "0").open("code").foreign(text).close("code", "pre").line();
  }

  private static void record(PageRun run, Html page) {
    Optional<RunManifest> manifest = run.run().manifest();
    if (manifest.isEmpty()) {
      page.element("p", "The folder has no run.json: the settings are unknown.").line();
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (ManifestField field : RunManifestJson.fields(manifest.get())) {
      rows.add(List.of(field.path(), text(field.value())));
    }
    page.open("details").element("summary", "Run record").line();
    PageTable.write(page, "run.json of " + run.tag(), List.of("field", "value"), rows, false);
    page.close("details").line();
  }

  private static String text(ManifestField.Value value) {
    return value instanceof ManifestField.Words(List<String> words)
        ? commandLine(words)
        : value.toString();
  }

  private static void signatures(PageRun run, Html page) {
    Map<String, List<String>> scores = new LinkedHashMap<>();
    for (RecordedScore score : run.scores().scores()) {
      int bar = score.signature().indexOf('|');
      scores
          .computeIfAbsent(
              bar < 0 ? "" : score.signature().substring(bar + 1), key -> new ArrayList<>())
          .add(score.name());
    }
    List<List<String>> rows = new ArrayList<>();
    scores.forEach((settings, names) -> rows.add(List.of(settings, String.join(" ", names))));
    page.open("details").element("summary", "Signatures").line();
    PageTable.write(
        page, "Signatures of " + run.tag(), List.of("signature", "scores"), rows, false);
    page.close("details").line();
  }

  /** The command that made a run; empty where it is not known. */
  private static Optional<String> command(RunManifest manifest) {
    List<String> typed = manifest.command();
    return typed.isEmpty() ? scoreCommand(manifest) : Optional.of(commandLine(typed));
  }

  /** The command that scored stored predictions or answers; empty for another kind of run. */
  private static Optional<String> scoreCommand(RunManifest manifest) {
    Questions asked = manifest.questions();
    List<String> words =
        new ArrayList<>(
            List.of(
                "seq2time",
                "score",
                asked.benchmark(),
                "--annotations",
                asked.annotations().path()));
    switch (manifest.origin()) {
      case StoredPredictions(RecordedFile file) -> add(words, "--predictions", file.path());
      case StoredAnswers(RecordedFile file, Optional<String> parser) -> {
        add(words, "--answers", file.path());
        parser.ifPresent(signature -> add(words, "--parser", parser(signature)));
      }
      case ModelRun run -> {
        return Optional.empty();
      }
    }
    asked.durations().ifPresent(file -> add(words, "--durations", file.path()));
    asked.subset().ifPresent(subset -> add(words, "--subset", subset));
    manifest.scoring().ifPresent(scoring -> addScoring(words, scoring));
    return Optional.of(commandLine(words));
  }

  private static void addScoring(List<String> words, Scoring scoring) {
    scoring.limit().ifPresent(limit -> add(words, "--limit", String.valueOf(limit)));
    if (!scoring.samples().isEmpty()) {
      add(words, "--samples", String.join(",", scoring.samples()));
    }
    add(words, "--seed", String.valueOf(scoring.seed()));
    if (scoring.missing() == Missing.LEFT_OUT) {
      words.add("--answered-only");
    }
    if (scoring.paraphrases().filter("off"::equals).isPresent()) {
      add(words, "--paraphrases", "off");
    }
  }

  /** The parser's name in its signature, which ends with a version. */
  private static String parser(String signature) {
    return signature.replaceFirst("-\\d+$", "");
  }

  private static void add(List<String> words, String option, String value) {
    words.add(option);
    words.add(value);
  }

  /** Words as a POSIX shell takes them. */
  private static String commandLine(List<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      quoted.add(word.matches(SAFE_ARGUMENT) ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", quoted);
  }
}
