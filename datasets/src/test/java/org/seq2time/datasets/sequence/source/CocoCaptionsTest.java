package org.seq2time.datasets.sequence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.text.JsonLine;

/** Which caption of an image is taken, whatever the file's order. */
class CocoCaptionsTest {

  @TempDir Path folder;

  private Source read(String images, String annotations) {
    Path file =
        TestFiles.text(
            folder,
            "coco.json",
            ("{'images': [" + images + "], 'annotations': [" + annotations + "]}")
                .replace('\'', '"'));
    return SourceReader.read(
        SourceSpec.of("test", SourceFormat.COCO_CAPTIONS, file),
        new BadItems(0),
        null,
        bytes -> {});
  }

  private static List<String> captions(Source source) {
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      JsonLine line = new JsonLine();
      source.appendCaption(i, line);
      captions.add(new String(line.array(), 0, line.length(), StandardCharsets.UTF_8));
    }
    return captions;
  }

  private static String annotation(String id, int image, String caption) {
    return "{'id': " + id + ", 'image_id': " + image + ", 'caption': '" + caption + "'}";
  }

  @ParameterizedTest
  @CsvSource({
    // Numbers by their value, not as text.
    "9, 10, 9",
    "100, 99, 99",
    "'\"7\"', 8, '\"7\"'",
    // Numbers before other ids.
    "'\"a\"', 999999999, 999999999",
    "5, '\"0x1\"', 5",
  })
  void captionWithTheSmallestIdIsTakenInEitherOrder(String one, String other, String taken) {
    String first = annotation(one, 1, "of " + one.replace("\"", ""));
    String second = annotation(other, 1, "of " + other.replace("\"", ""));
    String image = "{'id': 1, 'file_name': 'a.jpg'}";
    String expected = "of " + taken.replace("\"", "");
    assertThat(captions(read(image, first + "," + second))).containsExactly(expected);
    assertThat(captions(read(image, second + "," + first))).containsExactly(expected);
  }

  @Test
  void imagesKeepTheOrderInWhichTheyAreFirstNamed() {
    Source source =
        read(
            "{'id': 30, 'file_name': 'c'}, {'id': 10, 'file_name': 'a'}",
            annotation("1", 10, "A") + "," + annotation("2", 30, "C"));
    assertThat(captions(source)).containsExactly("C", "A");
    Path file =
        TestFiles.text(
            folder,
            "reversed.json",
            ("{'annotations': ["
                    + annotation("1", 10, "A")
                    + ","
                    + annotation("2", 30, "C")
                    + "], 'images': [{'id': 30, 'file_name': 'c'}, {'id': 10, 'file_name': 'a'}]}")
                .replace('\'', '"'));
    Source reversed =
        SourceReader.read(
            SourceSpec.of("test", SourceFormat.COCO_CAPTIONS, file),
            new BadItems(0),
            null,
            bytes -> {});
    assertThat(captions(reversed)).containsExactly("A", "C");
  }

  @Test
  void thousandsOfImagesAreAllKept() {
    StringBuilder images = new StringBuilder();
    StringBuilder annotations = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      images.append(i == 0 ? "" : ",\n").append("{'id': %d, 'file_name': 'f%d'}".formatted(i, i));
      annotations.append(i == 0 ? "" : ",\n").append(annotation("" + (9_000 - i), i, "c" + i));
    }
    List<String> captions = captions(read(images.toString(), annotations.toString()));
    assertThat(captions).hasSize(3_000);
    for (int i = 0; i < 3_000; i += 311) {
      assertThat(captions.get(i)).isEqualTo("c" + i);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id': 1} | {'id': 1, 'image_id': 1, 'caption': 'x'} | an image has no file_name",
        "{'file_name': 'a'} | {'id': 1, 'image_id': 1, 'caption': 'x'} | an image has no id",
        "{'id': 1, 'file_name': 'a'} | {'image_id': 1, 'caption': 'x'} | an annotation has no id",
        "{'id': 1, 'file_name': 'a'} | {'id': 1, 'caption': 'x'} | an annotation has no image_id",
        "{'id': 1, 'file_name': 'a'} | {'id': 1, 'image_id': 1} | has no caption",
        "{'id': 1, 'file_name': 'a'} | {'id': 1, 'image_id': 1, 'caption': '  '} | the caption is"
            + " empty",
        "{'id': 1, 'file_name': 'a'}, {'id': 1, 'file_name': 'b'} | {'id': 1, 'image_id': 1,"
            + " 'caption': 'x'} | duplicate id \"1\", first in line 1",
        "{'id': 1, 'file_name': 'a'} | {'id': 1, 'image_id': 1, 'caption': 'x'}, {'id': 2,"
            + " 'image_id': 2, 'caption': 'y'} | an annotation is of an image that is not in"
            + " images",
        "{'id': 1, 'file_name': 'a'}, {'id': 2, 'file_name': 'b'} | {'id': 1, 'image_id': 1,"
            + " 'caption': 'x'} | image \"b\": has no caption",
      })
  void itemThatCannotBeUsedIsNamed(String images, String annotations, String message) {
    String inJson = images.strip();
    assertThatThrownBy(() -> read(inJson, annotations.strip()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("coco.json:1: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"images, annotations", "annotations, images"})
  void fileThatLacksAHalfIsRefused(String present, String missing) {
    Path file = TestFiles.text(folder, "half.json", "{\"" + present + "\": []}");
    assertThatThrownBy(
            () ->
                SourceReader.read(
                    SourceSpec.of("test", SourceFormat.COCO_CAPTIONS, file),
                    new BadItems(0),
                    null,
                    bytes -> {}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("the file has no " + missing);
  }

  @Test
  void fileIsKnownByItsLists() {
    assertThat(CocoCaptions.isMark("images", JsonToken.START_ARRAY)).isTrue();
    assertThat(CocoCaptions.isMark("annotations", JsonToken.START_ARRAY)).isTrue();
    assertThat(CocoCaptions.isMark("images", JsonToken.START_OBJECT)).isFalse();
    assertThat(CocoCaptions.isMark("info", JsonToken.START_ARRAY)).isFalse();
    assertThat(CocoCaptions.isMark("images", null)).isFalse();
  }
}
