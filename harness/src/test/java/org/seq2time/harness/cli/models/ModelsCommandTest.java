package org.seq2time.harness.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.fixtures.BundleFixture;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.harness.cli.Cli;

class ModelsCommandTest {

  @TempDir Path folder;

  private String bundle;

  @BeforeEach
  void writeBundle() throws IOException {
    BundleFixture.tiny(DecoderFixture.Cache.GROUP_QUERY).write(folder);
    bundle = folder.toString();
  }

  @Test
  void inspectPrintsGraphsCacheMemoryTokenizerAndSettings() {
    Cli run = Cli.run("models", "inspect", bundle, "--context", "100", "--batch", "3");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("bundle      " + folder + " (Optimum, graphs at the root)\n")
        .contains("\ndecoder: model.onnx (fp32)\n")
        .contains("  input   past_key_values.0.key float32 [batch, 2, past, 16]\n")
        .contains("  input   ... and 2 more of the KV cache\n")
        .contains(
            "KV cache    2 layers of 2 heads of 16, float32, GroupQueryAttention: past and present"
                + " can share one buffer\n")
        .contains("vocabulary  95 logits, 95 rows in the embedding\n")
        .contains("            512 bytes per token, 100 tokens, batch size 3\n")
        .contains("+ KV cache 154 kB = ")
        .contains("tokenizer   BPE, 95 ids, 3 added tokens in the file and 10 by seq2time.json\n")
        .contains("end         tokens [2] of generation_config.json; chat template none\n")
        .contains("images      32 x 32, bicubic\n")
        .contains("prompt      \"{visual}\\n{question}\\n\"\n")
        .endsWith("time        position-tokens\n");
  }

  @Test
  void inspectPrintsTheDefaultsItTook() throws IOException {
    Files.delete(folder.resolve("seq2time.json"));
    assertThat(Cli.run("models", "inspect", bundle).out())
        .endsWith(
            """

            defaults, because no file sets them:
              frames.count = 96 (seq2time.json does not set it; as in Seq2Time)
              frames.sampling = uniform (seq2time.json does not set it)
              prompt.template = {visual}\\n{question}\\n (seq2time.json does not set it)
              time.representation = seconds (seq2time.json does not set it and the tokenizer has no time tokens)
            """);
  }

  @Test
  void inspectPrintsTheSameJsonInEveryLocale() {
    Cli run = Cli.run("models", "inspect", bundle, "--json");
    assertThat(run.out())
        .contains("\"graph\" : \"vision_encoder\"")
        .contains("\"kvBytesPerToken\" : 512")
        .contains("\"sharedBuffer\" : true")
        .contains("\"shape\" : [\n            \"batch\",\n            3,")
        .endsWith("}\n");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(Cli.run("models", "inspect", bundle, "--json").out()).isEqualTo(run.out());
      assertThat(Cli.run("models", "inspect", bundle).out())
          .isEqualTo(Cli.run("models", "inspect", bundle).out())
          .contains("parameters  44,840\n");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void checkRunsWhatFits() {
    Cli run = Cli.run("models", "check", bundle);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("vision: 2 frames of 32 x 32 gave 32 visual tokens of 32 values\n")
        .contains("decoder: answered [")
        .endsWith(folder + " is consistent and runs\n");
    Cli unloaded = Cli.run("models", "check", bundle, "--no-load");
    assertThat(unloaded.out()).isEqualTo(folder + " is consistent\n");
  }

  @Test
  void checkPrintsAllProblemsGraphByGraphAndCountsThem() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));
    Files.writeString(folder.resolve("vision_encoder.onnx"), "Entry not found");
    Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": null}");
    Cli run = Cli.run("models", "check", bundle);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> !line.startsWith("  ")))
        .containsExactly("vision encoder", "tokenizer");
    assertThat(run.err()).isEqualTo("seq2time: " + folder + ": is not usable: 2 problems\n");
  }

  @Test
  void checkSaysWhatTheEngineSays() throws IOException {
    Path decoder = folder.resolve("model.onnx");
    String bytes = Files.readString(decoder, java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.writeString(
        decoder,
        bytes.replace("GroupQueryAttention", "GroupQueryAttentiom"),
        java.nio.charset.StandardCharsets.ISO_8859_1);
    Cli run = Cli.run("models", "check", bundle);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("decoder\n  ").contains("GroupQueryAttentiom");
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "inspect, --dtype, q3, \"no dtype is named 'q3', expected one of fp32, fp16, q4f16\"",
    "inspect, --dtype, head=q4, \"no graph is named 'head', expected one of decoder,\"",
    "inspect, --batch, 0, '--batch 0, expected at least 1'",
    "check, --device, tpu, 'expected cpu, cuda, cuda:N or auto'",
  })
  void mistakesAreUsageErrors(String command, String option, String value, String message) {
    Cli run = Cli.run("models", command, bundle, option, value);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message.replace("\"", "")).startsWith("seq2time: ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aMissingExportNamesThoseThatThereAre() {
    Cli run = Cli.run("models", "inspect", bundle, "--dtype", "decoder=q4");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("seq2time: " + folder + ": has no q4 export of the decoder; there is fp32\n");
  }

  @ParameterizedTest
  @CsvSource({"models", "models inspect", "models check"})
  void helpHasExamplesAndExitCodes(String command) {
    Cli run = Cli.run((command + " --help").split(" ", -1));
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Exit codes: 0 ");
  }
}
