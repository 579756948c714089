package org.seq2time.datasets.sequence.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.sequence.text.JsonLine;

/** Every format, and where the captions are found in it. */
class SourceReaderTest {

  @TempDir Path folder;

  private Source read(@Nullable SourceFormat format, String... contents) {
    Path[] files = new Path[contents.length];
    for (int i = 0; i < contents.length; i++) {
      files[i] = TestFiles.text(folder, "input" + i + ".json", contents[i].replace('\'', '"'));
    }
    return SourceReader.read(
        SourceSpec.of("test", format, files), new BadItems(0), null, bytes -> {});
  }

  private static List<String> captions(Source source) {
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      JsonLine line = new JsonLine();
      line.ascii("\"");
      source.appendCaption(i, line);
      captions.add(decoded(line.ascii("\"")));
    }
    return captions;
  }

  private static List<String> paths(Source source) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      JsonLine line = new JsonLine();
      line.ascii("\"");
      source.appendPath(i, line);
      paths.add(decoded(line.ascii("\"")));
      assertThat(source.pathHash(i)).isEqualTo(Source.hashOfPath(paths.getLast()));
    }
    return paths;
  }

  private static String decoded(JsonLine line) {
    try (JsonParser json = new JsonFactory().createParser(line.array(), 0, line.length())) {
      json.nextToken();
      return json.getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void llavaTakesTheFirstAnswer() {
    Source source =
        read(
            null,
            "[{'id': 1, 'image': 'a.jpg', 'conversations': [{'from': 'human', 'value': 'q'},"
                + " {'value': 'one', 'from': 'gpt'}, {'from': 'gpt', 'value': 'two'}]},\n"
                + "{'extra': {'image': ['x']}, 'conversations': [{'from': 'gpt', 'value': 'b'}],"
                + " 'image': 'b.jpg', 'id': '2'}]");
    assertThat(source.format()).isEqualTo(SourceFormat.LLAVA);
    assertThat(captions(source)).containsExactly("one", "b");
    assertThat(paths(source)).containsExactly("a.jpg", "b.jpg");
  }

  @Test
  void linesMayBeSpreadOverFiles() {
    Source source =
        read(
            null,
            "{'image': 'a', 'caption': 'A'}\n\n{'image': 'b', 'caption': 'B'}",
            "[{'image': 'c', 'caption': 'C'}]");
    assertThat(source.format()).isEqualTo(SourceFormat.IMAGE_LINES);
    assertThat(captions(source)).containsExactly("A", "B", "C");
  }

  @Test
  void cocoTakesTheCaptionWithTheSmallestId() {
    Source source =
        read(
            null,
            "{'annotations': [{'image_id': 7, 'id': 12, 'caption': 'late'},"
                + "{'image_id': 7, 'id': 3, 'caption': 'early'},"
                + "{'image_id': 8, 'id': 100, 'caption': 'other'}],"
                + "'info': {'images': []}, 'images': [{'file_name': 'a.jpg', 'id': 7},"
                + "{'id': 8, 'file_name': 'b.jpg', 'height': 4}]}");
    assertThat(source.format()).isEqualTo(SourceFormat.COCO_CAPTIONS);
    assertThat(paths(source)).containsExactly("a.jpg", "b.jpg");
    assertThat(captions(source)).containsExactly("early", "other");
  }

  @Test
  void clipsHaveLabelsAndDurations() {
    Source source =
        read(
            null,
            """
            {'clip': 'a', 'label': 'x', 'caption': 'A', 'duration': 9.5}
            {'clip': 'b', 'label': 'y', 'caption': 'B', 'duration': 10}
            {'clip': 'c', 'label': 'x', 'caption': 'C', 'duration': 4}
            """);
    assertThat(source.format()).isEqualTo(SourceFormat.CLIP_LINES);
    assertThat(source.labels()).containsExactly("x", "y");
    assertThat(List.of(source.label(0), source.label(1), source.label(2))).containsExactly(0, 1, 0);
    assertThat(source.durationMillis(0)).isEqualTo(9_500);
  }

  @Test
  void kineticsIsJoinedWithItsCaptions() {
    Path list =
        TestFiles.text(
            folder,
            "train.csv",
            """
            label,youtube_id,time_start,time_end,split
            "making a ""tea""\",abc,5,15,train
            jumping,-x_y,0,10,train
            jumping,zzz,0,10,test
            """);
    Path captions =
        TestFiles.text(
            folder,
            "captions.jsonl",
            """
            {"clip": "train/abc_000005_000015.mp4", "caption": "Tea."}
            {"youtube_id": "-x_y", "caption": "Jump."}
            """);
    SourceSpec spec =
        new SourceSpec(
            "kinetics",
            List.of(list),
            null,
            "k700/",
            captions,
            "{label}/{youtube_id}_{start}_{end}.mp4",
            "train");
    Source source = SourceReader.read(spec, new BadItems(0), null, bytes -> {});
    assertThat(paths(source))
        .containsExactly(
            "k700/making a \"tea\"/abc_000005_000015.mp4", "k700/jumping/-x_y_000000_000010.mp4");
    assertThat(captions(source)).containsExactly("Tea.", "Jump.");
    assertThat(source.durationMillis(0)).isEqualTo(10_000);
  }

  @Test
  void videoCaptionIsTheOneOfTheWholeVideo() {
    Source source =
        read(
            null,
            "{'video_id': 'v1', 'video_path': 'p/v1.mp4', 'captions': [{'idx': '-1',"
                + " 'content': 'whole'}, {'idx': '1', 'content': 'part'}]}\n"
                + "{'video_id': 'v2', 'captions': ['part', 'last']}\n"
                + "{'video_id': 'v3', 'caption': 'only', 'captions': ['part']}\n");
    assertThat(source.format()).isEqualTo(SourceFormat.SHAREGPT4VIDEO);
    assertThat(paths(source)).containsExactly("p/v1.mp4", "v2", "v3");
    assertThat(captions(source)).containsExactly("whole", "last", "only");
  }

  @Test
  void instructionsAreFoundWhole() {
    String first = "{'video': 'a.mp4', 'QA': [{'q': 'When?', 'a': '1 - 2 seconds'}]}";
    String second = "{'id': 9, 'conversations': [{'from': 'human', 'value': 'x'}], 'video': 'b'}";
    Source source = read(null, "[\n  " + first + " ,\n  " + second + "\n]");
    assertThat(source.format()).isEqualTo(SourceFormat.INSTRUCTIONS);
    JsonLine line = new JsonLine();
    source.appendRecord(0, line);
    source.appendRecord(1, line);
    assertThat(line.toString()).isEqualTo((first + second).replace('\'', '"'));
  }

  @Test
  void captionsAreFoundAtTheirOffsetsWhateverStandsInThem() throws IOException {
    for (long seed = 1; seed <= 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Path file = folder.resolve("random.json");
      List<String> expected = write(file, random);
      Source source =
          SourceReader.read(
              SourceSpec.of("random", null, file), new BadItems(0), null, bytes -> {});
      assertThat(captions(source)).as("seed %d", seed).isEqualTo(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(source.captionHash(i)).isEqualTo(Source.hashOfCaption(expected.get(i)));
      }
    }
  }

  /** Writes items in one of many shapes; returns their captions without white space at the ends. */
  private static List<String> write(Path file, SplittableRandom random) throws IOException {
    boolean array = random.nextBoolean();
    JsonFactory factory =
        JsonFactory.builder()
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, random.nextBoolean())
            .build();
    List<String> captions = new ArrayList<>();
    try (var out = Files.newOutputStream(file);
        var json = factory.createGenerator(out)) {
      if (random.nextBoolean()) {
        out.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
      }
      if (random.nextBoolean()) {
        json.useDefaultPrettyPrinter();
      }
      json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
      if (array) {
        json.writeStartArray();
      }
      for (int i = 0; i < 60; i++) {
        String caption = caption(random);
        captions.add(strip(caption));
        json.writeStartObject();
        json.writeStringField("image", "é" + i);
        json.writeStringField("caption", caption);
        json.writeStringField("padding", "ü".repeat(random.nextInt(400)));
        json.writeEndObject();
      }
      if (array) {
        json.writeEndArray();
      }
    }
    return captions;
  }

  private static String caption(SplittableRandom random) {
    StringBuilder text = new StringBuilder(" \n".repeat(random.nextInt(2)));
    text.append('x');
    for (int i = random.nextInt(300); i > 0; i--) {
      switch (random.nextInt(12)) {
        case 0 -> text.append('\\');
        case 1 -> text.append('"');
        case 2 -> text.append('\n');
        case 3 -> text.appendCodePoint(random.nextInt(0x1f300, 0x1f600));
        case 4 -> text.append((char) random.nextInt(0x80, 0x2000));
        default -> text.append((char) random.nextInt(' ', 127));
      }
    }
    return text.append("\\\\n".repeat(random.nextInt(2)))
        .append(" \t".repeat(random.nextInt(3)))
        .toString();
  }

  private static String strip(String text) {
    return text.replaceFirst("^[ \n\r\t]+", "").replaceFirst("[ \n\r\t]+$", "");
  }

  @Test
  void trimsEscapedWhiteSpaceAndLeavesEscapedBackslashes() {
    Source source =
        read(
            SourceFormat.IMAGE_LINES,
            """
            {'image': 'a', 'caption': '\\u000a \\n\\tx\\\\n\\u0020\\n '}
            {'image': 'b', 'caption': 'y\\\\\\n'}
            """);
    assertThat(captions(source)).containsExactly("x\\n", "y\\");
    assertThat(source.captionHash(0)).isEqualTo(Source.hashOfCaption("x\\n"));
  }

  @Test
  void mixedKindsInOneSourceAreRefused() {
    String problem =
        TestFiles.problem(
            () ->
                read(
                    null,
                    "{'image': 'a', 'caption': 'A'}",
                    "{'clip': 'a', 'label': 'x', 'caption': 'A', 'duration': 1}"));
    assertThat(problem).contains("input1.json: is clip-lines, but the files before it");
  }

  @Test
  void compressedFilesAreRefusedWithTheRemedy() {
    Path file = TestFiles.bytes(folder, "a.gz", TestFiles.gzip("[{\"image\": 1}]"));
    assertThat(
            TestFiles.problem(
                () ->
                    SourceReader.read(
                        SourceSpec.of("a", SourceFormat.LLAVA, file),
                        new BadItems(0),
                        null,
                        b -> {})))
        .contains("is compressed", "gunzip");
  }

  @Test
  void unknownFormatNamesTheFieldsThatWereSeen() {
    assertThat(TestFiles.problem(() -> read(null, "[{'picture': 'a', 'text': 'b'}]")))
        .contains("format not recognised", "picture, text", "coco-captions");
  }
}
