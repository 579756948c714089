package org.seq2time.harness.bundle;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.harness.graph.KvNames;

/**
 * ONNX Runtime GenAI's {@code genai_config.json}.
 *
 * @param config its numbers
 * @param files the file of each graph
 * @param names names of the key-value cache
 */
record GenAiConfig(ModelConfig config, Map<GraphRole, String> files, KvNames names) {

  GenAiConfig {
    files = Map.copyOf(files);
  }

  static GenAiConfig read(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      Reader reader = new Reader();
      cursor.nextRoot();
      cursor.expectObject("the configuration");
      boolean hasModel = false;
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        if (f.equals("model")) {
          hasModel = true;
          reader.model(cursor);
        } else {
          cursor.skip();
        }
      }
      cursor.expectEnd();
      if (!hasModel || !reader.files.containsKey(GraphRole.DECODER)) {
        throw cursor.error("names no decoder", "model.decoder.filename");
      }
      return new GenAiConfig(reader.numbers.build(), reader.files, KvNames.of(reader.templates));
    }
  }

  /** Walks the file. */
  private static final class Reader {
    private final ModelConfig.Builder numbers = new ModelConfig.Builder();
    private final Map<GraphRole, String> files = new EnumMap<>(GraphRole.class);
    private final Map<KvNames.Part, String> templates = new EnumMap<>(KvNames.Part.class);

    void model(JsonCursor cursor) {
      cursor.expectObject("the model");
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        switch (f) {
          case "decoder" -> graph(cursor, GraphRole.DECODER);
          case "embedding" -> graph(cursor, GraphRole.EMBED_TOKENS);
          case "vision" -> graph(cursor, GraphRole.VISION_ENCODER);
          case "type" -> numbers.field(cursor, "model_type");
          default -> numbers.field(cursor, f);
        }
      }
    }

    private void graph(JsonCursor cursor, GraphRole role) {
      cursor.expectObject("the " + role.label());
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        switch (f) {
          case "filename" -> files.put(role, cursor.expectString("a graph's file"));
          case "pipeline" -> {
            if (cursor.token() != JsonToken.VALUE_NULL) {
              throw cursor.error(
                  "the decoder is a pipeline of several graphs", "one graph in decoder.filename");
            }
          }
          case "inputs", "outputs" -> names(cursor, role, f.equals("inputs"));
          default -> {
            if (role == GraphRole.DECODER) {
              numbers.field(cursor, f);
            } else {
              cursor.skip();
            }
          }
        }
      }
    }

    private void names(JsonCursor cursor, GraphRole role, boolean input) {
      if (cursor.token() != JsonToken.START_OBJECT) {
        cursor.skip();
        return;
      }
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        KvNames.Part part = role == GraphRole.DECODER ? part(f, input) : null;
        if (part == null) {
          cursor.skip();
          continue;
        }
        String template = cursor.expectString("a name of the KV cache");
        if (!template.contains("%d")) {
          throw cursor.unexpected("a name of the KV cache", "%d in place of the layer's number");
        }
        templates.put(part, template);
      }
    }

    private static KvNames.@Nullable Part part(String field, boolean input) {
      return switch (field) {
        case "past_key_names" -> input ? KvNames.Part.KEY_IN : null;
        case "past_value_names" -> input ? KvNames.Part.VALUE_IN : null;
        case "present_key_names" -> input ? null : KvNames.Part.KEY_OUT;
        case "present_value_names" -> input ? null : KvNames.Part.VALUE_OUT;
        default -> null;
      };
    }
  }
}
