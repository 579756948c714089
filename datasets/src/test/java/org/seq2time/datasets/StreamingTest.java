package org.seq2time.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.prediction.PredictionFile;

/** Fields that nobody asked for pass through without being kept. */
class StreamingTest {

  private static final int RECORDS = 60;
  private static final long ALLOWED_BYTES = 40L << 20;

  /** About a megabyte: structure and text, both of which a tree of the file would hold. */
  private static final String IGNORED =
      "{\"features\": ["
          + "[0.125, -3, true], ".repeat(27_000)
          + "0], \"text\": \""
          + "x".repeat(500_000)
          + "\"}";

  @TempDir private Path folder;

  @Test
  void largeAnnotationsAreReadInLittleMemory() throws IOException {
    Path file =
        write(
            "{\"info\": " + IGNORED + ", \"annotations\": [",
            i ->
                (i == 0 ? "" : ",")
                    + "{\"image_id\": \""
                    + i
                    + "\", \"extra\": "
                    + IGNORED
                    + ", \"segments\": [[0, 1]], \"pure_cap\": \"stir\"}",
            "]}");
    assertReadsLightly(() -> AnnotationFile.of(file).read(Benchmark.YOUCOOK2).samples());
  }

  @Test
  void largePredictionsAreReadInLittleMemory() throws IOException {
    Path file =
        write(
            "",
            i ->
                "{\"qid\": "
                    + i
                    + ", \"extra\": "
                    + IGNORED
                    + ", \"pred_saliency_scores\": [0, 1]}\n",
            "");
    assertReadsLightly(
        () -> List.copyOf(PredictionFile.of(file).readHighlights().entries().values()));
  }

  /** What the reader's thread allocates in all bounds what it can ever hold. */
  private static void assertReadsLightly(Supplier<List<?>> reader) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(reader.get()).hasSize(RECORDS);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(ALLOWED_BYTES);
  }

  private Path write(String head, IntFunction<String> row, String tail) throws IOException {
    Path file = folder.resolve("large.gz");
    try (OutputStream out =
        new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < RECORDS; i++) {
        out.write(row.apply(i).getBytes(StandardCharsets.US_ASCII));
      }
      out.write(tail.getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }
}
