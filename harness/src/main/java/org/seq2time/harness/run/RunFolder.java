package org.seq2time.harness.run;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.harness.score.Scored;
import org.seq2time.harness.score.ScoringJob;
import org.seq2time.reports.record.Json;
import org.seq2time.reports.record.RunManifest;
import org.seq2time.reports.record.RunManifest.Difference;
import org.seq2time.reports.record.RunManifestJson;
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

  /** What the model said. */
  public static final String ANSWERS = "answers.jsonl";

  private static final String PREDICTIONS = "predictions.json";
  private static final String PROMPT = "prompt.txt";

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
      requireSameOrEmpty(manifest, UnaryOperator.identity());
    }
    write(manifest, scored);
  }

  /** The file of answers. */
  public Path answers() {
    return folder.resolve(ANSWERS);
  }

  /**
   * What was run.
   *
   * @throws BadInputException if the folder holds no run of a model
   */
  public RunManifest modelRun() {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder + ": " + (Files.exists(folder) ? "is a file, expected a run" : "no such run"));
    }
    RunManifest manifest = RunManifestJson.read(folder.resolve(MANIFEST));
    if (!(manifest.origin() instanceof RunManifest.ModelRun)) {
      throw new BadInputException(
          folder.resolve(MANIFEST)
              + ": is not a model run (kind is "
              + Quoted.value(manifest.origin().kind())
              + "); score it from its predictions");
    }
    return manifest;
  }

  /**
   * Writes the scores of this folder's own answers beside them.
   *
   * @throws BadInputException if the folder holds no run of a model, or cannot be written
   */
  public void writeScores(ScoringJob job, Scored scored) {
    write(Manifests.scored(modelRun(), job), scored);
  }

  /**
   * Begins a run with a model, or goes on with it.
   *
   * @param manifest what is asked
   * @param prompt the template's text, kept beside it
   * @param overwrite throw away another run
   * @throws BadInputException if the folder holds another run or other files, is used by another
   *     process, or cannot be written
   */
  AnswerLog begin(RunManifest manifest, String prompt, boolean overwrite) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInputException(folder + ": is a file; --out needs a folder");
    }
    if (!overwrite) {
      requireSameOrEmpty(manifest, RunManifest::asked);
    }
    createFolder();
    FileChannel lock = AnswerLog.lock(folder);
    try {
      if (overwrite) {
        for (String file : List.of(SCORES, SAMPLES, PREDICTIONS, ANSWERS, MANIFEST)) {
          delete(file);
        }
      }
      if (!Files.exists(folder.resolve(MANIFEST))) {
        OutputFiles.write(
            folder.resolve(PROMPT), out -> out.write(prompt.getBytes(StandardCharsets.UTF_8)));
        OutputFiles.write(folder.resolve(MANIFEST), out -> RunManifestJson.write(manifest, out));
      }
      return AnswerLog.open(answers(), lock);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      // The error that is on its way says more.
    }
  }

  private void createFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInputException(folder + ": cannot be created: " + e.getMessage(), e);
    }
  }

  private void write(RunManifest manifest, Scored scored) {
    // Scores go and come last: a folder with scores is complete.
    delete(SCORES);
    OutputFiles.write(folder.resolve(MANIFEST), out -> RunManifestJson.write(manifest, out));
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

  private void requireSameOrEmpty(RunManifest manifest, UnaryOperator<RunManifest> compared) {
    Path file = folder.resolve(MANIFEST);
    if (Files.exists(file)) {
      Optional<Difference> difference =
          compared.apply(RunManifestJson.read(file)).firstDifference(compared.apply(manifest));
      if (difference.isPresent()) {
        throw new BadInputException(
            file
                + ": contains a different run: "
                + difference.get().path()
                + " was "
                + difference.get().before()
                + " and is now "
                + difference.get().now()
                + "; choose another --out, or --overwrite");
      }
    } else if (Files.isDirectory(folder) && !isEmpty()) {
      throw new BadInputException(
          folder + ": is not empty and contains no run.json; choose another --out, or --overwrite");
    }
  }

  private boolean isEmpty() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(f -> f.endsWith(AnswerLog.LOCK) || f.endsWith(PROMPT));
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
}
