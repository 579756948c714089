package org.seq2time.harness.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.fixtures.BundleFixture;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.harness.cli.Cli;
import org.seq2time.testing.Mutations;

/**
 * Damaged files of a bundle through {@code models}: a result, or one line and exit code 1. {@code
 * -Dseq2time.fuzz.rounds=10000} makes a soak of it. Sessions are not created from damaged graphs:
 * what ONNX Runtime makes of them is not ours to promise.
 */
@Tag("soak")
class BundleFuzzTest {

  private static final int ROUNDS = Integer.getInteger("seq2time.fuzz.rounds", 300);

  private static final Duration LIMIT = Duration.ofSeconds(60 + ROUNDS / 5);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"model.onnx", "embed_tokens.onnx", "vision_encoder.onnx"})
  void damagedGraphGivesAResultOrOneLine(String name) throws IOException {
    BundleFixture.tiny(DecoderFixture.Cache.MERGED).write(folder);
    byte[] whole = Files.readAllBytes(folder.resolve(name));
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            SplittableRandom random = new SplittableRandom(name.hashCode() + (long) round);
            Files.write(folder.resolve(name), damage(whole, random));
            check(name + ", round " + round);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenizer.json",
        "config.json",
        "generation_config.json",
        "preprocessor_config.json",
        "seq2time.json",
        "genai_config.json",
        "tokenizer_config.json"
      })
  void damagedDescriptionGivesAResultOrOneLine(String name) throws IOException {
    BundleFixture.tiny(DecoderFixture.Cache.CONCATENATED).write(folder);
    Path file = folder.resolve(name);
    String whole =
        switch (name) {
          case "genai_config.json" ->
              """
              {"model": {"type": "llama", "context_length": 512, "vocab_size": 95,
                "eos_token_id": [2], "decoder": {"filename": "model.onnx", "head_size": 16,
                "num_hidden_layers": 2, "inputs": {"past_key_names": "past_key_values.%d.key"}},
                "embedding": {"filename": "embed_tokens.onnx"}}, "search": {}}
              """;
          case "tokenizer_config.json" -> "{\"chat_template\": \"{{ a }}\", \"bos_token\": null}";
          default -> Files.readString(file);
        };
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Mutations mutations = new Mutations(name.hashCode());
          for (int round = 0; round < ROUNDS; round++) {
            Files.write(file, mutations.mutate(whole));
            check(name + ", round " + round);
          }
        });
  }

  @Test
  void hostileLengthsTakeNoMemory() throws IOException {
    BundleFixture.tiny(DecoderFixture.Cache.CONCATENATED).write(folder);
    // graph, node, input: each claims far more than there is.
    byte[][] hostile = {
      {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f},
      {0x3a, 0x04, 0x0a, (byte) 0xff, (byte) 0xff, 0x7f},
      {
        0x3a,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        0x01
      },
    };
    for (byte[] bytes : hostile) {
      Files.write(folder.resolve("model.onnx"), bytes);
      Cli run = Cli.run("models", "inspect", folder.toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("a field claims more bytes than there are");
    }
  }

  /** Inspects, and checks without loading. */
  private void check(String where) {
    for (String command : new String[] {"inspect", "check"}) {
      String[] arguments = {"models", command, folder.toString()};
      if (command.equals("check")) {
        arguments = Arrays.copyOf(arguments, 4);
        arguments[3] = "--no-load";
      }
      Cli run = Cli.run(arguments);
      String what = where + ", " + command + ": " + run.err();
      assertThat(run.code()).as(what).isIn(0, 1);
      assertThat(run.err()).as(what).doesNotContain("internal error");
      if (run.code() == 1) {
        assertThat(run.err()).as(what).startsWith("seq2time: ").endsWith("\n");
        String line = run.err().substring(0, run.err().length() - 1);
        assertThat(line.chars().noneMatch(Character::isISOControl)).as(what).isTrue();
        assertThat(line.length()).as(what).isLessThan(2000);
      }
      assertThat(run.out().chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)))
          .as(what + run.out())
          .isTrue();
    }
  }

  /** Flips, cuts, repeats, and writes large numbers where lengths may stand. */
  private static byte[] damage(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      // Names and shapes stand at the ends of the file, weights between them.
      int zone = Math.min(bytes.length, 2000);
      int at =
          random.nextInt(4) == 0
              ? random.nextInt(bytes.length)
              : random.nextBoolean()
                  ? random.nextInt(zone)
                  : bytes.length - 1 - random.nextInt(zone);
      int length = Math.min(bytes.length - at, 1 + random.nextInt(10));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> Arrays.fill(bytes, at, at + length, (byte) 0xff);
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 3 -> {
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
          System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
          bytes = shorter.length == 0 ? new byte[1] : shorter;
        }
        default -> {
          byte[] text = "\u0000\u001b[2J\n".getBytes(StandardCharsets.UTF_8);
          System.arraycopy(text, 0, bytes, at, Math.min(text.length, bytes.length - at));
        }
      }
    }
    return bytes;
  }
}
