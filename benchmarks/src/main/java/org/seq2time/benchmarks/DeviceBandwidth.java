package org.seq2time.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.seq2time.fixtures.BandwidthFixture;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.EncoderGraph;
import org.seq2time.harness.decode.EncoderGraph.Values;

/**
 * A device's memory bandwidth, by graphs that run on it: 4 and 36 additions over 256 MiB; the
 * difference is 32 reads and writes, best of five.
 */
final class DeviceBandwidth {

  private static final int SHORT = 4;
  private static final int LONG = 36;
  private static final int ROWS = 64;
  private static final int COLUMNS = 1 << 20;
  private static final int ROUNDS = 5;

  private DeviceBandwidth() {}

  /** Bytes per second. */
  static double measure(Device device) {
    try {
      Path folder = Files.createTempDirectory("seq2time-bandwidth");
      double brief = seconds(folder, SHORT, device);
      double longer = seconds(folder, LONG, device);
      Files.delete(folder);
      double bytes = 2.0 * Float.BYTES * ROWS * COLUMNS * (LONG - SHORT);
      return bytes / (longer - brief);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(Path folder, int additions, Device device) throws IOException {
    Path file = new BandwidthFixture(additions).write(folder);
    Map<String, Values> inputs =
        Map.of(BandwidthFixture.INPUT, new Values(new float[] {ROWS, COLUMNS}, 2));
    double best = Double.POSITIVE_INFINITY;
    try (EncoderGraph graph = EncoderGraph.open(file, device, 0)) {
      for (int round = 0; round <= ROUNDS; round++) {
        long start = System.nanoTime();
        Values largest = graph.run(inputs, BandwidthFixture.OUTPUT);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (largest.values()[0] != additions) {
          throw new IllegalStateException(
              "the graph did not run: " + largest.values()[0] + " for " + additions);
        }
        // The first run allocates.
        best = round == 0 ? best : Math.min(best, seconds);
      }
    }
    Files.delete(file);
    return best;
  }
}
