package org.seq2time.harness.answer.robust1;

import java.util.Locale;
import java.util.Set;

/** The words around numbers that tell times from other numbers, and how to find them. */
final class TimeVocabulary {

  static final Set<String> SECONDS =
      Set.of(
          "s",
          "sec",
          "secs",
          "second",
          "seconds",
          "segundo",
          "segundos",
          "seconde",
          "secondes",
          "sekunde",
          "sekunden",
          "sek",
          "secondi",
          "сек",
          "секунда",
          "секунды",
          "секунд",
          "秒",
          "秒钟",
          "초",
          "सेकंड",
          "सेकेंड",
          "ثانية",
          "ثوان",
          "ثواني");

  static final Set<String> MILLISECONDS = Set.of("ms", "msec", "millisecond", "milliseconds");

  static final Set<String> MINUTES =
      Set.of("m", "min", "mins", "minute", "minutes", "分", "分钟", "분", "मिनट");

  static final Set<String> HOURS = Set.of("h", "hr", "hrs", "hour", "hours", "小时");

  /** What is counted or measured in captions. */
  static final Set<String> MEASURES =
      Set.of(
          ("cup cups tablespoon tablespoons tbsp tbsps teaspoon teaspoons tsp tsps clove cloves"
               + " slice slices piece pieces egg eggs onion onions tomato tomatoes potato potatoes"
               + " carrot carrots person people persons man men woman women boy boys girl girls kid"
               + " kids child children friend friends guy guys dog dogs cat cats times time degree"
               + " degrees fahrenheit celsius f c inch inches cm mm km meter meters metre metres"
               + " foot feet ft mile miles yard yards g kg gram grams mg ml l liter liters litre"
               + " litres lb lbs pound pounds oz ounce ounces pinch pinches dash quart quarts"
               + " gallon gallons stick sticks can cans bag bags bowl bowls plate plates bottle"
               + " bottles box boxes layer layers side sides part parts half halves quarter"
               + " quarters step steps ingredient ingredients minute's day days week weeks month"
               + " months year years old hour hours frame frames fps players player team teams"
               + " point points goal goals way ways of or others more small large big medium"
               + " different other whole equal dollars euros percent-off push pushups reps sets set"
               + " chairs tables cars car hands fingers books shirts kinds types items things"
               + " bananas apples apple strips cubes balls rows lines am pm o'clock")
              .split(" ", -1));

  /** Before a number: how long something takes, or how much of it there is. */
  static final Set<String> DURATION_BEFORE =
      Set.of(
          "for",
          "takes",
          "take",
          "took",
          "taking",
          "lasts",
          "last",
          "lasting",
          "lasted",
          "every",
          "per",
          "additional",
          "another",
          "total",
          "extra");

  /** May stand between one of {@link #DURATION_BEFORE} or a start word and its number. */
  static final Set<String> VAGUE =
      Set.of(
          "about",
          "around",
          "approximately",
          "roughly",
          "nearly",
          "almost",
          "exactly",
          "the",
          "a",
          "an",
          "another",
          "next",
          "least",
          "at",
          "only",
          "just",
          "some",
          "say",
          "ca",
          "circa");

  /** Between "start" or "end" and the time that belongs to it. */
  static final Set<String> KEY_FILLERS =
      Set.of(
          "time",
          "times",
          "timestamp",
          "timestamps",
          "at",
          "is",
          "for",
          "this",
          "the",
          "event",
          "of",
          "in",
          "on",
          "about",
          "around",
          "approximately",
          "roughly",
          "it",
          "that",
          "moment",
          "point",
          "action",
          "query",
          "given",
          "video",
          "seconds",
          "second",
          "sec",
          "secs",
          "s",
          "mark",
          "frame",
          "from",
          "by",
          "and",
          "just",
          "exactly",
          "clip",
          "segment",
          "was",
          "be",
          "happening",
          "occurring",
          "position",
          "window",
          "scene",
          "activity");

  /** Before a range at the head of an item. */
  static final Set<String> LEAD =
      Set.of(
          "from",
          "at",
          "between",
          "in",
          "during",
          "on",
          "the",
          "time",
          "times",
          "timestamp",
          "timestamps",
          "segment",
          "event",
          "events",
          "scene",
          "step",
          "clip",
          "interval",
          "range",
          "window",
          "part",
          "chapter",
          "action",
          "activity",
          "and",
          "then",
          "next",
          "starting",
          "around",
          "about",
          "approximately",
          "roughly",
          "first",
          "second",
          "third",
          "fourth",
          "finally",
          "lastly",
          "last",
          "t",
          "duration",
          "period",
          "moment",
          "section",
          "shot",
          "a",
          "b",
          "c",
          "d",
          "e",
          "start",
          "end",
          "begin",
          "starts",
          "i",
          "ii",
          "iii",
          "iv",
          "v",
          "number",
          "no",
          "description",
          "afterwards",
          "also",
          "seconds",
          "frame",
          "frames",
          "von",
          "assistant",
          "answer",
          "output",
          "response",
          "result",
          "results",
          "timeline",
          "de",
          "desde",
          "entre",
          "从",
          "在",
          "от",
          "с",
          "से",
          "من");

  private TimeVocabulary() {}

  static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Blank, but not the end of a line. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\u00a0' || c == '\u202f' || c == '\u3000' || c == '\r';
  }

  /** The end of the blanks that start here. */
  static int skipBlanks(CharSequence text, int at) {
    int i = at;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The start of the blanks that end here, not before the limit. */
  static int skipBlanksBack(CharSequence text, int at, int limit) {
    int i = at;
    while (i > limit && isBlank(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /**
   * The end of the word that starts here. Scripts without blanks between words are cut into what
   * the lists above hold: an ideograph each, but for a few pairs, and Korean units without their
   * endings.
   */
  static int wordEnd(CharSequence text, int at) {
    int i = at;
    if (at < text.length() && isUnspaced(text.charAt(at))) {
      boolean pair =
          at + 2 <= text.length()
              && UNSPACED_PAIRS.contains(text.subSequence(at, at + 2).toString());
      return at + (pair ? 2 : 1);
    }
    while (i < text.length()
        && i - at <= MAX_WORD
        && !isUnspaced(text.charAt(i))
        && (Character.isLetter(text.charAt(i))
            || isMark(text.charAt(i))
            || (text.charAt(i) == '\''
                && i + 1 < text.length()
                && isAsciiLetter(text.charAt(i + 1))))) {
      i++;
    }
    return i;
  }

  private static final Set<String> UNSPACED_PAIRS = Set.of("秒钟", "分钟", "小时");

  /** Longer words are none of ours; the limit keeps every look around constant. */
  private static final int MAX_WORD = 24;

  /** The start of the word that ends here, not before the limit. */
  static int wordStart(CharSequence text, int end, int limit) {
    int i = end;
    if (end > limit && isUnspaced(text.charAt(end - 1))) {
      return end - 1;
    }
    while (i > limit
        && end - i <= MAX_WORD
        && !isUnspaced(text.charAt(i - 1))
        && (Character.isLetter(text.charAt(i - 1)) || isMark(text.charAt(i - 1)))) {
      i--;
    }
    return i;
  }

  private static boolean isUnspaced(char c) {
    return c > 0x1000 && (Character.isIdeographic(c) || c == '초' || c == '분');
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** The word in lower case. */
  static String lower(CharSequence text, int start, int end) {
    return start == end ? "" : text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
  }
}
