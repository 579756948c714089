package org.seq2time.harness.answer.robust;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust.Phrases.Match;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/**
 * Ranges of which a text names one end, or none: "the first 10 seconds", "from 25 seconds until the
 * end", "before 12 s", "starts at 12 s and lasts for 8 s", "throughout the video". Those that need
 * the video's length are read only where it is known.
 */
final class OpenRanges {

  private static final int MAX_LOOK = 60;
  private static final int MAX_UP_TO = 24;

  private final String text;
  private final Clauses clauses;
  private final List<TimeMention> mentions;
  private final OptionalDouble duration;

  OpenRanges(String text, Clauses clauses, List<TimeMention> mentions, OptionalDouble duration) {
    this.text = text;
    this.clauses = clauses;
    this.mentions = mentions;
    this.duration = duration;
  }

  /** The range, as a list of one; empty if there is none. */
  List<Span> find() {
    List<TimeMention> times =
        mentions.stream().filter(m -> isTime(m) && !clauses.isDenied(Span.single(m))).toList();
    Span span = null;
    if (times.size() == 2) {
      span = withLength(times.get(0), times.get(1));
    } else if (times.size() == 1) {
      span = open(times.getFirst());
    } else if (times.isEmpty() && mentions.stream().noneMatch(m -> m.kind() != Kind.COUNT)) {
      span = whole();
    }
    return span == null ? List.of() : List.of(span);
  }

  /** A moment, or a duration in a unit of time. */
  private boolean isTime(TimeMention m) {
    return switch (m.kind()) {
      case SECONDS, CLOCK, TAG, TIME_TOKENS, POSITION, MINUTES -> true;
      case COUNT -> isDuration(m);
      default -> false;
    };
  }

  private boolean isDuration(TimeMention m) {
    int at = m.end();
    int start = TimeVocabulary.wordStart(text, at, Math.max(m.start(), at - 24));
    String unit = TimeVocabulary.lower(text, start, at);
    return TimeVocabulary.SECONDS.contains(unit) || TimeVocabulary.MINUTES.contains(unit);
  }

  /** "starts at 12 s and lasts for 8 s", "Start: 12 s, Duration: 8 s". */
  private @Nullable Span withLength(TimeMention a, TimeMention b) {
    if (b.start() - a.end() > MAX_LOOK || a.kind() == Kind.COUNT) {
      return null;
    }
    int before = Math.max(0, a.start() - MAX_LOOK);
    boolean starts =
        clauses.phrases().isIn(Phrases.Kind.START, before, a.start())
            || Words.of("from").contains(wordBefore(a.start()));
    boolean lasts = clauses.phrases().isIn(Phrases.Kind.SPAN, a.end(), b.start());
    if (!starts || !lasts || a.kind() == Kind.POSITION) {
      return null;
    }
    return range(seconds(a.value(), a), seconds(a.value() + b.value(), b), a.start(), b.end());
  }

  private @Nullable Span open(TimeMention m) {
    String lower = clauses.lower();
    String before = wordBefore(m.start());
    boolean length = m.kind() == Kind.COUNT || m.kind() == Kind.SECONDS || m.kind() == Kind.MINUTES;
    int end = Math.min(text.length(), m.end() + MAX_LOOK);
    int start = Math.max(0, m.start() - MAX_LOOK);
    if (length && (Words.of("first").contains(before) || unspaced(m.start(), "first"))) {
      return range(seconds(0, m), seconds(m.value(), m), m.start(), m.end());
    }
    if (length && (Words.of("last").contains(before) || unspaced(m.start(), "last"))) {
      return duration.isEmpty()
          ? null
          : range(
              seconds(Math.max(0, duration.getAsDouble() - m.value()), m),
              seconds(duration.getAsDouble(), m),
              m.start(),
              m.end());
    }
    if (m.kind() == Kind.COUNT || m.kind() == Kind.POSITION) {
      return null;
    }
    Match onward = clauses.phrases().next(Phrases.Kind.ONWARD, m.end());
    if (onward != null && onward.end() <= end && onward.start() - m.end() <= MAX_LOOK / 2) {
      return duration.isEmpty()
          ? null
          : range(seconds(m.value(), m), seconds(duration.getAsDouble(), m), m.start(), m.end());
    }
    boolean to = TimeVocabulary.TO.contains(before) || Words.of("before").contains(before);
    Match beginning = clauses.phrases().next(Phrases.Kind.BEGINNING, start);
    boolean fromStart =
        beginning != null && beginning.end() <= m.start() && to && isFrom(lower, beginning.start());
    int upTo = before.equals("to") ? lower.indexOf("up to ", start) : -1;
    boolean isUpTo = upTo >= 0 && upTo < m.start() && m.start() - upTo <= MAX_UP_TO;
    if (fromStart || isUpTo || (Words.of("before").contains(before) && !before.equals("to"))) {
      return range(seconds(0, m), seconds(m.value(), m), m.start(), m.end());
    }
    if (before.equals("after") && isAtEnd(m.end()) && duration.isPresent()) {
      return range(seconds(m.value(), m), seconds(duration.getAsDouble(), m), m.start(), m.end());
    }
    return null;
  }

  /** "from the", "at the", before "beginning". */
  private boolean isFrom(String lower, int at) {
    String before = lower.substring(Math.max(0, at - 12), at);
    return before.contains("from")
        || before.contains("the ")
        || before.isBlank()
        || !before.contains("at");
  }

  private boolean isAtEnd(int at) {
    int next = TimeVocabulary.skipBlanks(text, at);
    return next >= text.length() || ".!\n".indexOf(text.charAt(next)) >= 0;
  }

  private @Nullable Span whole() {
    Match whole = clauses.phrases().next(Phrases.Kind.WHOLE, 0);
    if (whole == null || duration.isEmpty()) {
      return null;
    }
    TimeMention here = new TimeMention(Kind.SECONDS, whole.start(), whole.end(), 0);
    Span span = range(here, seconds(duration.getAsDouble(), here), whole.start(), whole.end());
    return clauses.isDenied(span) || clauses.isDenial() ? null : span;
  }

  private String wordBefore(int at) {
    int limit = Math.max(0, at - MAX_LOOK);
    int end = at;
    String word = "";
    for (int i = 0; i < 3; i++) {
      end = TimeVocabulary.skipBlanksBack(text, end, limit);
      while (end > limit && "*_(\"'`~".indexOf(text.charAt(end - 1)) >= 0) {
        end = TimeVocabulary.skipBlanksBack(text, end - 1, limit);
      }
      int start = TimeVocabulary.wordStart(text, end, limit);
      word = TimeVocabulary.lower(text, start, end);
      if (!TimeVocabulary.VAGUE.contains(word)) {
        return word;
      }
      end = start;
    }
    return word;
  }

  private boolean unspaced(int at, String name) {
    for (String word : Words.of(name)) {
      if (word.charAt(0) >= '\u2e80' && text.startsWith(word, Math.max(0, at - word.length()))) {
        return at >= word.length();
      }
    }
    return false;
  }

  private static TimeMention seconds(double value, TimeMention like) {
    return new TimeMention(Kind.SECONDS, like.start(), like.end(), value);
  }

  private static Span range(TimeMention first, TimeMention second, int start, int end) {
    return new Span(first, second, start, end, Span.Link.KEYED);
  }
}
