package org.seq2time.harness.answer.timechat;

import static org.seq2time.harness.answer.timechat.PythonText.isDigit;
import static org.seq2time.harness.answer.timechat.PythonText.roundToHundredths;
import static org.seq2time.harness.answer.timechat.PythonText.skipDigits;
import static org.seq2time.harness.answer.timechat.PythonText.skipNumber;
import static org.seq2time.harness.answer.timechat.PythonText.toFloat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;

/**
 * The second attempt of TimeChat's {@code utils/format_dvc.py}: the answer is cut into lines, or at
 * full stops if it is one line, and the first piece of at least 8 characters that holds times in
 * front of "seconds" becomes the only event.
 *
 * <p>Times are {@code n - m}; or one {@code m:s}; or two; or one number, or two. One time alone is
 * widened: 20 s to both sides above 20 s, 40 s to the right otherwise. Values are rounded to
 * hundredths. A piece in which the reference raises an error is passed over, as it does itself; so
 * is a time below 0.0001 s, which Python writes with a minus sign in its exponent.
 */
final class TimeChatFallback {

  private static final int MIN_LENGTH = 8;
  private static final String UNIT = "seconds";
  private static final double RADIUS = 20;
  private static final BigInteger SECONDS_PER_MINUTE = BigInteger.valueOf(60);

  /** Python writes smaller numbers as {@code 1e-05}. */
  private static final double LEAST_PLAIN = 1e-4;

  private TimeChatFallback() {}

  /**
   * One event, or none.
   *
   * @return null if the time found is beyond what a double holds
   */
  static @Nullable List<Event> parse(String answer) {
    boolean lines = answer.indexOf('\n') >= 0;
    char cut = lines ? '\n' : '.';
    int next = 0;
    for (int from = 0; from <= answer.length(); from = next) {
      int end = answer.indexOf(cut, from);
      int to = end < 0 ? answer.length() : end;
      next = to + 1;
      if (to - from < MIN_LENGTH) {
        continue; // Before it becomes a string: there may be a million.
      }
      String part = answer.substring(from, to);
      if (PythonText.length(part) < MIN_LENGTH) {
        continue;
      }
      List<String> pieces = aroundUnit(lines ? part : part + ".");
      double[] times = times(pieces.getFirst().codePoints().toArray());
      if (times.length == 2) {
        return event(times, PythonText.strip(pieces.getLast()));
      }
    }
    return List.of();
  }

  /** The piece cut at every "seconds", without commas at the ends. */
  private static List<String> aroundUnit(String piece) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = piece.indexOf(UNIT); at >= 0; at = piece.indexOf(UNIT, from)) {
      parts.add(PythonText.strip(piece.substring(from, at), ","));
      from = at + UNIT.length();
    }
    parts.add(PythonText.strip(piece.substring(from), ","));
    return parts;
  }

  private static @Nullable List<Event> event(double[] times, String caption) {
    double start = roundToHundredths(times[0]);
    double end = roundToHundredths(times[1]);
    return Double.isInfinite(start) || Double.isInfinite(end)
        ? null
        : List.of(new Event(new Segment(start, end), caption));
  }

  /** Two times; empty where the reference finds none or raises an error. */
  private static double[] times(int[] text) {
    List<TimeChatRanges> ranges = TimeChatRanges.in(text, 0, text.length);
    if (!ranges.isEmpty()) {
      TimeChatRanges range = ranges.getFirst();
      return valid(range.first(text), range.second(text));
    }
    int colons = 0;
    for (int c : text) {
      colons += c == ':' ? 1 : 0;
    }
    return colons == 1 || colons == 2 ? clocks(text, colons) : numbers(text);
  }

  /** One or two times written {@code m:s}. */
  private static double[] clocks(int[] text, int colons) {
    List<BigInteger> found = new ArrayList<>();
    int i = 0;
    while (i < text.length) {
      int minutesEnd = isDigit(text[i]) ? skipNumber(text, i, text.length) : i;
      if (minutesEnd > i
          && minutesEnd + 1 < text.length
          && text[minutesEnd] == ':'
          && isDigit(text[minutesEnd + 1])) {
        int end = skipNumber(text, minutesEnd + 1, text.length);
        BigInteger minutes = PythonText.toInt(text, i, minutesEnd);
        BigInteger seconds = PythonText.toInt(text, minutesEnd + 1, end);
        if (minutes == null || seconds == null) {
          return new double[0];
        }
        found.add(minutes.multiply(SECONDS_PER_MINUTE).add(seconds));
        i = end;
      } else {
        // "1.2.3:04": the digits behind the dots may still start a time.
        i = minutesEnd > i ? skipDigits(text, i, text.length) : i + 1;
      }
    }
    if (found.size() != colons) {
      return new double[0];
    }
    double first = found.getFirst().doubleValue();
    if (colons == 2) {
      return new double[] {first, found.getLast().doubleValue()};
    }
    BigInteger radius = BigInteger.valueOf((long) RADIUS);
    BigInteger start = first > RADIUS ? found.getFirst().subtract(radius) : found.getFirst();
    BigInteger end = start.add(radius).add(radius);
    return new double[] {start.doubleValue(), end.doubleValue()};
  }

  /** One or two plain numbers. */
  private static double[] numbers(int[] text) {
    double[] found = new double[2];
    int count = 0;
    int i = 0;
    while (i < text.length) {
      if (!isDigit(text[i])) {
        i++;
        continue;
      }
      int dots = skipDigits(text, i, text.length);
      while (dots < text.length && text[dots] == '.') {
        dots++;
      }
      int end = skipDigits(text, dots, text.length);
      if (end > dots && end < text.length && text[end] == '.') {
        end--; // No dot may follow: the last digit is given back.
      }
      if (count == found.length) {
        return new double[0];
      }
      found[count++] = toFloat(text, i, end);
      i = end;
    }
    return switch (count) {
      case 1 -> around(found[0]);
      case 2 -> valid(found[0], found[1]);
      default -> new double[0];
    };
  }

  private static double[] around(double time) {
    double start = time > RADIUS ? time - RADIUS : time;
    double end = time > RADIUS ? time + RADIUS : time + 2 * RADIUS;
    return start != 0 && start < LEAST_PLAIN ? new double[0] : valid(start, end);
  }

  private static double[] valid(double start, double end) {
    return Double.isNaN(start) || Double.isNaN(end) ? new double[0] : new double[] {start, end};
  }
}
