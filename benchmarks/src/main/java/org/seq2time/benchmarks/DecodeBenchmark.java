package org.seq2time.benchmarks;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.fixtures.WeightType;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.DecodeResult;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.DecoderGraph;
import org.seq2time.harness.decode.Device;

/**
 * One greedy generation of 65 tokens: its prefill, and its 64 decoding steps in tokens per second,
 * bytes and share of the memory bandwidth, printed as one line of medians after each fork. The time
 * that JMH itself prints is both together.
 *
 * <p>{@code plain} is the usual loop on the Java API. On a GPU: {@code -p device=cuda -p
 * precision=FLOAT16 -p size=1100M -p engine=host,device}.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-Dai.djl.offline=true"
    })
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@State(Scope.Benchmark)
public class DecodeBenchmark {

  private static final int NEW_TOKENS = 65;

  @Param({"plain", "host", "device"})
  public String engine = "";

  @Param({"CONCATENATED", "GROUP_QUERY"})
  public Cache cache = Cache.CONCATENATED;

  @Param({"5M", "110M"})
  public String size = "";

  @Param("FLOAT32")
  public WeightType precision = WeightType.FLOAT32;

  @Param({"64", "2000"})
  public int promptLength;

  @Param({"1", "4"})
  public int batch;

  @Param("cpu")
  public String device = "";

  /** 0 leaves the number to ONNX Runtime. */
  @Param("0")
  public int threads;

  /** GB/s of the device; 0 measures it. */
  @Param("0")
  public double bandwidth;

  private Path folder = Path.of("");
  private DecoderFixture fixture =
      new DecoderFixture(DecoderShape.tiny(), Cache.CONCATENATED, WeightType.FLOAT32, false, 1);
  private @Nullable Decoder decoder;
  private @Nullable PlainFeeding plain;
  private int[] prompt = {};
  private double bytesPerSecond;
  private boolean measuring;
  private final List<Figures> measured = new ArrayList<>();

  /**
   * One generation.
   *
   * @param bytesPerStep weights once, shared by the rows, and each row's keys and values once
   */
  private record Figures(double prefillSeconds, double decodeSeconds, double bytesPerStep) {}

  private static DecoderShape shape(String size) {
    return switch (size) {
      case "5M" -> new DecoderShape(4, 256, 4, 4, 64, 704, 4096, 4096);
      case "110M" -> new DecoderShape(12, 768, 12, 12, 64, 2048, 16384, 4096);
      case "1100M" -> DecoderShape.billion();
      default -> throw new IllegalArgumentException(size + " is none of 5M, 110M, 1100M");
    };
  }

  /** Writes the model, loads it, measures the bandwidth. */
  @Setup
  public void open() throws IOException, OrtException {
    fixture = new DecoderFixture(shape(size), cache, precision, false, 1);
    folder = Files.createTempDirectory("seq2time-benchmark");
    Path graph = fixture.write(folder);
    Device resolved = Device.parse(device).resolve(System.err::println);
    if (engine.equals("plain")) {
      plain = new PlainFeeding(graph, fixture, threads);
    } else {
      decoder =
          Decoder.open(
              DecoderGraph.of(graph),
              new Decoder.Options(
                  Decoder.Engine.valueOf(engine.toUpperCase(Locale.ROOT)), resolved, threads));
    }
    SplittableRandom random = new SplittableRandom(2);
    prompt = random.ints(promptLength, 0, fixture.shape().vocabulary()).toArray();
    bytesPerSecond =
        bandwidth > 0
            ? bandwidth * 1e9
            : resolved instanceof Device.Cpu
                ? MemoryBandwidth.measure(Runtime.getRuntime().availableProcessors())
                : DeviceBandwidth.measure(resolved);
  }

  /** Warm-ups are not in the table. */
  @Setup(Level.Iteration)
  public void notice(IterationParams iteration) {
    measuring = iteration.getType() == IterationType.MEASUREMENT;
  }

  /** Prints the medians and deletes the model. */
  @TearDown
  public void close() throws IOException, OrtException {
    report();
    if (decoder != null) {
      decoder.close();
    }
    if (plain != null) {
      plain.close();
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** One generation of all rows. */
  @Benchmark
  public void generate() throws OrtException {
    long prefillNanos;
    long decodeNanos;
    if (plain != null) {
      PlainFeeding.Timing timing = plain.generate(prompt, batch, NEW_TOKENS);
      prefillNanos = timing.prefillNanos();
      decodeNanos = timing.decodeNanos();
    } else if (decoder != null) {
      List<DecodeResult> results =
          decoder.decode(
              Collections.nCopies(batch, DecodeRequest.greedy(prompt, NEW_TOKENS)),
              Cancellation.none());
      prefillNanos = results.get(0).prefillNanos();
      decodeNanos = results.get(0).decodeNanos();
    } else {
      throw new IllegalStateException("not opened");
    }
    if (measuring) {
      measured.add(
          new Figures(prefillNanos / 1e9, decodeNanos / 1e9, weightBytes() + batch * cacheBytes()));
    }
  }

  private void report() {
    double steps = NEW_TOKENS - 1;
    double seconds = median(Figures::decodeSeconds);
    double bytes = median(Figures::bytesPerStep);
    System.out.printf(
        Locale.ROOT,
        "%n%s %s %s %s on %s, prompt %d, batch %d: prefill %.1f ms, %.1f tokens/s, %.2f MB per"
            + " token, %.0f %% of %.1f GB/s (medians of %d)%n",
        engine,
        cache,
        size,
        precision,
        device,
        promptLength,
        batch,
        1000 * median(Figures::prefillSeconds),
        steps * batch / seconds,
        bytes / batch / 1e6,
        100 * bytes * steps / seconds / bytesPerSecond,
        bytesPerSecond / 1e9,
        measured.size());
  }

  private double median(ToDoubleFunction<Figures> figure) {
    double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** Weights that a step reads: all but the table of embeddings. */
  private double weightBytes() {
    DecoderShape shape = fixture.shape();
    long table = (long) shape.vocabulary() * shape.hidden();
    return (shape.parameters() - table) * (double) precision.bytes();
  }

  /** Keys and values that a step reads of one row, at the middle of the generation. */
  private double cacheBytes() {
    DecoderShape shape = fixture.shape();
    double perToken =
        2.0 * shape.layers() * shape.keyValueHeads() * shape.headDimension() * precision.bytes();
    return perToken * (promptLength + NEW_TOKENS / 2.0);
  }
}
