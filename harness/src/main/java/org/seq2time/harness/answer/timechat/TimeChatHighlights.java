package org.seq2time.harness.answer.timechat;

import static org.seq2time.harness.answer.timechat.PythonText.isBoundary;
import static org.seq2time.harness.answer.timechat.PythonText.isDigit;
import static org.seq2time.harness.answer.timechat.PythonText.skipDigits;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Saliency;

/**
 * Times and saliency scores from an answer, as TimeChat's {@code utils/format_vhd.py} takes them.
 *
 * <p>Every "th" is blanked first. Without both "second" and "score" nothing is found. With fewer
 * than three of each, every line that has one of them gives its numbers before the first "score" as
 * times and its {@code d.d} after it as scores ("There are N highlight moments" limits both to N).
 * Otherwise every line with one of them or a colon gives its last number above 10 as a time and its
 * last {@code d.d} as a score. Missing scores are 0, spare ones are dropped, if there is more than
 * one time.
 *
 * @param times in seconds, as found; may be infinite
 * @param scores as found, in the same order
 */
record TimeChatHighlights(List<Double> times, List<Double> scores) {

  private static final int LISTED_BELOW = 3;
  private static final double LEAST_TIME = 10;
  private static final String COUNT_START = "There are ";
  private static final String COUNT_END = " highlight moments";

  TimeChatHighlights {
    times = List.copyOf(times);
    scores = List.copyOf(scores);
  }

  /**
   * Reads an answer.
   *
   * @return null where the reference fails: an announced count of more than 4,300 digits
   */
  static @Nullable TimeChatHighlights parse(String answer) {
    String text = answer.replace("th", " ");
    int seconds = count(text, "second");
    int scores = count(text, "score");
    if (seconds == 0 || scores == 0) {
      return new TimeChatHighlights(List.of(), List.of());
    }
    Lists lists = new Lists();
    for (String line : text.split("\n", -1)) {
      if (seconds < LISTED_BELOW && scores < LISTED_BELOW) {
        if (!lists.addListed(line)) {
          return null;
        }
      } else {
        lists.addDescribed(line);
      }
    }
    return lists.paired();
  }

  /**
   * The score of every clip: the mean of the scores of the times in it, 0 without any.
   *
   * <p>A time {@code t} belongs to clip {@code max(0, int((t - 1) / 2))}; times beyond the video
   * are skipped.
   *
   * @return null where the reference fails: a time behind the last whole clip of a video whose
   *     length is no multiple of a clip's, or a negative one beyond what a double holds
   */
  double @Nullable [] clipScores(double durationSeconds) {
    int clips = Saliency.clipsIn(durationSeconds);
    double[] sums = new double[clips];
    int[] counts = new int[clips];
    for (int i = 0; i < Math.min(times.size(), scores.size()); i++) {
      double time = times.get(i);
      if (time > durationSeconds) {
        continue;
      }
      int clip = Math.max(0, (int) ((time - 1) / Saliency.CLIP_LENGTH_SECONDS));
      if (clip >= clips || Double.isInfinite(time)) {
        return null;
      }
      sums[clip] += scores.get(i);
      counts[clip]++;
    }
    for (int clip = 0; clip < clips; clip++) {
      sums[clip] = counts[clip] == 0 ? 0 : sums[clip] / counts[clip];
    }
    return sums;
  }

