package org.seq2time.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.metrics.stats.Bootstrap;

/** Where the golden tests find input and expected values. */
public final class GoldenFiles {

  private GoldenFiles() {}

  /** A file of {@code src/test/resources/golden/authored}. */
  public static Path authored(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(GoldenFiles.class.getResource("/golden/authored/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of the demo benchmark, copied into the folder. */
  public static Path demo(String name, Path folder) {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      DemoBenchmark.copy(name, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /**
   * A file of the published data, which is not part of the project: the test is skipped where the
   * whole folder is absent, and fails where only the file is.
   */
  public static Path real(String name) {
    Path folder = Path.of(System.getProperty("seq2time.golden", "../../shared/golden"));
    assumeTrue(Files.isDirectory(folder), "no published data at " + folder);
    Path file = folder.resolve("real").resolve(name);
    assertThat(file).exists();
    return file;
  }

  /** A JSON file, plain or gzip. */
  public static JsonNode json(Path file) {
    try (var in = InputFile.open(file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The column of this name. */
  public static ScoreColumn column(Evaluation evaluation, String name) {
    return evaluation.columns().stream()
        .filter(c -> c.spec().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no score is named " + name));
  }

  /** The corpus value of the column of this name. */
  public static double value(Evaluation evaluation, String name) {
    return Bootstrap.value(column(evaluation, name), evaluation.ids().size());
  }
}
