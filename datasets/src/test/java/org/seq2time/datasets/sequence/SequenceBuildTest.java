package org.seq2time.datasets.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.sequence.read.Instance;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.recipe.RecipeReader;
import org.seq2time.datasets.sequence.write.BuildLog;
import org.seq2time.datasets.sequence.write.BuildManifest;
import org.seq2time.datasets.sequence.write.Compression;
import org.seq2time.datasets.sequence.write.ManifestReader;
import org.seq2time.datasets.sequence.write.TaskCount;

/** The same bytes always, complete shards only, and builds that go on. */
class SequenceBuildTest {

  private static final int SHARDS = 10;
  private static final BuildOptions OPTIONS =
      BuildOptions.plain("test").withShards(Compression.NONE, 40);

  @TempDir Path folder;

  @Test
  void bytesDoNotDependOnThreadsLocaleOrTimeZone() {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    sources.build(recipe, OPTIONS, folder.resolve("one"));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      sources.build(recipe, OPTIONS.withThreads(4), folder.resolve("two"));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(SmallSources.contents(folder.resolve("two")))
        .hasSize(SHARDS + 1)
        .isEqualTo(SmallSources.contents(folder.resolve("one")));
  }

  @Test
  void anotherSeedGivesOtherBytes() {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    sources.build(recipe, OPTIONS, folder.resolve("one"));
    sources.build(recipe.withSeed(8), OPTIONS, folder.resolve("two"));
    Map<String, String> one = SmallSources.contents(folder.resolve("one"));
    Map<String, String> two = SmallSources.contents(folder.resolve("two"));
    assertThat(two.keySet()).isEqualTo(one.keySet());
    assertThat(two).allSatisfy((name, content) -> assertThat(content).isNotEqualTo(one.get(name)));
  }

  @Test
  void instanceDoesNotDependOnWhatElseIsBuilt() {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    Recipe part =
        recipe
            .withTasks(List.of(recipe.tasks().get(2)))
            .withSources(recipe.sources().subList(0, 2));
    sources.build(recipe, OPTIONS, folder.resolve("all"));
    sources.build(part, OPTIONS, folder.resolve("part"));
    Map<String, Instance> byId = new HashMap<>();
    SmallSources.instances(folder.resolve("all")).forEach(i -> byId.put(i.id(), i));
    assertThat(SmallSources.instances(folder.resolve("part")))
        .hasSize(120)
        .allSatisfy(i -> assertThat(i).isEqualTo(byId.get(i.id())));
  }

  @Test
  void tasksAreMixedUnlessTheyAreToFollowOneAnother() {
    SmallSources sources = SmallSources.in(folder);
    sources.build(sources.recipe(24), OPTIONS, folder.resolve("mixed"));
    sources.build(sources.recipe(24, "order: by-task"), OPTIONS, folder.resolve("sorted"));
    List<String> mixed = ids(folder.resolve("mixed"));
    List<String> sorted = ids(folder.resolve("sorted"));
    assertThat(mixed).containsExactlyInAnyOrderElementsOf(sorted).isNotEqualTo(sorted);
    assertThat(sorted).startsWith("iig-0000000", "iig-0000001").endsWith("talks-0000001");
    assertThat(mixed.subList(0, 100).stream().map(id -> id.substring(0, 3)).distinct())
        .hasSizeGreaterThanOrEqualTo(4);
  }

  private static List<String> ids(Path out) {
    return SmallSources.instances(out).stream().map(Instance::id).toList();
  }

  @Test
  void packedShardsHoldTheSameInstances() {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    sources.build(recipe, OPTIONS, folder.resolve("plain"));
    List<Instance> plain = SmallSources.instances(folder.resolve("plain"));
    for (Compression packing : List.of(Compression.GZIP, Compression.ZSTD)) {
      Path out = folder.resolve(packing.key());
      sources.build(recipe, OPTIONS.withShards(packing, 40), out);
      assertThat(out.resolve("small-00000" + packing.extension())).exists();
      assertThat(SmallSources.instances(out)).isEqualTo(plain);
      assertThat(SequenceCheck.run(out, Map.of(), true, 2, Progress.NONE).problems()).isEmpty();
    }
  }

