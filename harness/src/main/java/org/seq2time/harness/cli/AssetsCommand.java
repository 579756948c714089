package org.seq2time.harness.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.ScoringOptions;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.harness.score.MeteorTable;
import org.seq2time.metrics.caption.paraphrase.ParaphraseIndex;
import org.seq2time.metrics.caption.paraphrase.SyntheticParaphrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time assets}: files that the metrics need and that the project may not ship. */
@Command(
    name = "assets",
    description = "Install data that metrics need and that cannot be shipped with the program.",
    subcommands = {AssetsCommand.MeteorCommand.class, AssetsCommand.SyntheticCommand.class},
    footer = {"", "Exit codes: 0 ok, 1 a file cannot be used, 2 wrong usage."})
public final class AssetsCommand implements Runnable {

  @Spec CommandSpec spec;

  @Mixin CommonOptions common;

  @Override
  public void run() {
    throw new UsageError(spec, "a command is missing: meteor, synthetic");
  }

  /** Verifies METEOR's paraphrase table and compiles it into the cache folder. */
  @Command(
      name = "meteor",
      description = "Verify METEOR's paraphrase table and compile it for later runs.",
      footer = {
        "",
        "The table is paraphrase-en.gz of METEOR 1.5 (61 MB; coco-caption carries the same file).",
        "",
        "Example:",
        "  seq2time assets meteor --from meteor-1.5/data/paraphrase-en.gz",
        "",
        "Exit codes: 0 ok, 1 the file is not that table or cannot be used, 2 wrong usage."
      })
  static final class MeteorCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "FILE", description = "The table.")
    Path from;

    @Option(
        names = "--any",
        description =
            "Accept a different table in METEOR's format; signatures then include its hash.")
    boolean any;

    @Mixin CommonOptions common;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      common.note(
          spec.commandLine().getErr(), "compiling " + from + " (once; takes half a minute)");
      MeteorTable table = ScoringOptions.installedTable();
      ParaphraseIndex index = table.install(from, any);
      out.println(
          String.format(
              Locale.ROOT,
              "%,d entries in %s; METEOR uses them from now on (para:%s)",
              index.entryCount(),
              table.index(),
              index.signature()));
      out.flush();
      return 0;
    }
  }

  /** Writes a synthetic table, for benchmarks. */
  @Command(
      name = "synthetic",
      description = "Write a synthetic paraphrase table in METEOR's format, for benchmarks.",
      footer = {"", "Exit codes: 0 ok, 1 the file cannot be written, 2 wrong usage."})
  static final class SyntheticCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]+");

    @Option(
        names = "--to",
        required = true,
        paramLabel = "FILE",
        description = "The file to write, gzip.")
    Path to;

    @Option(
        names = "--entries",
        paramLabel = "N",
        defaultValue = "6000000",
        description = "Number of entries (default: ${DEFAULT-VALUE}, about METEOR's).")
    int entries;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Random seed (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
        names = "--words",
        paramLabel = "FILE",
        description = "A text, plain or gzip, whose words become the table's most frequent ones.")
    @Nullable Path words;

    @Mixin CommonOptions common;

    @Override
    public Integer call() {
      if (entries < 1) {
        throw new UsageError(spec, "--entries is " + entries + ", expected at least 1");
      }
      try {
        SyntheticParaphrases.write(to, entries, seed, words == null ? List.of() : words(words));
      } catch (IOException e) {
        throw new BadInputException(to + ": cannot be written: " + e.getMessage(), e);
      }
      return 0;
    }

    /** The text's words of letters a-z, the most frequent first. */
    private static List<String> words(Path file) throws IOException {
      Map<String, Integer> counts = new TreeMap<>();
      try (BufferedReader in = InputFile.openText(file)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          for (String word : NOT_LETTERS.split(line.toLowerCase(Locale.ROOT), -1)) {
            if (!word.isEmpty()) {
              counts.merge(word, 1, Integer::sum);
            }
          }
        }
      }
      return counts.entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .map(Map.Entry::getKey)
          .toList();
    }
  }
}
