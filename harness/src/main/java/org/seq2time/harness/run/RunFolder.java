package org.seq2time.harness.run;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.reports.record.Json;
import org.seq2time.reports.record.RunManifest;
import org.seq2time.reports.record.RunManifest.Difference;
import org.seq2time.reports.record.SampleRows;
import org.seq2time.reports.record.ScoresJson;

/** The folder that keeps a run. */
public final class RunFolder {

  /** What was run. */
  public static final String MANIFEST = "run.json";

  /** The scores. */
  public static final String SCORES = "scores.json";

  /** A line per sample. */
  public static final String SAMPLES = "samples.jsonl";

  private static final String PREDICTIONS = "predictions.json";

  private final Path folder;

  public RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes everything that is known of a scoring run. Writing the same run again gives the same
   * files; a folder that holds something else is not touched.
   *
   * @param overwrite replace another run
   * @throws BadInputException if the folder holds another run or other files, or cannot be written
   */
  public void write(ScoringJob job, Scored scored, boolean overwrite) {
    RunManifest manifest = Manifests.of(job, scored);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInputException(folder + ": is a file; --out needs a folder");
    }
    if (!overwrite) {
      requireSameOrEmpty(manifest);
    }
    // Scores go and come last: a folder with scores is complete.
    delete(SCORES);
    OutputFiles.write(folder.resolve(MANIFEST), manifest::write);
    OutputFiles.write(
        folder.resolve(PREDICTIONS),
        out -> {
          try (JsonGenerator json = Json.lines(out)) {
            scored.predictions().write(json);
            json.writeRaw('\n');
          }
        });
    OutputFiles.write(
        folder.resolve(SAMPLES),
        out -> SampleRows.write(scored.evaluation(), scored.contents().get(), out));
    OutputFiles.write(folder.resolve(SCORES), out -> ScoresJson.write(scored.sheet(), out));
  }

  private void requireSameOrEmpty(RunManifest manifest) {
    Path file = folder.resolve(MANIFEST);
    if (Files.exists(file)) {
      Optional<Difference> difference = RunManifest.read(file).firstDifference(manifest);
      if (difference.isPresent()) {
        throw new BadInputException(
            file
                + ": holds another run, "
                + difference.get().path()
                + " was "
                + text(difference.get().before())
                + " and is now "
                + text(difference.get().now())
                + "; choose another --out, or --overwrite");
      }
    } else if (Files.isDirectory(folder) && !isEmpty()) {
      throw new BadInputException(
          folder + ": is not empty and holds no run.json; choose another --out, or --overwrite");
    }
  }

  private boolean isEmpty() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new BadInputException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new BadInputException(
          folder.resolve(name) + ": cannot be replaced: " + e.getMessage(), e);
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "not set";
      case String text -> Quoted.value(text);
      default -> value.toString();
    };
  }
}
