package org.seq2time.datasets.sequence.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.sequence.source.SourceFormat;
import org.seq2time.datasets.sequence.task.SequenceTask;

class RecipeReaderTest {

  private static final String GOOD =
      """
      name: mine
      sources:
        a: {path: a.json}
      tasks:
        - task: iig
          sources: [a]
          count: 1_000
      """;

  @TempDir Path folder;

  @Test
  void everythingCanBeSaid() {
    Path file =
        TestFiles.text(
            folder,
            "mine.yaml",
            """
            # A comment.
            name: mine
            seed: -12
            time: position-tokens-3
            length: 32
            order: by-task
            instances: 1000
            sources:
              a:
                path: data/*.json
                format: llava
                prefix: coco/
              k:
                path: /abs/train.csv
                format: kinetics
                captions: captions.jsonl
                clip-path: "{label}/{youtube_id}.mp4"
                split: train
              t: {}
            tasks:
              - {task: iig, sources: a, ratio: 2}
              - {task: alr, name: again, sources: [a], ratio: 1.5}
              - {task: clip-captioning, sources: [k], count: 7, min-clips: 3, max-clips: 5}
              - {task: instructions, sources: [t], count: all}
            """);
    Recipe recipe = RecipeReader.read(file);
    assertThat(recipe.seed()).isEqualTo(-12);
    assertThat(recipe.time().key()).isEqualTo("position-tokens-3");
    assertThat(recipe.length()).isEqualTo(32);
    assertThat(recipe.mixed()).isFalse();
    assertThat(recipe.sources().get(0))
        .isEqualTo(
            new RecipeSource(
                "a",
                folder.resolve("data/*.json"),
                SourceFormat.LLAVA,
                "coco/",
                null,
                "{youtube_id}_{start}_{end}.mp4",
                ""));
    assertThat(recipe.sources().get(1).path()).isEqualTo(Path.of("/abs/train.csv"));
    assertThat(recipe.sources().get(1).captions()).isEqualTo(folder.resolve("captions.jsonl"));
    assertThat(recipe.sources().get(2).path()).isNull();
    assertThat(recipe.tasks())
        .containsExactly(
            new RecipeTask("iig", SequenceTask.IIG, List.of("a"), new RecipeTask.Ratio(2), 2, 10),
            new RecipeTask(
                "again", SequenceTask.ALR, List.of("a"), new RecipeTask.Ratio(1.5), 2, 10),
            new RecipeTask(
                "clip-captioning",
                SequenceTask.CLIP_CAPTIONING,
                List.of("k"),
                new RecipeTask.Count(7),
                3,
                5),
            new RecipeTask(
                "t", SequenceTask.INSTRUCTIONS, List.of("t"), new RecipeTask.All(1), 2, 10));
  }

