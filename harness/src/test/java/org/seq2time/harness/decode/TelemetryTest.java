package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No way to ONNX Runtime leaves its usage data on, however the program was started. */
@EnabledOnOs(OS.LINUX)
class TelemetryTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void isOffOnceTheLibraryIsLoaded(String way) throws IOException, InterruptedException {
    assertThat(probe(way, List.of())).containsExactly("before unset false", "loaded 1 true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void isOffBeforeTheLibraryIsLoaded(String way) throws IOException, InterruptedException {
    // Loading fails here, so what is set then was set before.
    assertThat(probe(way, List.of("-Donnxruntime.native.path=" + folder)))
        .containsExactly("before unset false", "failed 1 false");
  }

  @Test
  void theTestsOwnProcessHasItToo() {
    assertThat(System.getenv(OrtLibrary.TELEMETRY_SWITCH)).isEqualTo("1");
    assertThat(System.getenv("OPT_OUT_TRACKING")).isEqualTo("true");
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
  }

  private List<String> probe(String way, List<String> flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TelemetryProbe.class.getName(), way));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove(OrtLibrary.TELEMETRY_SWITCH);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
