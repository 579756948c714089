package org.seq2time.datasets.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.sequence.SequenceCheck.Report;
import org.seq2time.datasets.sequence.recipe.Recipe;

/** Built data is without a problem, and every kind of planted defect is found at its line. */
class SequenceCheckTest {

  @TempDir Path folder;

  private SmallSources sources;
  private Path out;
  private Path shard;

  @BeforeEach
  void build() {
    sources = SmallSources.in(folder);
    out = folder.resolve("out");
    shard = out.resolve("small-00000.jsonl");
    sources.build(sources.recipe(24, "order: by-task"), BuildOptions.plain("test"), out);
  }

  private Report check(boolean withSources) {
    return SequenceCheck.run(out, Map.of(), withSources, 2, Progress.NONE);
  }

  @Test
  void builtDataHasNoProblem() {
    Report report = check(true);
    assertThat(report.problems()).isEmpty();
    assertThat(report.problemCount()).isZero();
    assertThat(report.notes()).isEmpty();
    assertThat(report.instances()).isEqualTo(363);
    assertThat(check(false).notes()).containsExactly("captions were not compared with the sources");
  }

  @Test
  void everyRepresentationHasNoProblem() {
    for (String time : List.of("relative-decimals", "seconds", "time-tokens", "index")) {
      Recipe recipe = sources.recipe(24, "time: " + time);
      Path other = folder.resolve(time);
      sources.build(recipe, BuildOptions.plain("test"), other);
      assertThat(SequenceCheck.run(other, Map.of(), true, 1, Progress.NONE).problems()).isEmpty();
    }
  }

  private static UnaryOperator<String> replace(String pattern, String with) {
    return line -> {
      Matcher matcher = Pattern.compile(pattern).matcher(line);
      assertThat(matcher.find()).as("%s in %s", pattern, line).isTrue();
      return matcher.replaceFirst(with);
    };
  }

  private static final String CODE = "<\\d><\\d><\\d><\\d>";

