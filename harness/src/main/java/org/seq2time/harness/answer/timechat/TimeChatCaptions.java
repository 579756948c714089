package org.seq2time.harness.answer.timechat;

import static org.seq2time.harness.answer.timechat.PythonText.skipNumber;
import static org.seq2time.harness.answer.timechat.PythonText.string;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;

/**
 * Events from an answer, as TimeChat's {@code utils/format_dvc.py} takes them.
 *
 * <p>On the lower-cased text: all {@code n - m} are the times, the pieces between them (without
 * "seconds", longer than 5 characters) the captions, paired by position, so that a preamble shifts
 * every caption by one. Without any, "start time: n" and "end time: m" are the times, "description:
 * ..." or "* ..." the captions. If that leaves no event, {@link TimeChatFallback} looks for one.
 */
final class TimeChatCaptions {

  /** Pieces of so many characters or fewer are no captions. */
  private static final int TOO_SHORT = 5;

  /**
   * How many characters may be looked at to replace ranges by line ends. The reference replaces
   * every occurrence of every range in turn, which takes the square of the length; all answers of
   * up to 30,000 characters stay below this. Beyond it each range is replaced where it was found.
   */
  private static final long REPLACEMENT_BUDGET = 50_000_000;

  private TimeChatCaptions() {}

  /**
   * The events, or none.
   *
   * @return null where the reference fails or finds a number beyond what a double holds
   */
  static @Nullable List<Event> parse(String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    int[] text = lower.codePoints().toArray();
    List<TimeChatRanges> ranges = TimeChatRanges.in(text, 0, text.length);
    double[] times;
    List<String> captions;
    if (ranges.isEmpty()) {
      times = labelledTimes(text);
      if (times.length == 0) {
        return stopsInDebugger(text) ? null : TimeChatFallback.parse(answer);
      }
      captions = labelledCaptions(text);
    } else {
      times = new double[2 * ranges.size()];
      for (int i = 0; i < times.length; i += 2) {
        TimeChatRanges range = ranges.get(i / 2);
        times[i] = range.first(text);
        times[i + 1] = range.second(text);
      }
      captions = longLines(withoutRanges(lower, text, ranges).replace("seconds", ""));
    }
    for (double time : times) {
      if (Double.isNaN(time)) {
        return null;
      }
    }
    List<String> kept =
        captions.stream()
            .filter(c -> PythonText.length(c) > TOO_SHORT)
            .map(TimeChatCaptions::trim)
            .toList();
    return kept.isEmpty() ? TimeChatFallback.parse(answer) : events(times, kept);
  }

