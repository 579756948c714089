package org.seq2time.datasets.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each representation's stated worst-case error, over random lengths and moments. */
class ErrorBoundTest {

  private static final long SEED = 20251123;
  private static final int ROUNDS = 200_000;

  static Stream<TimeRepresentation> representations() {
    return Stream.of(
        new PositionTokens(1),
        new PositionTokens(3),
        new PositionTokens(),
        new PositionTokens(6),
        new RelativeDecimals(1),
        new RelativeDecimals(4),
        new RelativeDecimals(6),
        new AbsoluteSeconds(0),
        new AbsoluteSeconds(1),
        new AbsoluteSeconds(3),
        new AbsoluteTimeTokens(),
        new ImageIndex());
  }

  @ParameterizedTest
  @MethodSource("representations")
  void noMomentChangesByMoreThanTheBound(TimeRepresentation time) {
    SplittableRandom random = new SplittableRandom(SEED);
    double worstShare = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double length = length(random);
      double value = moment(random, length);
      String text = time.encode(value, length);
      double error = Math.abs(time.decode(text, length) - value);
      double bound = time.maxError(length);
      assertThat(error)
          .as("seed %d: %s of %s as %s", SEED, value, length, text)
          .isLessThanOrEqualTo(bound + length * 0x1p-50);
      worstShare = Math.max(worstShare, error / bound);
    }
    // a bound that nothing comes near would prove little
    assertThat(worstShare).as("largest error over bound").isGreaterThan(0.95);
  }

  @ParameterizedTest
  @MethodSource("representations")
  void writingAgainWhatWasReadGivesTheSameText(TimeRepresentation time) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS / 10; round++) {
      double length = Math.ceil(length(random));
      String text = time.encode(moment(random, length), length);
      double decoded = time.decode(text, length);
      assertThat(time.encode(Math.min(decoded, length), length))
          .as("seed %d: %s of %s", SEED, decoded, length)
          .isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("representations")
  void laterMomentsAreNeverWrittenAsEarlierOnes(TimeRepresentation time) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS / 10; round++) {
      double length = length(random);
      double first = moment(random, length);
      double second = moment(random, length);
      double earlier = time.decode(time.encode(Math.min(first, second), length), length);
      double later = time.decode(time.encode(Math.max(first, second), length), length);
      assertThat(earlier)
          .as("seed %d: %s and %s of %s", SEED, first, second, length)
          .isLessThanOrEqualTo(later);
    }
  }

  @ParameterizedTest
  @MethodSource("representations")
  void theKeyNamesTheRepresentation(TimeRepresentation time) {
    assertThat(TimeRepresentation.of(time.key())).isEqualTo(time);
  }

  @Test
  void outsideTheClampedEndPositionTokensAreTwiceAsGood() {
    SplittableRandom random = new SplittableRandom(SEED);
    PositionTokens tokens = new PositionTokens();
    for (int round = 0; round < ROUNDS; round++) {
      double length = length(random);
      double value = moment(random, length * 0.99995);
      assertThat(tokens.decode(tokens.encode(value, length), length))
          .isEqualTo(value, within(length * (0.00005 + 0x1p-50)));
    }
  }

  /**
   * Half-up on the quotient in arbitrary precision, with many ties and near-ties among the pairs.
   */
  @Test
  void codesEqualArbitraryPrecision() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      int digits = random.nextInt(1, 7);
      double length = length(random);
      double value = random.nextInt(3) == 0 ? tie(random, length, digits) : moment(random, length);
      long exact =
          BigDecimal.valueOf(value)
              .movePointRight(digits)
              .multiply(BigDecimal.TWO)
              .add(BigDecimal.valueOf(length))
              .divide(BigDecimal.TWO.multiply(BigDecimal.valueOf(length)), 0, RoundingMode.FLOOR)
              .longValueExact();
      assertThat(Rounding.ofQuotient(value, length, digits))
          .as("seed %d: %s of %s, %d digits", SEED, value, length, digits)
          .isEqualTo(exact);
    }
  }

  /** Lengths of all kinds: few frames, whole seconds, milliseconds, any double. */
  private static double length(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(1, 200);
      case 1 -> random.nextInt(1, 9_999);
      case 2 -> random.nextInt(1_000, 9_000_000) / 1000.0;
      default -> random.nextDouble(0.5, 9_999);
    };
  }

  private static double moment(SplittableRandom random, double length) {
    double value =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt((int) length + 1);
          case 1 -> random.nextInt((int) (length * 1000) + 1) / 1000.0;
          case 2 -> length * (1 - random.nextDouble() * 0.0001);
          default -> random.nextDouble() * length;
        };
    return Math.min(value, length);
  }

  /** A value whose quotient is a tie, or as near to one as a double gets. */
  private static double tie(SplittableRandom random, double length, int digits) {
    double steps = Rounding.powerOfTen(digits);
    double value = (random.nextInt((int) steps) + 0.5) / steps * length;
    return switch (random.nextInt(3)) {
      case 0 -> Math.nextUp(value);
      case 1 -> Math.nextDown(value);
      default -> value;
    };
  }
}
