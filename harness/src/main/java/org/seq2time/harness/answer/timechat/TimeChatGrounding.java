package org.seq2time.harness.answer.timechat;

import static org.seq2time.harness.answer.timechat.PythonText.isBoundary;
import static org.seq2time.harness.answer.timechat.PythonText.isDigit;
import static org.seq2time.harness.answer.timechat.PythonText.skipDigits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Segment;

/**
 * A window from an answer, as TimeChat's {@code utils/format_tvg.py} takes it.
 *
 * <p>The first {@code n - m} anywhere counts, also the prompt's echoed example. Without any, the
 * first number of every sentence (ended by {@code !}, {@code ?} or a line feed, never by a full
 * stop) that holds "start", "end" or "happen", be it inside "legend", is collected, and the first
 * two make the window. The lesser time comes first. {@code hh:mm:ss} is never understood: its hours
 * are a number like any other.
 */
final class TimeChatGrounding {

  /** The reference lists more, all of which contain one of these. */
  private static final List<String> KEYWORDS = List.of("start", "end", "happen");

  private static final int SHORTEST_KEYWORD = 3;

  private TimeChatGrounding() {}

  /**
   * The window, or none.
   *
   * @return null where the reference fails or finds a number beyond what a double holds
   */
  static @Nullable List<Segment> parse(String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    int[] text = lower.codePoints().toArray();
    List<TimeChatRanges> ranges = TimeChatRanges.in(text, 0, text.length);
    if (!ranges.isEmpty()) {
      // The reference converts all of them: one bad number anywhere ends its run.
      for (TimeChatRanges range : ranges) {
        if (Double.isNaN(range.first(text)) || Double.isNaN(range.second(text))) {
          return null;
        }
      }
      return window(ranges.getFirst().first(text), ranges.getFirst().second(text));
    }
    double[] times = firstNumbers(lower);
    return times.length < 2 ? List.of() : window(times[0], times[1]);
  }

  private static @Nullable List<Segment> window(double first, double second) {
    if (Double.isInfinite(first) || Double.isInfinite(second)) {
      return null;
    }
    return List.of(second > first ? new Segment(first, second) : new Segment(second, first));
  }

  /** The first number of each of the first two sentences that have a keyword and a number. */
  private static double[] firstNumbers(String lower) {
    List<Double> times = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= lower.length() && times.size() < 2; i++) {
      if (i == lower.length() || isSentenceEnd(lower.charAt(i))) {
        String sentence = i - start < SHORTEST_KEYWORD ? "" : lower.substring(start, i);
        if (hasKeyword(sentence)) {
          double number = firstNumber(sentence.codePoints().toArray());
          if (!Double.isNaN(number)) {
            times.add(number);
          }
        }
        start = i + 1;
      }
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean hasKeyword(String sentence) {
    for (String keyword : KEYWORDS) {
      if (sentence.contains(keyword)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSentenceEnd(char c) {
    return c == '\n' || c == '!' || c == '?';
  }

  /** What {@code \b(\d+\.\d+\b|\b\d+)\b} finds first; NaN if nothing. */
  private static double firstNumber(int[] text) {
    int end = text.length;
    for (int i = 0; i < end; i++) {
      if (isDigit(text[i]) && isBoundary(text, i, end)) {
        int whole = skipDigits(text, i, end);
        int fraction =
            whole < end && text[whole] == '.' ? skipDigits(text, whole + 1, end) : whole + 1;
        if (fraction > whole + 1 && isBoundary(text, fraction, end)) {
          return PythonText.toFloat(text, i, fraction);
        }
        if (isBoundary(text, whole, end)) {
          return PythonText.toFloat(text, i, whole);
        }
        i = whole - 1;
      }
    }
    return Double.NaN;
  }
}
