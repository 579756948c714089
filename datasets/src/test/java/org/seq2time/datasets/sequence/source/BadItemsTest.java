package org.seq2time.datasets.sequence.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.datasets.TestFiles;

/** Items that cannot be used: each is named with its line, and can be left out. */
class BadItemsTest {

  @TempDir Path folder;

  private static String good(String id) {
    return "{\"id\": \"%s\", \"image\": \"%s.jpg\", \"caption\": \"c %s\"}".formatted(id, id, id);
  }

  static Stream<Arguments> badLines() {
    return Stream.of(
        Arguments.of("{\"id\": 5, \"image\": \"x\", \"caption\": \"  \"}", "the caption is empty"),
        Arguments.of("{\"id\": 5, \"image\": \"x\"}", "has no caption"),
        Arguments.of("{\"id\": 5, \"image\": \"x\", \"caption\": 3}", "caption is 3"),
        Arguments.of("{\"id\": 5, \"image\": \" \", \"caption\": \"c\"}", "the path is empty"),
        Arguments.of("{\"id\": 5, \"caption\": \"c\"}", "has no path"),
        Arguments.of(
            "{\"id\": \"a\", \"image\": \"x\", \"caption\": \"c\"}",
            "duplicate id \"a\", first in line "),
        Arguments.of("{\"image\": \"x\", \"image\": \"y\", \"caption\": \"c\"}", "a second image"),
        Arguments.of("[1, {\"id\": 2}, [3]]", "an item is an array"),
        Arguments.of("17", "an item is 17"),
        Arguments.of("{\"id\": 5, \"image\": \"x\", \"caption\": \"c\"", "does not end before"),
        Arguments.of("{\"id\": 5, \"image\": \"x\", \"caption\": \"c}", "not valid JSON"),
        Arguments.of("{\"id\": 5, \"image\": \"x\" \"caption\": \"c\"}", "not valid JSON"),
        Arguments.of("{\"id\": 5, \"image\": \"\\x\", \"caption\": \"c\"}", "not valid JSON"),
        Arguments.of("{\"id\": 5, \"image\": nope}", "not valid JSON"),
        Arguments.of("{\"caption\": \"\\ud8\"}", "not valid JSON"),
        Arguments.of("\"text", "not valid JSON"));
  }

  @ParameterizedTest
  @MethodSource("badLines")
  void badLineIsNamedAndCanBeLeftOut(String bad, String problem) {
    String lines = good("a") + "\n" + good("b") + "\n" + bad + "\n" + good("d") + "\n" + good("e");
    check(TestFiles.text(folder, "lines.jsonl", lines), 3, problem, 4);
  }

  @ParameterizedTest
  @MethodSource("badLines")
  void badItemOfAnArrayIsNamedAndCanBeLeftOut(String bad, String problem) {
    String array =
        "[\n" + good("a") + ",\n" + good("b") + ",\n" + bad + ",\n" + good("d") + ",\n" + good("e")
            + "\n]\n";
    if (!bad.startsWith("{") && !problem.startsWith("an item")) {
      return; // A line of an array is found again by its brace.
    }
    check(TestFiles.text(folder, "array.json", array), 4, problem, 4);
  }

  private void check(Path file, int line, String problem, int goodItems) {
    assertThat(TestFiles.problem(file, () -> read(file, 0, null)))
        .startsWith(line + ": item ")
        .contains(problem)
        .endsWith("(--max-bad-items N skips up to N bad items)");
    BadItems bad = new BadItems(1);
    Source source =
        SourceReader.read(
            SourceSpec.of("x", SourceFormat.IMAGE_LINES, file), bad, null, bytes -> {});
    assertThat(source.size()).isEqualTo(goodItems);
    assertThat(bad.messages()).hasSize(1);
    assertThat(bad.messages().getFirst()).startsWith(file + ":" + line + ":").contains(problem);
  }

  private static Source read(Path file, int skip, @Nullable Path root) {
    return SourceReader.read(
        SourceSpec.of("x", SourceFormat.IMAGE_LINES, file), new BadItems(skip), root, b -> {});
  }

  @Test
  void lineThatIsNoJsonAtAllIsOneBadItem() {
    Path file =
        TestFiles.text(folder, "l.jsonl", good("a") + "\n}}} garbage\n???\n" + good("b") + "\n");
    BadItems bad = new BadItems(5);
    Source source =
        SourceReader.read(
            SourceSpec.of("x", SourceFormat.IMAGE_LINES, file), bad, null, bytes -> {});
    assertThat(source.size()).isEqualTo(2);
    assertThat(bad.messages()).hasSize(2);
    assertThat(bad.messages().get(0)).startsWith(file + ":2:");
    assertThat(bad.messages().get(1)).startsWith(file + ":3:");
  }

  @Test
  void oneMoreThanAllowedFails() {
    Path file = TestFiles.text(folder, "l.jsonl", good("a") + "\n{}\n{}\n{}\n");
    assertThat(TestFiles.problem(file, () -> read(file, 2, null)))
        .startsWith("4:")
        .contains("more than the 2 that --max-bad-items allows");
    assertThat(read(file, 3, null).size()).isEqualTo(1);
  }

  @Test
  void brokenLineOfAnIndentedArrayIsNamedByItsOwnLine() {
    String item = "  {\n    \"id\": \"%s\",\n    \"image\": \"%s\",\n    \"caption\": \"%s\"\n  }";
    String array =
        "[\n"
            + item.formatted("1", "a", "A")
            + ",\n"
            + item.formatted("2", "b", "B\" broken")
            + ",\n"
            + item.formatted("3", "c", "C")
            + "\n]\n";
    Path file = TestFiles.text(folder, "indented.json", array);
    assertThat(TestFiles.problem(file, () -> read(file, 0, null))).startsWith("10: item 2: ");
    assertThat(read(file, 1, null).size()).isEqualTo(2);
  }

