package org.seq2time.harness.answer.robust1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.seq2time.harness.answer.robust1.TimeMention.Kind;

/**
 * Finds times and their saliency scores in a text: lists of both, one pair a line or sentence, or
 * rows of a table. TimeVocabulary ("score", "second"), units and the order of the numbers tell
 * which is which.
 */
final class HighlightReader {

  /** What the numbers behind a word are. */
  private static final Map<String, Mode> MODES =
      modes(
          "score scores saliency rating ratings rated relevance confidence scored scoring",
          "second seconds time times timestamp timestamps at sec secs moment moments in from"
              + " highlight highlights clip clips");

  private static final int LONGEST_MODE =
      MODES.keySet().stream().mapToInt(String::length).max().orElseThrow();

  private static final Set<String> COUNTED =
      Set.of(
          "highlight",
          "highlights",
          "moment",
          "moments",
          "clip",
          "clips",
          "timestamp",
          "timestamps",
          "segments",
          "scenes",
          "key",
          "most",
          "main",
          "best",
          "salient");

  private static final Set<String> NUMBERED =
      Set.of(
          "highlight",
          "moment",
          "clip",
          "event",
          "no",
          "number",
          "rank",
          "top",
          "segment",
          "scene",
          "frame",
          "timestamp",
          "item");

  private static final int MIN_LIST = 3;

  private final String text;
  private final List<TimeMention> mentions;
  private final List<Span> spans;
  private final List<Part> parts = new ArrayList<>();
  private int nextMention;
  private int nextSpan;
  private Mode carried = Mode.NONE;
  private boolean scoreFirst;

  private HighlightReader(String text) {
    this.text = text;
    this.mentions = TimeMentionScanner.scan(text);
    // Neighbours in a list or in a row of a table are no ranges here.
    this.spans =
        SpanFinder.find(text, mentions).stream()
            .filter(s -> s.link() != Span.Link.ADJACENT && s.link() != Span.Link.BRACKETED)
            .toList();
  }

  private enum Mode {
    NONE,
    TIME,
    SCORE
  }

  /** A time (a span) or a score, as it comes in the text. */
  private record Part(Span span, boolean isTime) {
    double score() {
      return span.first().value();
    }
  }

  /**
   * A highlight.
   *
   * @param span its time; for a moment both ends are the same
   * @param score NaN without one
   */
  record Highlight(Span span, double score) {}

  private static Map<String, Mode> modes(String scores, String times) {
    Map<String, Mode> modes = new HashMap<>();
    List.of(scores.split(" ", -1)).forEach(word -> modes.put(word, Mode.SCORE));
    List.of(times.split(" ", -1)).forEach(word -> modes.put(word, Mode.TIME));
    return Map.copyOf(modes);
  }

