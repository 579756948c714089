package org.seq2time.harness.answer.robust1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust1.LooseJson.Document;
import org.seq2time.harness.answer.robust1.TimeMention.Kind;

/**
 * Finds what an answer in JSON tells: things with times, and with a caption or a score. Names of
 * fields differ from model to model; they are told by their letters ({@code start_time}, {@code
 * "Start (s)"}, {@code begin}).
 */
final class JsonItems {

  private static final Set<String> RANGE_KEYS =
      Set.of(
          "timestamp",
          "timestamps",
          "time",
          "times",
          "segment",
          "segments",
          "window",
          "windows",
          "interval",
          "intervals",
          "range",
          "span",
          "timerange",
          "timespan",
          "timeinterval",
          "timewindow",
          "moment",
          "moments",
          "period",
          "timestampseconds",
          "answer",
          "highlight",
          "highlights",
          "second",
          "seconds",
          "timeseconds",
          "relevantwindows",
          "predrelevantwindows",
          "t",
          "position",
          "positions");

  private static final Set<String> CAPTION_KEYS =
      Set.of(
          "caption",
          "captions",
          "description",
          "descriptions",
          "sentence",
          "sentences",
          "text",
          "event",
          "action",
          "label",
          "content",
          "activity",
          "step",
          "summary",
          "title",
          "query",
          "narration",
          "eventdescription");

  private static final double MIN_FRACTION_DECIMALS = 1000;

  private final List<Item> items = new ArrayList<>();
  private final List<String> strings = new ArrayList<>();

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
   */
  record Found(List<Item> items, List<String> strings) {}

  static Found of(Document document) {
    JsonItems reader = new JsonItems();
    document.values().forEach(reader::read);
    return new Found(reader.items, reader.strings);
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
    Fields fields = new Fields(map);
    if (fields.start != null && fields.end != null && !(fields.start instanceof List<?>)) {
      add(mention(fields.start), mention(fields.end), fields, fields.caption(0), fields.score(0));
    } else if (fields.time != null) {
      readTimes(fields.time, fields);
    } else if (fields.start != null && !(fields.start instanceof List<?>)) {
      add(mention(fields.start), null, fields, fields.caption(0), fields.score(0));
    } else if (!readKeysAsTimes(map)) {
      map.values().forEach(this::readNested);
    }
  }

  private void readNested(Object value) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      read(value);
    }
  }

  /** The value of "timestamp" and its like: one time, one range, or a list of either. */
  private void readTimes(Object time, Fields fields) {
    if (time instanceof Map<?, ?> map) {
      Fields inner = new Fields(map);
      if (inner.start != null && inner.end != null) {
        add(mention(inner.start), mention(inner.end), fields, fields.caption(0), fields.score(0));
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

  private static boolean isPair(List<?> list, Fields fields) {
    return list.size() == 2
        && list.stream().noneMatch(List.class::isInstance)
        && list.stream().allMatch(v -> mention(v) != null && span(v) == null)
        && !(fields.score instanceof List<?>);
  }

  private void addTime(@Nullable Object time, Fields fields, int index) {
    String caption = fields.caption(index);
    double score = fields.score(index);
    if (time instanceof List<?> pair && pair.size() >= 2) {
      double third = pair.size() > 2 && pair.get(2) instanceof Double d ? d : Double.NaN;
      add(
          mention(pair.get(0)),
          mention(pair.get(1)),
          fields,
          caption,
          Double.isNaN(score) ? third : score);
      return;
    }
    Span span = span(time);
    if (span != null) {
      add(span.first(), span.second(), fields, caption, score);
    } else {
      add(mention(time), null, fields, caption, score);
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
    if (span != null) {
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
      Span span = span(key);
      if (span != null) {
        add(span.first(), span.second(), null, caption, score);
      } else if (isMoment(key)) {
        add(mention(key), null, null, caption, score);
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
    TimeMention first = list.size() < 2 ? null : mention(list.get(0));
    Object last = list.isEmpty() ? null : list.getLast();
    boolean numbers = list.stream().allMatch(Double.class::isInstance);
    if (first != null && numbers && list.size() == 2) {
      add(first, mention(list.get(1)), null, "", Double.NaN);
    } else if (first != null && list.size() == 3 && mention(list.get(1)) != null) {
      String caption = last instanceof String text ? text.strip() : "";
      double score = last instanceof Double number ? number : Double.NaN;
      add(first, mention(list.get(1)), null, caption, score);
    } else if (list.size() == 2 && isOnlySpan(list.get(0)) && last instanceof String text) {
      Span span = span(list.get(0));
      if (span != null) {
        add(span.first(), span.second(), null, text.strip(), Double.NaN);
      }
    } else {
      list.forEach(this::read);
    }
  }

  /** A value that is one moment and nothing more. */
  private static @Nullable TimeMention mention(@Nullable Object value) {
    return switch (value) {
      case Double number when number >= 0 && number < 1e9 ->
          new TimeMention(isFraction(number) ? Kind.FRACTION : Kind.BARE, 0, 0, number);
      case String text -> {
        List<TimeMention> mentions = TimeMentionScanner.scan(text);
        yield mentions.isEmpty() || mentions.getFirst().kind() == Kind.COUNT
            ? null
            : mentions.getFirst();
      }
      case null, default -> null;
    };
  }

  private static boolean isMoment(String text) {
    List<TimeMention> mentions = TimeMentionScanner.scan(text);
    return mentions.size() == 1
        && mentions.getFirst().kind() != Kind.COUNT
        && mentions.getFirst().start() <= 1
        && text.length() - mentions.getFirst().end() <= 1;
  }

  private static @Nullable Span span(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return null;
    }
    List<Span> spans = SpanFinder.find(text, TimeMentionScanner.scan(text));
    return spans.isEmpty() || spans.getFirst().isCount() ? null : spans.getFirst();
  }

  /** Whether nothing but brackets stands around the range. */
  private static boolean isOnlySpan(Object value) {
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
  private static final class Fields {

    private @Nullable Object start;
    private @Nullable Object end;
    private @Nullable Object time;
    private @Nullable Object caption;
    private @Nullable Object score;
    private final boolean broken;

    Fields(Map<?, ?> map) {
      Object brokenAt = map.get(LooseJson.BROKEN);
      broken = brokenAt != null;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = letters(String.valueOf(entry.getKey()));
        Object value = entry.getValue();
        boolean cut = entry.getKey().equals(brokenAt);
        if (key.startsWith("start") || key.startsWith("begin") || key.equals("from")) {
          start = start == null && !cut ? value : start;
        } else if (key.startsWith("end")
            || key.startsWith("stop")
            || key.equals("to")
            || key.startsWith("finish")) {
          end = end == null && !cut ? value : end;
        } else if (key.contains("score")
            || key.contains("saliency")
            || key.contains("rating")
            || key.equals("relevance")) {
          score = score == null ? value : score;
        } else if (RANGE_KEYS.contains(key) && isTime(value)) {
          time = time == null && (!cut || value instanceof List<?>) ? value : time;
        } else if (CAPTION_KEYS.contains(key)) {
          caption = caption == null ? value : caption;
        }
      }
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

    private static String letters(String key) {
      return key.toLowerCase(Locale.ROOT)
          .codePoints()
          .filter(Character::isLetter)
          .mapToObj(Character::toString)
          .collect(Collectors.joining());
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
          List<TimeMention> numbers = TimeMentionScanner.scan(text);
          yield numbers.isEmpty() ? Double.NaN : numbers.getFirst().value();
        }
        case null, default -> Double.NaN;
      };
    }
  }
}
