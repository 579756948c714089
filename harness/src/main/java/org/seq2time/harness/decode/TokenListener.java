package org.seq2time.harness.decode;

/**
 * Hears each token as soon as it is chosen, on the thread that called the decoder. One answer's
 * tokens come in their order and are those of its {@link DecodeResult}: a stop token is not among
 * them. Answers that are decoded together take turns, in the order of the requests.
 *
 * <p>The next token is not computed before the listener returns. What it throws ends all answers of
 * the call and is thrown by the decoder. It may call {@link Cancellation#cancel} to end them and
 * keep what they have.
 */
@FunctionalInterface
public interface TokenListener {

  /** Does nothing. */
  TokenListener NONE = (_, _) -> {};

  /**
   * Takes a token.
   *
   * @param request index of the request, from 0
   * @param token its id
   */
  void accept(int request, int token);
}
