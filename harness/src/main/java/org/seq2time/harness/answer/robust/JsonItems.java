package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust.FieldName.Role;
import org.seq2time.harness.answer.robust.FieldName.Unit;
import org.seq2time.harness.answer.robust.LooseJson.Document;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/**
 * Finds what an answer in JSON, or in rows of a table, tells: things with times, and with a caption
 * or a score. {@link FieldName} says what a field is; where fields in seconds and in frames tell
 * the same, seconds count.
 */
final class JsonItems {

  private static final Set<String> TOOL_NAMES =
      Set.of("name", "tool", "function", "tool_name", "action", "function_name", "tool_calls");

  private static final Set<String> TOOL_ARGUMENTS =
      Set.of("arguments", "args", "parameters", "params", "action_input", "tool_input", "kwargs");

  private final List<Item> items = new ArrayList<>();
  private final List<String> strings = new ArrayList<>();
  private double @Nullable [] scores;
  private boolean denied;
  private boolean guessedCaption;
  private boolean toolCalls;
  private Unit unit = Unit.NONE;

  private JsonItems() {}

  /**
   * Something with a time.
   *
   * @param first its start, or its only moment
   * @param second its end; null for a moment
   * @param caption empty without one
   * @param score NaN without one
   * @param broken whether the answer breaks off in it
   */
  record Item(
      TimeMention first,
      @Nullable TimeMention second,
      String caption,
      double score,
      boolean broken) {}

  /**
   * What was found.
   *
   * @param items with times, in order
   * @param strings plain strings outside of any item, which may hold times as text does
   * @param scores a list of scores without times, one a clip; null without one
   * @param isDenied whether a field says that there is nothing to find
   * @param isToolCall whether there is nothing but the call of a tool
   * @param guessedCaption whether a caption is the longest text beside the time, for want of a name
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never shared.
  record Found(
      List<Item> items,
      List<String> strings,
      double @Nullable [] scores,
      boolean isDenied,
      boolean isToolCall,
      boolean guessedCaption) {

    Found withItems(List<Item> others) {
      return new Found(others, strings, scores, isDenied, isToolCall, guessedCaption);
    }
  }

  static Found of(Document document) {
    JsonItems reader = new JsonItems();
    document.values().forEach(reader::read);
    boolean tools = reader.toolCalls && reader.items.isEmpty() && reader.strings.isEmpty();
    return new Found(
        reader.items, reader.strings, reader.scores, reader.denied, tools, reader.guessedCaption);
  }

  private void read(Object value) {
    switch (value) {
      case Map<?, ?> map -> readObject(map);
      case List<?> list -> readList(list);
      case String text -> strings.add(text);
      default -> {}
    }
  }

  private void readObject(Map<?, ?> map) {
    if (isToolCall(map)) {
      toolCalls = true;
      return;
    }
    JsonFields fields = new JsonFields(map);
    if (fields.isDenied) {
      denied = true;
      return;
    }
    Unit before = unit;
    unit = fields.unit == Unit.NONE ? unit : fields.unit;
    boolean own = isValue(fields.start) && isValue(fields.end);
    if (fields.finalValue != null && !own && hasTimes(fields.finalValue)) {
      read(fields.finalValue);
    } else if (isValue(fields.start) && isValue(fields.end) && !fields.isOnlyTimeInSeconds()) {
      add(
          fields.time(fields.start, fields.startUnit, unit),
          fields.time(fields.end, fields.endUnit, unit),
          fields,
          fields.caption(0),
          fields.score(0));
    } else if (fields.time != null) {
      readTimes(fields.time, fields);
    } else if (isValue(fields.start)) {
      addOpen(fields);
    } else if (!readKeysAsTimes(map)) {
      if (fields.score instanceof List<?> list) {
        readScores(list);
      }
      readFields(map);
    }
    unit = before;
  }

  private static boolean isValue(@Nullable Object value) {
    return value != null && !LooseJson.NULL.equals(value) && !(value instanceof List<?>);
  }

  /** A start alone, or with how long it lasts. */
  private void addOpen(JsonFields fields) {
    TimeMention start = fields.time(fields.start, fields.startUnit, unit);
    TimeMention length = fields.time(fields.length, fields.lengthUnit, unit);
    TimeMention end = null;
    if (start != null && isSeconds(start) && length != null && isSeconds(length)) {
      end = new TimeMention(Kind.SECONDS, 0, 0, start.value() + length.value());
    }
    add(start, end, fields, fields.caption(0), fields.score(0));
  }

