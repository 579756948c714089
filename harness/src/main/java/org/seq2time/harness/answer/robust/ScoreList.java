package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/**
 * An answer of numbers only: one score a clip ({@code [0, 0, 3, 4, 2]}), or as many times as scores
 * ({@code 6.0, 8.0; 3.0, 4.0}).
 *
 * @param scores one a clip; null where there are times
 * @param times in seconds; empty where there is a score a clip
 * @param timed a score a time
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never shared.
record ScoreList(double @Nullable [] scores, List<Double> times, List<Double> timed) {

  private static final int MIN_SCORES = 4;

  /** The list; null if the text is something else. */
  static @Nullable ScoreList read(String text, int clips) {
    List<List<Double>> lists = new ArrayList<>();
    for (String part : text.strip().split("[;\n]", -1)) {
      List<Double> numbers = numbers(part);
      if (numbers == null) {
        return null;
      }
      if (!numbers.isEmpty()) {
        lists.add(numbers);
      }
    }
    if (lists.size() == 2
        && lists.get(0).size() == lists.get(1).size()
        && lists.get(0).size() > 1) {
      return new ScoreList(null, lists.get(0), lists.get(1));
    }
    if (lists.size() != 1 || lists.getFirst().size() < MIN_SCORES) {
      return null;
    }
    List<Double> only = lists.getFirst();
    if (only.size() != clips && isAscending(only)) {
      return null;
    }
    return new ScoreList(
        only.stream().mapToDouble(Double::doubleValue).toArray(), List.of(), List.of());
  }

  private static boolean isAscending(List<Double> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i) <= numbers.get(i - 1)) {
        return false;
      }
    }
    return true;
  }

  /** The numbers between commas; null if there is anything else. */
  private static @Nullable List<Double> numbers(String part) {
    String plain = part.strip();
    if (plain.startsWith("[") && plain.endsWith("]")) {
      plain = plain.substring(1, plain.length() - 1).strip();
    }
    List<Double> numbers = new ArrayList<>();
    if (plain.isEmpty()) {
      return numbers;
    }
    for (String number : plain.split(",", -1)) {
      OptionalDouble value = Decimals.parse(number.strip());
      if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
        return null;
      }
      numbers.add(value.getAsDouble());
    }
    return numbers;
  }

  void addTo(ClipScores clips, Timeline timeline) {
    for (int i = 0; i < times.size(); i++) {
      TimeMention time = new TimeMention(Kind.BARE, 0, 0, times.get(i));
      if (times.get(i) >= 0) {
        clips.add(timeline, time, time, timed.get(i));
      }
    }
  }
}
