package org.seq2time.harness.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.seq2time.datasets.benchmark.DemoBenchmark;

/** Runs the program in this JVM and keeps what it printed. */
public record Cli(int code, String out, String err) {

  public static Cli run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments,
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Cli(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Copies the demo benchmark's files into the folder. */
  public static void copyDemo(Path folder) {
    for (String file : DemoBenchmark.files()) {
      try (var stream = Files.newOutputStream(folder.resolve(file))) {
        DemoBenchmark.copy(file, stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Arguments that score one of the demo's runs, and more after them. */
  public static String[] score(Path folder, DemoBenchmark.Run run, String... more) {
    String[] start = {
      "score",
      run.benchmark().key(),
      "--annotations",
      folder.resolve(run.annotations()).toString(),
      "--predictions",
      folder.resolve(run.predictions()).toString()
    };
    String[] all = new String[start.length + more.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return all;
  }

  /** The demo's run of this name. */
  public static DemoBenchmark.Run demo(String name) {
    return DemoBenchmark.runs().stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
