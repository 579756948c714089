package org.seq2time.harness.decode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.graph.DecoderInput;
import org.seq2time.harness.graph.ElementType;
import org.seq2time.harness.graph.GraphNode;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;

/**
 * How a decoder graph is fed and where its results are: {@link KvLayout} finds the cache's names,
 * {@link DecoderInput} those of all other inputs, and here both are judged by what the engines can
 * run.
 *
 * @param graph the graph's name, for messages
 * @param style how past and present relate
 * @param caches keys and values of all layers, each {@code [batch, heads, length, headDimension]}
 * @param prompt {@code input_ids} or {@code inputs_embeds}
 * @param logits {@code [batch, length, vocabulary]}
 * @param attentionMask {@code [batch, total]}, 1 for tokens and 0 for padding
 * @param positions {@code [batch, length]}, or {@code [3, batch, length]} for multimodal rotation
 * @param lastIndices {@code seqlens_k}: each row's total length less one
 * @param totalLength {@code total_sequence_length}: the longest row's total length
 * @param cacheBranch {@code use_cache_branch} of merged decoders: false for the prompt
 * @param keptLogits {@code num_logits_to_keep}: 0 for all
 * @param features {@code deepstack_features_N}, each {@code [batch, length, hidden]}
 */
public record DecoderLayout(
    String graph,
    Style style,
    List<Cache> caches,
    TensorInfo prompt,
    TensorInfo logits,
    Optional<TensorInfo> attentionMask,
    Optional<TensorInfo> positions,
    Optional<TensorInfo> lastIndices,
    Optional<TensorInfo> totalLength,
    Optional<TensorInfo> cacheBranch,
    Optional<TensorInfo> keptLogits,
    List<TensorInfo> features) {

  /** How present follows from past. */
  public enum Style {
    /** Present is past with the new tokens behind it, a longer tensor each time. */
    CONCATENATED,
    /** GroupQueryAttention: past and present may be one buffer of the full length. */
    SHARED_BUFFER
  }

  /**
   * One layer's keys or values.
   *
   * @param past name of the input
   * @param present name of the output
   * @param window positions of a ring that holds the last ones only; 0 for a cache of all
   */
  public record Cache(
      String past, String present, ElementType type, long heads, long headDimension, long window) {

    /** Positions that memory is needed for, where so many have been or will be fed. */
    int positions(int fed) {
      return window > 0 ? (int) window : fed;
    }

    /** Bytes of one token of one row. */
    long bytesPerToken() {
      return type.bytes(heads * headDimension);
    }
  }

  private static final Set<ElementType> INDEX_TYPES = Set.of(ElementType.INT64, ElementType.INT32);
  private static final Set<ElementType> REAL_TYPES =
      Set.of(ElementType.FLOAT32, ElementType.FLOAT16, ElementType.BFLOAT16);

  public DecoderLayout {
    caches = List.copyOf(caches);
    features = List.copyOf(features);
  }

  /**
   * The layout of a graph.
   *
   * @param kv its cache
   * @throws BadInputException if the graph is no decoder with a KV cache, or asks for inputs that
   *     are not known; the message says which
   */
  static DecoderLayout of(OnnxGraph graph, KvLayout kv) {
    String name = name(graph);
    if (!kv.isPresent()) {
      throw new BadInputException(
          name
              + ": no inputs such as past_key_values.0.key; re-export the decoder with its KV cache"
              + " (task text-generation-with-past); its inputs are "
              + graph.inputs());
    }
    if (!kv.problems().isEmpty()) {
      throw new BadInputException(name + ": " + kv.problems().getFirst());
    }
    TensorInfo prompt =
        input(graph, DecoderInput.INPUT_IDS)
            .or(() -> input(graph, DecoderInput.INPUTS_EMBEDS))
            .orElseThrow(
                () ->
                    new BadInputException(
                        name + ": neither input_ids nor inputs_embeds among its inputs"));
    boolean tokens = prompt.name().equals(DecoderInput.INPUT_IDS.inputName());
    require(graph, prompt, tokens ? 2 : 3, tokens ? INDEX_TYPES : REAL_TYPES);
    TensorInfo logits =
        graph
            .output("logits")
            .orElseThrow(() -> new BadInputException(name + ": no output logits"));
    require(graph, logits, 3, REAL_TYPES);
    DecoderLayout layout =
        new DecoderLayout(
            name,
            style(graph, kv),
            caches(graph, kv),
            prompt,
            logits,
            optional(graph, DecoderInput.ATTENTION_MASK, 2, INDEX_TYPES),
            positions(graph),
            optional(graph, DecoderInput.SEQLENS_K, -1, INDEX_TYPES),
            optional(graph, DecoderInput.TOTAL_SEQUENCE_LENGTH, -1, INDEX_TYPES),
            optional(graph, DecoderInput.USE_CACHE_BRANCH, 1, Set.of(ElementType.BOOL)),
            optional(graph, DecoderInput.NUM_LOGITS_TO_KEEP, -1, INDEX_TYPES),
            features(graph));
    layout.rejectUnknownInputs(graph);
    return layout;
  }

  private static String name(OnnxGraph graph) {
    return String.valueOf(graph.file().getFileName());
  }

  private static List<Cache> caches(OnnxGraph graph, KvLayout kv) {
    List<Cache> caches = new ArrayList<>();
    for (KvLayout.Layer layer : kv.layers()) {
      caches.add(cache(graph, layer, layer.keyInput(), layer.keyOutput(), layer.keyDim()));
      caches.add(cache(graph, layer, layer.valueInput(), layer.valueOutput(), layer.valueDim()));
    }
    return caches;
  }

  private static Cache cache(
      OnnxGraph graph, KvLayout.Layer layer, String past, String present, long size) {
    TensorInfo input = graph.input(past).orElseThrow();
    require(graph, input, 4, REAL_TYPES);
    if (layer.heads() < 1 || size < 1) {
      throw new BadInputException(
          name(graph)
              + ": heads and head dimension are neither in the graph nor in its configuration"
              + " (num_key_value_heads, head_dim): "
              + input);
    }
    long most = InputLimits.CACHE_SIZE;
    if (layer.heads() > most || size > most || layer.window() > Integer.MAX_VALUE) {
      throw new BadInputException(
          name(graph)
              + ": heads and head dimension may be "
              + InputLimits.CACHE_SIZE
              + " at most: "
              + input);
    }
    return new Cache(past, present, input.type(), layer.heads(), size, layer.window());
  }

  /**
   * Padding is on the left of concatenated caches and on the right of shared ones, so a graph must
   * be one or the other; and a branch that does not read the buffer cannot be given one.
   */
  private static Style style(OnnxGraph graph, KvLayout kv) {
    Set<String> grouped = new HashSet<>();
    for (GraphNode node : graph.nodes()) {
      if (node.isContrib("GroupQueryAttention")) {
        grouped.addAll(node.inputs());
      }
    }
    long layers =
        kv.layers().stream()
            .filter(l -> grouped.contains(l.keyInput()) && grouped.contains(l.valueInput()))
            .count();
    if (layers != 0 && layers != kv.layers().size()) {
      throw new BadInputException(
          name(graph)
              + ": the KV caches of "
              + layers
              + " of "
              + kv.layers().size()
              + " layers go into GroupQueryAttention; it must be all or none");
    }
    if (kv.sharedBuffer() && input(graph, DecoderInput.USE_CACHE_BRANCH).isPresent()) {
      throw new BadInputException(
          name(graph)
              + ": GroupQueryAttention inside branches cannot share a buffer; re-export it without"
              + " use_cache_branch");
    }
    return kv.sharedBuffer() ? Style.SHARED_BUFFER : Style.CONCATENATED;
  }

  private void rejectUnknownInputs(OnnxGraph graph) {
    Set<String> unknown = new TreeSet<>();
    graph.inputs().forEach(input -> unknown.add(input.name()));
    caches.forEach(cache -> unknown.remove(cache.past()));
    unknown.remove(prompt.name());
    features.forEach(input -> unknown.remove(input.name()));
    List.of(attentionMask, positions, lastIndices, totalLength, cacheBranch, keptLogits)
        .forEach(input -> input.ifPresent(tensor -> unknown.remove(tensor.name())));
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          name(graph)
              + ": unsupported inputs: "
              + String.join(", ", unknown)
              + "; supported are "
              + String.join(", ", DecoderInput.names())
              + " and the KV cache's");
    }
  }

  private static Optional<TensorInfo> positions(OnnxGraph graph) {
    Optional<TensorInfo> found = optional(graph, DecoderInput.POSITION_IDS, -1, INDEX_TYPES);
    found.ifPresent(
        tensor -> {
          boolean axes = tensor.size(0) < 0 || tensor.size(0) == Multimodal.AXES;
          if (tensor.rank() >= 0 && tensor.rank() != 2 && (tensor.rank() != 3 || !axes)) {
            throw new BadInputException(
                name(graph) + ": " + tensor + " should be [batch, length] or [3, batch, length]");
          }
        });
    return found;
  }

  private static List<TensorInfo> features(OnnxGraph graph) {
    List<TensorInfo> features =
        graph.inputs().stream().filter(t -> DecoderInput.isFeatures(t.name())).toList();
    features.forEach(tensor -> require(graph, tensor, 3, REAL_TYPES));
    return features;
  }

  private static Optional<TensorInfo> input(OnnxGraph graph, DecoderInput input) {
    return graph.input(input.inputName());
  }

  private static Optional<TensorInfo> optional(
      OnnxGraph graph, DecoderInput input, int rank, Set<ElementType> types) {
    Optional<TensorInfo> found = input(graph, input);
    found.ifPresent(tensor -> require(graph, tensor, rank, types));
    return found;
  }

  private static void require(
      OnnxGraph graph, TensorInfo tensor, int rank, Set<ElementType> types) {
    if (rank >= 0 && tensor.rank() >= 0 && tensor.rank() != rank) {
      throw new BadInputException(
          name(graph) + ": " + tensor + " should have " + rank + " dimensions");
    }
    if (!types.contains(tensor.type())) {
      throw new BadInputException(
          name(graph) + ": " + tensor + " should be one of " + new TreeSet<>(types));
    }
  }

  /** Numbers that a position has: 3 for multimodal rotation. */
  public int axes() {
    return positions.filter(tensor -> tensor.rank() == 3).isPresent() ? Multimodal.AXES : 1;
  }

  /** Whether prompts are fed as embeddings instead of token ids. */
  public boolean takesEmbeddings() {
    return prompt.name().equals(DecoderInput.INPUTS_EMBEDS.inputName());
  }

  /**
   * Whether one run may hold prompts of different lengths. A ring has no room for padding behind a
   * prompt: it would overwrite what the prompt left there.
   */
  boolean masksPadding() {
    return style == Style.SHARED_BUFFER
        ? caches.stream().noneMatch(cache -> cache.window() > 0)
        : attentionMask.isPresent();
  }

  /** Whether past and present are one buffer, and padding is on the right. */
  public boolean sharesBuffer() {
    return style == Style.SHARED_BUFFER;
  }

  /** Whether prompts of these lengths fit into one run at all; see also {@link Sharing}. */
  public boolean takesTogether(IntStream lengths) {
    return batches() && (masksPadding() || lengths.distinct().count() <= 1);
  }

  /** Whether one run may hold several prompts. */
  boolean batches() {
    return prompt.size(0) < 0;
  }

  /** Bytes of keys and values per token of one row, over all layers. */
  public long bytesPerToken() {
    return caches.stream().mapToLong(Cache::bytesPerToken).sum();
  }
}