  @Test
  void arrayInOneLineCannotBeGoneOnWith() {
    Path file =
        TestFiles.text(folder, "a.json", "[" + good("a") + ", {\"id\": ], " + good("b") + "]");
    assertThat(TestFiles.problem(file, () -> read(file, 5, null))).startsWith("1: item 2: ");
  }

  @Test
  void truncatedArrayIsNeverTolerated() {
    Path file = TestFiles.text(folder, "a.json", "[\n" + good("a") + ",\n" + good("b"));
    assertThat(TestFiles.problem(file, () -> read(file, 5, null)))
        .contains("the JSON ends early; the file is truncated");
  }

  @Test
  void bytesThatOnlyTheParserTakesForUtf8AreRefused() throws IOException {
    byte[][] odd = {
      {(byte) 0xc1, (byte) 0x81}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xff}
    };
    for (byte[] bytes : odd) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      content.write((good("a") + "\n{\"image\": \"b\", \"caption\": \"x").getBytes(UTF_8));
      content.write(bytes);
      content.write(("\"}\n" + good("c") + "\n").getBytes(UTF_8));
      Path file = TestFiles.bytes(folder, "odd.jsonl", content.toByteArray());
      assertThat(TestFiles.problem(file, () -> read(file, 0, null)))
          .startsWith("2: item 2: ")
          .contains("UTF-8");
      assertThat(read(file, 1, null).size()).isEqualTo(2);
    }
  }

  @Test
  void lineFarIntoAFileIsNamed() throws IOException {
    Path file = folder.resolve("large.json");
    int broken = 234_567;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("[\n");
      for (int i = 2; i <= 250_000; i++) {
        out.write(i == broken ? "{\"id\": " + i + ", \"image\": }" : good("i" + i));
        out.write(i < 250_000 ? ",\n" : "\n]\n");
      }
    }
    assertThat(TestFiles.problem(file, () -> read(file, 0, null)))
        .startsWith(broken + ": item " + (broken - 1) + ": not valid JSON");
    assertThat(read(file, 1, null).size()).isEqualTo(249_998);
  }

  @Test
  void missingFileIsNamedWhereItIsAskedFor() {
    TestFiles.text(folder, "a.jpg", "");
    Path file = TestFiles.text(folder, "l.jsonl", good("a") + "\n" + good("b") + "\n");
    assertThat(read(file, 0, null).size()).isEqualTo(2);
    assertThat(TestFiles.problem(file, () -> read(file, 0, folder)))
        .startsWith("2: item 2: no file \"b.jpg\" under " + folder);
    assertThat(read(file, 1, folder).size()).isEqualTo(1);
  }

  @Test
  void cocoNamesTheLineOfImagesAndAnnotations() {
    Path file =
        TestFiles.text(
            folder,
            "coco.json",
            """
            {"images": [
            {"id": 1, "file_name": "a"},
            {"id": 2, "file_name": "b"},
            {"id": 1, "file_name": "c"},
            {"id": 3}
            ],
            "annotations": [
            {"id": 1, "image_id": 1, "caption": "A"},
            {"id": 1, "image_id": 1, "caption": "B"},
            {"id": 3, "image_id": 1, "caption": " "},
            {"id": 4, "image_id": 9, "caption": "no image"}
            ]}
            """);
    BadItems bad = new BadItems(10);
    Source source = SourceReader.read(SourceSpec.of("coco", null, file), bad, null, bytes -> {});
    assertThat(source.size()).isEqualTo(1);
    List<String> places = new ArrayList<>();
    bad.messages().forEach(m -> places.add(m.substring((file + ":").length())));
    assertThat(places)
        .satisfiesExactly(
            m -> assertThat(m).startsWith("4: ").contains("duplicate id \"1\", first in line 2"),
            m -> assertThat(m).startsWith("5: ").contains("no file_name"),
            m -> assertThat(m).startsWith("9: ").contains("duplicate id \"1\", first in line 8"),
            m -> assertThat(m).startsWith("10: ").contains("the caption is empty"),
            m -> assertThat(m).startsWith("3: ").contains("image \"b\": has no caption"),
            m -> assertThat(m).startsWith("11: ").contains("not in images"));
  }

  @Test
  void kineticsNamesTheRow() {
    Path captions =
        TestFiles.text(folder, "c.jsonl", "{\"youtube_id\": \"a\", \"caption\": \"A\"}\n");
    Path list =
        TestFiles.text(
            folder,
            "k.csv",
            """
            label,youtube_id,time_start,time_end,split
            x,a,0,10,train
            x,b,0,10,train
            x,a,5,nine,train
            x,a
            x,a,0,10,train
            x,a,9,3,train
            """);
    SourceSpec spec =
        new SourceSpec("k", List.of(list), null, "", captions, SourceSpec.DEFAULT_CLIP_PATH, "");
    BadItems bad = new BadItems(10);
    assertThat(SourceReader.read(spec, bad, null, bytes -> {}).size()).isEqualTo(1);
    assertThat(bad.messages())
        .satisfiesExactly(
            m -> assertThat(m).startsWith(list + ":3: ").contains("no caption for"),
            m -> assertThat(m).startsWith(list + ":4: ").contains("a time is \"nine\""),
            m -> assertThat(m).startsWith(list + ":5: ").contains("the row has 2 cells"),
            m -> assertThat(m).startsWith(list + ":6: ").contains("duplicate id"),
            m -> assertThat(m).startsWith(list + ":7: ").contains("times 9 to 3"));
  }
}
