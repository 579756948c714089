package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.harness.answer.robust.FieldName.Role;
import org.seq2time.harness.answer.robust.LooseJson.Document;

/**
 * Reads tables by their head: Markdown tables and CSV, each row as the object that it would be in
 * JSON. A head is a line whose cells name at least a time, or a start and an end.
 */
final class Rows {

  private static final String SEPARATORS = ",\t;";

  private static final int MAX_CELLS = 40;

  private Rows() {}

  /** The rows of the first table; null if there is none. */
  static @Nullable Document read(String text) {
    List<Object> rows = new ArrayList<>();
    List<String> head = null;
    char separator = 0;
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end).strip();
      start = end + 1;
      if (head == null) {
        separator = separator(line);
        head = separator == 0 ? null : head(cells(line, separator, MAX_CELLS));
        continue;
      }
      if (line.isEmpty() || isRule(line)) {
        continue;
      }
      List<String> cells = cells(line, separator, separator == '|' ? MAX_CELLS : head.size());
      if (line.startsWith("```") || cells.size() < head.size()) {
        break;
      }
      rows.add(row(head, cells));
    }
    return rows.isEmpty() ? null : new Document(rows, false);
  }

  private static char separator(String line) {
    if (line.indexOf('|') >= 0) {
      return '|';
    }
    for (int i = 0; i < SEPARATORS.length(); i++) {
      if (line.indexOf(SEPARATORS.charAt(i)) >= 0) {
        return SEPARATORS.charAt(i);
      }
    }
    return 0;
  }

  /** The cells if they can be a head; null if not. */
  private static @Nullable List<String> head(List<String> cells) {
    boolean start = false;
    boolean end = false;
    boolean time = false;
    for (String cell : cells) {
      boolean number = cell.chars().anyMatch(Character::isDigit);
      if (number || cell.length() > 40) {
        return null;
      }
      Role role = FieldName.of(cell).role();
      start |= role == Role.START;
      end |= role == Role.END;
      time |= role == Role.TIME;
    }
    return cells.size() >= 2 && ((start && end) || time) && isShort(cells) ? cells : null;
  }

  /** A head names its columns in a word or two; a sentence with commas is none. */
  private static boolean isShort(List<String> cells) {
    for (String cell : cells) {
      if (FieldName.words(cell).size() > 4) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRule(String line) {
    for (int i = 0; i < line.length(); i++) {
      if ("|-: +=".indexOf(line.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The cells of a line; the last of a limited number holds the rest. */
  private static List<String> cells(String line, char separator, int limit) {
    List<String> cells = new ArrayList<>();
    int from = separator == '|' && line.startsWith("|") ? 1 : 0;
    boolean quoted = false;
    int start = from;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (c == separator && !quoted && cells.size() < limit - 1) {
        cells.add(plain(line.substring(start, i)));
        start = i + 1;
      }
    }
    String last = line.substring(start).strip();
    if (separator != '|' || !last.isEmpty()) {
      cells.add(plain(last));
    }
    return cells;
  }

  private static String plain(String cell) {
    String plain = cell.replace("**", "").replace("`", "").strip();
    boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
    return quoted ? plain.substring(1, plain.length() - 1) : plain;
  }

  private static Map<String, Object> row(List<String> head, List<String> cells) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < head.size(); i++) {
      String cell = cells.get(i);
      OptionalDouble number = Decimals.parse(cell);
      row.putIfAbsent(
          head.get(i), number.isPresent() ? (Object) Double.valueOf(number.getAsDouble()) : cell);
    }
    return row;
  }
}
