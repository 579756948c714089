package org.seq2time.harness.answer.robust;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.harness.answer.robust.FieldName.Role;
import org.seq2time.harness.answer.robust.FieldName.Unit;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/** An object's fields by what they mean. */
final class JsonFields {

  @Nullable Object start;
  @Nullable Object end;
  @Nullable Object time;
  @Nullable Object length;
  @Nullable Object caption;
  @Nullable Object score;
  @Nullable Object finalValue;
  Unit startUnit = Unit.NONE;
  Unit endUnit = Unit.NONE;
  Unit timeUnit = Unit.NONE;
  Unit lengthUnit = Unit.NONE;
  Unit unit = Unit.NONE;
  private final Map<Role, Integer> ranks = new EnumMap<>(Role.class);
  private double framesPerSecond = Double.NaN;
  boolean isDenied;
  boolean guessedCaption;
  final boolean broken;

  JsonFields(Map<?, ?> map) {
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
    if (role == Role.LENGTH && value instanceof String text && JsonTimes.span(text) != null) {
      role = Role.TIME;
    }
    boolean sentence = value instanceof String && !JsonTimes.isOnlySpan(value);
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
    return JsonTimes.isOnlySpan(value);
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
  @Nullable TimeMention time(@Nullable Object value, Unit named, Unit around) {
    Unit own = unit == Unit.NONE ? around : unit;
    TimeMention mention = JsonTimes.mention(value, named == Unit.NONE ? own : named);
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