  /** Lines that may be captions; an answer of nothing but ranges has a million that are not. */
  private static List<String> longLines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      if (to - from > TOO_SHORT) {
        lines.add(text.substring(from, to));
      }
      from = to + 1;
    }
    return lines;
  }

  /**
   * Events from times and captions, paired by position.
   *
   * @param times start and end in turn
   */
  private static @Nullable List<Event> events(double[] times, List<String> captions) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < Math.min(times.length / 2, captions.size()); i++) {
      double start = times[2 * i];
      double end = times[2 * i + 1];
      if (Double.isInfinite(start) || Double.isInfinite(end)) {
        return null;
      }
      events.add(new Event(new Segment(start, end), captions.get(i)));
    }
    return events;
  }

  private static String trim(String caption) {
    return PythonText.stripEnd(PythonText.strip(PythonText.strip(caption), ", "));
  }

  /** The text with every occurrence of every range as a line end, one range after the other. */
  private static String withoutRanges(String lower, int[] text, List<TimeChatRanges> ranges) {
    Set<String> seen = new LinkedHashSet<>();
    List<String> inOrder = new ArrayList<>();
    for (TimeChatRanges range : ranges) {
      String found = string(text, range.start(), range.end());
      // Replacing it again finds nothing, unless line ends put in since then are a part of it.
      if (seen.add(found) || found.indexOf('\n') >= 0) {
        inOrder.add(found);
      }
    }
    if ((long) inOrder.size() * lower.length() > REPLACEMENT_BUDGET) {
      return withoutRangesInPlace(text, ranges);
    }
    String rest = lower;
    for (String range : inOrder) {
      rest = rest.replace(range, "\n");
    }
    return rest;
  }

  private static String withoutRangesInPlace(int[] text, List<TimeChatRanges> ranges) {
    StringBuilder rest = new StringBuilder();
    int from = 0;
    for (TimeChatRanges range : ranges) {
      rest.append(string(text, from, range.start())).append('\n');
      from = range.end();
    }
    return rest.append(string(text, from, text.length)).toString();
  }

  /** "Start time: n" and "End time: m", paired by position; empty without one of them. */
  private static double[] labelledTimes(int[] text) {
    List<Double> starts = labelled(text, "start");
    List<Double> ends = labelled(text, "end");
    double[] times = new double[2 * Math.min(starts.size(), ends.size())];
    for (int i = 0; i < times.length; i += 2) {
      times[i] = starts.get(i / 2);
      times[i + 1] = ends.get(i / 2);
    }
    return times;
  }

  /** The numbers behind {@code start(ing)? time: } in any case, with an optional unit behind. */
  private static List<Double> labelled(int[] text, String word) {
    List<Double> numbers = new ArrayList<>();
    int i = 0;
    while (i < text.length) {
      int at = skipIgnoringCase(text, i, word);
      if (at > i) {
        int ing = skipIgnoringCase(text, at, "ing");
        int number = skipIgnoringCase(text, ing, " time: ");
        int end = number > ing ? skipNumberHere(text, number) : number;
        if (end > number) {
          numbers.add(PythonText.toFloat(text, number, end));
          int unit = skipIgnoringCase(text, end, "s");
          i = unit > end ? unit : skipIgnoringCase(text, end, " seconds");
          continue;
        }
      }
      i++;
    }
    return numbers;
  }

  /** The end of the number that starts here; the same place if none does. */
  private static int skipNumberHere(int[] text, int at) {
    return at < text.length && PythonText.isDigit(text[at])
        ? skipNumber(text, at, text.length)
        : at;
  }

  /** The place behind the ASCII word; the same place if it does not stand here. */
  private static int skipIgnoringCase(int[] lowerText, int at, String word) {
    if (at + word.length() > lowerText.length) {
      return at;
    }
    for (int i = 0; i < word.length(); i++) {
      int c = lowerText[at + i];
      char w = word.charAt(i);
      // Ignoring case, Python takes the long s for an s and the dotless i for an i.
      if (c != w && !(w == 's' && c == 0x17f) && !(w == 'i' && c == 0x131)) {
        return at;
      }
    }
    return at + word.length();
  }

  /** {@code description: (.*)}, or without any {@code \*\s*(.*)}. */
  private static List<String> labelledCaptions(int[] text) {
    List<String> captions = new ArrayList<>();
    String label = "description: ";
    int i = 0;
    while (i + label.length() <= text.length) {
      if (startsWith(text, i, label)) {
        int end = lineEnd(text, i + label.length());
        captions.add(string(text, i + label.length(), end));
        i = end;
      } else {
        i++;
      }
    }
    for (i = captions.isEmpty() ? 0 : text.length; i < text.length; i++) {
      if (text[i] == '*') {
        int start = PythonText.skipSpace(text, i + 1, text.length);
        int end = lineEnd(text, start);
        captions.add(string(text, start, end));
        i = end - 1;
      }
    }
    return captions;
  }

  /** Whether {@code start time n, end time m} is there, at which the reference stops in pdb. */
  private static boolean stopsInDebugger(int[] text) {
    String label = "start time ";
    String second = ", end time ";
    for (int i = 0; i + label.length() < text.length; i++) {
      if (startsWith(text, i, label)) {
        int end = skipNumberHere(text, i + label.length());
        int number = end + second.length();
        if (end > i + label.length()
            && startsWith(text, end, second)
            && number < text.length
            && PythonText.isDigit(text[number])) {
          return true;
        }
      }
    }
    return false;
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

  private static int lineEnd(int[] text, int from) {
    int i = from;
    while (i < text.length && text[i] != '\n') {
      i++;
    }
    return i;
  }
}
