package org.seq2time.harness.answer.robust1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.datasets.io.InputLimits;

/**
 * Reads JSON as models write it: in a code fence, after a preamble, with single quotes, Python's
 * words, bare keys, comments, trailing commas, several values one after another, or broken off.
 * What is broken off stays as far as it goes.
 *
 * <p>Values are {@link Map} (in order), {@link List}, {@link String}, {@link Double} and {@link
 * #NULL}; a bare word is a string.
 */
final class LooseJson {

  /** What {@code null} and {@code None} become. */
  static final Object NULL = new Object();

  /** Key in an object that broke off before its end; its value is the key where it did. */
  static final String BROKEN = "\u0000broken";

  private static final int MAX_NUMBER = 40;

  private final String text;
  private int at;
  private int count;
  private boolean truncated;
  private boolean failed;

  private LooseJson(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * The values of an answer.
   *
   * @param values at the root, in order; at least one
   * @param truncated whether the last one breaks off
   */
  record Document(List<Object> values, boolean truncated) {}

  /**
   * The JSON in an answer, from the first brace or bracket that looks like its start, as far as it
   * can be understood; text before and behind it is passed over.
   *
   * @return null if there is none
   */
  static @Nullable Document read(String answer) {
    int start = start(answer);
    if (start < 0) {
      return null;
    }
    LooseJson reader = new LooseJson(answer, start);
    List<Object> values = new ArrayList<>();
    while (reader.atValue() && !reader.truncated) {
      Object value = reader.value(0);
      if (value != null) {
        values.add(value);
      }
      if (reader.failed) {
        break;
      }
      reader.skipFiller();
    }
    return values.isEmpty() ? null : new Document(values, reader.truncated);
  }

  /** A brace before a quote or key, or a bracket before a brace, bracket or quote. */
  private static int start(String text) {
    if (text.indexOf('{') < 0 && text.indexOf('[') < 0) {
      return -1; // Most answers.
    }
    int fence = text.indexOf("```");
    int from = fence >= 0 ? fence + 3 : 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        int next = i + 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
          next++;
        }
        if (next == text.length()) {
          return -1;
        }
        char n = text.charAt(next);
        boolean inside = n == '"' || n == '\'' || n == '{';
        if (inside || (c == '[' && n == '[') || (c == '{' && Character.isLetter(n))) {
          return i;
        }
        i = next - 1;
      }
    }
    return -1;
  }

  private boolean atValue() {
    return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
  }

  /** White space, commas and comments. */
  private void skipFiller() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == ',' || c == '\ufeff') {
        at++;
      } else if (text.startsWith("//", at) || (c == '#' && at > 0)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  private @Nullable Object value(int depth) {
    if (at >= text.length()) {
      truncated = true;
      return null;
    }
    count++;
    if (depth > InputLimits.ANSWER_JSON_NESTING || count > InputLimits.ANSWER_JSON_VALUES) {
      failed = true;
      return null;
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[', '(' -> array(depth);
      case '"', '\'', '“' -> string();
      default -> word();
    };
  }

  private Object object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    while (true) {
      skipFiller();
      if (at >= text.length()) {
        return broken(object);
      }
      if (text.charAt(at) == '}') {
        at++;
        return object;
      }
      String key = key();
      skipFiller();
      if (at >= text.length()) {
        return broken(object);
      }
      if (key == null || (text.charAt(at) != ':' && text.charAt(at) != '=')) {
        failed = true;
        return object;
      }
      at++;
      skipFiller();
      Object value = value(depth + 1);
      // A number at the very end may lack digits.
      if (value != null && !(truncated && value instanceof Double)) {
        object.putIfAbsent(key, value);
      }
      if (truncated || failed) {
        object.put(BROKEN, key);
        return object;
      }
    }
  }

  private Object broken(Map<String, Object> object) {
    truncated = true;
    object.put(BROKEN, "");
    return object;
  }

  private @Nullable String key() {
    char c = text.charAt(at);
    if (c == '"' || c == '\'' || c == '“') {
      Object key = string();
      return key instanceof String s ? s : "";
    }
    int end = at;
    while (end < text.length()
        && end - at < MAX_NUMBER
        && (Character.isLetterOrDigit(text.charAt(end)) || "_-. ".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    if (end == at) {
      return null;
    }
    String key = text.substring(at, end).strip();
    at = end;
    return key;
  }

  private Object array(int depth) {
    List<Object> array = new ArrayList<>();
    char close = text.charAt(at) == '(' ? ')' : ']';
    at++;
    while (true) {
      skipFiller();
      if (at >= text.length()) {
        truncated = true;
        return array;
      }
      if (text.charAt(at) == close) {
        at++;
        return array;
      }
      int before = at;
      Object value = value(depth + 1);
      if (value != null && !(truncated && value instanceof Double)) {
        array.add(value);
      }
      if (truncated || failed) {
        return array;
      }
      if (at == before) {
        failed = true;
        return array;
      }
    }
  }

  private @Nullable Object string() {
    char open = text.charAt(at);
    char close = open == '“' ? '”' : open;
    StringBuilder string = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i = escape(i + 1, string);
      } else if (c == close && (c != '\'' || endsHere(i + 1))) {
        at = i + 1;
        return string.toString();
      } else {
        string.append(c);
      }
    }
    at = text.length();
    truncated = true;
    return string.toString();
  }

  /** Whether a single quote there ends a string, and is not an apostrophe in it. */
  private boolean endsHere(int i) {
    int next = i;
    while (next < text.length() && TimeVocabulary.isBlank(text.charAt(next))) {
      next++;
    }
    return next >= text.length() || ",:]})\n".indexOf(text.charAt(next)) >= 0;
  }

  private int escape(int i, StringBuilder string) {
    char c = text.charAt(i);
    switch (c) {
      case 'n' -> string.append('\n');
      case 't' -> string.append('\t');
      case 'r' -> string.append('\r');
      case 'u' -> {
        if (i + 4 < text.length()) {
          try {
            string.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
            return i + 4;
          } catch (NumberFormatException e) {
            string.append(c); // No escape after all.
          }
        }
      }
      default -> string.append(c);
    }
    return i;
  }

  /** A number or a bare word; a number with a unit or colons stays text. */
  private @Nullable Object word() {
    int end = at;
    while (end < text.length() && ",]})\n".indexOf(text.charAt(end)) < 0) {
      if (end - at > MAX_NUMBER) {
        failed = true;
        return null;
      }
      end++;
    }
    if (end == text.length()) {
      truncated = true;
    }
    String word = text.substring(at, end).strip();
    at = end;
    if (word.isEmpty()) {
      failed = failed || !truncated;
      return null;
    }
    return switch (word) {
      case "null", "None" -> NULL;
      default -> number(word);
    };
  }

  private static Object number(String word) {
    OptionalDouble number = Decimals.parse(word);
    return number.isPresent() ? (Object) Double.valueOf(number.getAsDouble()) : word;
  }
}
