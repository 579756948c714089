package org.seq2time.harness.decode;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tokens that write a position in time, for answers that may hold no broken ones: once a
 * position has begun, only digit tokens may follow until it has all its digits.
 *
 * @param digits ids of the ten digit tokens {@code <0>} to {@code <9>}
 * @param digitsPerTime how many digits a position has, four in Seq2Time
 * @param opener id of a token that begins a position, for vocabularies that have one; without it
 *     the first digit begins a position
 */
public record TimeTokens(List<Integer> digits, int digitsPerTime, OptionalInt opener) {

  public TimeTokens {
    digits = List.copyOf(digits);
    if (digits.size() != 10 || new HashSet<>(digits).size() != 10) {
      throw new IllegalArgumentException("expected ten different digit tokens, not " + digits);
    }
    if (digitsPerTime < 1 || digitsPerTime > 32) {
      throw new IllegalArgumentException(digitsPerTime + " digits per time are not in 1..32");
    }
    if (opener.isPresent() && digits.contains(opener.getAsInt())) {
      throw new IllegalArgumentException("the opener " + opener.getAsInt() + " is a digit token");
    }
  }

  /** Four digits each, begun by the first of them. */
  public static TimeTokens of(List<Integer> digits) {
    return new TimeTokens(digits, 4, OptionalInt.empty());
  }
}
