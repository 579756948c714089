package org.seq2time.harness.answer.robust;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.harness.answer.robust.FieldName.Unit;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/** Times in the values of JSON: numbers, texts, and objects of hours, minutes and seconds. */
final class JsonTimes {

  private static final double MIN_FRACTION_DECIMALS = 1000;

  private JsonTimes() {}

  /** A value that is one moment and nothing more. */
  static @Nullable TimeMention mention(@Nullable Object value, Unit unit) {
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

  static boolean isMoment(String text) {
    List<TimeMention> mentions = TimeMentionScanner.scan(text);
    return mentions.size() == 1
        && mentions.getFirst().kind() != Kind.COUNT
        && mentions.getFirst().kind() != Kind.NEGATIVE
        && mentions.getFirst().start() <= 1
        && text.length() - mentions.getFirst().end() <= 1;
  }

  static @Nullable Span span(@Nullable Object value) {
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
  static boolean isOnlySpan(@Nullable Object value) {
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
}
