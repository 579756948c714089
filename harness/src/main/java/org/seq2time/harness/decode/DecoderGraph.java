package org.seq2time.harness.decode;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.seq2time.harness.graph.KvLayout;

/**
 * The files of a decoder and what they do not say themselves.
 *
 * @param decoder the graph with the KV cache
 * @param first the graph without, which reads the prompt, where the decoder is exported as two
 * @param embedding the graph from {@code input_ids} to {@code inputs_embeds}, for decoders that
 *     take embeddings
 * @param cache the graph's KV cache, where its names are not the usual ones
 * @param vocabulary size of the vocabulary, where the decoder's output leaves it open
 * @param contextLength most tokens of prompt and answer together, where it is known
 */
public record DecoderGraph(
    Path decoder,
    Optional<Path> first,
    Optional<Path> embedding,
    Optional<KvLayout> cache,
    OptionalInt vocabulary,
    OptionalInt contextLength) {

  /** The same without a bound of its length: for references that go beyond the configuration's. */
  public DecoderGraph unbounded() {
    return new DecoderGraph(decoder, first, embedding, cache, vocabulary, OptionalInt.empty());
  }

  /** A decoder that takes token ids. */
  public static DecoderGraph of(Path decoder) {
    return new DecoderGraph(
        decoder,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** A decoder that takes embeddings, with the graph that makes them from tokens. */
  public static DecoderGraph of(Path decoder, Path embedding) {
    return new DecoderGraph(
        decoder,
        Optional.empty(),
        Optional.of(embedding),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }
}
