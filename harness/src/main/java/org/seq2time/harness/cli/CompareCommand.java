package org.seq2time.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.table.ComparisonTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time compare}: the scores of several runs side by side. */
@Command(
    name = "compare",
    description = "Print the scores of several runs side by side.",
    footer = {
      "",
      "Example:",
      "  seq2time compare runs/baseline runs/seq2time",
      "",
      "Exit codes: 0 ok, 1 a run cannot be read, 2 wrong usage."
    })
final class CompareCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Two or more run folders, as score --out writes them.")
  List<Path> runs;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    if (runs.size() < 2) {
      throw new ParameterException(spec.commandLine(), "compare needs at least two run folders");
    }
    Map<String, RecordedScores> scores = new LinkedHashMap<>();
    for (Path run : runs) {
      RecordedScores recorded = RecordedScores.read(run.resolve(RunFolder.SCORES));
      if (scores.put(run.toString(), recorded) != null) {
        throw new ParameterException(spec.commandLine(), "run " + run + " is named twice");
      }
    }
    requireOneBenchmark(scores);
    PrintWriter out = spec.commandLine().getOut();
    out.print(ComparisonTable.render(scores));
    out.flush();
    return 0;
  }

  private static void requireOneBenchmark(Map<String, RecordedScores> runs) {
    Map.Entry<String, RecordedScores> first = runs.entrySet().iterator().next();
    for (Map.Entry<String, RecordedScores> run : runs.entrySet()) {
      if (!run.getValue().benchmark().equals(first.getValue().benchmark())) {
        throw new BadInputException(
            run.getKey()
                + ": is a run of "
                + run.getValue().benchmark()
                + ", but "
                + first.getKey()
                + " is one of "
                + first.getValue().benchmark()
                + "; only runs of one benchmark can be compared");
      }
    }
  }
}
