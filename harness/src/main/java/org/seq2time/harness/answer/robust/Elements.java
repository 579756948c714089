package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust.FieldName.Role;
import org.seq2time.harness.answer.robust.LooseJson.Document;

/**
 * Reads XML elements as models write them, each group as the object that it would be in JSON:
 * {@code <event start="10" end="20">caption</event>}, or {@code
 * <event><start>10</start><end>20</end></event>}. A name that comes again starts the next group.
 */
final class Elements {

  private static final int MAX_TAG = 400;

  private final String text;
  private final List<Object> groups = new ArrayList<>();
  private Map<String, Object> group = new LinkedHashMap<>();

  private Elements(String text) {
    this.text = text;
  }

  /** The groups that have times; null if there are none. */
  static @Nullable Document read(String text) {
    if (text.indexOf('<') < 0 || text.indexOf('>') < 0) {
      return null;
    }
    Elements elements = new Elements(text);
    elements.read();
    return elements.groups.isEmpty() ? null : new Document(elements.groups, false);
  }

  private void read() {
    int i = text.indexOf('<');
    while (i >= 0) {
      int nameEnd = nameEnd(i + 1);
      int close =
          nameEnd == i + 1 ? -1 : text.indexOf('>', nameEnd, Math.min(text.length(), i + MAX_TAG));
      if (close < 0) {
        i = text.indexOf('<', i + 1);
        continue;
      }
      String name = text.substring(i + 1, nameEnd).toLowerCase(Locale.ROOT);
      Map<String, Object> attributes = attributes(nameEnd, close);
      boolean empty = text.charAt(close - 1) == '/';
      int next = text.indexOf('<', close);
      boolean leaf =
          !empty
              && next > close
              && text.startsWith("/", next + 1)
              && text.regionMatches(true, next + 2, name, 0, name.length());
      String content = leaf ? text.substring(close + 1, next).strip() : "";
      if (isTimed(attributes)) {
        flush();
        group.putAll(attributes);
        if (!content.isEmpty()) {
          group.putIfAbsent("text", content);
        }
        flush();
      } else if (leaf && !content.isEmpty()) {
        if (group.containsKey(name)) {
          flush();
        }
        group.put(name, content);
      }
      i = next;
    }
    flush();
  }

  private void flush() {
    if (isTimed(group)) {
      groups.add(group);
    }
    group = new LinkedHashMap<>();
  }

  private static boolean isTimed(Map<String, Object> fields) {
    boolean start = false;
    boolean end = false;
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      Role role = FieldName.of(field.getKey()).role();
      start |= role == Role.START;
      end |= role == Role.END || role == Role.LENGTH;
      if (role == Role.TIME && !TimeMentionScanner.scan(field.getValue().toString()).isEmpty()) {
        return true;
      }
    }
    return start && end;
  }

  private int nameEnd(int from) {
    int i = from;
    while (i < text.length()
        && (TimeVocabulary.isAsciiLetter(text.charAt(i))
            || (i > from
                && (Character.isDigit(text.charAt(i)) || "_-".indexOf(text.charAt(i)) >= 0)))) {
      i++;
    }
    return i;
  }

  private Map<String, Object> attributes(int from, int to) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    int i = from;
    while (i < to) {
      int name = i;
      while (name < to && !Character.isLetter(text.charAt(name))) {
        name++;
      }
      int nameEnd = nameEnd(name);
      int at = nameEnd;
      boolean value = nameEnd > name && at + 1 < to && text.charAt(at) == '=';
      if (!value) {
        i = Math.max(nameEnd, name + 1);
        continue;
      }
      char quote = text.charAt(at + 1);
      boolean quoted = quote == '"' || quote == '\'';
      int start = quoted ? at + 2 : at + 1;
      int end = start;
      while (end < to
          && (quoted ? text.charAt(end) != quote : !Character.isWhitespace(text.charAt(end)))) {
        end++;
      }
      attributes.putIfAbsent(text.substring(name, nameEnd), text.substring(start, end));
      i = end + 1;
    }
    return attributes;
  }
}
