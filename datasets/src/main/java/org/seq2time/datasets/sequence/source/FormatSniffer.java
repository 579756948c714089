package org.seq2time.datasets.sequence.source;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.Quoted;

/** Recognises a source file's format by its first item that can be read. */
final class FormatSniffer {

  /** A file that begins with so many bad items is none of these formats. */
  private static final int MAX_UNREADABLE = 100;

  private FormatSniffer() {}

  static SourceFormat sniff(Path file) {
    if (!InputFile.looksLikeJson(file)) {
      return SourceFormat.KINETICS;
    }
    Set<String> fields = new TreeSet<>();
    BadItems unreadable = new BadItems(MAX_UNREADABLE);
    boolean[] isCoco = new boolean[1];
    try (ItemCursor cursor = ItemCursor.open(file)) {
      cursor.forEach(
          unreadable,
          () -> {
            fields.clear();
            isCoco[0] = readFields(cursor, fields);
            cursor.stop();
          });
    }
    if (isCoco[0]) {
      return SourceFormat.COCO_CAPTIONS;
    }
    if (fields.isEmpty()) {
      throw new BadInputException(
          unreadable.size() > 0 ? unreadable.messages().getFirst() : file + ": contains no item");
    }
    return byFields(file, fields);
  }

  /** Notes the names of an item's fields; stops early, and says so, at a mark of COCO's files. */
  private static boolean readFields(ItemCursor cursor, Set<String> fields) {
    cursor.expectObject("an item");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      if (CocoCaptions.isMark(field, cursor.token()) && !fields.contains("image")) {
        return true;
      }
      fields.add(field);
      cursor.skip();
    }
    return false;
  }

  private static SourceFormat byFields(Path file, Set<String> fields) {
    if (fields.contains("QA") || (fields.contains("conversations") && fields.contains("video"))) {
      return SourceFormat.INSTRUCTIONS;
    }
    if (fields.contains("conversations")) {
      return SourceFormat.LLAVA;
    }
    if (fields.contains("clip")) {
      return SourceFormat.CLIP_LINES;
    }
    if (fields.contains("video_id") || fields.contains("video_path")) {
      return SourceFormat.SHAREGPT4VIDEO;
    }
    if (fields.contains("image") && fields.contains("caption")) {
      return SourceFormat.IMAGE_LINES;
    }
    throw new BadInputException(
        file
            + ": format not recognised by the first item's fields ("
            + Quoted.shorten(String.join(", ", fields))
            + "); name it in the recipe: "
            + SourceFormat.keys());
  }
}
