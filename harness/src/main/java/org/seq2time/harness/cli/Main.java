package org.seq2time.harness.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.harness.cli.data.DataCommand;
import org.seq2time.harness.cli.data.VideosCommand;
import org.seq2time.harness.cli.models.ModelsCommand;
import org.seq2time.harness.cli.report.BreakdownCommand;
import org.seq2time.harness.cli.report.CompareCommand;
import org.seq2time.harness.cli.report.GateCommand;
import org.seq2time.harness.cli.report.PaperCommand;
import org.seq2time.harness.cli.report.ReportCommand;
import org.seq2time.harness.cli.shared.OptionGroup;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.metrics.ToolVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
    name = "seq2time",
    description = "Evaluates video LLMs that ground language in time, with the published metrics.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ScoreCommand.class,
      RunCommand.class,
      GenerateCommand.class,
      AnswersCommand.class,
      CompareCommand.class,
      BreakdownCommand.class,
      GateCommand.class,
      PaperCommand.class,
      ReportCommand.class,
      DemoCommand.class,
      DataCommand.class,
      VideosCommand.class,
      AssetsCommand.class,
      ModelsCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  seq2time demo",
      "  seq2time score charades-sta --annotations charades_sta_test.txt --predictions pred.json",
      "  seq2time compare runs/a runs/b",
      "  seq2time gate --baseline runs/a --run runs/b",
      "",
      "Exit codes: 0 ok, 1 failure, 2 wrong usage, 3 regression found, 130 interrupted."
    })
public final class Main implements Runnable {

  static final int FAILURE = 1;
  static final int USAGE = 2;

  /** Commands with so many options that their help lists them in groups. */
  private static final Set<String> GROUPED = Set.of("run", "score");

  @Spec CommandLine.Model.CommandSpec spec;

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    // The terminal's own encoding would make output depend on the locale.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = run(arguments, out, err);
    out.flush();
    System.exit(code);
  }

  /** Runs the program in this JVM; returns its exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
    int code = run(arguments, writer, new PrintWriter(err, true, StandardCharsets.UTF_8));
    writer.flush();
    return code;
  }

  /** Runs a command, also from within another one; returns its exit code. */
  static int run(String[] given, PrintWriter out, PrintWriter err) {
    String[] arguments = RenamedOptions.replaced(given, err);
    CommandLine line = new CommandLine(new Main());
    OtherCommands.addTo(line);
    Optional<String> missing = OtherCommands.missing(line, arguments);
    if (missing.isPresent()) {
      err.println("seq2time: " + missing.get());
      return USAGE;
    }
    line.getSubcommands().values().stream()
        .filter(command -> GROUPED.contains(command.getCommandName()))
        .forEach(OptionGroup::show);
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setExpandAtFiles(false); // "--samples @FILE" is a list of ids, not of options.
    line.setParameterExceptionHandler((e, args) -> usageError(e, err));
    boolean debug = Arrays.asList(arguments).contains("--debug");
    line.setExecutionExceptionHandler((e, command, result) -> failure(e, debug, err));
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return failure(e, debug, err);
    }
  }

  @Override
  public void run() {
    throw new UsageError(
        spec, "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
  }

  private static int usageError(ParameterException e, PrintWriter err) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println(
        "seq2time: " + Quoted.oneLine(firstLine(e.getMessage())) + " (see " + command + " --help)");
    return USAGE;
  }

  private static int failure(Throwable e, boolean debug, PrintWriter err) {
    String message =
        switch (e) {
          case BadInputException bad -> bad.getMessage();
          case OutOfMemoryError memory ->
              "out of memory; give Java more with JAVA_TOOL_OPTIONS=-Xmx<size>";
          default -> "internal error, please report it with the output of --debug: " + e;
        };
    err.println("seq2time: " + Quoted.oneLine(String.valueOf(message)));
    if (debug) {
      e.printStackTrace(err);
    }
    return FAILURE;
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  /** Prints the version for {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"seq2time " + ToolVersion.get()};
    }
  }
}
