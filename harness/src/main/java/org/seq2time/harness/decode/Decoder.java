package org.seq2time.harness.decode;

import java.util.List;

/**
 * A language model's decoder with its KV cache. Both engines give the same tokens.
 *
 * <p>A decoder may be used by any thread, by one at a time; {@link Cancellation} by any other.
 */
public sealed interface Decoder extends AutoCloseable permits GraphDecoder {

  /** How the graph is run. */
  enum Engine {
    /** ONNX Runtime's Java API: the cache is in this process's memory. */
    HOST,
    /** ONNX Runtime's C API: the cache stays on the device. */
    DEVICE
  }

  /**
   * How to run a decoder.
   *
   * @param device never {@link Device.Auto}: {@link Device#resolve} it first
   * @param threads of one operation on the CPU; 0 leaves the number to ONNX Runtime
   */
  record Options(Engine engine, Device device, int threads) {
    public Options {
      if (device instanceof Device.Auto) {
        throw new IllegalArgumentException("device auto is not resolved");
      }
      if (threads < 0) {
        throw new IllegalArgumentException(threads + " threads");
      }
    }

    /** The engine that leaves the cache on the device. */
    public static Options on(Device device) {
      return new Options(Engine.DEVICE, device, 0);
    }
  }

  /**
   * Loads a decoder.
   *
   * @throws org.seq2time.datasets.io.BadInputException if the graph is not a decoder that can be
   *     run
   * @throws DecodeException if ONNX Runtime refuses it
   */
  static Decoder open(DecoderGraph files, Options options) {
    LoadedGraph graph = LoadedGraph.read(files);
    try {
      return GraphDecoder.open(graph, options);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** How the graph keeps its keys and values. */
  DecoderLayout layout();

  /**
   * Embeddings of tokens, {@code [tokens, hidden]}, row-major, to be mixed with visual tokens.
   *
   * @throws IllegalStateException if the decoder takes token ids
   */
  float[] embed(int[] tokens);

  /** Which prompts may share a run; tried by small runs at the first call. */
  Sharing sharing();

  /**
   * Logits after prompts and after tokens that are given, all in one run whatever {@link #sharing}
   * says: what a decoder computes, to be compared.
   *
   * @param next the tokens that follow each prompt, equally many
   * @return for each prompt {@code [1 + next][vocabulary]}
   * @throws DecodeException if the graph fails
   */
  List<float[][]> logits(List<Prompt> prompts, List<int[]> next);

  /** Answers one prompt. */
  default DecodeResult decode(DecodeRequest request) {
    return decode(request, TokenListener.NONE);
  }

  /** Answers one prompt; the listener hears its tokens as they come. */
  default DecodeResult decode(DecodeRequest request, TokenListener listener) {
    return decode(List.of(request), Cancellation.none(), listener).get(0);
  }

  /** Answers prompts together. Results are in the order of the requests. */
  default List<DecodeResult> decode(List<DecodeRequest> requests, Cancellation cancellation) {
    return decode(requests, cancellation, TokenListener.NONE);
  }

  /**
   * Answers prompts together. Results are in the order of the requests.
   *
   * @param listener hears the tokens as they come
   * @throws DecodeException if the graph fails
   * @throws IllegalArgumentException if a prompt does not fit the graph
   */
  List<DecodeResult> decode(
      List<DecodeRequest> requests, Cancellation cancellation, TokenListener listener);

  @Override
  void close();
}
