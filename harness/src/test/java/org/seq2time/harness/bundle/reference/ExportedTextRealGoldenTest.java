package org.seq2time.harness.bundle.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.Precision;
import org.seq2time.harness.bundle.PrecisionChoice;
import org.seq2time.harness.bundle.check.BundleCheck;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;

/**
 * Decoders exported by the ecosystem's tools beside their PyTorch models' logits and greedy tokens,
 * in every layout, on both engines. {@link ReferenceComparisonTest} needs no data of others.
 */
class ExportedTextRealGoldenTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("seq2time.golden", "../../shared/golden"), "exported/text/tiny");

  /** Exports that are wrong on purpose: PyTorch computes something else. */
  private static final Set<String> WRONG =
      Set.of(
          "genai-mistral-sliding-fp32", "gpt2-legacy-merged", "llama-dynamic-ntk", "phi3-longrope");

  /** Takes embeddings and has no graph for them, so that it cannot answer; it is refused so. */
  private static final String WITHOUT_TABLE = "genai-llama-gqa-noembed-fp32";

  @TempDir Path temporary;

  @BeforeAll
  static void dataIsThere() {
    assumeTrue(Files.isDirectory(GOLDEN), "no exported decoders at " + GOLDEN);
  }

  @ParameterizedTest
  @EnumSource
  void everyExportGivesItsModelsLogitsAndTokens(Decoder.Engine engine) throws IOException {
    List<String> wrong = new ArrayList<>();
    int exports = 0;
    int stages = 0;
    for (Path folder : folders()) {
      String name = folder.getFileName().toString();
      if (name.equals(WITHOUT_TABLE)) {
        continue;
      }
      for (Precision precision : precisions(folder)) {
        List<StageResult> results =
            compare(folder, precision, engine, folder.resolve("golden.json"));
        exports++;
        stages += (int) results.stream().filter(r -> !isNotRun(r)).count();
        if (WRONG.contains(name)) {
          assertNamedWrong(name, results);
        } else {
          results.stream()
              .filter(ExportedTextRealGoldenTest::isBeyond)
              .forEach(r -> wrong.add(name + " " + precision.key() + " " + r));
        }
      }
    }
    System.out.println(engine + ": " + exports + " exports, " + stages + " stages compared");
    assertThat(wrong).isEmpty();
    assertThat(exports).isGreaterThanOrEqualTo(30);
  }

  @Test
  void oneLogitMovedIsFound() throws IOException {
    ObjectNode golden =
        (ObjectNode) new ObjectMapper().readTree(GOLDEN.resolve("llama-gqa/golden.json").toFile());
    JsonNode step = golden.get("cases").get(1).get("steps").get(2);
    ArrayNode row = (ArrayNode) step.get("logits_last").get(1);
    row.set(100, row.get(100).doubleValue() + 0.05);
    Path moved = temporary.resolve("moved.json");
    new ObjectMapper().writeValue(moved.toFile(), golden);
    List<StageResult> results =
        compare(GOLDEN.resolve("llama-gqa"), Precision.FP32, Decoder.Engine.HOST, moved);
    assertThat(results.stream().filter(ExportedTextRealGoldenTest::isBeyond))
        .singleElement()
        .satisfies(r -> assertThat(r.toString()).contains("padded", "after token 3", "5.0e-02"));
  }

  @Test
  void aDecoderOfEmbeddingsWithoutTheirGraphIsRefusedForThatReason() {
    ModelBundle bundle = ModelBundle.examine(GOLDEN.resolve(WITHOUT_TABLE), PrecisionChoice.any());
    assertThat(BundleCheck.problems(bundle))
        .singleElement()
        .satisfies(p -> assertThat(p.what()).contains("there is no embed_tokens.onnx"));
  }

  private static void assertNamedWrong(String name, List<StageResult> results) {
    assertThat(results.stream().filter(ExportedTextRealGoldenTest::isBeyond))
        .as(name)
        .isNotEmpty()
        .anySatisfy(r -> assertThat(r.note()).startsWith("the export is wrong"));
  }

  private static boolean isBeyond(StageResult result) {
    return result.outcome() == StageResult.Outcome.BEYOND;
  }

  private static boolean isNotRun(StageResult result) {
    return result.outcome() == StageResult.Outcome.NOT_RUN;
  }

  private static List<StageResult> compare(
      Path folder, Precision precision, Decoder.Engine engine, Path file) {
    PrecisionChoice choice = PrecisionChoice.parse(List.of(precision.key()));
    ModelBundle bundle = ModelBundle.examine(folder, choice);
    assertThat(BundleCheck.problems(bundle)).as(folder.toString()).isEmpty();
    return ReferenceComparison.compare(
        bundle, file, new Decoder.Options(engine, new Device.Cpu(), 1), OptionalDouble.empty());
  }

  private static List<Precision> precisions(Path folder) {
    return ModelBundle.examine(folder, PrecisionChoice.any()).graphs().values().stream()
        .flatMap(g -> g.present().stream())
        .distinct()
        .toList();
  }

  private static Set<Path> folders() throws IOException {
    Set<Path> folders = new TreeSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(GOLDEN)) {
      found.forEach(folders::add);
    }
    return folders;
  }
}
