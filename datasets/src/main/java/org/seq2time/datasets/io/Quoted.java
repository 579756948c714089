package org.seq2time.datasets.io;

/** Untrusted text made fit for a one-line message. */
public final class Quoted {

  private static final int MAX_VALUE_LENGTH = 60;

  private Quoted() {}

  /** The text in double quotes, cut after {@value #MAX_VALUE_LENGTH} characters. */
  public static String value(String text) {
    return '"' + shorten(text) + '"';
  }

  /** The text without quotes, cut after {@value #MAX_VALUE_LENGTH} characters, on one line. */
  public static String shorten(String text) {
    return shorten(text, MAX_VALUE_LENGTH);
  }

  /** The text without quotes, cut after so many characters, on one line. */
  public static String shorten(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return oneLine(text);
    }
    int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
    return oneLine(text.substring(0, end)) + "...";
  }

  /**
   * The whole text with every control character, line separator, direction mark and half of a
   * surrogate pair written as a {@code \}{@code u} escape, so that it can neither break a line nor
   * steer a terminal.
   */
  public static String oneLine(String text) {
    StringBuilder line = null;
    int width;
    for (int i = 0; i < text.length(); i += width) {
      int c = text.codePointAt(i);
      width = Character.charCount(c);
      if (isUnsafe(c)) {
        if (line == null) {
          line = new StringBuilder(text.length() + 8).append(text, 0, i);
        }
        for (int k = i; k < i + width; k++) {
          line.append("\\u").append(hex4(text.charAt(k)));
        }
      } else if (line != null) {
        line.appendCodePoint(c);
      }
    }
    return line == null ? text : line.toString();
  }

  private static boolean isUnsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String hex4(char c) {
    return Integer.toHexString(0x10000 | c).substring(1);
  }
}
