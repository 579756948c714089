package org.seq2time.harness.bundle;

import java.util.OptionalLong;
import org.seq2time.harness.graph.KvLayout;

/**
 * Memory that a bundle needs, in bytes, as far as its files say. Activations come on top of it.
 *
 * @param weights of all graphs
 * @param kvPerToken of the key-value cache, a token of one sequence; empty if its sizes are open
 * @param kv of the cache for {@code context} tokens and {@code batch} sequences; where past and
 *     present are separate, a step holds it twice
 * @param context tokens of a sequence
 * @param batch sequences
 */
public record MemoryEstimate(
    long weights, OptionalLong kvPerToken, OptionalLong kv, long context, int batch) {

  /** The context that is reckoned with where no file says the model's. */
  public static final long DEFAULT_CONTEXT = 2048;

  /**
   * Reckons.
   *
   * @param context tokens of a sequence; 0 for the model's own
   */
  public static MemoryEstimate of(ModelBundle bundle, long context, int batch) {
    long weights = 0;
    for (BundleGraph graph : bundle.graphs().values()) {
      weights = add(weights, graph.graph().weightBytes());
    }
    long own = bundle.config().context();
    long tokens = context > 0 ? context : own > 0 ? own : DEFAULT_CONTEXT;
    KvLayout kv = bundle.kv();
    long perToken =
        kv.layers().isEmpty()
            ? 0
            : kv.bytesPerToken(bundle.config().kvHeads(), bundle.config().headDim());
    OptionalLong known = perToken < 0 ? OptionalLong.empty() : OptionalLong.of(perToken);
    long copies = kv.sharedBuffer() ? 1 : 2;
    return new MemoryEstimate(
        weights,
        known,
        known.isEmpty()
            ? known
            : OptionalLong.of(multiply(multiply(perToken, tokens), multiply(batch, copies))),
        tokens,
        batch);
  }

  /** All of it, as far as it is known. */
  public long total() {
    return add(weights, kv.orElse(0));
  }

  private static long add(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private static long multiply(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }
}
