package org.seq2time.harness.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.seq2time.harness.decode.Decoder.Engine;

/**
 * A process of its own with a fixed heap that answers again and again, with cancellations and
 * failures in between, and prints its resident memory in KiB as it goes.
 */
final class SoakProbe {

  private static final int CONTEXT = 512;

  private SoakProbe() {}

  /** Arguments: a graph, an engine, how many generations, after how many to print. */
  public static void main(String[] args) throws Exception {
    int generations = Integer.parseInt(args[2]);
    int every = Integer.parseInt(args[3]);
    SplittableRandom random = new SplittableRandom(1);
    int cancelled = 0;
    int failed = 0;
    try (ExecutorService canceller = Executors.newSingleThreadExecutor();
        Decoder decoder =
            Decoder.open(
                DecoderGraph.of(Path.of(args[0])),
                new Decoder.Options(Engine.valueOf(args[1]), new Device.Cpu(), 1))) {
      for (int i = 1; i <= generations; i++) {
        Cancellation cancellation = new Cancellation();
        try {
          if (i % 5 == 0) {
            canceller.execute(cancellation::cancel);
          }
          // Every seventh prompt is longer than the model's positions, which the graph finds out.
          List<DecodeRequest> batch =
              i % 7 == 0 ? List.of(DecodeRequest.greedy(new int[CONTEXT + 1], 1)) : batch(random);
          boolean stopped =
              decoder.decode(batch, cancellation).stream()
                  .anyMatch(r -> r.finish() == DecodeResult.Finish.CANCELLED);
          cancelled += stopped ? 1 : 0;
        } catch (DecodeException e) {
          failed++;
        }
        if (i % every == 0) {
          System.out.println("resident " + residentKibibytes());
        }
      }
    }
    System.out.println("cancelled " + cancelled);
    System.out.println("failed " + failed);
  }

  private static List<DecodeRequest> batch(SplittableRandom random) {
    DecodeRequest one =
        DecodeRequest.greedy(new int[random.nextInt(1, 300)], random.nextInt(1, 24));
    DecodeRequest other =
        DecodeRequest.greedy(new int[random.nextInt(1, 300)], random.nextInt(1, 24))
            .with(Sampler.topP(1, 0.9, random.nextLong()));
    return random.nextBoolean() ? List.of(one) : List.of(one, other);
  }

  private static long residentKibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
