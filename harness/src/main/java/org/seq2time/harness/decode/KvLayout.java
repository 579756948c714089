package org.seq2time.harness.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.datasets.io.BadInputException;

/**
 * How a decoder graph keeps its keys and values, found from its names: {@code
 * past_key_values.N.key} goes in, {@code present.N.key} comes out, each {@code [batch, heads,
 * length, headDimension]}.
 *
 * @param graph the graph's name, for messages
 * @param style how past and present relate
 * @param caches keys and values of all layers, in the order of the graph's inputs
 * @param prompt {@code input_ids} or {@code inputs_embeds}
 * @param logits {@code [batch, length, vocabulary]}
 * @param attentionMask {@code [batch, total]}, 1 for tokens and 0 for padding
 * @param positions {@code [batch, length]}
 * @param lastIndices {@code seqlens_k}: each row's total length less one
 * @param totalLength {@code total_sequence_length}: the longest row's total length
 * @param cacheBranch {@code use_cache_branch} of merged decoders: false for the prompt
 */
public record KvLayout(
    String graph,
    Style style,
    List<Cache> caches,
    TensorSpec prompt,
    TensorSpec logits,
    Optional<TensorSpec> attentionMask,
    Optional<TensorSpec> positions,
    Optional<TensorSpec> lastIndices,
    Optional<TensorSpec> totalLength,
    Optional<TensorSpec> cacheBranch) {

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
   */
  public record Cache(
      String past, String present, ElementType type, long heads, long headDimension) {

    /** Bytes of one token of one row. */
    long bytesPerToken() {
      return heads * headDimension * type.bytes();
    }
  }

  private static final Pattern PAST = Pattern.compile("past_key_values\\.(\\d+)\\.(key|value)");
  private static final Set<ElementType> INDEX_TYPES = Set.of(ElementType.INT64, ElementType.INT32);
  private static final Set<ElementType> REAL_TYPES =
      Set.of(ElementType.FLOAT32, ElementType.FLOAT16, ElementType.BFLOAT16);

  public KvLayout {
    caches = List.copyOf(caches);
  }

  /**
   * Finds the layout of a graph.
   *
   * @throws BadInputException if the graph is no decoder with a KV cache, or asks for inputs that
   *     are not known; the message says which
   */
  public static KvLayout of(OnnxGraph graph) {
    List<Cache> caches = caches(graph);
    if (caches.isEmpty()) {
      throw new BadInputException(
          graph.name()
              + ": no inputs past_key_values.N.key and .value: a decoder exported with its KV cache"
              + " is needed (task text-generation-with-past); its inputs are "
              + graph.inputs());
    }
    TensorSpec prompt =
        graph
            .input("input_ids")
            .or(() -> graph.input("inputs_embeds"))
            .orElseThrow(
                () ->
                    new BadInputException(
                        graph.name() + ": neither input_ids nor inputs_embeds among its inputs"));
    boolean tokens = prompt.name().equals("input_ids");
    require(graph, prompt, 3 - (tokens ? 1 : 0), tokens ? INDEX_TYPES : REAL_TYPES);
    TensorSpec logits =
        graph
            .output("logits")
            .orElseThrow(() -> new BadInputException(graph.name() + ": no output logits"));
    require(graph, logits, 3, REAL_TYPES);
    KvLayout layout =
        new KvLayout(
            graph.name(),
            style(graph, caches),
            caches,
            prompt,
            logits,
            optional(graph, "attention_mask", 2, INDEX_TYPES),
            optional(graph, "position_ids", 2, INDEX_TYPES),
            optional(graph, "seqlens_k", -1, INDEX_TYPES),
            optional(graph, "total_sequence_length", -1, INDEX_TYPES),
            optional(graph, "use_cache_branch", -1, Set.of(ElementType.BOOL)));
    layout.rejectUnknownInputs(graph);
    return layout;
  }

  private static List<Cache> caches(OnnxGraph graph) {
    List<Cache> caches = new ArrayList<>();
    for (TensorSpec input : graph.inputs()) {
      Matcher past = PAST.matcher(input.name());
      if (!past.matches()) {
        continue;
      }
      String present = "present." + past.group(1) + "." + past.group(2);
      if (graph.output(present).isEmpty()) {
        throw new BadInputException(
            graph.name() + ": " + input.name() + " goes in but " + present + " does not come out");
      }
      require(graph, input, 4, REAL_TYPES);
      if (input.dimension(1) < 1 || input.dimension(3) < 1) {
        throw new BadInputException(
            graph.name() + ": heads and head dimension must be fixed sizes: " + input);
      }
      caches.add(
          new Cache(input.name(), present, input.type(), input.dimension(1), input.dimension(3)));
    }
    return caches;
  }

  private static Style style(OnnxGraph graph, List<Cache> caches) {
    Set<String> grouped = new TreeSet<>();
    for (OnnxGraph.Node node : graph.nodes()) {
      if (node.operator().equals("GroupQueryAttention")) {
        grouped.addAll(node.inputs());
      }
    }
    long shared = caches.stream().filter(cache -> grouped.contains(cache.past())).count();
    if (shared != 0 && shared != caches.size()) {
      throw new BadInputException(
          graph.name()
              + ": "
              + shared
              + " of "
              + caches.size()
              + " caches go into GroupQueryAttention; all or none must");
    }
    return shared == 0 ? Style.CONCATENATED : Style.SHARED_BUFFER;
  }

  private void rejectUnknownInputs(OnnxGraph graph) {
    Set<String> unknown = new TreeSet<>();
    graph.inputs().forEach(input -> unknown.add(input.name()));
    caches.forEach(cache -> unknown.remove(cache.past()));
    unknown.remove(prompt.name());
    List.of(attentionMask, positions, lastIndices, totalLength, cacheBranch)
        .forEach(input -> input.ifPresent(spec -> unknown.remove(spec.name())));
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          graph.name()
              + ": inputs that are not understood: "
              + String.join(", ", unknown)
              + "; known are input_ids or inputs_embeds, attention_mask, position_ids, seqlens_k,"
              + " total_sequence_length, use_cache_branch, past_key_values.N.key and .value");
    }
  }

  private static Optional<TensorSpec> optional(
      OnnxGraph graph, String name, int rank, Set<ElementType> types) {
    Optional<TensorSpec> input = graph.input(name);
    input.ifPresent(spec -> require(graph, spec, rank, types));
    return input;
  }

  private static void require(OnnxGraph graph, TensorSpec spec, int rank, Set<ElementType> types) {
    if (rank >= 0 && spec.dimensions().size() != rank) {
      throw new BadInputException(
          graph.name() + ": " + spec + " should have " + rank + " dimensions");
    }
    if (!types.contains(spec.type())) {
      throw new BadInputException(
          graph.name() + ": " + spec + " should be one of " + new TreeSet<>(types));
    }
  }

  /** Whether prompts are fed as embeddings instead of token ids. */
  public boolean takesEmbeddings() {
    return prompt.name().equals("inputs_embeds");
  }

  /** Whether one run may hold prompts of different lengths. */
  boolean masksPadding() {
    return style == Style.SHARED_BUFFER || attentionMask.isPresent();
  }

  /** Whether one run may hold several prompts. */
  boolean batches() {
    return prompt.dimension(0) < 0;
  }

  /** Bytes of keys and values per token of one row, over all layers. */
  public long bytesPerToken() {
    return caches.stream().mapToLong(Cache::bytesPerToken).sum();
  }
}
