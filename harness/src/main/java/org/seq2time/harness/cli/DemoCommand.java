package org.seq2time.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.harness.cli.shared.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time demo}: everything that works, on a benchmark that ships with the program. */
@Command(
    name = "demo",
    description = "Run everything on the built-in mini benchmark, offline, and keep the files.",
    footer = {
      "",
      "Examples:",
      "  seq2time demo",
      "  seq2time demo --out /tmp/demo",
      "",
      "Exit codes: 0 ok, 1 the folder cannot be written, 2 wrong usage."
    })
final class DemoCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "seq2time-demo",
      description = "Output folder (default: ${DEFAULT-VALUE}).")
  Path folder;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path data = folder.resolve("data");
    for (String file : DemoBenchmark.files()) {
      OutputFiles.write(data.resolve(file), stream -> DemoBenchmark.copy(file, stream));
    }
    VideoDemo videos = new VideoDemo(folder);
    videos.prepare();
    Path page = folder.resolve("report.html");
    out.println(
        "A built-in mini benchmark: 14 synthetic cooking videos, three tasks, synthetic systems.");
    int code = 0;
    for (DemoBenchmark.Run run : DemoBenchmark.runs()) {
      code = code == 0 ? show(score(run, data)) : code;
    }
    List<String> systems =
        DemoBenchmark.runs().subList(0, 2).stream().map(run -> runFolder(run.name())).toList();
    code = code == 0 ? show(words("compare", systems)) : code;
    if (code == 0) {
      out.println();
      out.println(VideoDemo.INTRODUCTION);
      code = show(videos.command(runFolder("untrained")));
    }
    if (code == 0) {
      videos.quote(runFolder("untrained"), out);
      code = show(words("report", systems, "--out", page.toString()));
    }
    if (code == 0) {
      out.println();
      out.println(
          "Files: "
              + data
              + " (the benchmark), "
              + folder.resolve("runs")
              + " (the runs), "
              + page
              + " (open it in a browser)");
    }
    out.flush();
    return code;
  }

  private List<String> score(DemoBenchmark.Run run, Path data) {
    List<String> words =
        words(
            "score",
            List.of(run.benchmark().key()),
            "--annotations",
            data.resolve(run.annotations()).toString(),
            "--predictions",
            data.resolve(run.predictions()).toString(),
            "--out",
            runFolder(run.name()));
    if (run.benchmark().task().hasCaptions()) {
      words.addAll(List.of("--paraphrases", "off")); // The same numbers whatever is installed.
    }
    return words;
  }

  private static List<String> words(String command, List<String> subjects, String... more) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(subjects);
    words.addAll(List.of(more));
    return words;
  }

  /** Prints a command and runs it; returns its exit code. */
  private int show(List<String> words) {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.println("$ seq2time " + String.join(" ", words));
    List<String> run = new ArrayList<>(words);
    if (words.contains("--out") && !words.contains("report")) {
      run.add("--overwrite"); // What an earlier demo left there.
    }
    if (common.quiet) {
      run.add("--quiet");
    }
    int code = Main.run(run.toArray(String[]::new), out, spec.commandLine().getErr());
    out.flush();
    return code;
  }

  private String runFolder(String run) {
    return folder.resolve("runs").resolve(run).toString();
  }
}