  private static int count(String text, String word) {
    int count = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
      count++;
    }
    return count;
  }

  /** Times and scores as they are collected line by line. */
  private static final class Lists {

    private final List<Double> times = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();

    /** A line of a list of times and a list of scores; false where the reference fails. */
    boolean addListed(String line) {
      if (!line.contains("second") && !line.contains("score")) {
        return true;
      }
      String rest = line;
      int limit = Integer.MAX_VALUE;
      int[] text = line.codePoints().toArray();
      int[] announced = announcedCount(text);
      if (announced.length > 0) {
        BigInteger count = PythonText.toInt(text, announced[0], announced[1]);
        if (count == null) {
          return false;
        }
        limit = count.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
        rest = line.replace(COUNT_START + count + COUNT_END, "");
      }
      int first = rest.indexOf("score");
      int second = first < 0 ? -1 : rest.indexOf("score", first + "score".length());
      String timePart = first < 0 ? rest : rest.substring(0, first);
      String scorePart =
          first < 0
              ? rest
              : rest.substring(first + "score".length(), second < 0 ? rest.length() : second);
      numbers(timePart.codePoints().toArray()).stream().limit(limit).forEach(times::add);
      shortDecimals(scorePart.codePoints().toArray()).stream().limit(limit).forEach(scores::add);
      return true;
    }

    /** A line that describes one highlight. */
    void addDescribed(String line) {
      if (!line.contains("second") && !line.contains("score") && line.indexOf(':') < 0) {
        return;
      }
      int[] text = line.codePoints().toArray();
      List<Double> found = shortDecimals(text);
      if (!found.isEmpty()) {
        scores.add(found.getLast());
      }
      double time = lastTime(text);
      if (!Double.isNaN(time)) {
        times.add(time);
      }
    }

    TimeChatHighlights paired() {
      if (times.size() > 1) {
        while (scores.size() < times.size()) {
          scores.add(0.0);
        }
        return new TimeChatHighlights(times, scores.subList(0, times.size()));
      }
      return new TimeChatHighlights(times, scores);
    }
  }

  /** Where {@code There are (\d+) highlight moments} has its number; empty if nowhere. */
  private static int[] announcedCount(int[] text) {
    for (int i = 0; i + COUNT_START.length() < text.length; i++) {
      if (startsWith(text, i, COUNT_START)) {
        int digits = i + COUNT_START.length();
        int end = skipDigits(text, digits, text.length);
        if (end > digits && startsWith(text, end, COUNT_END)) {
          return new int[] {digits, end};
        }
      }
    }
    return new int[0];
  }

  private static boolean startsWith(int[] text, int at, String ascii) {
    if (at + ascii.length() > text.length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (text[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** All of {@code [-+]?\d*\.\d+|\d+}. */
  private static List<Double> numbers(int[] text) {
    List<Double> numbers = new ArrayList<>();
    int end = text.length;
    int i = 0;
    while (i < end) {
      int digits = text[i] == '-' || text[i] == '+' ? i + 1 : i;
      int dot = skipDigits(text, digits, end);
      int fraction = dot < end && text[dot] == '.' ? skipDigits(text, dot + 1, end) : dot;
      if (fraction > dot + 1) {
        numbers.add(PythonText.toFloat(text, i, fraction));
        i = fraction;
      } else if (digits == i && dot > i) {
        numbers.add(PythonText.toFloat(text, i, dot));
        i = dot;
      } else {
        i++;
      }
    }
    return numbers;
  }

  /** All of {@code \b\d\.\d\b}. */
  private static List<Double> shortDecimals(int[] text) {
    List<Double> numbers = new ArrayList<>();
    int end = text.length;
    for (int i = 0; i + 2 < end; i++) {
      if (isDigit(text[i])
          && text[i + 1] == '.'
          && isDigit(text[i + 2])
          && isBoundary(text, i, end)
          && isBoundary(text, i + 3, end)) {
        numbers.add(PythonText.toFloat(text, i, i + 3));
        i += 2;
      }
    }
    return numbers;
  }

  /**
   * The last number above 10 that stands by itself, where {@code hh:mm:ss} is taken as a whole and
   * then ignored; NaN without any.
   */
  private static double lastTime(int[] text) {
    int end = text.length;
    double last = Double.NaN;
    int i = 0;
    while (i < end) {
      if (!isDigit(text[i]) || !isBoundary(text, i, end)) {
        i++;
        continue;
      }
      int whole = skipDigits(text, i, end);
      int clock = clockEnd(text, i, whole);
      int fraction =
          whole < end && text[whole] == '.' ? skipDigits(text, whole + 1, end) : whole + 1;
      int numberEnd =
          fraction > whole + 1 && isBoundary(text, fraction, end)
              ? fraction
              : isBoundary(text, whole, end) ? whole : i;
      if (clock > i) {
        i = clock;
      } else if (numberEnd > i) {
        double number = PythonText.toFloat(text, i, numberEnd);
        last = number > LEAST_TIME ? number : last;
        i = numberEnd;
      } else {
        i = whole;
      }
    }
    return last;
  }

  /** The end of {@code \d{1,2}:\d{2}:\d{2}\b} at a run of digits; its start if it is none. */
  private static int clockEnd(int[] text, int start, int runEnd) {
    int end = text.length;
    int minutes = runEnd + 1;
    int seconds = minutes + 3;
    boolean found =
        runEnd - start <= 2
            && seconds + 2 <= end
            && text[runEnd] == ':'
            && skipDigits(text, minutes, minutes + 2) == minutes + 2
            && text[minutes + 2] == ':'
            && skipDigits(text, seconds, seconds + 2) == seconds + 2
            && isBoundary(text, seconds + 2, end);
    return found ? seconds + 2 : start;
  }
}
