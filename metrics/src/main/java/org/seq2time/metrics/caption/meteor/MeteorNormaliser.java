package org.seq2time.metrics.caption.meteor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * METEOR 1.5's text normalisation for English ({@code -norm}): separates punctuation, keeps it, and
 * lower-cases.
 *
 * <p>The reference is a chain of regular-expression replacements. A replacement consumes the
 * characters around the one it looks for, so of two neighbours that share a character only the
 * first is seen ({@code a,b,c} becomes {@code a , b,c}); {@link #separate} keeps that.
 */
final class MeteorNormaliser {
  private static final int ALPHA = 1;
  private static final int DIGIT = 2;
  private static final int ALNUM = ALPHA | DIGIT;
  private static final int DOT = 4;
  private static final int OTHER = 8;
  private static final int ANY = ALNUM | DOT | OTHER;

  private final Set<String> prefixes = new HashSet<>();
  private final Set<String> prefixesOfNumbers = new HashSet<>();

  MeteorNormaliser() {
    for (String line : Resources.lines("meteor-prefixes-en.txt")) {
      int mark = line.indexOf('#');
      (mark < 0 ? prefixes : prefixesOfNumbers)
          .add((mark < 0 ? line : line.substring(0, mark)).strip());
    }
  }

  /** Returns the normalised tokens of a line; empty for a blank one. */
  List<String> tokens(String line) {
    if (isPlain(line)) {
      return split(line.toLowerCase(Locale.ROOT));
    }
    String text = isolateSymbols(" " + line + " ");
    text = isolateDotRuns(text);
    text = separateCommas(text);
    text = unifyQuotes(text);
    text = text.replace('\u2013', '-').replace("--", "-");
    text = separate(text, '-', ALNUM | DOT, ALNUM, " ");
    text = separateApostrophes(text);
    return lowerCased(separateFinalDots(split(text)));
  }

  /** Only ASCII letters, digits and white space: nothing but the case can change. */
  private static boolean isPlain(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!(isLower(c) || c == ' ' || isDigit(c) || (c >= 'A' && c <= 'Z') || isAsciiSpace(c))) {
        return false;
      }
    }
    return true;
  }

  private static String isolateSymbols(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isKept(c)) {
        out.append((char) c);
      } else {
        out.append(' ').appendCodePoint(c).append(' ');
      }
    }
    return out.toString();
  }

  private static boolean isKept(int c) {
    return switch (c) {
      case '.', '\'', '`', ',', '-', '\u2018', '\u2019' -> true;
      default -> isAsciiSpace(c) || (kind(c) & ALNUM) != 0;
    };
  }

  private static String isolateDotRuns(String text) {
    if (!text.contains("..")) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); ) {
      int end = i;
      while (end < text.length() && text.charAt(end) == '.') {
        end++;
      }
      if (end - i > 1) {
        out.append(' ').append(text, i, end).append(' ');
        i = end;
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }

  private static String separateCommas(String text) {
    int nonDigit = ANY & ~DIGIT;
    String out = separate(text, ',', nonDigit, nonDigit, " , ");
    out = separate(out, ',', DIGIT, nonDigit, " , ");
    return separate(out, ',', nonDigit, DIGIT, " , ");
  }

  private static String unifyQuotes(String text) {
    return text.replace('`', '\'')
        .replace('\u2018', '\'')
        .replace('\u2019', '\'')
        .replace("\u201c", " \" ")
        .replace("\u201d", " \" ")
        .replace("''", " \" ");
  }

  private static String separateApostrophes(String text) {
    if (text.indexOf('\'') < 0) {
      return text;
    }
    String out = separate(text, '\'', ANY & ~ALPHA, ANY & ~ALPHA, " ' ");
    out = separate(out, '\'', ANY & ~ALNUM, ALPHA, " ' ");
    out = separate(out, '\'', ALPHA, ANY & ~ALPHA, " ' ");
    out = separate(out, '\'', ALPHA, ALPHA, " '");
    return separatePossessiveOfNumbers(out);
  }

  private static String separatePossessiveOfNumbers(String text) {
    StringBuilder out = new StringBuilder(text.length() + 4);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean possessive = c == '\'' && i > 0 && text.startsWith("s", i + 1);
      out.append(possessive && isDigit(text.charAt(i - 1)) ? " '" : c);
    }
    return out.toString();
  }

  /**
   * One left-to-right pass that replaces {@code mark} between two characters of the given kinds.
   * The character behind the mark is consumed and cannot stand in front of the next one.
   */
  private static String separate(
      String text, char mark, int before, int after, String replacement) {
    int at = text.indexOf(mark, 1);
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    int copied = 0;
    int free = 0;
    while (at >= 0 && at + 1 < text.length()) {
      if (at > free
          && (kind(text.charAt(at - 1)) & before) != 0
          && (kind(text.charAt(at + 1)) & after) != 0) {
        out.append(text, copied, at).append(replacement);
        copied = at + 1;
        free = at + 2;
      }
      at = text.indexOf(mark, Math.max(at + 1, free));
    }
    return out.append(text, copied, text.length()).toString();
  }

  private List<String> separateFinalDots(List<String> words) {
    List<String> out = new ArrayList<>(words.size() + 4);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int last = word.length() - 1;
      if (last < 1 || word.charAt(last) != '.' || word.charAt(last - 1) == '.') {
        out.add(word);
        continue;
      }
      String next = i + 1 < words.size() ? words.get(i + 1) : " ";
      String stem = word.substring(0, last);
      if (stem.indexOf('.') >= 0 && stem.chars().anyMatch(c -> kind(c) == ALPHA)) {
        out.add(word.replace(".", ""));
      } else if (prefixes.contains(stem)
          || isLower(next.charAt(0))
          || (prefixesOfNumbers.contains(stem) && isDigit(next.charAt(0)))) {
        out.add(word);
      } else {
        out.add(stem);
        out.add(".");
      }
    }
    return out;
  }

  /** Lower-cases; drops Unicode spaces, and control characters at either end. */
  private static List<String> lowerCased(List<String> words) {
    List<String> out = new ArrayList<>(words.size());
    for (String word : words) {
      if (word.length() > 1 || !isUnicodeSpace(word.charAt(0))) {
        out.add(word.toLowerCase(Locale.ROOT));
      }
    }
    while (!out.isEmpty() && out.getFirst().trim().isEmpty()) {
      out.removeFirst();
    }
    while (!out.isEmpty() && out.getLast().trim().isEmpty()) {
      out.removeLast();
    }
    return out;
  }

  private static List<String> split(String text) {
    List<String> out = new ArrayList<>(text.length() / 5 + 2);
    int start = -1;
    for (int i = 0; i < text.length(); i++) {
      if (isAsciiSpace(text.charAt(i))) {
        if (start >= 0) {
          out.add(text.substring(start, i));
        }
        start = -1;
      } else if (start < 0) {
        start = i;
      }
    }
    if (start >= 0) {
      out.add(text.substring(start));
    }
    return out;
  }

  private static int kind(int c) {
    if (c < 0x80) {
      boolean letter = isLower(c) || (c >= 'A' && c <= 'Z');
      return letter ? ALPHA : isDigit(c) ? DIGIT : c == '.' ? DOT : OTHER;
    }
    boolean letter =
        (c >= 0xC0 && c <= 0x17E && c != 0xD7 && c != 0xF7)
            || (c >= 0x400 && c <= 0x527)
            || (c >= 0xA640 && c <= 0xA697)
            || (c >= 0x1D00 && c <= 0x1D7F);
    return letter ? ALPHA : OTHER;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isAsciiSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isUnicodeSpace(char c) {
    return c == '\u0085' || Character.isSpaceChar(c);
  }
}
