package org.seq2time.datasets.time;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to write a moment as text and to read it back.
 *
 * <p>The moment {@code value} and the {@code length} of its axis have one unit (image index, frame
 * index or seconds), with {@code 0 <= value <= length <= 10^9} and {@code length > 0}. Every method
 * that takes them throws {@link IllegalArgumentException} with the reason if either is NaN,
 * negative or beyond its end.
 *
 * <p>{@code decode(encode(v, L), L)} differs from {@code v} by at most {@link #maxError(double)
 * maxError(L)}, up to the rounding of a double (relative 2^-50). Absolute representations, which
 * speak of seconds, write an index as if the axis had one unit per second.
 */
public sealed interface TimeRepresentation
    permits PositionTokens, RelativeDecimals, AbsoluteSeconds, AbsoluteTimeTokens, ImageIndex {

  /** The name in recipes, manifests and on the command line; {@link #of} reads it. */
  String key();

  /** Appends the moment, without a unit: {@code <0><7><2><9>}, {@code 0.0729}, {@code 90}. */
  void append(StringBuilder out, double value, double length);

  /**
   * The moment that the text writes.
   *
   * @param text exactly one moment in the form of {@link #append}
   * @throws IllegalArgumentException if the text has another form, or lies beyond the end where the
   *     representation can say so
   */
  double decode(CharSequence text, double length);

  /** The most by which a moment on an axis of this length changes when written and read. */
  double maxError(double length);

  /** What follows a moment or a range in a sentence, with its leading blank: " seconds", or "". */
  default String unit() {
    return "";
  }

  /** The moment as text, without a unit. */
  default String encode(double value, double length) {
    StringBuilder out = new StringBuilder(64);
    append(out, value, length);
    return out.toString();
  }

  /** Appends a moment with its unit: {@code 90 seconds}. */
  default void appendMoment(StringBuilder out, double value, double length) {
    append(out, value, length);
    out.append(unit());
  }

  /** Appends a range with its unit, as TimeChat's data writes it: {@code 90 - 102 seconds}. */
  default void appendRange(StringBuilder out, double start, double end, double length) {
    append(out, start, length);
    out.append(" - ");
    append(out, end, length);
    out.append(unit());
  }

  /** The names that {@link #of} knows, each with its default number of digits. */
  static List<String> keys() {
    return List.of(
        PositionTokens.NAME,
        RelativeDecimals.NAME,
        AbsoluteSeconds.NAME,
        AbsoluteTimeTokens.NAME,
        ImageIndex.NAME);
  }

  /**
   * The representation of that name; the first three of {@link #keys} may have their number of
   * digits appended, as in {@code position-tokens-3} or {@code seconds-1}.
   *
   * @throws IllegalArgumentException if there is none, with the names that there are
   */
  static TimeRepresentation of(String key) {
    Matcher matcher = Pattern.compile("([a-z-]+?)(?:-([0-9]))?").matcher(key);
    if (matcher.matches()) {
      String digits = matcher.group(2);
      TimeRepresentation named =
          switch (matcher.group(1)) {
            case PositionTokens.NAME ->
                digits == null
                    ? new PositionTokens()
                    : new PositionTokens(Integer.parseInt(digits));
            case RelativeDecimals.NAME ->
                digits == null
                    ? new RelativeDecimals()
                    : new RelativeDecimals(Integer.parseInt(digits));
            case AbsoluteSeconds.NAME ->
                new AbsoluteSeconds(digits == null ? 0 : Integer.parseInt(digits));
            case AbsoluteTimeTokens.NAME -> digits == null ? new AbsoluteTimeTokens() : null;
            case ImageIndex.NAME -> digits == null ? new ImageIndex() : null;
            default -> null;
          };
      if (named != null) {
        return named;
      }
    }
    throw new IllegalArgumentException(
        "no time representation is named '"
            + key
            + "', expected one of "
            + String.join(", ", keys()));
  }
}
