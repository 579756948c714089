package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.io.BadInputException;

/** Which device is meant, and what is said when it cannot be used. */
class DeviceTest {

  @Test
  void namesAreReadAndWritten() {
    assertThat(Device.parse("cpu")).isEqualTo(new Device.Cpu()).hasToString("cpu");
    assertThat(Device.parse("cuda")).isEqualTo(new Device.Cuda(0)).hasToString("cuda:0");
    assertThat(Device.parse("cuda:3")).isEqualTo(new Device.Cuda(3)).hasToString("cuda:3");
    assertThat(Device.parse("auto")).isEqualTo(new Device.Auto()).hasToString("auto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:9999", "CPU", "cpu "})
  void anythingElseIsRefusedWithTheChoices(String text) {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Device.parse(text))
        .withMessageContaining(text)
        .withMessageEndingWith("expected cpu, cuda, cuda:N or auto");
  }

  @Test
  void withoutCudaAutoTakesTheProcessorAndSaysWhyInOneLine() {
    List<String> notices = new ArrayList<>();
    Device device = new Device.Auto().resolve(notices::add);
    if (device.equals(new Device.Cuda(0))) {
      assertThat(notices).isEmpty();
      return;
    }
    assertThat(device).isEqualTo(new Device.Cpu());
    assertThat(notices).singleElement().asString().startsWith("device auto: using the CPU: ");
    assertThat(notices.get(0)).doesNotContain("\n");
    String reason = notices.get(0).substring("device auto: using the CPU: ".length());
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> new Device.Cuda(0).resolve(notices::add))
        .withMessage("device cuda:0 cannot be used: " + reason);
  }

  @Test
  void theProcessorIsTakenWithoutAWord() {
    List<String> notices = new ArrayList<>();
    assertThat(new Device.Cpu().resolve(notices::add)).isEqualTo(new Device.Cpu());
    assertThat(notices).isEmpty();
  }

  @Test
  void aDevicesMemoryIsZeroedByAGraph() {
    try (DeviceMemory memory = new DeviceMemory(OrtApi.get(), new Device.Cpu())) {
      for (int round = 0; round < 3; round++) {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment zeros = memory.allocateZeros(100_000, arena);
          for (int i = 0; i < zeros.byteSize(); i++) {
            assertThat(zeros.get(ValueLayout.JAVA_BYTE, i)).isZero();
          }
          // What the next round gets back must have been cleared again.
          zeros.fill((byte) 0x7f);
        }
      }
    }
  }
}
