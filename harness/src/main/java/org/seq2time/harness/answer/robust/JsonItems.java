package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Decimals;
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

  private static final double MIN_FRACTION_DECIMALS = 1000;

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
    Fields fields = new Fields(map);
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
          fields.time(fields.start, fields.startUnit),
          fields.time(fields.end, fields.endUnit),
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
  private void addOpen(Fields fields) {
    TimeMention start = fields.time(fields.start, fields.startUnit);
    TimeMention length = fields.time(fields.length, fields.lengthUnit);
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
  private void readTimes(Object time, Fields fields) {
    if (time instanceof Map<?, ?> map) {
      Fields inner = new Fields(map);
      if (isValue(inner.start) && isValue(inner.end)) {
        add(
            inner.time(inner.start, inner.startUnit),
            inner.time(inner.end, inner.endUnit),
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

  private boolean isPair(List<?> list, Fields fields) {
    return list.size() == 2
        && list.stream().noneMatch(List.class::isInstance)
        && list.stream().allMatch(v -> mention(v, Unit.NONE) != null && span(v) == null)
        && !(fields.score instanceof List<?>);
  }

  private void addTime(@Nullable Object time, Fields fields, int index) {
    String caption = fields.caption(index);
    double score = fields.score(index);
    if (time instanceof List<?> pair && pair.size() >= 2) {
      double third = pair.size() > 2 && pair.get(2) instanceof Double d ? d : Double.NaN;
      add(
          fields.time(pair.get(0), fields.timeUnit),
          fields.time(pair.get(1), fields.timeUnit),
          fields,
          caption,
          Double.isNaN(score) ? third : score);
      return;
    }
    Span span = span(time);
    if (span != null) {
      add(span.first(), span.second(), fields, caption, score);
    } else {
      add(fields.time(time, fields.timeUnit), null, fields, caption, score);
    }
  }

  private void add(
      @Nullable TimeMention first,
      @Nullable TimeMention second,
      @Nullable Fields fields,
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
      Span span = isOnlySpan(key) ? span(key) : null;
      if (span != null) {
        add(span.first(), span.second(), null, caption, score);
      } else if (isMoment(key)) {
        add(mention(key, unit), null, null, caption, score);
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
    TimeMention first = list.size() < 2 ? null : mention(list.get(0), unit);
    Object last = list.isEmpty() ? null : list.getLast();
    boolean numbers = list.stream().allMatch(Double.class::isInstance);
    if (first != null && numbers && list.size() == 2) {
      add(first, mention(list.get(1), unit), null, "", Double.NaN);
    } else if (first != null && list.size() == 3 && mention(list.get(1), unit) != null) {
      String caption = last instanceof String text ? text.strip() : "";
      double score = last instanceof Double number ? number : Double.NaN;
      add(first, mention(list.get(1), unit), null, caption, score);
    } else if (list.size() == 2 && isOnlySpan(list.get(0)) && last instanceof String text) {
      Span span = span(list.get(0));
      if (span != null) {
        add(span.first(), span.second(), null, text.strip(), Double.NaN);
      }
    } else if (numbers && list.size() > 3) {
      readScores(list);
    } else {
      list.forEach(this::read);
    }
  }

  /** A value that is one moment and nothing more. */
  private static @Nullable TimeMention mention(@Nullable Object value, Unit unit) {
    return switch (value) {
      case Double number when Math.abs(number) < 1e9 -> ofNumber(number, unit);
      case Map<?, ?> map -> ofParts(map);
      case String text -> {
        OptionalDouble number = Decimals.parse(text.strip());
        if (number.isPresent() && Math.abs(number.getAsDouble()) < 1e9) {
          yield ofNumber(number.getAsDouble(), unit);
        }
        List<TimeMention> mentions = TimeMentionScanner.scan(text);
        boolean none =
            mentions.isEmpty()
                || mentions.getFirst().kind() == Kind.COUNT
                || mentions.getFirst().kind() == Kind.ORDINAL;
        yield none ? null : mentions.getFirst();
      }
      case null, default -> null;
    };
  }

  private static TimeMention ofNumber(double number, Unit unit) {
    if (number < 0) {
      return new TimeMention(Kind.NEGATIVE, 0, 0, number);
    }
    return unit.mention(number, isFraction(number) ? Kind.FRACTION : Kind.BARE);
  }

  /** {@code {"minute": 1, "second": 5}}. */
  private static @Nullable TimeMention ofParts(Map<?, ?> map) {
    double seconds = 0;
    boolean any = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      Unit part = FieldName.unit(key);
      boolean hour = TimeVocabulary.HOURS.contains(key.toLowerCase(Locale.ROOT));
      if (!(entry.getValue() instanceof Double value) || (part == Unit.NONE && !hour)) {
        return null;
      }
      any = true;
      seconds += hour ? 3600 * value : part.mention(value, Kind.BARE).value();
    }
    return any ? new TimeMention(Kind.SECONDS, 0, 0, seconds) : null;
  }

  private static boolean isMoment(String text) {
    List<TimeMention> mentions = TimeMentionScanner.scan(text);
    return mentions.size() == 1
        && mentions.getFirst().kind() != Kind.COUNT
        && mentions.getFirst().kind() != Kind.NEGATIVE
        && mentions.getFirst().start() <= 1
        && text.length() - mentions.getFirst().end() <= 1;
  }

  private static @Nullable Span span(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return null;
    }
    List<TimeMention> mentions = TimeMentionScanner.scan(text);
    List<Span> spans = SpanFinder.find(text, mentions);
    if (spans.isEmpty() && mentions.size() == 2) {
      return WindowReader.onlyNumbers(text, mentions);
    }
    return spans.isEmpty() || spans.getFirst().isCount() ? null : spans.getFirst();
  }

  /** Whether nothing but brackets stands around the range. */
  private static boolean isOnlySpan(@Nullable Object value) {
    Span span = span(value);
    return span != null
        && value instanceof String text
        && span.start() <= 1
        && text.length() - span.end() <= 1;
  }

  /** Written with at least three decimals; the number itself has forgotten trailing zeros. */
  private static boolean isFraction(double number) {
    double scaled = number * MIN_FRACTION_DECIMALS / 10;
    return number > 0 && number < 1 && Math.abs(scaled - Math.rint(scaled)) > 1e-9;
  }

  /** An object's fields by what they mean. */
  private final class Fields {

    private @Nullable Object start;
    private @Nullable Object end;
    private @Nullable Object time;
    private @Nullable Object length;
    private @Nullable Object caption;
    private @Nullable Object score;
    private @Nullable Object finalValue;
    private Unit startUnit = Unit.NONE;
    private Unit endUnit = Unit.NONE;
    private Unit timeUnit = Unit.NONE;
    private Unit lengthUnit = Unit.NONE;
    private Unit unit = Unit.NONE;
    private final Map<Role, Integer> ranks = new EnumMap<>(Role.class);
    private double framesPerSecond = Double.NaN;
    private boolean isDenied;
    private boolean guessedCaption;
    private final boolean broken;

    Fields(Map<?, ?> map) {
      Object brokenAt = map.get(LooseJson.BROKEN);
      broken = brokenAt != null;
      boolean nullTimes = false;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = String.valueOf(entry.getKey());
        Object value = entry.getValue();
        if (!key.equals(LooseJson.BROKEN)) {
          FieldName name = FieldName.of(key);
          boolean cut = entry.getKey().equals(brokenAt) && !(value instanceof List<?>);
          put(name, value, cut);
          nullTimes |= name.role() == Role.START && LooseJson.NULL.equals(value);
        }
      }
      isDenied |= nullTimes && LooseJson.NULL.equals(end) && time == null;
      if (caption == null) {
        guessCaption(map);
      }
    }

    private void put(FieldName name, Object value, boolean cut) {
      Role role = name.role();
      if (role == Role.FOUND) {
        isDenied |= isFalse(value);
        return;
      }
      if (role == Role.CAPTION && isTimeOnly(value)) {
        role = Role.TIME;
      }
      if (role == Role.LENGTH && value instanceof String text && span(text) != null) {
        role = Role.TIME;
      }
      boolean sentence = value instanceof String && !isOnlySpan(value);
      if (role == Role.FINAL && isTime(value) && !(value instanceof Map<?, ?>) && !sentence) {
        role = Role.TIME;
      }
      boolean time = role == Role.START || role == Role.END || role == Role.TIME;
      if ((time && cut) || (role == Role.TIME && !isTime(value))) {
        return;
      }
      if (name.rank() >= ranks.getOrDefault(role, Integer.MAX_VALUE)) {
        return;
      }
      if (role == Role.CAPTION && !isText(value)) {
        return;
      }
      ranks.put(role, name.rank());
      set(role, value, name.unit());
    }

    private void set(Role role, Object value, Unit named) {
      switch (role) {
        case START -> {
          start = value;
          startUnit = named;
        }
        case END -> {
          end = value;
          endUnit = named;
        }
        case TIME -> {
          time = value;
          timeUnit = named;
        }
        case LENGTH -> {
          length = value;
          lengthUnit = named;
        }
        case CAPTION -> caption = value;
        case SCORE -> score = value;
        case FINAL -> finalValue = value;
        case UNIT -> unit = value instanceof String text ? FieldName.unit(text) : Unit.NONE;
        case FRAME_RATE -> framesPerSecond = value instanceof Double d && d > 0 ? d : Double.NaN;
        case FOUND, ASIDE, OTHER -> {}
      }
    }

    /** "start_frame" and "end_frame" count less than a "timestamp" with both ends. */
    boolean isOnlyTimeInSeconds() {
      boolean frames = startUnit == Unit.FRAMES || endUnit == Unit.FRAMES;
      boolean pair = time instanceof List<?> list ? list.size() == 2 : time instanceof String;
      return frames && pair && timeUnit != Unit.FRAMES;
    }

    /** The longest text among fields without a known name. */
    private void guessCaption(Map<?, ?> map) {
      String longest = "";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = String.valueOf(entry.getKey());
        if (entry.getValue() instanceof String text
            && text.length() > longest.length()
            && !key.equals(LooseJson.BROKEN)
            && FieldName.of(key).role() == Role.OTHER
            && isText(text)) {
          longest = text;
        }
      }
      if (!longest.isEmpty()) {
        caption = longest;
        guessedCaption = true;
      }
    }

    private static boolean isFalse(Object value) {
      return value instanceof String text
          && (text.equalsIgnoreCase("false") || text.equalsIgnoreCase("no"));
    }

    private static boolean isText(Object value) {
      return switch (value) {
        case String text -> text.chars().anyMatch(Character::isLetter);
        case List<?> list -> list.stream().allMatch(v -> v instanceof String);
        default -> false;
      };
    }

    /** {@code "event": [5, 9]}, {@code "clip": "0:05 - 0:09"}. */
    private static boolean isTimeOnly(Object value) {
      if (value instanceof List<?> list) {
        return list.size() == 2 && list.stream().allMatch(Double.class::isInstance);
      }
      return isOnlySpan(value);
    }

    /** "highlights" may hold items, "event" may hold a caption: only times are times. */
    private static boolean isTime(Object value) {
      return switch (value) {
        case Double number -> true;
        case String text -> !TimeMentionScanner.scan(text).isEmpty();
        case List<?> list -> !list.isEmpty();
        case Map<?, ?> map -> true;
        default -> false;
      };
    }

    /** A value in the unit of its name, or else in that of the object or of those around it. */
    @Nullable TimeMention time(@Nullable Object value, Unit named) {
      Unit own = unit == Unit.NONE ? JsonItems.this.unit : unit;
      TimeMention mention = mention(value, named == Unit.NONE ? own : named);
      if (mention == null || mention.kind() != Kind.FRAME || Double.isNaN(framesPerSecond)) {
        return mention;
      }
      return new TimeMention(Kind.SECONDS, 0, 0, mention.value() / framesPerSecond);
    }

    String caption(int index) {
      Object value =
          caption instanceof List<?> list ? index < list.size() ? list.get(index) : "" : caption;
      return value instanceof String text ? text.strip() : "";
    }

    double score(int index) {
      Object value =
          score instanceof List<?> list ? index < list.size() ? list.get(index) : null : score;
      return switch (value) {
        case Double number -> number;
        case String text -> {
          OptionalDouble number = Decimals.parse(text.strip());
          if (number.isPresent()) {
            yield number.getAsDouble();
          }
          List<TimeMention> numbers = TimeMentionScanner.scan(text);
          yield numbers.isEmpty() ? Double.NaN : numbers.getFirst().value();
        }
        case null, default -> Double.NaN;
      };
    }
  }
}