  /** Stops a build after so many calls of its progress. */
  private static Progress stopAfter(int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    return (step, done, total, unit) -> {
      if (step.equals("writing") && left.decrementAndGet() < 0) {
        throw new CancellationException();
      }
    };
  }

  @Test
  void interruptedBuildLeavesCompleteShardsAndGoesOn() {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    sources.build(recipe, OPTIONS, folder.resolve("whole"));
    Map<String, String> whole = SmallSources.contents(folder.resolve("whole"));
    Set<Integer> counts = new HashSet<>();
    for (int calls = 0; calls < SHARDS; calls++) {
      Path out = folder.resolve("stopped-" + calls);
      Progress stop = stopAfter(calls);
      try (SequenceBuild build =
          SequenceBuild.prepare(recipe, OPTIONS.withThreads(2), Progress.NONE)) {
        assertThatThrownBy(() -> build.write(out, false, stop))
            .isInstanceOf(CancellationException.class);
      }
      Map<String, String> stopped = SmallSources.contents(out);
      assertThat(stopped).doesNotContainKey(BuildManifest.FILE);
      stopped.remove(BuildLog.FILE);
      counts.add(stopped.size());
      assertThat(whole).containsAllEntriesOf(stopped);
      sources.build(recipe, OPTIONS, out);
      assertThat(SmallSources.contents(out)).isEqualTo(whole);
    }
    assertThat(counts).as("numbers of complete shards").hasSizeGreaterThan(3);
  }

  @Test
  void completeShardsAreKeptAndDamagedOnesWrittenAgain() throws IOException {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    Path out = folder.resolve("out");
    sources.build(recipe, OPTIONS, out);
    Map<String, String> whole = SmallSources.contents(out);
    Path kept = out.resolve("small-00000.jsonl");
    Object before = Files.readAttributes(kept, "*").get("fileKey");
    Files.writeString(out.resolve("small-00001.jsonl"), "damaged");
    Files.delete(out.resolve("small-00002.jsonl"));
    sources.build(recipe, OPTIONS, out);
    assertThat(SmallSources.contents(out)).isEqualTo(whole);
    assertThat(Files.readAttributes(kept, "*").get("fileKey")).isEqualTo(before);
  }

  @Test
  void tornLastLineOfTheLogIsDropped() throws IOException {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    Path out = folder.resolve("out");
    try (SequenceBuild build = SequenceBuild.prepare(recipe, OPTIONS, Progress.NONE)) {
      assertThatThrownBy(() -> build.write(out, false, stopAfter(4)))
          .isInstanceOf(CancellationException.class);
    }
    String log = Files.readString(out.resolve(BuildLog.FILE));
    Files.writeString(out.resolve(BuildLog.FILE), log + "{\"file\":\"small-00");
    sources.build(recipe, OPTIONS, out);
    assertThat(SequenceCheck.run(out, Map.of(), true, 1, Progress.NONE).problems()).isEmpty();
  }

  @Test
  void anotherBuildInTheFolderIsRefusedWithWhatDiffers() {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    Path out = folder.resolve("out");
    sources.build(recipe, OPTIONS, out);
    Map<String, String> before = SmallSources.contents(out);
    assertThat(TestFiles.problem(() -> sources.build(recipe.withSeed(9), OPTIONS, out)))
        .isEqualTo(
            out.resolve("manifest.json")
                + ": contains a different build: seed was 7, now 9; choose another folder, or"
                + " --overwrite");
    assertThat(
            TestFiles.problem(
                () -> sources.build(recipe, OPTIONS.withShards(Compression.GZIP, 40), out)))
        .contains("compression was none, now gzip");
    TestFiles.text(
        folder, "two.jsonl", SmallSources.read(folder.resolve("two.jsonl")).replace("two", "2"));
    assertThat(TestFiles.problem(() -> sources.build(recipe, OPTIONS, out)))
        .contains("source two was image-lines, 60 items, prefix two/, SHA-256 ");
    assertThat(SmallSources.contents(out)).isEqualTo(before);
  }

