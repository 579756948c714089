package org.seq2time.harness.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.seq2time.metrics.ToolVersion;
import org.seq2time.reports.record.RunManifest.Checkout;
import org.seq2time.reports.record.RunManifest.Environment;
import org.seq2time.reports.record.RunManifest.Tool;

/** This program and what it runs on, for the record. */
final class RunningProgram {

  private static final long GIT_TIMEOUT_SECONDS = 10;

  private RunningProgram() {}

  /**
   * The program.
   *
   * @param command the words that were typed; empty where a program asks
   */
  static Tool tool(List<String> command) {
    return new Tool("seq2time", ToolVersion.get(), checkout(), command);
  }

  /**
   * The machine.
   *
   * @param started when a run with a model begins; empty for one that only scores
   */
  static Environment environment(Optional<Instant> started) {
    return new Environment(
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        started);
  }

  /** The checkout that the tool runs from, where it is one and git is at hand. */
  private static Optional<Checkout> checkout() {
    String home = System.getProperty("seq2time.home");
    if (home == null || !Files.exists(Path.of(home, ".git"))) {
      return Optional.empty();
    }
    String revision = git(home, "rev-parse", "HEAD");
    String changes = git(home, "status", "--porcelain");
    return revision == null || changes == null
        ? Optional.empty()
        : Optional.of(new Checkout(revision, !changes.isEmpty()));
  }

  /** The first line that git prints; null if it fails. */
  private static @Nullable String git(String home, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", home));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String first = out.readLine();
        out.transferTo(Writer.nullWriter());
        boolean done = process.waitFor(GIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return done && process.exitValue() == 0 ? (first == null ? "" : first) : null;
      }
    } catch (IOException e) {
      return null; // No git: the revision stays unknown, which the record says.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
