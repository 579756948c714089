package org.seq2time.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.score.AnswerParsers;

/** Predictions out of raw answers: what models say, and what nobody should. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
// A heap of one size whose pages exist: touching new ones costs a virtual machine more than
// parsing.
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public class AnswerBenchmark {

  private static final int ANSWER_LENGTH = 2_000;
  private static final int HOSTILE_LENGTH = 1_000_000;
  private static final double VIDEO_SECONDS = 150;

  /** Which question was answered. */
  public enum Task {
    /** Dense captioning. */
    EVENTS,
    /** Grounding. */
    WINDOWS,
    /** Highlight detection. */
    HIGHLIGHTS
  }

  /** A task and a parser. */
  @State(Scope.Benchmark)
  public static class Reader {

    /** The parser's key. */
    @Param({"robust", "timechat"})
    public String parser = "";

    /** The task. */
    @Param({"EVENTS", "WINDOWS", "HIGHLIGHTS"})
    public Task task = Task.EVENTS;

    private AnswerParser reader = AnswerParsers.robust();

    /** Finds the parser. */
    @Setup
    public void find() {
      reader = AnswerParsers.of(parser).orElseThrow();
    }

    Parsed<?> read(RawAnswer answer) {
      return switch (task) {
        case EVENTS -> reader.events(answer);
        case WINDOWS -> reader.windows(answer);
        case HIGHLIGHTS -> reader.highlights(answer);
      };
    }
  }

  /** An answer of 2,000 characters: a time and a sentence after each other. */
  @State(Scope.Benchmark)
  public static class Answer {

    /** How its times are written. */
    @Param({"seconds", "tokens"})
    public String times = "";

    private RawAnswer answer = RawAnswer.of("");

    /** Writes the answer. */
    @Setup
    public void write() {
      SplittableRandom random = new SplittableRandom(1);
      StringBuilder text = new StringBuilder();
      while (text.length() < ANSWER_LENGTH) {
        int start = random.nextInt(9_000);
        appendTime(text, start);
        text.append(times.equals("tokens") ? "" : " - ");
        appendTime(text, start + random.nextInt(1, 999));
        text.append(times.equals("tokens") ? "" : " seconds");
        text.append(", the cook puts two slices of bread into the warm pan. ");
      }
      text.setLength(ANSWER_LENGTH);
      answer = RawAnswer.of(text.toString()).withDuration(VIDEO_SECONDS);
    }

    private void appendTime(StringBuilder text, int position) {
      if (times.equals("tokens")) {
        for (int divisor = 1000; divisor > 0; divisor /= 10) {
          text.append('<').append(position / divisor % 10).append('>');
        }
      } else {
        text.append(position * VIDEO_SECONDS / 10_000);
      }
    }
  }

  /** A megabyte of one thing. */
  @State(Scope.Benchmark)
  public static class Hostile {

    /** What is repeated; {@code n} stands for a line feed. */
    @Param({"7", "-", "[", "(", "<", "1 -n", "1 - 2nn", "{\"a\":1}", "1:05 "})
    public String piece = "";

    private RawAnswer answer = RawAnswer.of("");

    /** Writes the answer. */
    @Setup
    public void write() {
      String repeated = piece.replace('n', '\n');
      answer =
          RawAnswer.of(repeated.repeat(HOSTILE_LENGTH / repeated.length()))
              .withDuration(VIDEO_SECONDS);
    }
  }

  /** Reads an answer of 2,000 characters. */
  @Benchmark
  public Parsed<?> answer(Reader reader, Answer answer) {
    return reader.read(answer.answer);
  }

  /** Reads a megabyte. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Parsed<?> hostile(Reader reader, Hostile hostile) {
    return reader.read(hostile.answer);
  }
}