  @Test
  void defaultsAreThePapers() {
    Recipe recipe = RecipeReader.read("r", GOOD);
    assertThat(recipe.seed()).isEqualTo(1);
    assertThat(recipe.time().key()).isEqualTo("position-tokens");
    assertThat(recipe.length()).isEqualTo(96);
    assertThat(recipe.mixed()).isTrue();
    assertThat(recipe.tasks().getFirst().amount()).isEqualTo(new RecipeTask.Count(1000));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("name: mine", "nmae: mine", "r:1: name is missing"),
        Arguments.of(
            "name: mine", "name: mine\nsed: 1", "r:2: unknown key \"sed\" in the recipe; did you"),
        Arguments.of("name: mine", "name: ../x", "r:1: name is \"../x\"; expected letters"),
        Arguments.of("name: mine", "name: mine\nname: x", "r:2: the key \"name\" occurs twice"),
        Arguments.of(
            "name: mine", "name: mine\nseed: x", "r:2: seed is \"x\"; expected an integer"),
        Arguments.of("name: mine", "name: mine\nlength: 1", "r:2: length is \"1\"; expected"),
        Arguments.of("name: mine", "name: mine\ntime: tokens", "r:2: no time representation"),
        Arguments.of("name: mine", "name: mine\norder: random", "r:2: order is \"random\""),
        Arguments.of("path: a.json", "paths: a.json", "r:3: unknown key \"paths\" in source a"),
        Arguments.of("path: a.json", "format: xml", "r:3: format is \"xml\"; expected llava"),
        Arguments.of("task: iig", "task: igi", "r:5: task is \"igi\"; expected iig, iic"),
        Arguments.of("[a]", "[b]", "r:6: there is no source \"b\"; expected a"),
        Arguments.of("[a]", "[]", "r:5: task iig names no sources"),
        Arguments.of("count: 1_000", "count: 0", "r:7: count is \"0\""),
        Arguments.of("count: 1_000", "count: all", "r:7: count: all applies to items"),
        Arguments.of("count: 1_000", "ratio: 1", "r:7: a ratio needs the recipe's instances"),
        Arguments.of("count: 1_000", "number: 1", "r:5: task iig needs either a count or a ratio"),
        Arguments.of("count: 1_000", "count: 1\n    shards: 3", "r:8: unknown key \"shards\""),
        Arguments.of("a: {path: a.json}", "a: {path: a.json}\n  b: {}", "no task uses source b"),
        Arguments.of("tasks:", "tasks: [] #", "r:"),
        Arguments.of("[a]", "[a", "r:"),
        Arguments.of("{path: a.json}", "&x {path: a.json}\n  b: *x", "aliases"),
        Arguments.of("name: mine", "- name", "r:"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsNamedWithItsLine(String good, String bad, String message) {
    String text = GOOD.replace(good, bad);
    assertThat(text).isNotEqualTo(GOOD);
    assertThat(TestFiles.problem(() -> RecipeReader.read("r", text))).contains(message);
  }

  @Test
  void emptyAndForeignFilesAreRefused() {
    for (String text : List.of("", "# nothing\n", "just text", "[1, 2]", "{{{", "\t", "a: b: c")) {
      assertThat(TestFiles.problem(() -> RecipeReader.read("r", text))).startsWith("r:");
    }
  }

  @Test
  void shippedMixesAreThePapers() {
    assertThat(Mixes.names()).hasSize(10);
    for (String name : Mixes.names()) {
      Recipe recipe = Mixes.recipe(name);
      assertThat(recipe.name()).isEqualTo(name);
      assertThat(recipe.length()).isEqualTo(96);
      assertThat(recipe.time().key()).isEqualTo("position-tokens");
      assertThat(recipe.tasks().stream().map(RecipeTask::name)).contains("timeit", "valley");
      long drawn =
          recipe.tasks().stream()
              .map(RecipeTask::amount)
              .mapToLong(a -> a instanceof RecipeTask.Count(long n) ? n : 0)
              .sum();
      long expected =
          switch (name) {
            case "baseline" -> 0;
            case "is", "is+mc" -> 300_000;
            case "is+mc+cs" -> 400_000;
            default -> name.contains("+") ? 200_000 : 100_000;
          };
      assertThat(drawn).as(name).isEqualTo(expected);
    }
    assertThat(TestFiles.problem(() -> Mixes.text("is+mcs"))).contains("did you mean \"is+mc\"?");
  }

  @Test
  void scaledRecipeHasItsShareAndAtLeastOne() {
    Recipe scaled = Mixes.recipe("is+mc+cs").scaled(0.001);
    assertThat(scaled.tasks().stream().map(RecipeTask::amount))
        .startsWith(new RecipeTask.Count(100), new RecipeTask.Count(100))
        .endsWith(new RecipeTask.All(0.001));
    assertThat(RecipeReader.read("r", GOOD).scaled(1e-9).tasks().getFirst().amount())
        .isEqualTo(new RecipeTask.Count(1));
  }
}