  /** Task, what is done to its first line, whether the sources are needed, what is reported. */
  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of("iig", replace(CODE, "<0><7><3><9>"), false, "is between two of the 24"),
        Arguments.of("iig", replace(CODE, "<0><7><3>"), false, "cannot be decoded"),
        Arguments.of("iig", replace(CODE, "<9><9><9><9>"), false, "beyond the last of 24"),
        Arguments.of("iig", replace("dir/\\d+|two/\\d+", "dir/900"), true, "is in no source"),
        Arguments.of("iig", replace("no\\. \\d+", "no. 77"), true, "does not belong to image"),
        Arguments.of("iic", replace("no\\. \\d+", "no. 77"), true, "does not belong to image"),
        Arguments.of("alr", replace("no\\. \\d+", "no. 77"), true, "does not belong to image"),
        Arguments.of(
            "iic",
            replace("\"images\":\\[(\"[^\"]+\"),\"[^\"]+\"", "\"images\":[$1,$1"),
            false,
            "occurs twice in the sequence"),
        Arguments.of(
            "iic", replace("\"images\":\\[\"[^\"]+\",", "\"images\":["), false, "time says 24"),
        Arguments.of("iic", replace("\"length\":24", "\"length\":25"), false, ""),
        Arguments.of("iic", replace("\"axis\":\"images\"", "\"axis\":\"frames\""), false, "time"),
        Arguments.of("iic", replace(",\"time\":.*", "}"), false, "has no time"),
        Arguments.of("iic", replace("\"position-tokens\"", "\"index\""), false, ""),
        Arguments.of("iic", replace("position-tokens", "nothing"), false, "no time representation"),
        Arguments.of("iic", replace("<video>", "<image>"), false, "does not match its template"),
        Arguments.of(
            "iic", replace("\"iic \\d+", "\"iic 99"), false, "not a template of this version"),
        Arguments.of("iic", replace("\"iic \\d+", "\"iig 0"), false, "is not one of task iic"),
        Arguments.of("iic", replace("\"task\":\"iic\"", "\"task\":\"iig\""), false, "fits no task"),
        Arguments.of("iic", replace("\"id\":\"iic-", "\"id\":\"iik-"), false, "fits no task"),
        Arguments.of("iic", replace("iic-0000000", "iic-0000001"), false, "occurs twice"),
        Arguments.of("iic", replace("\"gpt\"", "\"human\""), false, "not one question and one"),
        Arguments.of("iic", replace("\\}$", ""), false, "not valid JSON"),
        Arguments.of("iic", replace("^", "[1] "), false, "not a JSON object"),
        Arguments.of("clip-captioning", replace("\"frames\":\\d+", "\"frames\":1"), false, "time"),
        Arguments.of(
            "clip-captioning",
            replace("<0><0><0><0> - " + CODE, "<0><0><0><0> - <0><0><0><0>"),
            false,
            "does not end after its start"),
        Arguments.of(
            "clip-captioning",
            replace("<0><0><0><0> - " + CODE, "<0><0><0><0> - <9><9><9><9>"),
            false,
            "but the answer says 0 to 24"),
        Arguments.of(
            "clip-captioning",
            replace("\"clip\":\"c\\d+\"", "\"clip\":\"c900\""),
            true,
            "is in no source"),
        Arguments.of(
            "clip-captioning", replace("acts, no\\. \\d+", "acts, no. 77"), true, "belong to clip"),
        Arguments.of(
            "clip-grounding", replace("acts, no\\. \\d+", "acts, no. 77"), true, "belong to clip"),
        Arguments.of(
            "clip-grounding",
            replace(CODE + " - " + CODE, "<0><4><1><7> - <0><8><3><3>"),
            false,
            ""),
        Arguments.of("video-captioning", replace("A long", "A short"), true, "belong to video"),
        Arguments.of("instructions", replace("\"source\":\"talks\",", ""), false, "no source"));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsFoundAtItsLine(
      String task, UnaryOperator<String> defect, boolean withSources, String message)
      throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(shard));
    int at = 0;
    while (!lines.get(at).contains("\"task\":\"" + task + "\"")) {
      at++;
    }
    String damaged = defect.apply(lines.get(at));
    assertThat(damaged).isNotEqualTo(lines.get(at));
    lines.set(at, damaged);
    Files.writeString(shard, String.join("\n", lines) + "\n");
    Report report = check(withSources);
    assertThat(report.problems())
        .anySatisfy(
            p -> {
              assertThat(p).startsWith(shard + ":");
              assertThat(p.substring(shard.toString().length() + 1))
                  .matches("(" + (at(task) + 1) + "|" + (at(task) + 2) + "): .*")
                  .contains(message);
            });
    if (withSources) {
      // The hash finds every change; the line is found with the sources only.
      assertThat(check(false).problems()).noneMatch(p -> p.matches(".*jsonl:[0-9]+: .*"));
    }
    report.problems().forEach(TestFiles::assertOneSafeLine);
  }

  /** Where a task's lines begin, from 0. */
  private static int at(String task) {
    return new HashMap<>(
            Map.of(
                "iig", 0,
                "iic", 60,
                "alr", 120,
                "clip-captioning", 240,
                "clip-grounding", 300,
                "video-captioning", 360,
                "instructions", 361))
        .getOrDefault(task, -9);
  }

  @Test
  void swappedNeighbourIsFound() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(shard));
    int at = 120;
    while (!lines.get(at).contains("alr-after-position")) {
      at++;
    }
    lines.set(at, lines.get(at).replace("alr-after-position", "alr-before-position"));
    Files.writeString(shard, String.join("\n", lines) + "\n");
    int line = at + 1;
    assertThat(check(true).problems()).anyMatch(p -> p.startsWith(shard + ":" + line + ": "));
  }

  @Test
  void ambiguousQuestionIsFound() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(shard));
    // Images 3 and 4 have one caption; the row gets both, wherever the answer is.
    Matcher row = Pattern.compile("\"images\":\\[[^]]+]").matcher(lines.getFirst());
    assertThat(row.find()).isTrue();
    StringBuilder images = new StringBuilder("\"images\":[");
    for (int i = 0; i < 24; i++) {
      images.append(i == 0 ? "" : ",").append("\"dir/").append(i == 0 ? 3 : i == 1 ? 4 : i + 20);
      images.append(".jpg\"");
    }
    String line = row.replaceFirst(Matcher.quoteReplacement(images + "]"));
    line = line.replaceFirst("no\\. \\d+", "no. 3").replace(" two", "");
    line = line.replaceFirst(CODE, "<0><0><0><0>");
    lines.set(0, line);
    Files.writeString(shard, String.join("\n", lines) + "\n");
    assertThat(check(true).problems())
        .anyMatch(p -> p.contains(":1: the caption in the question belongs to 0 and to 1"));
  }

  @Test
  void hashAndSizeOfAShardAreCompared() throws IOException {
    String text = Files.readString(shard);
    Files.writeString(
        shard, text.replaceFirst("\"original\":\\{\"id\":4}", "\"original\":{\"id\":5}"));
    assertThat(check(true).problems())
        .containsExactly(shard + ": its SHA-256 differs from the manifest's; the file was changed");
    Files.writeString(shard, text + "\n");
    assertThat(check(true).problems())
        .anyMatch(p -> p.startsWith(shard + ": has ") && p.contains("bytes, the manifest says"));
  }

  @Test
  void missingAndUnknownShardsAreFound() throws IOException {
    Files.move(shard, out.resolve("small-00009.jsonl"));
    assertThat(check(true).problems())
        .containsExactly(
            out.resolve("small-00009.jsonl") + ": is not in the manifest",
            shard + ": is missing, but in the manifest");
  }

  @Test
  void droppedLineIsFoundInTheCounts() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(shard));
    lines.remove(3);
    Files.writeString(shard, String.join("\n", lines) + "\n");
    assertThat(check(true).problems())
        .contains(
            shard + ": has 362 lines, the manifest says 363",
            shard + ": has 59 instances of iig, the manifest says 60");
  }

  @Test
  void changedSourceIsFoundAndAMissingOneIsSaid() throws IOException {
    Path one = folder.resolve("one.json");
    Files.writeString(one, Files.readString(one).replace("no. 7", "no. x"));
    assertThat(check(true).problems())
        .contains(one + ": is not the file that source one was built from: its SHA-256 differs");
    Files.delete(one);
    Report report = check(true);
    assertThat(report.problems()).isEmpty();
    assertThat(report.notes())
        .containsExactly(
            "source one: " + one + " was not found; captions of images were not compared");
  }

  @Test
  void sourceMayHaveMoved() throws IOException {
    Path moved = Files.createDirectory(folder.resolve("moved"));
    Files.move(folder.resolve("one.json"), moved.resolve("one.json"));
    Files.move(folder.resolve("two.jsonl"), moved.resolve("renamed.jsonl"));
    Report report =
        SequenceCheck.run(
            out,
            Map.of("one", moved, "two", moved.resolve("renamed.jsonl")),
            true,
            1,
            Progress.NONE);
    assertThat(report.problems()).isEmpty();
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void folderWithoutAManifestIsRefused() throws IOException {
    Files.delete(out.resolve("manifest.json"));
    assertThat(TestFiles.problem(() -> check(true))).contains("manifest.json: no such file");
  }
}
