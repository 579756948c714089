package org.seq2time.harness.cli.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.reports.paper.PaperFormat;
import org.seq2time.reports.paper.PaperReport;
import org.seq2time.reports.paper.PaperTables;
import org.seq2time.reports.paper.PaperTables.Table;
import org.seq2time.reports.paper.RowTies;
import org.seq2time.reports.record.RecordedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time paper}: the paper's tables, published vs. reproduced. */
@Command(
    name = "paper",
    description = {
      "Print the paper's tables, published vs. reproduced: the reproduced value with its interval,"
          + " the difference in percentage points, and the relative gain over the baseline row."
    },
    sortOptions = false,
    footer = {
      "",
      "A run is matched to the row its folder is named after (only letters and digits count; the"
          + " benchmark may be omitted): runs/timechat-seq2time/youcook2,"
          + " runs/is-mc-charades-sta.",
      "",
      "Examples:",
      "  seq2time paper",
      "  seq2time paper runs/timechat/youcook2 runs/timechat-seq2time/youcook2",
      "  seq2time paper --row \"TimeChat + Seq2Time=runs/x\" --table main --format latex",
      "",
      "Exit codes: 0 ok, 1 a run or table cannot be read or matched, 2 wrong usage."
    })
public final class PaperCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "RUN", description = "Run folders or scores files.")
  List<Path> runs = List.of();

  @Option(
      names = "--row",
      paramLabel = "NAME=RUN",
      description = "Match a run to the row of this name; TABLE/NAME for one table only.")
  List<String> rows = List.of();

  @Option(
      names = "--tables",
      paramLabel = "FILE",
      description = "Further published tables, in the format described in docs/comparing.md.")
  List<Path> tableFiles = List.of();

  @Option(names = "--table", paramLabel = "ID", description = "Only this table; repeatable.")
  List<String> only = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "markdown",
      description = "markdown, latex, csv or json (default: ${DEFAULT-VALUE}).")
  String formatName;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PaperFormat format =
        PaperFormat.of(formatName)
            .orElseThrow(
                () ->
                    new UsageError(
                        spec,
                        "--format is "
                            + formatName
                            + ", expected "
                            + Arrays.stream(PaperFormat.values())
                                .map(PaperFormat::key)
                                .collect(Collectors.joining(", "))));
    PaperTables tables = tables();
    RowTies ties = new RowTies(tables);
    for (String row : rows) {
      // The name may hold an equals sign, a path of a run hardly does.
      int equals = row.lastIndexOf('=');
      if (equals <= 0 || equals == row.length() - 1) {
        throw new UsageError(spec, "--row is " + row + ", expected NAME=RUN");
      }
      ties.tie(RecordedRun.read(Path.of(row.substring(equals + 1))), row.substring(0, equals));
    }
    for (Path run : runs) {
      Path folder = Files.isRegularFile(run) ? run.resolveSibling("") : run;
      ties.tieByName(RecordedRun.read(run), folder);
    }
    spec.commandLine().getOut().print(format.render(PaperReport.of(tables, ties)));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private PaperTables tables() {
    PaperTables paper = PaperTables.seq2time();
    List<Table> all = new ArrayList<>(paper.tables());
    List<String> sources = new ArrayList<>(List.of(paper.source()));
    for (Path file : tableFiles) {
      PaperTables more = PaperTables.read(file);
      for (Table table : more.tables()) {
        if (all.stream().anyMatch(t -> t.id().equals(table.id()))) {
          throw new UsageError(spec, "--tables " + file + " has a second table " + table.id());
        }
        all.add(table);
      }
      sources.add(more.source());
    }
    for (String id : only) {
      if (all.stream().noneMatch(t -> t.id().equals(id))) {
        throw new UsageError(
            spec,
            "--table is "
                + id
                + ", expected "
                + all.stream().map(Table::id).collect(Collectors.joining(", ")));
      }
    }
    return new PaperTables(
        sources.stream().filter(s -> !s.isEmpty()).collect(Collectors.joining("; ")),
        all.stream().filter(t -> only.isEmpty() || only.contains(t.id())).toList());
  }
}
