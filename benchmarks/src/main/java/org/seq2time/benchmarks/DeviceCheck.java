package org.seq2time.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.fixtures.WeightType;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.DecodeResult;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Decoder.Engine;
import org.seq2time.harness.decode.DecoderGraph;
import org.seq2time.harness.decode.Device;

/**
 * Are tokens on a device the right ones? For every kind of graph: 200 greedy tokens of four
 * prompts, alone and in a batch, of both engines on the device and of the CPU. Float32 must agree
 * everywhere; float16 rounds differently on other devices, so there only the engines must agree.
 */
public final class DeviceCheck {

  private static final int NEW_TOKENS = 200;

  private DeviceCheck() {}

  /** Argument: the device. Exits with 1 if anything differs. */
  public static void main(String[] arguments) throws IOException {
    Device device = Device.parse(arguments[0]).resolve(System.err::println);
    int failed = 0;
    int passed = 0;
    for (Cache cache : Cache.values()) {
      for (WeightType precision : WeightType.values()) {
        DecoderFixture fixture =
            new DecoderFixture(DecoderShape.tiny(), cache, precision, false, 7);
        String difference = difference(fixture, device);
        System.out.printf(
            Locale.ROOT, "%-19s %s on %s: %s%n", cache, precision, device, difference);
        passed += difference.equals("equal") ? 1 : 0;
        failed += difference.equals("equal") ? 0 : 1;
      }
    }
    System.out.printf(
        Locale.ROOT, "memory bandwidth %.1f GB/s%n", DeviceBandwidth.measure(device) / 1e9);
    System.out.println(passed + " passed, " + failed + " failed");
    System.exit(failed == 0 ? 0 : 1);
  }

  private static String difference(DecoderFixture fixture, Device device) throws IOException {
    Path folder = Files.createTempDirectory("seq2time-check");
    Path graph = fixture.write(folder);
    List<List<Integer>> device1 = tokens(graph, Engine.DEVICE, device, false);
    List<String> differing = new ArrayList<>();
    if (!tokens(graph, Engine.DEVICE, device, true).equals(device1)) {
      differing.add("device engine, batch against alone");
    }
    if (!tokens(graph, Engine.HOST, device, false).equals(device1)) {
      differing.add("host against device engine");
    }
    if (fixture.precision() == WeightType.FLOAT32
        && !tokens(graph, Engine.HOST, new Device.Cpu(), false).equals(device1)) {
      differing.add(device + " against cpu");
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
    return differing.isEmpty() ? "equal" : "DIFFERENT: " + String.join("; ", differing);
  }

  private static List<List<Integer>> tokens(
      Path graph, Engine engine, Device device, boolean together) {
    SplittableRandom random = new SplittableRandom(3);
    List<DecodeRequest> requests =
        IntStream.of(5, 17, 1, 11)
            .mapToObj(length -> random.ints(length, 0, DecoderShape.tiny().vocabulary()).toArray())
            .map(prompt -> DecodeRequest.greedy(prompt, NEW_TOKENS))
            .toList();
    try (Decoder decoder =
        Decoder.open(DecoderGraph.of(graph), new Decoder.Options(engine, device, 0))) {
      List<DecodeResult> results =
          together
              ? decoder.decode(requests, Cancellation.none())
              : requests.stream().map(decoder::decode).toList();
      return results.stream().map(DecodeResult::tokens).toList();
    }
  }
}
