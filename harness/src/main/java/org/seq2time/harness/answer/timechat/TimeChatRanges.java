package org.seq2time.harness.answer.timechat;

import static org.seq2time.harness.answer.timechat.PythonText.isDigit;
import static org.seq2time.harness.answer.timechat.PythonText.skipDigits;
import static org.seq2time.harness.answer.timechat.PythonText.skipNumber;
import static org.seq2time.harness.answer.timechat.PythonText.skipSpace;

import java.util.ArrayList;
import java.util.List;

/**
 * The reference's range, {@code \d+\.*\d*\s*-\s*\d+\.*\d*}, found from left to right without
 * overlap, in linear time: a number that no dash follows is looked at twice at most.
 *
 * @param start of the first number
 * @param firstEnd its end
 * @param secondStart of the second number
 * @param end its end, and the range's
 */
record TimeChatRanges(int start, int firstEnd, int secondStart, int end) {

  /** All ranges in {@code text[from, to)}. */
  static List<TimeChatRanges> in(int[] text, int from, int to) {
    List<TimeChatRanges> ranges = new ArrayList<>();
    int i = from;
    while (i < to) {
      if (!isDigit(text[i])) {
        i++;
        continue;
      }
      int firstEnd = skipNumber(text, i, to);
      int dash = skipSpace(text, firstEnd, to);
      int second = dash < to && text[dash] == '-' ? skipSpace(text, dash + 1, to) : to;
      if (second < to && isDigit(text[second])) {
        int end = skipNumber(text, second, to);
        ranges.add(new TimeChatRanges(i, firstEnd, second, end));
        i = end;
      } else {
        // "1.2.3 - 5": the digits behind the dots may still start a range, "2.3 - 5".
        i = skipDigits(text, i, to);
      }
    }
    return ranges;
  }

  /** The first number; NaN where it has two dots. */
  double first(int[] text) {
    return PythonText.toFloat(text, start, firstEnd);
  }

  /** The second number; NaN where it has two dots. */
  double second(int[] text) {
    return PythonText.toFloat(text, secondStart, end);
  }
}
