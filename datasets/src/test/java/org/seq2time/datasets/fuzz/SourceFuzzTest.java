package org.seq2time.datasets.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.read.InstanceProblem;
import org.seq2time.datasets.sequence.read.InstanceReader;
import org.seq2time.datasets.sequence.recipe.RecipeReader;
import org.seq2time.datasets.sequence.source.BadItems;
import org.seq2time.datasets.sequence.source.Source;
import org.seq2time.datasets.sequence.source.SourceKind;
import org.seq2time.datasets.sequence.source.SourceReader;
import org.seq2time.datasets.sequence.source.SourceSpec;
import org.seq2time.datasets.sequence.task.InstanceWriter;
import org.seq2time.datasets.sequence.task.Pool;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.sequence.task.Tally;
import org.seq2time.datasets.sequence.task.TaskPlan;
import org.seq2time.datasets.sequence.text.JsonLine;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.testing.Mutations;

/**
 * However a source or a recipe is damaged, it is read or refused in one safe line; with bad items
 * allowed, what is read can be written. {@code -Dseq2time.fuzz.rounds=10000} makes it a soak.
 */
@Tag("soak")
class SourceFuzzTest {

  private static final int ROUNDS = Integer.getInteger("seq2time.fuzz.rounds", 500);
  private static final Duration LIMIT = Duration.ofSeconds(30 + ROUNDS / 10);

  @TempDir private Path folder;

  static List<String> sources() {
    return List.of(
        """
        [
        {"id": "1", "image": "a.jpg", "conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "A c\\u00e4t."}]},
        {"id": "2", "image": "b.jpg", "conversations": [{"from": "gpt", "value": "A dog \\"x\\"\\n"}]},
        {"id": 3, "image": "c.jpg", "conversations": [{"from": "gpt", "value": "A hen."}]}
        ]
        """,
        """
        [
          {
            "image": "a.jpg",
            "caption": "one"
          },
          {
            "image": "b.jpg",
            "caption": "two"
          }
        ]
        """,
        """
        {"clip": "a.mp4", "label": "x", "caption": "One.", "duration": 9.5}
        {"clip": "b.mp4", "label": "y", "caption": "Two.", "duration": 10}
        {"clip": "c.mp4", "label": "x", "caption": "Three.", "duration": 3, "id": 7}
        """,
        """
        {"info": {"year": 2026}, "images": [
        {"id": 1, "file_name": "a.jpg"}, {"id": 2, "file_name": "b.jpg"}],
        "annotations": [{"id": 5, "image_id": 1, "caption": "A"}, {"id": 4, "image_id": 1, "caption": "B"},
        {"id": 6, "image_id": 2, "caption": "C"}]}
        """,
        """
        {"video_id": "a", "video_path": "p/a.mp4", "captions": [{"idx": "1", "content": "x"}, {"idx": "-1", "content": "whole"}]}
        {"video_id": "b", "caption": "only"}
        """,
        """
        [{"video": "a.mp4", "QA": [{"q": "When?", "a": "1 - 2 s\\ud800"}]},
         {"id": 4, "video": "b.mp4", "conversations": [{"from": "human", "value": "Hi"}]}]
        """);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void damagedSourceIsReadOrRefusedInOneLine(String good) {
    byte[] seed = good.getBytes(StandardCharsets.UTF_8);
    int items = read(seed, 0);
    assertThat(items).isGreaterThan(1);
    int[] refused = {0};
    AtomicLong running = new AtomicLong();
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            running.set(7_000_003L * good.hashCode() + round);
            byte[] damaged = new Mutations(running.get()).mutate(seed);
            try {
              refused[0] += read(damaged, 0) < 0 ? 1 : 0;
              read(damaged, 100);
            } catch (Throwable e) {
              throw new AssertionError("mutation seed " + running + " threw " + e, e);
            }
          }
        },
        () -> "took too long at mutation seed " + running);
    // Mutations that never or always break a file would test nothing.
    assertThat(refused[0]).isBetween(ROUNDS / 4, ROUNDS - 1);
  }

  /** Reads a source and writes out all it has; the number of items, or -1 if it is refused. */
  private int read(byte[] content, int allowed) {
    Path file = TestFiles.bytes(folder, "source.json", content);
    BadItems bad = new BadItems(allowed);
    try (Source source =
        SourceReader.read(SourceSpec.of("s", null, file), bad, null, bytes -> {})) {
      JsonLine line = new JsonLine();
      for (int i = 0; i < source.size(); i++) {
        source.appendPath(i, line);
        source.appendCaption(i, line);
      }
      bad.messages().forEach(TestFiles::assertOneSafeLine);
      writeAll(source);
      assertUtf8(line);
      return source.size();
    } catch (BadInputException e) {
      TestFiles.assertOneSafeLine(String.valueOf(e.getMessage()));
      return -1;
    }
  }

  /** What passes through must come out as instances that can be read again. */
  private static void writeAll(Source source) {
    if (source.format().kind() != SourceKind.INSTRUCTIONS) {
      return;
    }
    TaskPlan plan =
        new TaskPlan(
            "t",
            SequenceTask.INSTRUCTIONS,
            new Pool(List.of(source)),
            source.size(),
            TimeRepresentation.of("index"),
            2,
            2,
            2,
            1);
    InstanceWriter writer = plan.writer();
    for (int i = 0; i < source.size(); i++) {
      JsonLine line = new JsonLine();
      writer.write(i, plan.random(i), line, new Tally(1));
      assertUtf8(line);
      try {
        assertThat(new InstanceReader().read(line.toString()).turns()).isNotEmpty();
      } catch (InstanceProblem e) {
        throw new AssertionError(line.toString(), e);
      }
    }
  }

  private static void assertUtf8(JsonLine line) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.array(), 0, line.length()));
    } catch (CharacterCodingException e) {
      throw new AssertionError("not UTF-8: " + line, e);
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void damagedRecipeIsReadOrRefusedInOneLine(String good) {
    byte[] seed = good.getBytes(StandardCharsets.UTF_8);
    RecipeReader.read(TestFiles.bytes(folder, "r.yaml", seed));
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path file = TestFiles.bytes(folder, "r.yaml", new Mutations(91_000L + round).mutate(seed));
      try {
        RecipeReader.read(file);
      } catch (BadInputException e) {
        refused++;
        TestFiles.assertOneSafeLine(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        throw new AssertionError("round " + round + " threw " + e, e);
      }
    }
    assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 1);
  }

  static List<String> recipes() {
    return List.of(
        """
        name: mine
        seed: 3
        instances: 100
        sources:
          a: {path: a.json, format: llava}
          t: {path: t.json}
        tasks:
          - {task: iig, sources: [a], ratio: 2}
          - {task: alr, sources: [a], count: 10}
          - {task: instructions, sources: [t], count: all}
        """);
  }
}
