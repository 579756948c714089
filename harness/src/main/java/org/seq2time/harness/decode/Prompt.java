package org.seq2time.harness.decode;

import java.util.Arrays;

/** What a decoder reads before it answers. */
public sealed interface Prompt {

  /** Number of positions it takes. */
  int length();

  /** Positions and features besides the tokens or embeddings. */
  default Multimodal multimodal() {
    return Multimodal.NONE;
  }

  /** The token ids that a repetition penalty counts as seen. */
  int[] tokens();

  /** Token ids alone; a decoder of embeddings looks them up in its own table. */
  @SuppressWarnings("ArrayRecordComponent")
  record Tokens(int[] tokens) implements Prompt {
    public Tokens {
      tokens = tokens.clone();
      requireTokens(tokens);
    }

    @Override
    public int length() {
      return tokens.length;
    }

    @Override
    public int[] tokens() {
      return tokens.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tokens that && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(tokens);
    }
  }

  /**
   * Embeddings, such as visual tokens between the embeddings of text.
   *
   * @param values {@code [length, hidden]}, row-major float32; not copied, it is large
   * @param length number of positions
   * @param tokens ids of the text among them
   * @param multimodal positions and features that go with them
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Embeddings(float[] values, int length, int[] tokens, Multimodal multimodal)
      implements Prompt {

    /** Embeddings whose positions count. */
    public Embeddings(float[] values, int length, int[] tokens) {
      this(values, length, tokens, Multimodal.NONE);
    }

    public Embeddings {
      if (length < 1 || values.length % length != 0 || values.length == 0) {
        throw new IllegalArgumentException(
            values.length + " values are not " + length + " embeddings");
      }
      for (int[] axis : multimodal.positions()) {
        if (axis.length != length) {
          throw new IllegalArgumentException(
              axis.length + " positions of " + length + " embeddings");
        }
      }
      for (float[] features : multimodal.features().values()) {
        if (features.length != values.length) {
          throw new IllegalArgumentException(
              features.length + " features beside " + values.length + " values");
        }
      }
    }

    /** Width of one embedding. */
    public int hidden() {
      return values.length / length;
    }
  }

  private static void requireTokens(int[] tokens) {
    if (tokens.length == 0) {
      throw new IllegalArgumentException("a prompt needs at least one token");
    }
    for (int token : tokens) {
      if (token < 0) {
        throw new IllegalArgumentException("token " + token + " is negative");
      }
    }
  }
}
