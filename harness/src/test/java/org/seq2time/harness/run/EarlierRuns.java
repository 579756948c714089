package org.seq2time.harness.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord;

/** Run folders that seq2time 0.1.0 wrote, before {@code run.json} had a version. */
public final class EarlierRuns {

  private EarlierRuns() {}

  /** Copies {@code data}, {@code videos} and {@code runs} to a folder, where records find them. */
  public static void copyTo(Path folder) throws IOException {
    Path from = resources();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        if (file.endsWith("run.json")) {
          Files.writeString(
              to, Files.readString(file).replace("\"data/", "\"" + folder + "/data/"));
        } else {
          Files.copy(file, to);
        }
      }
    }
  }

  /** The folder of the fixtures. */
  static Path resources() {
    try {
      URL readme = Objects.requireNonNull(EarlierRuns.class.getResource("/version1/README.txt"));
      return Objects.requireNonNull(Path.of(readme.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** The answers of a run with a model. */
  static List<AnswerRecord> answers(Path run) {
    return AnswerLines.read(run.resolve(RunFolder.ANSWERS)).answers().stream()
        .map(AnswerLines.Numbered::record)
        .toList();
  }
}
