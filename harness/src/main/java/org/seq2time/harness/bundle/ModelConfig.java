package org.seq2time.harness.bundle;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;

/**
 * What {@code config.json} says of the language model. A number is -1 where it is not said.
 *
 * @param type {@code model_type}, empty if not said
 * @param layers {@code num_hidden_layers}
 * @param hidden {@code hidden_size}
 * @param heads {@code num_attention_heads}
 * @param kvHeads {@code num_key_value_heads} or {@code num_kv_heads}, 1 with {@code multi_query}
 *     (Falcon, GPT-BigCode), the number of heads without any of them
 * @param headDim {@code head_dim}, hidden / heads without it
 * @param vocabulary {@code vocab_size}
 * @param context {@code max_position_embeddings}
 * @param eos {@code eos_token_id}, one or several
 * @param bos {@code bos_token_id}
 */
public record ModelConfig(
    String type,
    long layers,
    long hidden,
    long heads,
    long kvHeads,
    long headDim,
    long vocabulary,
    long context,
    Set<Integer> eos,
    int bos) {

  /** Nothing is said. */
  static final ModelConfig NONE = new ModelConfig("", -1, -1, -1, -1, -1, -1, -1, Set.of(), -1);

  public ModelConfig {
    eos = Collections.unmodifiableSet(new LinkedHashSet<>(eos));
  }

  /** Reads a {@code config.json}; a multimodal model's language part is in {@code text_config}. */
  static ModelConfig read(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      Builder builder = new Builder();
      cursor.nextRoot();
      builder.read(cursor, false);
      cursor.expectEnd();
      return builder.build();
    }
  }

  /** An integer of at least 0; -1 for null. */
  static int size(JsonCursor cursor, String what) {
    if (cursor.token() == JsonToken.VALUE_NULL) {
      return -1;
    }
    return cursor.expectInt(what, 0, InputLimits.MODEL_SIZE);
  }

  /** One id, an array of ids, or null. */
  static Set<Integer> ids(JsonCursor cursor, String what) {
    Set<Integer> ids = new LinkedHashSet<>();
    if (cursor.token() == JsonToken.START_ARRAY) {
      while (cursor.nextElement()) {
        ids.add(cursor.expectInt(what, 0, InputLimits.MODEL_SIZE));
      }
    } else if (cursor.token() != JsonToken.VALUE_NULL) {
      ids.add(cursor.expectInt(what, 0, InputLimits.MODEL_SIZE));
    }
    return ids;
  }

  /** Collects fields, those of the text model over those of the whole. */
  static final class Builder {
    private String type = "";
    private int layers = -1;
    private int hidden = -1;
    private int heads = -1;
    private int kvHeads = -1;
    private int headDim = -1;
    private boolean multiQuery;
    private boolean grouped;
    private int vocabulary = -1;
    private int context = -1;
    private Set<Integer> eos = Set.of();
    private int bos = -1;

    void read(JsonCursor cursor, boolean nested) {
      cursor.expectObject("the model's configuration");
      Builder text = null;
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        if (f.equals("text_config") || f.equals("llm_config") || f.equals("language_config")) {
          if (nested || cursor.token() != JsonToken.START_OBJECT) {
            cursor.skip();
          } else {
            text = new Builder();
            text.read(cursor, true);
          }
        } else {
          field(cursor, f);
        }
      }
      if (text != null) {
        over(text);
      }
    }

    void field(JsonCursor cursor, String field) {
      switch (field) {
        case "model_type" -> type = Quoted.shorten(cursor.expectString("the model's type"));
        case "num_hidden_layers", "n_layer" -> layers = size(cursor, "the number of layers");
        case "hidden_size", "n_embd" -> hidden = size(cursor, "the hidden size");
        case "num_attention_heads", "n_head" -> heads = size(cursor, "the number of heads");
        case "num_key_value_heads", "num_kv_heads" ->
            kvHeads = size(cursor, "the number of key-value heads");
        case "head_dim", "head_size" -> headDim = size(cursor, "the size of a head");
        case "multi_query" -> multiQuery = isTrue(cursor);
        // Falcon's newer models have groups of heads, whatever multi_query says.
        case "new_decoder_architecture" -> grouped = isTrue(cursor);
        case "vocab_size" -> vocabulary = size(cursor, "the size of the vocabulary");
        case "max_position_embeddings", "n_positions", "context_length" ->
            context = size(cursor, "the context length");
        case "eos_token_id" -> eos = ids(cursor, "the end-of-text id");
        case "bos_token_id" -> bos = size(cursor, "the begin-of-text id");
        default -> cursor.skip();
      }
    }

    private void over(Builder text) {
      layers = text.layers >= 0 ? text.layers : layers;
      hidden = text.hidden >= 0 ? text.hidden : hidden;
      heads = text.heads >= 0 ? text.heads : heads;
      kvHeads = text.kvHeads >= 0 ? text.kvHeads : kvHeads;
      headDim = text.headDim >= 0 ? text.headDim : headDim;
      vocabulary = text.vocabulary >= 0 ? text.vocabulary : vocabulary;
      context = text.context >= 0 ? text.context : context;
      multiQuery |= text.multiQuery;
      grouped |= text.grouped;
      eos = eos.isEmpty() ? text.eos : eos; // The whole model's own end comes first.
      bos = text.bos >= 0 ? text.bos : bos;
    }

    private static boolean isTrue(JsonCursor cursor) {
      boolean is = cursor.token() == JsonToken.VALUE_TRUE;
      cursor.skip();
      return is;
    }

    ModelConfig build() {
      int size = headDim > 0 || hidden <= 0 || heads <= 0 ? headDim : hidden / heads;
      return new ModelConfig(
          type,
          layers,
          hidden,
          heads,
          multiQuery && !grouped ? 1 : kvHeads > 0 ? kvHeads : heads,
          size,
          vocabulary,
          context,
          eos,
          bos);
    }
  }
}
