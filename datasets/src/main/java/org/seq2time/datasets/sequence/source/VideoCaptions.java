package org.seq2time.datasets.sequence.source;

import com.fasterxml.jackson.core.JsonToken;

/**
 * ShareGPT4Video's items. The caption of the whole video is {@code caption}, else the element of
 * {@code captions} with {@code "idx": "-1"}, else its last element.
 */
final class VideoCaptions implements ItemParser {

  private final Text index = new Text();
  private final Span content = new Span();
  private final Span last = new Span();
  private boolean lastIsWhole;

  @Override
  public void parse(ItemCursor cursor, ItemFields fields) {
    last.clear();
    lastIsWhole = false;
    cursor.expectObject("an item");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "video_id", "id" -> cursor.readId(field, fields.id);
        case "video_path", "video" -> cursor.readText(field, fields.path);
        case "caption" -> cursor.readSpan(field, ItemParser.once(cursor, fields.caption, field));
        case "captions" -> captions(cursor);
        default -> cursor.skip();
      }
    }
    if (!fields.path.isSet && fields.id.isSet) {
      fields.path.set(fields.id);
    }
    if (!fields.caption.isSet && last.isSet) {
      fields.caption.set(last);
    }
  }

  private void captions(ItemCursor cursor) {
    cursor.expectArray("captions");
    while (cursor.nextElement()) {
      index.clear();
      content.clear();
      if (cursor.token() == JsonToken.VALUE_STRING) {
        cursor.readSpan("a caption", content);
      } else {
        caption(cursor);
      }
      boolean whole = index.contentEquals("-1");
      if (content.isSet && (whole || !lastIsWhole)) {
        last.set(content);
        lastIsWhole = whole;
      }
    }
  }

  private void caption(ItemCursor cursor) {
    cursor.expectObject("a caption");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "idx" -> cursor.readId(field, index);
        case "content" -> cursor.readSpan(field, content);
        default -> cursor.skip();
      }
    }
  }
}
