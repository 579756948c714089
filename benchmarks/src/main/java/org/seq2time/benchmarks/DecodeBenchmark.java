package org.seq2time.benchmarks;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.DecodeResult;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.DecoderGraph;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.fixture.DecoderFixture;
import org.seq2time.harness.fixture.DecoderFixture.Cache;
import org.seq2time.harness.fixture.DecoderShape;
import org.seq2time.harness.fixture.Precision;

/**
 * One greedy generation of 65 tokens: its prefill, and its 64 decoding steps in tokens per second,
 * bytes and share of the memory bandwidth. The time that JMH itself prints is both together.
 *
 * <p>{@code plain} is the usual loop on the Java API. On a GPU: {@code -p device=cuda -p
 * precision=FLOAT16 -p size=1100M -p engine=host,device -p bandwidth=GIGABYTES_PER_SECOND}.
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
  public Precision precision = Precision.FLOAT32;

  @Param({"64", "2000"})
  public int promptLength;

  @Param({"1", "4"})
  public int batch;

  @Param("cpu")
  public String device = "";

  /** 0 leaves the number to ONNX Runtime. */
  @Param("0")
  public int threads;

  /** GB/s of the device; 0 measures the processor's. */
  @Param("0")
  public double bandwidth;

  private Path folder = Path.of("");
  private DecoderFixture fixture =
      new DecoderFixture(DecoderShape.tiny(), Cache.CONCATENATED, Precision.FLOAT32, false, 1);
  private @Nullable Decoder decoder;
  private @Nullable PlainFeeding plain;
  private int[] prompt = {};
  private double bytesPerSecond;

  /** What a generation shows beside its time. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Figures {
    public double prefillMillis;
    public double tokensPerSecond;

    /** Weights once per step, shared by the rows, and each row's keys and values once. */
    public double megabytesPerToken;

    public double bandwidthPercent;

    /** All are per generation. */
    @Setup(Level.Iteration)
    public void clear() {
      prefillMillis = 0;
      tokensPerSecond = 0;
      megabytesPerToken = 0;
      bandwidthPercent = 0;
    }
  }

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
            : MemoryBandwidth.measure(Runtime.getRuntime().availableProcessors());
  }

  /** Deletes the model. */
  @TearDown
  public void close() throws IOException, OrtException {
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
  public void generate(Figures figures) throws OrtException {
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
    double steps = NEW_TOKENS - 1;
    double seconds = decodeNanos / 1e9;
    double bytesPerStep = weightBytes() + batch * cacheBytes();
    figures.prefillMillis = prefillNanos / 1e6;
    figures.tokensPerSecond = steps * batch / seconds;
    figures.megabytesPerToken = bytesPerStep / batch / 1e6;
    figures.bandwidthPercent = 100 * bytesPerStep * steps / seconds / bytesPerSecond;
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