  static List<Highlight> read(String text) {
    HighlightReader reader = new HighlightReader(text);
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      reader.readLine(start, end);
      start = end + 1;
    }
    return pair(reader.parts);
  }

  private void readLine(int start, int end) {
    List<Span> numbers = numbers(end);
    boolean listed = isList(numbers);
    Mode mode = carried;
    int at = start;
    boolean anyTime = false;
    boolean anyExplicit = false;
    for (Span number : numbers) {
      mode = modeOf(at, number.start(), mode);
      at = number.end();
      if (number.isCount() || isIndex(number, start) || isCounted(number)) {
        continue;
      }
      boolean explicit = number.first().isExplicit() && number.first().kind() != Kind.FRACTION;
      boolean time =
          switch (number.first().kind()) {
            case RATIO -> false;
            case BARE, FRACTION, MINUTES ->
                !anyExplicit
                    && (mode == Mode.NONE ? listed || anyTime == scoreFirst : mode == Mode.TIME);
            default -> true;
          };
      // In rows without words times and scores take turns.
      boolean takesTurns = mode == Mode.NONE && scoreFirst;
      anyTime = takesTurns ? !time : (anyTime || time);
      anyExplicit |= explicit;
      addPart(number, time);
    }
    if (numbers.isEmpty()) {
      noteHeading(start, end, modeOf(at, end, mode));
    }
  }

  /** A range of scores is two scores. */
  private void addPart(Span number, boolean time) {
    if (time || number.isSingle()) {
      parts.add(new Part(number, time));
      return;
    }
    parts.add(new Part(Span.single(number.first()), false));
    parts.add(new Part(Span.single(number.second()), false));
  }

  /** A line of words only: a heading that says what follows, or the order of columns. */
  private void noteHeading(int start, int end, Mode last) {
    if (last == Mode.NONE) {
      return;
    }
    Mode first = Mode.NONE;
    int at = start;
    while (at < end && first == Mode.NONE) {
      int wordEnd = Math.min(end, TimeVocabulary.wordEnd(text, at));
      first = mode(TimeVocabulary.lower(text, at, wordEnd), Mode.NONE);
      at = Math.max(at + 1, wordEnd);
    }
    boolean columns = first != Mode.NONE && first != last;
    scoreFirst = columns ? first == Mode.SCORE : scoreFirst;
    carried = columns ? Mode.NONE : last;
  }

  /** The ranges and other numbers up to the end of the line. */
  private List<Span> numbers(int end) {
    List<Span> numbers = new ArrayList<>();
    while (nextMention < mentions.size() && mentions.get(nextMention).start() < end) {
      TimeMention mention = mentions.get(nextMention);
      while (nextSpan < spans.size() && spans.get(nextSpan).end() <= mention.start()) {
        nextSpan++;
      }
      Span span = nextSpan < spans.size() ? spans.get(nextSpan) : null;
      boolean range =
          span != null
              && mention.start() == Math.min(span.first().start(), span.second().start())
              && !isTimeAndScore(span, nextMention);
      if (span != null && range) {
        numbers.add(span);
        while (nextMention < mentions.size() && mentions.get(nextMention).start() < span.end()) {
          nextMention++;
        }
      } else {
        numbers.add(Span.single(mention));
        nextMention++;
      }
    }
    return numbers;
  }

  /** "4s - 2.5": a dash between a time with a unit, or a later one, and a bare number. */
  private boolean isTimeAndScore(Span span, int index) {
    if (span.link() != Span.Link.DASH || index + 1 >= mentions.size()) {
      return false;
    }
    TimeMention first = mentions.get(index);
    TimeMention second = mentions.get(index + 1);
    boolean bare = second.kind() == Kind.BARE;
    return bare && (first.isExplicit() || second.value() < first.value());
  }

  private Mode modeOf(int from, int to, Mode before) {
    Mode mode = before;
    int at = from;
    while (at < to) {
      if (!Character.isLetter(text.charAt(at))) {
        at++;
        continue;
      }
      int end = Math.min(to, TimeVocabulary.wordEnd(text, at));
      if (end - at <= LONGEST_MODE) {
        mode = mode(TimeVocabulary.lower(text, at, end), mode);
      }
      at = Math.max(at + 1, end);
    }
    return mode;
  }

  private static Mode mode(String word, Mode before) {
    return MODES.getOrDefault(word, before);
  }

  /** "1." at the start of a line, "Highlight 3:", "out of 5". */
  private boolean isIndex(Span number, int lineStart) {
    if (!number.isSingle() || number.first().kind() != Kind.BARE) {
      return false;
    }
    if (number.start() > lineStart && text.charAt(number.start() - 1) == '#') {
      return true;
    }
    int before = TimeVocabulary.skipBlanksBack(text, number.start(), lineStart);
    while (before > lineStart && "*#([-•".indexOf(text.charAt(before - 1)) >= 0) {
      before = TimeVocabulary.skipBlanksBack(text, before - 1, lineStart);
    }
    char next = number.end() < text.length() ? text.charAt(number.end()) : '\n';
    boolean marked = next == '.' || next == ')';
    if (before == lineStart) {
      return marked
          && number.end() + 1 < text.length()
          && TimeVocabulary.isBlank(text.charAt(number.end() + 1));
    }
    String word =
        TimeVocabulary.lower(text, TimeVocabulary.wordStart(text, before, lineStart), before);
    boolean outOf = word.equals("of") && text.startsWith("out", Math.max(0, before - 6));
    boolean labelled = marked || next == ':' || (next == ' ' && !isEnumerated(number));
    return outOf || (NUMBERED.contains(word) && labelled);
  }

  private boolean isEnumerated(Span number) {
    int next = TimeVocabulary.skipBlanks(text, number.end());
    return next < text.length() && text.charAt(next) == ',';
  }

  /** "There are 8 highlight moments", "the top 5 clips". */
  private boolean isCounted(Span number) {
    if (number.first().kind() != Kind.BARE) {
      return false;
    }
    int next = TimeVocabulary.skipBlanks(text, number.end());
    return COUNTED.contains(TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next)));
  }

  private static boolean isList(List<Span> numbers) {
    if (numbers.size() < MIN_LIST) {
      return false;
    }
    double last = Double.NEGATIVE_INFINITY;
    for (Span number : numbers) {
      if (number.first().value() <= last) {
        return false;
      }
      last = number.first().value();
    }
    return true;
  }

  /** Runs of times and the runs of scores behind (or, if those come first, before) them. */
  private static List<Highlight> pair(List<Part> parts) {
    List<Highlight> highlights = new ArrayList<>();
    boolean scoresFirst = !parts.isEmpty() && !parts.getFirst().isTime();
    int i = 0;
    while (i < parts.size()) {
      int firstEnd = runEnd(parts, i);
      int secondEnd = firstEnd < parts.size() ? runEnd(parts, firstEnd) : firstEnd;
      List<Part> first = parts.subList(i, firstEnd);
      List<Part> second = parts.subList(firstEnd, secondEnd);
      addPairs(scoresFirst ? second : first, scoresFirst ? first : second, highlights);
      i = secondEnd;
    }
    return highlights;
  }

  private static int runEnd(List<Part> parts, int from) {
    int i = from;
    while (i < parts.size() && parts.get(i).isTime() == parts.get(from).isTime()) {
      i++;
    }
    return i;
  }

  private static void addPairs(List<Part> times, List<Part> scores, List<Highlight> highlights) {
    for (int i = 0; i < times.size(); i++) {
      double score =
          scores.size() == 1
              ? scores.getFirst().score()
              : i < scores.size() ? scores.get(i).score() : Double.NaN;
      highlights.add(new Highlight(times.get(i).span(), score));
    }
  }
}
