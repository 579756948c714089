package org.seq2time.harness.graph;

import java.util.List;

/** What a decoder graph wants to be fed besides its key-value cache. */
public enum DecoderInput {
  /** Token ids, {@code [batch, length]}. */
  INPUT_IDS("input_ids", 2),
  /** Token embeddings, {@code [batch, length, hidden]}. */
  INPUTS_EMBEDS("inputs_embeds", 3),
  /** 1 for tokens, 0 for padding, {@code [batch, past + length]}. */
  ATTENTION_MASK("attention_mask", 2),
  /** Positions, {@code [batch, length]}; {@code [3, batch, length]} for multimodal rotation. */
  POSITION_IDS("position_ids", -1),
  /** Tokens of each sequence minus one, {@code [batch]}, for GroupQueryAttention. */
  SEQLENS_K("seqlens_k", 1),
  /** Tokens of the longest sequence, a scalar, for GroupQueryAttention. */
  TOTAL_SEQUENCE_LENGTH("total_sequence_length", -1),
  /** Whether a merged decoder reads its cache, {@code [1]}, boolean. */
  USE_CACHE_BRANCH("use_cache_branch", 1),
  /** How many of the last positions to compute logits for, a scalar; 0 for all. */
  NUM_LOGITS_TO_KEEP("num_logits_to_keep", -1);

  private final String inputName;
  private final int rank;

  DecoderInput(String inputName, int rank) {
    this.inputName = inputName;
    this.rank = rank;
  }

  /** The input's name in graphs. */
  public String inputName() {
    return inputName;
  }

  /** Whether a tensor may be this input: -1 or a known rank that fits. */
  public boolean fits(TensorInfo tensor) {
    return rank < 0 || tensor.rank() < 0 || tensor.rank() == rank;
  }

  /** Whether an input has features of visual tokens for deeper layers (DeepStack). */
  public static boolean isFeatures(String name) {
    return name.startsWith("deepstack_features_");
  }

  /** The number of axes it has; -1 if there are several forms. */
  public int rank() {
    return rank;
  }

  /** The names of all. */
  public static List<String> names() {
    return List.of(values()).stream().map(DecoderInput::inputName).toList();
  }

  /** Those that a graph has. */
  public static List<DecoderInput> of(OnnxGraph graph) {
    return List.of(values()).stream()
        .filter(input -> graph.input(input.inputName).isPresent())
        .toList();
  }
}