  @Test
  void overwriteReplacesTheOtherBuildAndNothingElse() {
    SmallSources sources = SmallSources.in(folder);
    Recipe recipe = sources.recipe(24);
    Path out = folder.resolve("out");
    sources.build(recipe, OPTIONS, out);
    TestFiles.text(out, "notes.txt", "mine");
    try (SequenceBuild build =
        SequenceBuild.prepare(recipe, OPTIONS.withShards(Compression.GZIP, 400), Progress.NONE)) {
      build.write(out, true, Progress.NONE);
    }
    assertThat(SmallSources.files(out).stream().map(f -> f.getFileName().toString()))
        .containsExactly("manifest.json", "notes.txt", "small-00000.jsonl.gz");
  }

  @Test
  void manifestSaysWhatWasBuiltFromWhat() {
    SmallSources sources = SmallSources.in(folder);
    sources.build(sources.recipe(24), OPTIONS, folder.resolve("out"));
    BuildManifest manifest = ManifestReader.read(folder.resolve("out"));
    TaskCount grounding = manifest.tasks().getOrDefault("iig", TaskCount.NONE);
    assertThat(grounding.instances()).isEqualTo(60);
    assertThat(grounding.items().values().stream().mapToLong(n -> n).sum()).isEqualTo(60 * 24);
    assertThat(manifest.taskKinds()).containsEntry("talks", "instructions");
    assertThat(manifest.settings())
        .containsEntry("seed", "7")
        .containsEntry("version", "test")
        .containsEntry("task alr", "alr, 120 instances of one+two");
    assertThat(manifest.sources().get(1).files().getFirst().sha256()).hasSize(64);
    assertThat(manifest.shards()).hasSize(SHARDS);
  }

  @Test
  void badItemsThatWereLeftOutStandInTheManifest() {
    SmallSources sources = SmallSources.in(folder);
    String two = SmallSources.read(folder.resolve("two.jsonl"));
    TestFiles.text(folder, "two.jsonl", "{\"image\":\"bad\",\"caption\":\"\"}\n" + two);
    sources.build(sources.recipe(24), OPTIONS.withItems(3, null), folder.resolve("out"));
    assertThat(ManifestReader.read(folder.resolve("out")).skipped())
        .containsExactly(folder.resolve("two.jsonl") + ":1: item 1: the caption is empty");
  }

  @Test
  void tooSmallSourcesAreRefused() {
    SmallSources sources = SmallSources.in(folder);
    assertThat(TestFiles.problem(() -> sources.build(sources.recipe(121), OPTIONS, folder)))
        .isEqualTo(
            "test: task iig needs sequences of 121 different images, but its sources have 120");
  }

  @Test
  void tooFewDigitsForTheRowAreRefused() {
    SmallSources sources = SmallSources.in(folder);
    assertThat(
            TestFiles.problem(
                () ->
                    sources.build(sources.recipe(60, "time: position-tokens-1"), OPTIONS, folder)))
        .contains("position-tokens-1 cannot tell 60 positions apart");
  }

  @Test
  void captionsAllAlikeCannotBeAskedFor() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      lines.append("{\"image\":\"").append(i).append("\",\"caption\":\"same\"}\n");
    }
    Path file = TestFiles.text(folder, "same.jsonl", lines.toString());
    Recipe recipe =
        RecipeReader.read(
            "test",
            """
            name: same
            length: 4
            sources: {a: {path: %s}}
            tasks: [{task: iig, sources: a, count: 1}]
            """
                .formatted(file));
    assertThat(
            TestFiles.problem(
                () -> SmallSources.in(folder).build(recipe, OPTIONS, folder.resolve("out"))))
        .contains("the captions are too similar");
  }
}
