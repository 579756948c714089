package org.seq2time.harness.bundle.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.PrecisionChoice;
import org.seq2time.harness.bundle.check.BundleCheck;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;

/**
 * Video language models of eight families, exported from their own code, beside its values: frame
 * features, visual tokens, positions, logits, greedy tokens, on both engines.
 */
class ExportedVideoRealGoldenTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("seq2time.golden", "../../shared/golden"), "exported/video");

  @BeforeAll
  static void dataIsThere() {
    assumeTrue(Files.isDirectory(GOLDEN), "no exported video models at " + GOLDEN);
  }

  @ParameterizedTest
  @CsvSource({
    "timechat, 50",
    "timechat-position-tokens, 16",
    "qwen2.5-vl, 35",
    "qwen3-vl, 28",
    "llava-onevision, 13",
    "llava-next-video, 8",
    "internvl, 8",
    "smolvlm2, 8"
  })
  void everyStageIsAsInTheModelsOwnCode(String name, int leastStages) {
    Path folder = GOLDEN.resolve(name);
    ModelBundle bundle = ModelBundle.examine(folder, PrecisionChoice.any());
    assertThat(BundleCheck.problems(bundle)).isEmpty();
    List<Decoder.Options> both =
        Stream.of(Decoder.Engine.values())
            .map(engine -> new Decoder.Options(engine, new Device.Cpu(), 2))
            .toList();
    List<StageResult> results =
        ReferenceComparison.compare(
            bundle, folder.resolve("golden.json"), both, OptionalDouble.empty());
    assertThat(results).noneMatch(r -> r.outcome() == StageResult.Outcome.BEYOND);
    long stages = results.stream().filter(r -> r.outcome() == StageResult.Outcome.WITHIN).count();
    System.out.println(name + ": " + stages + " stages compared, decoding on both engines");
    assertThat(stages).isGreaterThanOrEqualTo(leastStages);
  }
}
