package org.seq2time.datasets.sequence.source;

import org.seq2time.datasets.sequence.text.JsonLine;

/** Cuts white space, raw or escaped, from both ends of the inside of a JSON string. */
final class CaptionEnds {

  private CaptionEnds() {}

  /** Trims what stands at {@code [from, out.length())}. */
  static void trim(JsonLine out, int from) {
    byte[] bytes = out.array();
    int end = out.length();
    int start = from;
    while (start < end && spaceAt(bytes, start, end) > 0) {
      start += spaceAt(bytes, start, end);
    }
    int last = end;
    for (int width = spaceBefore(bytes, start, last); width > 0; ) {
      last -= width;
      width = spaceBefore(bytes, start, last);
    }
    out.truncate(last);
    if (start > from) {
      out.delete(from, start);
    }
  }

  /** How many bytes of white space begin here: a space, or an escape of two or six bytes. */
  private static int spaceAt(byte[] bytes, int at, int end) {
    if (bytes[at] == ' ') {
      return 1;
    }
    if (bytes[at] != '\\' || at + 1 >= end) {
      return 0;
    }
    byte kind = bytes[at + 1];
    if (kind == 'n' || kind == 'r' || kind == 't') {
      return 2;
    }
    return kind == 'u' && at + 6 <= end && isSpaceCode(bytes, at + 2) ? 6 : 0;
  }

  /** How many bytes of white space end here. */
  private static int spaceBefore(byte[] bytes, int from, int end) {
    if (end > from && bytes[end - 1] == ' ') {
      return 1;
    }
    for (int width = 2; width <= 6; width += 4) {
      int at = end - width;
      if (at >= from && spaceAt(bytes, at, end) == width && !isEscaped(bytes, from, at)) {
        return width;
      }
    }
    return 0;
  }

  /** Whether an odd number of backslashes stands before: then this one is itself escaped. */
  private static boolean isEscaped(byte[] bytes, int from, int at) {
    int count = 0;
    while (at - count > from && bytes[at - count - 1] == '\\') {
      count++;
    }
    return count % 2 == 1;
  }

  /** Whether four hexadecimal digits write a white space of JSON. */
  private static boolean isSpaceCode(byte[] bytes, int at) {
    int code = 0;
    for (int i = at; i < at + 4; i++) {
      code = (code << 4) | Character.digit(bytes[i], 16);
    }
    return code <= ' ' && code > 0 && ItemCursor.isJsonSpace((char) code);
  }
}
