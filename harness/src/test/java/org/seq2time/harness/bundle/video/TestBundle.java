package org.seq2time.harness.bundle.video;

import static org.seq2time.harness.graph.ElementType.FLOAT32;
import static org.seq2time.harness.graph.ElementType.INT64;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.seq2time.fixtures.BundleFixture;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.harness.graph.TestGraph;

/** Bundles for tests: the fixture's, or graphs that only say what they are. */
public final class TestBundle {

  static final int HIDDEN = 8;
  public static final int VOCABULARY = BundleFixture.VOCABULARY;

  private TestBundle() {}

  /** A bundle that runs. */
  public static Path real(Path folder) {
    try {
      return BundleFixture.tiny(DecoderFixture.Cache.CONCATENATED).write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A decoder of embeddings with a cache of two layers. */
  public static TestGraph decoder() {
    return cache(
        TestGraph.empty()
            .input("inputs_embeds", FLOAT32, "batch", "length", HIDDEN)
            .input("attention_mask", INT64, "batch", "total")
            .input("position_ids", INT64, "batch", "length")
            .weight("head", FLOAT32, HIDDEN, VOCABULARY)
            .node("MatMul", List.of("x", "head"), "logits")
            .output("logits", FLOAT32, "batch", "length", VOCABULARY),
        true);
  }

  /** A decoder of token ids with a cache of two layers. */
  public static TestGraph tokenDecoder() {
    return cache(
        TestGraph.empty()
            .input("input_ids", INT64, "batch", "length")
            .weight("embed", FLOAT32, VOCABULARY, HIDDEN)
            .node("Gather", List.of("embed", "input_ids"), "x")
            .output("logits", FLOAT32, "batch", "length", VOCABULARY),
        true);
  }

  static TestGraph cache(TestGraph graph, boolean withPast) {
    for (int layer = 0; layer < 2; layer++) {
      for (String part : List.of("key", "value")) {
        if (withPast) {
          graph.input(
              "past_key_values." + layer + "." + part, FLOAT32, "batch", 2, "past", HIDDEN / 2);
        }
        graph.output("present." + layer + "." + part, FLOAT32, "batch", 2, "total", HIDDEN / 2);
      }
    }
    return graph;
  }

  public static TestGraph embedTokens() {
    return TestGraph.empty()
        .input("input_ids", INT64, "batch", "length")
        .weight("embed", FLOAT32, VOCABULARY, HIDDEN)
        .node("Gather", List.of("embed", "input_ids"), "inputs_embeds")
        .output("inputs_embeds", FLOAT32, "batch", "length", HIDDEN);
  }

  public static TestGraph vision() {
    return TestGraph.empty()
        .input("pixel_values", FLOAT32, "frames", 3, 32, 32)
        .weight("patch", FLOAT32, 12, 3, 8, 8)
        .output("image_features", FLOAT32, "frames", 16, 12);
  }

  public static TestGraph visualTokens() {
    return TestGraph.empty()
        .input("frame_features", FLOAT32, "frames", 16, 12)
        .input("frame_times", FLOAT32, "frames")
        .weight("project", FLOAT32, 12, HIDDEN)
        .output("visual_tokens", FLOAT32, "tokens", HIDDEN);
  }

  /** The files of a bundle that fits together, of graphs that cannot run. */
  public static Path described(Path folder) {
    real(folder);
    for (String graph : List.of("model.onnx", "embed_tokens.onnx", "vision_encoder.onnx")) {
      delete(folder.resolve(graph));
    }
    decoder().write(folder.resolve("decoder_model_merged.onnx"));
    embedTokens().write(folder.resolve("embed_tokens.onnx"));
    vision().write(folder.resolve("vision_encoder.onnx"));
    visualTokens().write(folder.resolve("visual_tokens.onnx"));
    write(
        folder.resolve("config.json"),
        """
        {"model_type": "timechat", "hidden_size": 999, "text_config": {"num_hidden_layers": 2,
         "hidden_size": 8, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 4,
         "vocab_size": %d, "max_position_embeddings": 4096}, "eos_token_id": 1}
        """
            .formatted(VOCABULARY));
    String described = read(folder.resolve("seq2time.json"));
    write(
        folder.resolve("seq2time.json"),
        described.replace(
            "\"prompt\"", "\"visualTokens\": {\"graph\": \"visual_tokens.onnx\"}, \"prompt\""));
    return folder;
  }

  /** Changes a text file. */
  public static void replace(Path file, String what, String by) {
    String text = read(file);
    if (!text.contains(what)) {
      throw new IllegalArgumentException(file + " does not contain " + what + ": " + text);
    }
    write(file, text.replace(what, by));
  }

  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void move(Path from, Path to) {
    try {
      Path folder = to.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
