package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.List;

/** Text as Python sees it: a sequence of code points. */
final class PyText {

  private PyText() {}

  /** Python's {@code str.isspace} of one character. */
  static boolean isSpace(int c) {
    return (c >= '\t' && c <= '\r')
        || (c >= 0x1c && c <= ' ')
        || c == 0x85
        || c == 0xa0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }

  /** Whether a text has a character and only white space. */
  static boolean isSpace(String text) {
    return !text.isEmpty() && text.chars().allMatch(PyText::isSpace);
  }

  static String rstrip(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  static String lstrip(String text) {
    int from = 0;
    while (from < text.length() && isSpace(text.charAt(from))) {
      from++;
    }
    return text.substring(from);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text's characters, each as a text. */
  static List<Object> characters(String text) {
    List<Object> characters = new ArrayList<>(text.length());
    text.codePoints().forEach(c -> characters.add(Character.toString(c)));
    return characters;
  }

  static String ofCodePoints(List<Object> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  /** Where the character of that number begins in Java's text. */
  static int offset(String text, int character) {
    return text.offsetByCodePoints(0, character);
  }

  /** Lines as Python's {@code splitlines} cuts them. */
  static List<String> lines(String text, boolean keepEnds) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isEnd =
          (c >= '\n' && c <= '\r')
              || (c >= 0x1c && c <= 0x1e)
              || c == 0x85
              || c == 0x2028
              || c == 0x2029;
      if (isEnd) {
        int next = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
        lines.add(text.substring(from, keepEnds ? next : i));
        from = next;
        i = next - 1;
      }
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  /** Python's repr of a text. */
  static String repr(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(
            c -> {
              if (c == quote || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                out.append("\\n");
              } else if (c == '\r') {
                out.append("\\r");
              } else if (c == '\t') {
                out.append("\\t");
              } else if (isPrintable(c)) {
                out.appendCodePoint(c);
              } else if (c <= 0xff) {
                out.append("\\x").append(hex(c, 2));
              } else {
                out.append(c <= 0xffff ? "\\u" + hex(c, 4) : "\\U" + hex(c, 8));
              }
            });
    return out.append(quote).toString();
  }

  private static String hex(int c, int digits) {
    String text = Integer.toHexString(c);
    return "0".repeat(digits - text.length()) + text;
  }

  static boolean isPrintable(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** A string literal's text, with Python's escapes. */
  static String unescape(String literal) {
    if (literal.indexOf('\\') < 0) {
      return literal;
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < literal.length()) {
      char c = literal.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char e = literal.charAt(i++);
      switch (e) {
        case '\n' -> {}
        case '\\', '\'', '"' -> out.append(e);
        case 'a' -> out.append('\u0007');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'v' -> out.append('\u000b');
        case 'x', 'u', 'U' -> {
          int digits = e == 'x' ? 2 : e == 'u' ? 4 : 8;
          out.appendCodePoint(codePoint(literal, i, digits));
          i += digits;
        }
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int end = i;
          while (end < literal.length()
              && end < i + 2
              && literal.charAt(end) >= '0'
              && literal.charAt(end) <= '7') {
            end++;
          }
          out.append((char) Integer.parseInt(literal.substring(i - 1, end), 8));
          i = end;
        }
        case 'N' -> throw new TemplateFault("\\N{...} is not supported; write the character");
        default -> out.append('\\').append(e);
      }
    }
    return out.toString();
  }

  private static int codePoint(String literal, int from, int digits) {
    try {
      int value =
          from + digits > literal.length()
              ? -1
              : Integer.parseUnsignedInt(literal.substring(from, from + digits), 16);
      if (value >= 0 && value <= Character.MAX_CODE_POINT) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The same as too few digits.
    }
    throw new TemplateFault("a string has a broken escape; \\x needs 2 hexadecimal digits, \\u 4");
  }
}
