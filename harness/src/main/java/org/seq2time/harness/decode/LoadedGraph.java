package org.seq2time.harness.decode;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.graph.Embedding;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.OnnxGraph;

/**
 * What both engines know of a decoder before its session exists.
 *
 * @param embeddings the table that its inputs come from, where it takes embeddings
 * @param contextLength most tokens of prompt and answer together, where it is known
 */
record LoadedGraph(
    Path file,
    OnnxGraph graph,
    DecoderLayout layout,
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
        (int) vocabulary,
        layout.takesEmbeddings() ? files.embedding().map(EmbeddingTable::open).orElse(null) : null,
        files.contextLength());
  }

  /** Where external weights are. */
  String weightFolder() {
    return String.valueOf(file.toAbsolutePath().getParent());
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

  /** Whether requests may share one run: their padding can be masked, and the batch is free. */
  boolean together(List<DecodeRequest> requests) {
    long lengths = requests.stream().map(r -> r.prompt().length()).distinct().count();
    return requests.size() == 1 || (layout.batches() && (lengths == 1 || layout.masksPadding()));
  }

  @Override
  public void close() {
    if (embeddings != null) {
      embeddings.close();
    }
  }
}
