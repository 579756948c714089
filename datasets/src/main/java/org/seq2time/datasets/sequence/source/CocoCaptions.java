package org.seq2time.datasets.sequence.source;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.sequence.text.Fingerprints;

/**
 * COCO's captions. Of an image's captions the one with the smallest annotation id is taken (numbers
 * before other ids), so that the choice depends on nothing else.
 */
final class CocoCaptions {

  private final SourceReader reader;
  private final ItemCursor cursor;
  private final int file;
  private final Fingerprints imageNumbers = new Fingerprints();
  private final Fingerprints annotationIds = new Fingerprints();
  private final ItemFields fields = new ItemFields();
  private final Text annotationId = new Text();
  private final Text imageId = new Text();

  /** By image: where its caption lies, and that annotation's id. */
  private Chosen[] chosen = new Chosen[1024];

  private Image[] images = new Image[1024];
  private int imageCount;
  private int numberedCount;

  private record Chosen(long id, Span span, long line) {}

  private record Image(String name, long line, long item) {}

  CocoCaptions(SourceReader reader, ItemCursor cursor, int file) {
    this.reader = reader;
    this.cursor = cursor;
    this.file = file;
  }

  void read() {
    if (!cursor.next()) {
      return;
    }
    cursor.expectObject("a COCO caption file");
    boolean hasImages = false;
    boolean hasAnnotations = false;
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "images" -> {
          hasImages = true;
          cursor.expectArray(field);
          cursor.forEachElement(reader.bad(), this::image);
        }
        case "annotations" -> {
          hasAnnotations = true;
          cursor.expectArray(field);
          cursor.forEachElement(reader.bad(), this::annotation);
        }
        default -> cursor.skip();
      }
    }
    if (!hasImages || !hasAnnotations) {
      throw cursor.problem("the file has no " + (hasImages ? "annotations" : "images"));
    }
    join();
  }

  private void image() {
    fields.clear();
    cursor.expectObject("an image");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "id" -> cursor.readId(field, fields.id);
        case "file_name" -> cursor.readText(field, fields.path);
        default -> cursor.skip();
      }
    }
    if (!fields.id.isSet || !fields.path.isSet) {
      throw cursor.itemProblem("an image has no " + (fields.id.isSet ? "file_name" : "id"));
    }
    int number = number(fields.id);
    if (number < imageCount && images[number] != null) {
      throw cursor.itemProblem(
          "duplicate id "
              + Quoted.value(fields.id.toString())
              + ", first in line "
              + images[number].line);
    }
    ensure(number);
    images[number] = new Image(fields.path.toString(), cursor.itemLine(), cursor.itemNumber());
  }

  private void annotation() {
    annotationId.clear();
    imageId.clear();
    Span span = new Span();
    cursor.expectObject("an annotation");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "id" -> cursor.readId(field, annotationId);
        case "image_id" -> cursor.readId(field, imageId);
        case "caption" -> cursor.readSpan(field, span);
        default -> cursor.skip();
      }
    }
    String missing = missing(span);
    if (missing != null) {
      throw cursor.itemProblem(missing);
    }
    int first =
        annotationIds.putIfAbsent(
            annotationId.chars, 0, annotationId.length, (int) cursor.itemLine());
    if (first != Fingerprints.ABSENT) {
      throw cursor.itemProblem(
          "duplicate id " + Quoted.value(annotationId.toString()) + ", first in line " + first);
    }
    int number = number(imageId);
    ensure(number);
    long id = order(annotationId);
    if (chosen[number] == null || id < chosen[number].id) {
      chosen[number] = new Chosen(id, span, cursor.itemLine());
    }
  }

  private @Nullable String missing(Span span) {
    if (!annotationId.isSet || !imageId.isSet) {
      return "an annotation has no " + (annotationId.isSet ? "image_id" : "id");
    }
    if (!span.isSet || span.isBlank) {
      return span.isSet ? "the caption is empty" : "has no caption";
    }
    return null;
  }

  /** Every image in the order of the file, each with its caption. */
  private void join() {
    for (int number = 0; number < imageCount; number++) {
      Image image = images[number];
      Chosen caption = chosen[number];
      if (image == null) {
        reader.bad().add(at(caption.line, "an annotation is of an image that is not in images"));
        continue;
      }
      fields.clear();
      fields.path.set(image.name);
      fields.id.set("#" + number);
      if (caption != null) {
        fields.caption.set(caption.span);
      }
      String problem = reader.problem(fields, image.line);
      if (problem == null) {
        reader.keep(fields, file);
      } else {
        reader.bad().add(at(image.line, "image " + Quoted.value(image.name) + ": " + problem));
      }
    }
  }

  private BadInputException at(long line, String problem) {
    return cursor.at(line, problem);
  }

  private int number(Text id) {
    int known = imageNumbers.putIfAbsent(id.chars, 0, id.length, numberedCount);
    return known == Fingerprints.ABSENT ? numberedCount++ : known;
  }

  private void ensure(int number) {
    if (number >= images.length) {
      images = Arrays.copyOf(images, 2 * images.length);
      chosen = Arrays.copyOf(chosen, 2 * chosen.length);
    }
    imageCount = Math.max(imageCount, number + 1);
  }

  /** Numbers in their order; other ids after them, by their characters' hash. */
  private static long order(Text id) {
    long value = 0;
    for (int i = 0; i < id.length; i++) {
      char c = id.chars[i];
      if (c < '0' || c > '9' || i > 17) {
        return Long.MAX_VALUE / 2 + (id.toString().hashCode() & 0x7fffffffL);
      }
      value = 10 * value + (c - '0');
    }
    return value;
  }

  /** Whether the object under the cursor begins as such a file does. */
  static boolean isMark(String field, @Nullable JsonToken value) {
    return value == JsonToken.START_ARRAY
        && (field.equals("images") || field.equals("annotations"));
  }
}
