package org.seq2time.datasets.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.sequence.SequenceStatistics.TaskStatistics;
import org.seq2time.datasets.sequence.task.SequenceTask;

class SequenceStatisticsTest {

  @TempDir Path folder;

  @Test
  void countsEveryTask() {
    SmallSources sources = SmallSources.in(folder);
    sources.build(sources.recipe(24), BuildOptions.plain("test"), folder.resolve("out"));
    SequenceStatistics counted =
        SequenceStatistics.of(List.of(folder.resolve("out/small-00000.jsonl")), 2, Progress.NONE);
    assertThat(counted.tasks()).containsOnlyKeys(SequenceTask.values());
    TaskStatistics grounding = Objects.requireNonNull(counted.tasks().get(SequenceTask.IIG));
    assertThat(grounding.count()).isEqualTo(60);
    assertThat(Arrays.stream(grounding.positions()).sum()).isEqualTo(60);
    assertThat(grounding.captionWords().quantile(0)).isEqualTo(9);
    assertThat(grounding.captionWords().quantile(1)).isEqualTo(10);
    assertThat(grounding.rowLengths().mean()).isEqualTo(24);
    TaskStatistics clips =
        Objects.requireNonNull(counted.tasks().get(SequenceTask.CLIP_CAPTIONING));
    assertThat(clips.positions()[0]).as("first clips").isGreaterThanOrEqualTo(60);
    assertThat(clips.captionWords().count()).isEqualTo(clips.clipFrames().count());
    assertThat(counted.instructionSources()).containsEntry("talks", 2L).hasSize(1);
  }

  @Test
  void badLineIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"id\": \"x\"}\n");
    assertThat(
            TestFiles.problem(file, () -> SequenceStatistics.of(List.of(file), 1, Progress.NONE)))
        .startsWith("1: task is \"\"; expected iig");
  }

  @Test
  void quantilesAreLengthsThatOccurred() {
    Lengths lengths = new Lengths();
    for (int length : new int[] {5, 1, 1, 9, 70_000_000}) {
      lengths.add(length);
    }
    assertThat(lengths.quantile(0)).isEqualTo(1);
    assertThat(lengths.quantile(0.5)).isEqualTo(5);
    assertThat(lengths.quantile(0.8)).isEqualTo(9);
    assertThat(lengths.quantile(1)).isEqualTo(1 << 20);
    Lengths sum = new Lengths();
    sum.add(lengths);
    sum.add(2);
    assertThat(sum.count()).isEqualTo(6);
    assertThat(sum.quantile(0.5)).isEqualTo(2);
  }
}
