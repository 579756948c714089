package org.seq2time.datasets.sequence.source;

/** Image items of LLaVA's format; the caption is the model's first turn. */
final class LlavaItems implements ItemParser {

  private final Text from = new Text();
  private final Span value = new Span();

  @Override
  public void parse(ItemCursor cursor, ItemFields fields) {
    cursor.expectObject("an item");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "id" -> cursor.readId(field, ItemParser.once(cursor, fields.id, field));
        case "image" -> cursor.readText(field, ItemParser.once(cursor, fields.path, field));
        case "conversations" -> conversations(cursor, fields);
        default -> cursor.skip();
      }
    }
  }

  private void conversations(ItemCursor cursor, ItemFields fields) {
    cursor.expectArray("conversations");
    while (cursor.nextElement()) {
      turn(cursor);
      boolean answer = from.contentEquals("gpt") || from.contentEquals("assistant");
      if (answer && value.isSet && !fields.caption.isSet) {
        fields.caption.set(value);
      }
    }
    if (!fields.caption.isSet) {
      throw cursor.itemProblem("conversations has no turn from \"gpt\", the caption");
    }
  }

  private void turn(ItemCursor cursor) {
    from.clear();
    value.clear();
    cursor.expectObject("a turn");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "from" -> cursor.readText(field, from);
        case "value" -> cursor.readSpan(field, value);
        default -> cursor.skip();
      }
    }
  }
}
