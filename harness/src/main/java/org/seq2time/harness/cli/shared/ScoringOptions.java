package org.seq2time.harness.cli.shared;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.parallel.Background;
import org.seq2time.harness.score.MeteorTable;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.score.ScoreSheet;
import org.seq2time.reports.record.ScoresJson;
import org.seq2time.reports.table.ScoreTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How answers are scored, and how the scores are printed. */
public final class ScoringOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @OptionGroup.In(OptionGroup.SCORING)
  @Option(
      names = "--answered-only",
      description =
          "Leave out samples without an answer, as the reference scripts do, instead of counting"
              + " them as misses.")
  boolean answeredOnly;

  @OptionGroup.In(OptionGroup.SCORING)
  @Option(
      names = "--paraphrases",
      paramLabel = "FILE|off",
      description =
          "METEOR's paraphrase table for youcook2: an index, a small table, or off (default: the"
              + " one installed with 'assets meteor', if any).")
  @Nullable String paraphrases;

  @OptionGroup.In(OptionGroup.OUTPUT)
  @Option(names = "--json", description = "Print JSON with raw values instead of a table.")
  boolean json;

  @OptionGroup.In(OptionGroup.OUTPUT)
  @Option(names = "--all", description = "Show every score, not only the headline ones.")
  boolean all;

  /** What a sample without an answer counts. */
  public Missing missing() {
    return answeredOnly ? Missing.LEFT_OUT : Missing.ZERO;
  }

  /** The user's own paraphrase table, whether it is installed or not. */
  public static MeteorTable installedTable() {
    return MeteorTable.ofUser(System.getenv(), System.getProperty("user.home"));
  }

  /** Opening METEOR's table takes as long as reading the files, and is done in parallel. */
  public Background<Paraphrases> paraphrases(Benchmark<?, ?> benchmark) {
    if (!benchmark.task().hasCaptions() && paraphrases != null) {
      throw new UsageError(
          spec,
          "--paraphrases applies to benchmarks with captions; " + benchmark.key() + " has none");
    }
    String named = paraphrases;
    if (!benchmark.task().hasCaptions() || "off".equals(named)) {
      return Background.now(Paraphrases::none);
    }
    return Background.start(
        () -> named == null ? installedTable().installed() : MeteorTable.open(Path.of(named)));
  }

  /** What was odd about the files. */
  public static void notices(ScoreSheet sheet, CommonOptions common, PrintWriter err) {
    notices(sheet.notices(), common, err);
  }

  /** Prints what was ignored, mended or looks odd. */
  public static void notices(List<Notice> notices, CommonOptions common, PrintWriter err) {
    for (Notice notice : notices) {
      common.note(
          err,
          notice.count() + " " + notice.text() + " (" + String.join(", ", notice.examples()) + ")");
    }
  }

  /** The scores, and on stderr what their reader should know. */
  public void print(ScoreSheet sheet, CommonOptions common) throws IOException {
    PrintWriter writer = spec.commandLine().getOut();
    if (json) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ScoresJson.write(sheet, bytes);
      writer.print(bytes.toString(StandardCharsets.UTF_8));
    } else {
      writer.print(ScoreTable.render(sheet, all));
    }
    writer.flush();
    int unanswered = sheet.outcomes().getOrDefault(Outcome.NOT_ANSWERED, 0);
    if (unanswered > 0 && !answeredOnly) {
      common.note(
          spec.commandLine().getErr(),
          "no prediction for "
              + unanswered
              + " of "
              + sheet.outcomes().values().stream().mapToInt(Integer::intValue).sum()
              + " "
              + sheet.benchmark().task().sampleNoun()
              + ", counted as misses; --answered-only leaves them out");
    }
  }
}
