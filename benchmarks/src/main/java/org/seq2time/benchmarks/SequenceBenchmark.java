package org.seq2time.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.seq2time.datasets.sequence.BuildOptions;
import org.seq2time.datasets.sequence.Progress;
import org.seq2time.datasets.sequence.SequenceBuild;
import org.seq2time.datasets.sequence.SyntheticSource;
import org.seq2time.datasets.sequence.recipe.RecipeReader;
import org.seq2time.datasets.sequence.task.InstanceWriter;
import org.seq2time.datasets.sequence.task.Tally;
import org.seq2time.datasets.sequence.task.TaskPlan;
import org.seq2time.datasets.sequence.text.JsonLine;

/** Building one sequence: a row of 96 of 50,000 images, or of 2 to 10 clips, as a line of JSON. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // Set up by JMH.
public class SequenceBenchmark {

  private static final int ITEMS = 50_000;

  @Param({"iig", "iic", "alr", "clip-captioning", "clip-grounding"})
  String task = "";

  private Path folder = Path.of("");
  private SequenceBuild build;
  private TaskPlan plan;
  private InstanceWriter writer;
  private Tally tally;
  private final JsonLine line = new JsonLine();
  private long number;

  /** Writes made-up sources and indexes them. */
  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("seq2time-benchmark");
    Path images = folder.resolve("images.json");
    Path clips = folder.resolve("clips.jsonl");
    try (OutputStream out = Files.newOutputStream(images)) {
      SyntheticSource.writeImages(out, ITEMS, 1);
    }
    try (OutputStream out = Files.newOutputStream(clips)) {
      SyntheticSource.writeClips(out, ITEMS, 1);
    }
    String recipe =
        """
        name: benchmark
        sources:
          images: {path: %s}
          clips: {path: %s}
        tasks:
          - {task: iig, sources: [images], count: 1000}
          - {task: iic, sources: [images], count: 1000}
          - {task: alr, sources: [images], count: 1000}
          - {task: clip-captioning, sources: [clips], count: 1000}
          - {task: clip-grounding, sources: [clips], count: 1000}
        """
            .formatted(images, clips);
    build =
        SequenceBuild.prepare(
            RecipeReader.read("benchmark", recipe), BuildOptions.plain("benchmark"), Progress.NONE);
    Map<String, TaskPlan> plans = new TreeMap<>();
    build.tasks().forEach(t -> plans.put(t.name(), t));
    plan = Objects.requireNonNull(plans.get(task));
    writer = plan.writer();
    tally = new Tally(plan.pool().sourceCount());
  }

  /** Deletes the sources. */
  @TearDown
  public void delete() throws IOException {
    build.close();
    for (String name : List.of("images.json", "clips.jsonl")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }

  /** Draws one instance and writes its line into memory. */
  @Benchmark
  public int instance() {
    line.clear();
    writer.write(number, plan.random(number), line, tally);
    number++;
    return line.length();
  }
}
