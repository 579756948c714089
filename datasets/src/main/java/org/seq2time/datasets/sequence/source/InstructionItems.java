package org.seq2time.datasets.sequence.source;

import com.fasterxml.jackson.core.JsonToken;

/**
 * Finished conversations about a video: TimeIT's and VTG-IT's {@code QA}, or {@code conversations}
 * as Valley has them. What is kept is where the whole object lies.
 */
final class InstructionItems implements ItemParser {

  private final Text turnField = new Text();
  private int turns;

  @Override
  public void parse(ItemCursor cursor, ItemFields fields) {
    turns = 0;
    boolean hasId = false;
    cursor.expectObject("an item");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "id" -> {
          cursor.readId(field, fields.id);
          hasId = true;
        }
        case "video", "image" -> path(cursor, fields, field);
        case "QA" -> turns(cursor, field, "q", "a");
        case "conversations" -> turns(cursor, field, "from", "value");
        default -> cursor.skip();
      }
    }
    if (turns == 0) {
      throw cursor.itemProblem("has no QA and no conversations");
    }
    cursor.itemSpan(fields.caption);
    if (!hasId) {
      // One video may have any number of instructions: the place in the file tells them apart.
      fields.id.set("#" + cursor.itemNumber());
    }
  }

  private static void path(ItemCursor cursor, ItemFields fields, String field) {
    if (fields.path.isSet) {
      cursor.skip();
    } else {
      cursor.readText(field, fields.path);
    }
  }

  private void turns(ItemCursor cursor, String field, String first, String second) {
    cursor.expectArray(field);
    while (cursor.nextElement()) {
      cursor.expectObject("an element of " + field);
      boolean hasFirst = false;
      boolean hasSecond = false;
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        if (name.equals(first) || name.equals(second)) {
          hasFirst |= name.equals(first);
          hasSecond |= name.equals(second);
          cursor.readText(name, turnField);
        } else {
          cursor.skip();
        }
      }
      if (!hasFirst || !hasSecond) {
        throw cursor.problem(
            "an element of " + field + " has no \"" + (hasFirst ? second : first) + "\"");
      }
      turns++;
    }
    if (cursor.token() != JsonToken.END_ARRAY) {
      throw cursor.problem(field + " does not end");
    }
  }
}
