package org.seq2time.harness.decode;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.graph.Embedding;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.OnnxGraph;

/**
 * What both engines know of a decoder before its session exists.
 *
 * @param graph the one with the cache
 * @param first the one without, that reads the prompt, where the decoder is two graphs
 * @param embeddings the table that its inputs come from, where it takes embeddings
 * @param contextLength most tokens of prompt and answer together, where it is known
 */
record LoadedGraph(
    Path file,
    OnnxGraph graph,
    DecoderLayout layout,
    Optional<OnnxGraph> first,
    int vocabulary,
    @Nullable EmbeddingTable embeddings,
    OptionalInt contextLength)
    implements AutoCloseable {

  static LoadedGraph read(DecoderGraph files) {
    OnnxGraph graph = OnnxGraph.read(files.decoder());
    DecoderLayout layout =
        DecoderLayout.of(graph, files.cache().orElseGet(() -> KvLayout.of(graph)));
    long vocabulary = Embedding.logits(graph).orElse(files.vocabulary().orElse(0));
    if (vocabulary > Integer.MAX_VALUE) {
      throw new BadInputException(files.decoder() + ": has " + vocabulary + " logits");
    }
    if (vocabulary < 1) {
      throw new BadInputException(
          files.decoder()
              + ": the vocabulary size is unknown: the output logits leaves it dynamic");
    }
    if (layout.takesEmbeddings() && files.embedding().isEmpty()) {
      throw new BadInputException(
          files.decoder() + ": takes inputs_embeds, so it needs embed_tokens.onnx as well");
    }
    return new LoadedGraph(
        files.decoder(),
        graph,
        layout,
        files.first().map(file -> first(file, layout)),
        (int) vocabulary,
        layout.takesEmbeddings() ? files.embedding().map(EmbeddingTable::open).orElse(null) : null,
        files.contextLength());
  }

  /** The graph of a pair that reads the prompt; it must write the caches that the other reads. */
  private static OnnxGraph first(Path file, DecoderLayout layout) {
    OnnxGraph graph = OnnxGraph.read(file);
    for (DecoderLayout.Cache cache : layout.caches()) {
      if (graph.output(cache.present()).isEmpty()) {
        throw new BadInputException(
            file + ": does not write " + cache.present() + ", which the decoder with past reads");
      }
    }
    if (graph.input(layout.prompt().name()).isEmpty() || graph.output("logits").isEmpty()) {
      throw new BadInputException(
          file + ": should take " + layout.prompt().name() + " and give logits, as with past");
    }
    if (layout.style() != DecoderLayout.Style.CONCATENATED) {
      throw new BadInputException(
          file
              + ": GroupQueryAttention in two graphs cannot share a buffer; re-export it as one"
              + " graph");
    }
    return graph;
  }

  /** Where external weights are. */
  String weightFolder() {
    return String.valueOf(file.toAbsolutePath().getParent());
  }

  /** Whether the run of this number, from 0, reads a cache: the first graph of a pair has none. */
  boolean readsPast(int run) {
    return run > 0 || first.isEmpty();
  }

  /** Those of the inputs that the graph of this run has. */
  List<HostTensor> inputs(List<HostTensor> all, int run) {
    return readsPast(run)
        ? all
        : all.stream()
            .filter(
                t ->
                    t.name().equals(SelectableGraph.LAST_POSITION)
                        || first.orElseThrow().input(t.name()).isPresent())
            .toList();
  }

  float[] embed(int[] tokens) {
    requireInVocabulary(tokens);
    if (embeddings == null) {
      throw new IllegalStateException(file + " takes token ids, not embeddings");
    }
    return embeddings.embed(tokens);
  }

  void requireInVocabulary(int[] tokens) {
    for (int token : tokens) {
      if (token < 0 || token >= vocabulary) {
        throw new IllegalArgumentException(
            "token " + token + " is not in the vocabulary of " + vocabulary + " of " + file);
      }
    }
  }

  /** Refuses what the graph cannot answer. */
  void check(DecodeRequest request) {
    requireInVocabulary(request.prompt().tokens());
    request
        .timeTokens()
        .ifPresent(
            time ->
                requireInVocabulary(time.digits().stream().mapToInt(Integer::intValue).toArray()));
    if (request.prompt() instanceof Prompt.Embeddings && embeddings == null) {
      throw new IllegalArgumentException(file + " takes token ids, not embeddings");
    }
    long wanted = (long) request.prompt().length() + request.maximumNewTokens();
    if (wanted > contextLength.orElse(Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a prompt of "
              + request.prompt().length()
              + " tokens plus up to "
              + request.maximumNewTokens()
              + " new tokens exceeds the context length of "
              + contextLength.orElse(Integer.MAX_VALUE));
    }
  }

  /** What the first run of a batch is fed. */
  List<HostTensor> promptInputs(Batch batch, List<Prompt> prompts) {
    if (!layout.takesEmbeddings()) {
      return batch.prompt(prompts.stream().map(Prompt::tokens).toArray(int[][]::new));
    }
    float[][] values = new float[prompts.size()][];
    int hidden = -1;
    for (int i = 0; i < values.length; i++) {
      Prompt prompt = prompts.get(i);
      values[i] =
          prompt instanceof Prompt.Embeddings given ? given.values() : embed(prompt.tokens());
      int width = values[i].length / prompt.length();
      if (hidden >= 0 && width != hidden) {
        throw new IllegalArgumentException("embeddings of " + width + " and of " + hidden);
      }
      hidden = width;
    }
    return batch.prompt(values, hidden, prompts.stream().map(Prompt::multimodal).toList());
  }

  /**
   * What a later run is fed.
   *
   * @param tokens one for each row
   * @param step since the prompt, from 1
   */
  List<HostTensor> stepInputs(Batch batch, int[] tokens, int step) {
    if (!layout.takesEmbeddings()) {
      return batch.step(tokens, step);
    }
    float[] values = embed(tokens);
    return batch.step(values, values.length / tokens.length, step);
  }

  @Override
  public void close() {
    if (embeddings != null) {
      embeddings.close();
    }
  }
}
