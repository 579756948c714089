package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.fixtures.WeightType;

/**
 * Resident memory stays where it is, whatever ends an answer. 500 generations in the build, more
 * with {@code -Dseq2time.soak.generations=10000}.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class SoakTest {

  /** Seen is less than 1 MiB; a leaked cache of one generation is about 1 MiB. */
  private static final long ALLOWED_KIBIBYTES = 6 << 10;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "CONCATENATED, HOST",
    "CONCATENATED, DEVICE",
    "GROUP_QUERY, HOST",
    "GROUP_QUERY, DEVICE"
  })
  void residentMemoryIsFlat(Cache cache, String engine) throws IOException, InterruptedException {
    int generations = Integer.getInteger("seq2time.soak.generations", 500);
    DecoderShape shape = new DecoderShape(4, 32, 4, 4, 32, 64, 96, 512);
    Path graph = new DecoderFixture(shape, cache, WeightType.FLOAT32, false, 3).write(folder);
    List<String> lines = probe(graph, engine, generations);
    long[] resident =
        lines.stream()
            .filter(line -> line.startsWith("resident "))
            .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1]))
            .toArray();
    assertThat(resident).hasSize(10);
    // After a tenth, and once more after three tenths for the compiled code.
    assertThat(resident[9] - resident[2])
        .as("KiB after each tenth: %s", lines)
        .isLessThan(ALLOWED_KIBIBYTES);
    assertThat(count(lines, "failed ")).isGreaterThan(generations / 12);
    assertThat(count(lines, "cancelled ")).isGreaterThan(generations / 50);
  }

  private static int count(List<String> lines, String what) {
    return lines.stream()
        .filter(line -> line.startsWith(what))
        .mapToInt(line -> Integer.parseInt(line.substring(what.length())))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> probe(Path graph, String engine, int generations)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SoakProbe.class.getName(),
                graph.toString(),
                engine,
                Integer.toString(generations),
                Integer.toString(generations / 10))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
