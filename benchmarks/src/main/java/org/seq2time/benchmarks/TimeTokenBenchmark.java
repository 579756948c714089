package org.seq2time.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.seq2time.datasets.time.DigitVocabulary;
import org.seq2time.datasets.time.PositionCodes;
import org.seq2time.datasets.time.PositionTokens;

/**
 * Positions between seconds, codes, vocabulary ids and text. Run with {@code -prof gc} to see what
 * is allocated; the array forms allocate nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TimeTokenBenchmark {

  private static final int POSITIONS = 1_000;
  private static final double LENGTH_SECONDS = 321.6;
  private static final int ANSWER_LENGTH = 2_000;

  private final PositionTokens tokens = new PositionTokens();
  private final PositionCodes positions = tokens.codes();
  private final DigitVocabulary vocabulary = DigitVocabulary.startingAt(32_000);
  private final double[] seconds = new double[POSITIONS];
  private final double[] indices = new double[POSITIONS];
  private final double[] ties = new double[POSITIONS];
  private final int[] codes = new int[POSITIONS];
  private final double[] decoded = new double[POSITIONS];
  private final int[] ids = new int[POSITIONS * PositionTokens.DEFAULT_DIGITS];
  private final StringBuilder text = new StringBuilder();
  private String answer = "";

  /** Fills the arrays and writes an answer of 2,000 characters with a position in each sentence. */
  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < POSITIONS; i++) {
      seconds[i] = random.nextInt((int) (LENGTH_SECONDS * 1000)) / 1000.0;
      indices[i] = random.nextInt(96);
      ties[i] = random.nextInt(64);
    }
    positions.encode(seconds, LENGTH_SECONDS, codes);
    positions.toIds(codes, vocabulary, ids);
    StringBuilder events = new StringBuilder();
    for (int i = 0; events.length() < ANSWER_LENGTH; i += 2) {
      tokens.appendRange(events, seconds[i], seconds[i + 1], LENGTH_SECONDS);
      events.append(", the cook stirs the vegetables in the pan. ");
    }
    answer = events.substring(0, ANSWER_LENGTH);
  }

  /** Seconds to codes. */
  @Benchmark
  @OperationsPerInvocation(POSITIONS)
  public int[] encodeSeconds() {
    positions.encode(seconds, LENGTH_SECONDS, codes);
    return codes;
  }

  /** Image indices of 64 to codes: many quotients are ties, decided in integers. */
  @Benchmark
  @OperationsPerInvocation(POSITIONS)
  public int[] encodeTies() {
    positions.encode(ties, 64, codes);
    return codes;
  }

  /** Image indices of 96 to codes. */
  @Benchmark
  @OperationsPerInvocation(POSITIONS)
  public int[] encodeIndices() {
    positions.encode(indices, 96, codes);
    return codes;
  }

  /** Codes to seconds. */
  @Benchmark
  @OperationsPerInvocation(POSITIONS)
  public double[] decode() {
    positions.decode(codes, LENGTH_SECONDS, decoded);
    return decoded;
  }

  /** Codes to vocabulary ids, four each. */
  @Benchmark
  @OperationsPerInvocation(POSITIONS)
  public int[] toIds() {
    positions.toIds(codes, vocabulary, ids);
    return ids;
  }

  /** Vocabulary ids to codes. */
  @Benchmark
  @OperationsPerInvocation(POSITIONS)
  public int fromIds() {
    return positions.fromIds(ids, ids.length, vocabulary, codes);
  }

  /** Seconds to text, appended to a builder that has room. */
  @Benchmark
  @OperationsPerInvocation(POSITIONS)
  public StringBuilder appendText() {
    text.setLength(0);
    for (double value : seconds) {
      tokens.append(text, value, LENGTH_SECONDS);
    }
    return text;
  }

  /** All positions in an answer of 2,000 characters. */
  @Benchmark
  public int scanAnswer() {
    int sum = 0;
    for (int at = tokens.find(answer, 0); at >= 0; at = tokens.find(answer, at + tokens.width())) {
      sum += tokens.codeAt(answer, at);
    }
    return sum;
  }
}
