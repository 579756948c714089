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
    String line =
        oneLine(text.length() <= MAX_VALUE_LENGTH ? text : text.substring(0, MAX_VALUE_LENGTH));
    return text.length() <= MAX_VALUE_LENGTH ? line : line + "...";
  }

  /**
   * The whole text with every control character, line separator and direction mark written as a
   * {@code \}{@code u} escape, so that it can neither break a line nor steer a terminal.
   */
  public static String oneLine(String text) {
    StringBuilder line = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c)) {
        if (line == null) {
          line = new StringBuilder(text.length() + 8).append(text, 0, i);
        }
        line.append("\\u").append(hex4(c));
      } else if (line != null) {
        line.append(c);
      }
    }
    return line == null ? text : line.toString();
  }

  private static boolean isUnsafe(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String hex4(char c) {
    return Integer.toHexString(0x10000 | c).substring(1);
  }
}
