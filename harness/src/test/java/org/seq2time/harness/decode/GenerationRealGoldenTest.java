package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.token.Tokenizer;

/** What transformers generates with a real trained model, SmolLM2-135M-Instruct in 4 bits. */
class GenerationRealGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Logits of the quantised file; see the golden data's tolerances. */
  private static final double TOLERANCE = 1e-3;

  private static Path model() {
    Path folder =
        Path.of(System.getProperty("seq2time.golden", "../../shared/golden"))
            .resolve("exported/text/smollm2");
    assumeTrue(Files.isDirectory(folder), "no published data at " + folder);
    return folder;
  }

  private static int[] ids(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private static List<Integer> tokens(JsonNode node, int most) {
    List<Integer> tokens = new ArrayList<>();
    for (int id : ids(node)) {
      if (id != 2 && tokens.size() < most) {
        tokens.add(id);
      }
    }
    return tokens;
  }

  /** The file's float zero points make a token take a second: verify takes few, the soak all. */
  private static boolean isWhole() {
    return Integer.getInteger("seq2time.fuzz.rounds", 50) > 50;
  }

  @Test
  void beamsAndPenaltiesGiveTransformersTokens() throws IOException {
    Path folder = model();
    JsonNode golden = JSON.readTree(folder.resolve("golden/q4.json").toFile());
    int compared = 0;
    try (Decoder decoder =
        Decoder.open(
            ModelBundle.open(folder).decoderGraph(), Decoder.Options.on(new Device.Cpu()))) {
      for (JsonNode row : golden.get("cases")) {
        if (!row.has("beam3")) {
          continue;
        }
        int[] prompt = ids(row.get("input_ids"));
        JsonNode penalty = row.get("repetition_penalty");
        int length = isWhole() ? 48 : 3;
        Sampler sampler = Sampler.greedy().withRepetitionPenalty(penalty.get("penalty").asDouble());
        assertThat(decoder.decode(DecodeRequest.greedy(prompt, length, 2).with(sampler)).tokens())
            .as("repetition penalty, %s", row.get("name"))
            .isEqualTo(tokens(penalty.get("tokens"), length));
        compared++;
        if (!isWhole()) {
          continue; // How beams end depends on all 32 steps.
        }
        List<Integer> beam = tokens(row.get("beam3").get("tokens"), 32);
        assertThat(decoder.decode(DecodeRequest.greedy(prompt, 32, 2).with(Beams.of(3))).tokens())
            .as("beams, %s", row.get("name"))
            .isEqualTo(beam);
        compared++;
      }
    }
    System.out.println("generation: " + compared + " answers equal");
    assertThat(compared).isEqualTo(isWhole() ? 6 : 3);
  }

  @Test
  void keptTokensAndTheirProbabilitiesAreTransformers() throws IOException {
    Path folder = model();
    JsonNode golden = JSON.readTree(folder.resolve("golden/q4.json").toFile());
    int compared = 0;
    try (GraphDecoder decoder =
        (GraphDecoder)
            Decoder.open(
                ModelBundle.open(folder).decoderGraph(), Decoder.Options.on(new Device.Cpu()))) {
      for (JsonNode row : golden.get("cases")) {
        JsonNode step = row.path("first_step");
        if (step.isMissingNode()) {
          continue;
        }
        if (!isWhole() && compared > 0 && expected(row) > 6) {
          continue;
        }
        float[] logits = Logits.last(decoder, ids(row.get("input_ids")));
        Sampler sampler =
            new Sampler(
                step.get("temperature").asDouble(),
                step.get("top_k").asInt(),
                step.get("top_p").asDouble(),
                0,
                1,
                0,
                1);
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
          largest = Math.max(largest, logit);
        }
        Candidates kept = Candidates.of(logits, largest, sampler);
        double sum = java.util.Arrays.stream(kept.weights()).sum();
        JsonNode expected = step.get("kept");
        assertThat(kept.tokens()).as("%s", row.get("name")).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
          assertThat(kept.tokens()[i]).isEqualTo(expected.get(i).get(0).asInt());
          assertThat(kept.weights()[i] / sum)
              .isCloseTo(expected.get(i).get(1).asDouble(), within(TOLERANCE));
          compared++;
        }
      }
    }
    System.out.println("sampling: " + compared + " kept tokens equal");
    assertThat(compared).isGreaterThanOrEqualTo(isWhole() ? 17 : 6);
  }

  @Test
  void answersInEnglish() throws IOException {
    Path folder = model();
    JsonNode golden = JSON.readTree(folder.resolve("golden/q4.json").toFile());
    for (JsonNode row : golden.get("cases")) {
      if (!row.get("name").asText().equals("chat")) {
        continue;
      }
      ModelBundle bundle = ModelBundle.open(folder);
      try (Tokenizer tokenizer = bundle.openTokenizer();
          Decoder decoder =
              Decoder.open(bundle.decoderGraph(), Decoder.Options.on(new Device.Cpu()))) {
        DecodeResult result =
            decoder.decode(DecodeRequest.greedy(ids(row.get("input_ids")), 16, 2));
        int[] tokens = result.tokens().stream().mapToInt(Integer::intValue).toArray();
        assertThat(tokenizer.decode(tokens)).isEqualTo("The capital of France is Paris.");
      }
    }
  }

  private static int expected(JsonNode row) {
    return row.get("first_step").get("kept").size();
  }

  /** A prompt's last logits. */
  private static final class Logits {
    static float[] last(GraphDecoder decoder, int[] prompt) {
      try (var arena = java.lang.foreign.Arena.ofConfined()) {
        Batch batch =
            new Batch(decoder.layout(), new int[] {prompt.length}, prompt.length + 1, arena);
        try (DecoderRun run = decoder.begin(batch)) {
          run.execute(batch.prompt(new int[][] {prompt}), prompt.length, true);
          MemorySegment logits = run.logits(0);
          return logits.toArray(ValueLayout.JAVA_FLOAT);
        }
      }
    }
  }
}