  private static boolean isSeconds(TimeMention mention) {
    return switch (mention.kind()) {
      case SECONDS, CLOCK, BARE, COUNT -> true;
      default -> false;
    };
  }

  /** A call of a tool is no answer, unless the tool is named after one. */
  private static boolean isToolCall(Map<?, ?> map) {
    Object name = null;
    boolean arguments = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT);
      name = TOOL_NAMES.contains(key) ? entry.getValue() : name;
      arguments |= TOOL_ARGUMENTS.contains(key);
    }
    if (name == null || !arguments) {
      return false;
    }
    String lower = name.toString().toLowerCase(Locale.ROOT);
    return !(lower.contains("answer")
        || lower.contains("final")
        || lower.contains("submit")
        || lower.contains("report")
        || lower.contains("finish"));
  }

  /** Whether there is anything in a value that may be a time. */
  private static boolean hasTimes(Object value) {
    return switch (value) {
      case Double number -> true;
      case String text -> text.chars().anyMatch(Character::isDigit);
      case List<?> list -> list.stream().anyMatch(JsonItems::hasTimes);
      case Map<?, ?> map -> map.values().stream().anyMatch(JsonItems::hasTimes);
      default -> false;
    };
  }

  private void readFields(Map<?, ?> map) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object value = entry.getValue();
      String key = String.valueOf(entry.getKey());
      Role role = FieldName.of(key).role();
      if (role == Role.ASIDE || role == Role.LENGTH) {
        continue;
      }
      if (value instanceof Map<?, ?> || value instanceof List<?>) {
        read(value);
      } else if (value instanceof String text && role == Role.FINAL) {
        strings.add(text);
      }
    }
  }

  private void readNested(Object value) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      read(value);
    }
  }

  /** {@code {"saliency_scores": [0, 3.0, 4.0]}}: one score a clip. */
  private void readScores(List<?> list) {
    if (scores == null && !list.isEmpty() && list.stream().allMatch(Double.class::isInstance)) {
      scores = list.stream().mapToDouble(v -> (Double) v).toArray();
    }
  }

  /** The value of "timestamp" and its like: one time, one range, or a list of either. */
  private void readTimes(Object time, JsonFields fields) {
    if (time instanceof Map<?, ?> map) {
      JsonFields inner = new JsonFields(map);
      if (isValue(inner.start) && isValue(inner.end)) {
        add(
            inner.time(inner.start, inner.startUnit, unit),
            inner.time(inner.end, inner.endUnit, unit),
            fields,
            fields.caption(0),
            fields.score(0));
      } else if (!readKeysAsTimes(map)) {
        map.values().forEach(this::readNested);
      }
      return;
    }
    if (!(time instanceof List<?> list) || isPair(list, fields)) {
      addTime(time, fields, 0);
      return;
    }
    if (list.stream().anyMatch(Map.class::isInstance)) {
      list.forEach(this::readNested);
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      addTime(list.get(i), fields, i);
    }
  }

  private boolean isPair(List<?> list, JsonFields fields) {
    return list.size() == 2
        && list.stream().noneMatch(List.class::isInstance)
        && list.stream()
            .allMatch(v -> JsonTimes.mention(v, Unit.NONE) != null && JsonTimes.span(v) == null)
        && !(fields.score instanceof List<?>);
  }

  private void addTime(@Nullable Object time, JsonFields fields, int index) {
    String caption = fields.caption(index);
    double score = fields.score(index);
    if (time instanceof List<?> pair && pair.size() >= 2) {
      double third = pair.size() > 2 && pair.get(2) instanceof Double d ? d : Double.NaN;
      add(
          fields.time(pair.get(0), fields.timeUnit, unit),
          fields.time(pair.get(1), fields.timeUnit, unit),
          fields,
          caption,
          Double.isNaN(score) ? third : score);
      return;
    }
    Span span = JsonTimes.span(time);
    if (span != null) {
      add(span.first(), span.second(), fields, caption, score);
    } else {
      add(fields.time(time, fields.timeUnit, unit), null, fields, caption, score);
    }
  }

  private void add(
      @Nullable TimeMention first,
      @Nullable TimeMention second,
      @Nullable JsonFields fields,
      String caption,
      double score) {
    if (first == null) {
      return;
    }
    if (first.kind() == Kind.NEGATIVE) {
      denied |= second == null || second.kind() == Kind.NEGATIVE;
      return;
    }
    guessedCaption |= fields != null && fields.guessedCaption && !caption.isEmpty();
    boolean broken = fields != null && fields.broken;
    if (second == null) {
      items.add(new Item(first, null, caption, score, broken));
      return;
    }
    boolean relative = first.kind() == Kind.FRACTION || second.kind() == Kind.FRACTION;
    boolean both = relative && first.value() <= 1 && second.value() <= 1;
    Span span =
        both
            ? new Span(
                first.as(Kind.FRACTION, first.value()),
                second.as(Kind.FRACTION, second.value()),
                0,
                0,
                Span.Link.KEYED)
            : SpanFinder.unify(first, second, 0, 0, Span.Link.KEYED);
    if (span != null && !span.isNegative()) {
      items.add(new Item(span.first(), span.second(), caption, score, broken));
    }
  }

  /** {@code {"10 - 20 seconds": "caption", "0:30": 4.0}}; false if no key is a time. */
  private boolean readKeysAsTimes(Map<?, ?> map) {
    int before = items.size();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      Object value = entry.getValue();
      boolean scalar = value instanceof String || value instanceof Double;
      if (!scalar || key.equals(LooseJson.BROKEN)) {
        continue;
      }
      String caption = value instanceof String text ? text.strip() : "";
      double score = value instanceof Double number ? number : Double.NaN;
      Span span = JsonTimes.isOnlySpan(key) ? JsonTimes.span(key) : null;
      if (span != null) {
        add(span.first(), span.second(), null, caption, score);
      } else if (JsonTimes.isMoment(key)) {
        add(JsonTimes.mention(key, unit), null, null, caption, score);
      }
    }
    return items.size() > before;
  }

  private void readList(List<?> list) {
    boolean flat = list.stream().noneMatch(v -> v instanceof List<?> || v instanceof Map<?, ?>);
    if (!flat) {
      list.forEach(this::read);
      return;
    }
    TimeMention first = list.size() < 2 ? null : JsonTimes.mention(list.get(0), unit);
    Object last = list.isEmpty() ? null : list.getLast();
    boolean numbers = list.stream().allMatch(Double.class::isInstance);
    if (first != null && numbers && list.size() == 2) {
      add(first, JsonTimes.mention(list.get(1), unit), null, "", Double.NaN);
    } else if (first != null && list.size() == 3 && JsonTimes.mention(list.get(1), unit) != null) {
      String caption = last instanceof String text ? text.strip() : "";
      double score = last instanceof Double number ? number : Double.NaN;
      add(first, JsonTimes.mention(list.get(1), unit), null, caption, score);
    } else if (list.size() == 2
        && JsonTimes.isOnlySpan(list.get(0))
        && last instanceof String text) {
      Span span = JsonTimes.span(list.get(0));
      if (span != null) {
        add(span.first(), span.second(), null, text.strip(), Double.NaN);
      }
    } else if (numbers && list.size() > 3) {
      readScores(list);
    } else {
      list.forEach(this::read);
    }
  }
}
