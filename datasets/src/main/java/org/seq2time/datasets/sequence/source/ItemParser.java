package org.seq2time.datasets.sequence.source;

import org.seq2time.datasets.io.InputLimits;

/** Reads one item, an object under the cursor, to its end. */
@FunctionalInterface
interface ItemParser {

  void parse(ItemCursor cursor, ItemFields fields);

  /** The parser of a format whose items are objects in an array or in lines. */
  static ItemParser of(SourceFormat format) {
    return switch (format) {
      case LLAVA -> new LlavaItems();
      case IMAGE_LINES -> ItemParser::imageLine;
      case CLIP_LINES -> ItemParser::clipLine;
      case SHAREGPT4VIDEO -> new VideoCaptions();
      case INSTRUCTIONS -> new InstructionItems();
      case COCO_CAPTIONS, KINETICS ->
          throw new IllegalArgumentException(format.key() + " has no items of its own");
    };
  }

  private static void imageLine(ItemCursor cursor, ItemFields fields) {
    cursor.expectObject("an item");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "id" -> cursor.readId(field, once(cursor, fields.id, field));
        case "image" -> cursor.readText(field, once(cursor, fields.path, field));
        case "caption" -> cursor.readSpan(field, once(cursor, fields.caption, field));
        default -> cursor.skip();
      }
    }
  }

  private static void clipLine(ItemCursor cursor, ItemFields fields) {
    cursor.expectObject("an item");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "id" -> cursor.readId(field, once(cursor, fields.id, field));
        case "clip" -> cursor.readText(field, once(cursor, fields.path, field));
        case "caption" -> cursor.readSpan(field, once(cursor, fields.caption, field));
        case "label" -> cursor.readText(field, once(cursor, fields.label, field));
        case "duration" -> fields.durationSeconds = seconds(cursor, field);
        default -> cursor.skip();
      }
    }
    if (!fields.label.isSet || fields.label.isBlank()) {
      throw cursor.itemProblem("a clip has no label, the action class");
    }
    if (Double.isNaN(fields.durationSeconds)) {
      throw cursor.itemProblem("a clip has no duration, in seconds");
    }
  }

  private static double seconds(ItemCursor cursor, String field) {
    double seconds = cursor.readNumber(field);
    if (!(seconds > 0 && seconds <= InputLimits.VIDEO_SECONDS)) {
      throw cursor.unexpected(
          field, "a number of seconds above 0, at most " + InputLimits.VIDEO_SECONDS);
    }
    return seconds;
  }

  /** A field that stands twice in one item is an error: which of the two counts is a guess. */
  static Text once(ItemCursor cursor, Text text, String field) {
    if (text.isSet) {
      throw cursor.problem("there is a second " + field);
    }
    return text;
  }

  /** The same for a caption. */
  static Span once(ItemCursor cursor, Span span, String field) {
    if (span.isSet) {
      throw cursor.problem("there is a second " + field);
    }
    return span;
  }
}
