package org.seq2time.datasets.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.sequence.read.Facts;
import org.seq2time.datasets.sequence.read.FactsReader;
import org.seq2time.datasets.sequence.read.Instance;
import org.seq2time.datasets.sequence.read.InstanceProblem;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.sequence.task.Templates;
import org.seq2time.datasets.time.TimeRepresentation;

/** What must hold of every instance, whatever was drawn and however positions are written. */
class SequenceLawTest {

  @TempDir Path folder;

  private static final String[] TIMES = {
    "position-tokens",
    "position-tokens-3",
    "relative-decimals",
    "seconds",
    "seconds-1",
    "time-tokens",
    "index"
  };

  private List<Instance> build(SmallSources sources, Recipe recipe, String out) {
    sources.build(recipe, BuildOptions.plain("test").withThreads(2), folder.resolve(out));
    return SmallSources.instances(folder.resolve(out));
  }

  private static List<Instance> of(List<Instance> all, SequenceTask task) {
    return all.stream().filter(i -> i.task() == task).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "position-tokens",
        "position-tokens-3",
        "relative-decimals",
        "seconds",
        "seconds-1",
        "time-tokens",
        "index"
      })
  void answersAreTrueInEveryRepresentation(String time) throws InstanceProblem {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24).withTime(TimeRepresentation.of(time));
    List<Instance> all = build(sources, recipe, "out");
    assertThat(all).hasSize(363);
    for (Instance instance : of(all, SequenceTask.IIG)) {
      Facts facts = FactsReader.read(instance);
      String image = instance.images().get(facts.answeredAt().orElseThrow());
      assertThat(sources.caption(image)).as(instance.id()).contains(facts.askedCaption());
      assertThat(instance.images())
          .filteredOn(i -> sources.caption(i).orElseThrow().equals(facts.askedCaption()))
          .as("images with the caption that %s asks for", instance.id())
          .hasSize(1);
    }
    for (Instance instance : of(all, SequenceTask.IIC)) {
      Facts facts = FactsReader.read(instance);
      String image = instance.images().get(facts.askedAt().orElseThrow());
      assertThat(sources.caption(image)).as(instance.id()).contains(facts.answeredCaption());
    }
    for (Instance instance : of(all, SequenceTask.ALR)) {
      checkNeighbour(sources, instance);
    }
    for (Instance instance : of(all, SequenceTask.CLIP_CAPTIONING)) {
      checkTimeline(sources, instance);
    }
    for (Instance instance : of(all, SequenceTask.CLIP_GROUNDING)) {
      checkGrounding(sources, instance);
    }
  }

  private static void checkNeighbour(SmallSources sources, Instance instance)
      throws InstanceProblem {
    Facts facts = FactsReader.read(instance);
    int answered = facts.answeredAt().orElseThrow();
    int step = instance.instruction().startsWith("alr-after") ? 1 : -1;
    int asked = answered - step;
    if (facts.askedAt().isPresent()) {
      assertThat(facts.askedAt()).as(instance.id()).hasValue(asked);
    } else {
      assertThat(sources.caption(instance.images().get(asked))).contains(facts.askedCaption());
    }
    assertThat(sources.caption(instance.images().get(answered)))
        .as(instance.id())
        .contains(facts.answeredCaption());
  }

  private static void checkTimeline(SmallSources sources, Instance instance)
      throws InstanceProblem {
    Facts facts = FactsReader.read(instance);
    int start = 0;
    for (int k = 0; k < instance.clips().size(); k++) {
      Instance.Clip clip = instance.clips().get(k);
      Facts.Event event = facts.events().get(k);
      assertThat(event.start()).as("%s, clip %d", instance.id(), k).isEqualTo(start);
      assertThat(event.end()).isEqualTo(start + clip.frames());
      assertThat(sources.caption(clip.path())).contains(event.caption());
      start += clip.frames();
    }
    assertThat(start).isEqualTo(instance.time().orElseThrow().length());
  }

  private static void checkGrounding(SmallSources sources, Instance instance)
      throws InstanceProblem {
    Facts facts = FactsReader.read(instance);
    Facts.Event event = facts.events().getFirst();
    int start = 0;
    List<String> found = new ArrayList<>();
    for (Instance.Clip clip : instance.clips()) {
      if (sources.caption(clip.path()).orElseThrow().equals(facts.askedCaption())) {
        found.add(clip.path());
        assertThat(event.start()).as(instance.id()).isEqualTo(start);
        assertThat(event.end()).isEqualTo(start + clip.frames());
      }
      start += clip.frames();
    }
    assertThat(found).as(instance.id()).hasSize(1);
  }

  @Test
  void groundingAndCaptioningOfTheSameImageAreInverse() throws InstanceProblem {
    SmallSources sources = SmallSources.in(folder);
    List<Instance> all = build(sources, sources.recipe(24), "out");
    for (Instance grounding : of(all, SequenceTask.IIG)) {
      Facts facts = FactsReader.read(grounding);
      int at = facts.answeredAt().orElseThrow();
      Instance captioning = captioningAt(grounding, at, facts.askedCaption());
      Facts inverse = FactsReader.read(captioning);
      assertThat(inverse.askedAt()).hasValue(at);
      assertThat(inverse.answeredCaption()).isEqualTo(facts.askedCaption());
    }
  }

  /** The question for the caption at the position that a grounding answers with. */
  private static Instance captioningAt(Instance grounding, int at, String caption) {
    StringBuilder moment = new StringBuilder();
    var axis = grounding.time().orElseThrow();
    axis.representation().appendMoment(moment, at, axis.length());
    return new Instance(
        grounding.id(),
        SequenceTask.IIC,
        grounding.images(),
        List.of(),
        "",
        "",
        List.of(
            new Instance.Turn(
                "human", Templates.PLACEHOLDER + "Describe the image at " + moment + "."),
            new Instance.Turn("gpt", caption)),
        "iic 0/0",
        grounding.time());
  }

  @Test
  void contentDoesNotDependOnHowPositionsAreWritten() throws InstanceProblem {
    SmallSources sources = SmallSources.in(folder);
    Map<String, Set<Object>> contents = new HashMap<>();
    for (String time : TIMES) {
      Recipe recipe = sources.recipe(24).withTime(TimeRepresentation.of(time));
      for (Instance instance : build(sources, recipe, time)) {
        Object facts =
            instance.task() == SequenceTask.INSTRUCTIONS
                ? instance.turns()
                : FactsReader.read(instance);
        contents
            .computeIfAbsent(instance.id(), id -> new HashSet<>())
            .add(List.of(instance.images(), instance.clips(), instance.instruction(), facts));
      }
    }
    assertThat(contents).hasSize(363);
    assertThat(contents.values()).allSatisfy(different -> assertThat(different).hasSize(1));
  }

  @Test
  void rowsHoldDifferentImagesAndClipsOfDifferentLabels() {
    SmallSources sources = SmallSources.in(folder);
    for (Instance instance : build(sources, sources.recipe(100), "out")) {
      assertThat(instance.images()).doesNotHaveDuplicates();
      assertThat(instance.clips().stream().map(c -> sources.label(c.path())))
          .doesNotHaveDuplicates();
      if (!instance.clips().isEmpty()) {
        assertThat(instance.clips()).hasSizeBetween(2, 7);
        assertThat(instance.clips().stream().map(Instance.Clip::frames).distinct())
            .as("frame counts of %s", instance.id())
            .hasSizeGreaterThan(1);
      }
    }
  }

  @Test
  void allDirectionsAndPlacesOccur() throws InstanceProblem {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(8);
    Set<String> sections = new HashSet<>();
    Set<Integer> after = new HashSet<>();
    Set<Integer> before = new HashSet<>();
    Recipe rows =
        recipe.withTasks(
            recipe.tasks().stream().filter(t -> t.task() == SequenceTask.ALR).toList());
    for (Instance instance : build(sources, rows, "out")) {
      String section = instance.instruction().substring(0, instance.instruction().indexOf(' '));
      sections.add(section);
      (section.contains("after") ? after : before)
          .add(FactsReader.read(instance).answeredAt().orElseThrow());
    }
    assertThat(sections).hasSize(4);
    assertThat(after).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    assertThat(before).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void instructionsKeepTheirMeaning() {
    SmallSources sources = SmallSources.in(folder);
    List<Instance> talks =
        of(build(sources, sources.recipe(24), "out"), SequenceTask.INSTRUCTIONS).stream()
            .sorted(Comparator.comparing(Instance::id))
            .toList();
    assertThat(talks.get(0).video()).isEqualTo("t.mp4");
    assertThat(talks.get(0).source()).isEqualTo("talks");
    assertThat(talks.get(0).turns())
        .containsExactly(
            new Instance.Turn("human", "<video>\nWhen \"é\"?"),
            new Instance.Turn("gpt", "1 - 2 seconds, so."),
            new Instance.Turn("human", "And?"),
            new Instance.Turn("gpt", "No."));
    assertThat(talks.get(1).turns())
        .containsExactly(new Instance.Turn("human", "<video>\nHi"), new Instance.Turn("gpt", "Ho"));
    assertThat(SmallSources.read(folder.resolve("out").resolve("small-00000.jsonl")))
        .contains("\"original\":{\"source\":\"X\",\"task\":\"dvc\",\"duration\":12.50}")
        .contains("\"original\":{\"id\":4}");
  }

  @Test
  void everyTaskHasAtLeastEightQuestions() {
    assertThat(Templates.all().sections()).hasSize(9);
    assertThat(Templates.all().sections().values())
        .allSatisfy(
            section -> {
              assertThat(section.questions()).as(section.name()).hasSizeGreaterThanOrEqualTo(8);
              assertThat(section.answers()).isNotEmpty();
            });
  }
}
