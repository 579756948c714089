package org.seq2time.harness.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.reports.page.HistoryRun;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RunManifestJson;

/** Finds the run folders below a folder. */
final class RunHistory {

  private static final int MAX_DEPTH = 6;

  private RunHistory() {}

  /**
   * All runs below a folder, by name. A run's configuration is the folder between the two; runs
   * that lie in the folder itself are one configuration.
   *
   * @throws BadInputException if there is none, or one cannot be read
   */
  static List<HistoryRun> below(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        throw Files.exists(folder)
            ? new NotDirectoryException(folder.toString())
            : new NoSuchFileException(folder.toString());
      }
      List<Path> found;
      try (Stream<Path> files = Files.walk(folder, MAX_DEPTH)) {
        found =
            files
                .filter(f -> f.getFileName().toString().equals(RunFolder.SCORES))
                .map(f -> folder.relativize(f.resolveSibling("")))
                .sorted()
                .toList();
      }
      if (found.isEmpty()) {
        throw new BadInputException(
            folder + ": contains no run folder; expected " + RunFolder.SCORES + " in a subfolder");
      }
      return found.stream().map(run -> read(folder, run)).toList();
    } catch (NoSuchFileException e) {
      throw new BadInputException(folder + ": no such folder", e);
    } catch (NotDirectoryException e) {
      throw new BadInputException(folder + ": is a file; --history needs a folder of runs", e);
    } catch (IOException | UncheckedIOException e) {
      throw new BadInputException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static HistoryRun read(Path folder, Path run) {
    Path place = folder.resolve(run);
    Path manifest = place.resolve(RunFolder.MANIFEST);
    Path parent = run.getParent();
    return new HistoryRun(
        text(run),
        parent == null ? "runs" : text(parent),
        RecordedScores.read(place.resolve(RunFolder.SCORES)),
        Files.exists(manifest) ? Optional.of(RunManifestJson.read(manifest)) : Optional.empty(),
        RecordedRun.readAnswers(place));
  }

  /** The same on every platform. */
  private static String text(Path path) {
    return path.toString().replace('\\', '/');
  }
}
