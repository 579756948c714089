package org.seq2time.harness.answer.robust;

import static org.seq2time.harness.answer.robust.TimeVocabulary.skipBlanks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust.Span.Link;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/** Connects neighbouring moments into ranges; each moment is in one range at most. */
final class SpanFinder {

  private static final String DASHES = "-–—−‐‑‒―－~～〜〰→⟶⇒…";
  private static final String CLOSERS = ")]}>*`\"'”’_. ";
  private static final String OPENERS = "([{<*`\"'“‘_第";

  /** So many characters may connect two moments. */
  private static final int MAX_LINK = 48;

  /** So far before a moment "start" or "end" is looked for. */
  private static final int MAX_KEY_DISTANCE = 64;

  private static final int MAX_FRAME_LINK = 8;

  private static final int MAX_KEY_WORDS = 9;

  private static final int MAX_WORD_DISTANCE = 40;

  /** From here on are scripts without blanks between words. */
  private static final char UNSPACED = '\u2e80';

  private final String text;
  private final List<TimeMention> mentions;

  private SpanFinder(String text, List<TimeMention> mentions) {
    this.text = text;
    this.mentions = mentions;
  }

  /** What a number is called by the words before it. */
  private enum Role {
    START,
    END,
    NONE
  }

  /** Whether the word, in lower case, stands between the two times of a range. */
  static boolean isConnector(String word) {
    return TimeVocabulary.TO.contains(word);
  }

  /** The moments that are in no range. */
  static List<TimeMention> free(List<TimeMention> mentions, List<Span> spans) {
    List<TimeMention> free = new ArrayList<>();
    int next = 0;
    for (TimeMention mention : mentions) {
      while (next < spans.size() && spans.get(next).end() <= mention.start()) {
        next++;
      }
      if (next == spans.size() || mention.end() <= spans.get(next).start()) {
        free.add(mention);
      }
    }
    return free;
  }

  /** All ranges, in the order of the text. */
  static List<Span> find(String text, List<TimeMention> mentions) {
    return new SpanFinder(text, mentions).find();
  }

  private List<Span> find() {
    List<TimeMention> times = withoutFrames();
    List<Span> spans = new ArrayList<>();
    int i = 0;
    while (i + 1 < times.size()) {
      Span span = connect(times.get(i), times.get(i + 1));
      if (span == null) {
        i++;
      } else {
        spans.add(span);
        i += 2;
      }
    }
    return spans;
  }

  /** Frame numbers are looked at only where there is nothing else. */
  private List<TimeMention> withoutFrames() {
    if (mentions.stream().noneMatch(m -> m.kind() == Kind.FRAME)) {
      return mentions;
    }
    List<TimeMention> times = new ArrayList<>();
    List<TimeMention> frames = new ArrayList<>();
    for (TimeMention mention : mentions) {
      TimeMention last = frames.isEmpty() ? null : frames.getLast();
      boolean more =
          last != null
              && mention.kind() == Kind.BARE
              && mention.start() - last.end() <= MAX_FRAME_LINK
              && linked(last, mention) != null;
      if (mention.kind() == Kind.FRAME || more) {
        frames.add(mention.as(Kind.FRAME, mention.value()));
      } else {
        times.add(mention);
      }
    }
    return times.stream().anyMatch(TimeMention::isExplicit) ? times : mentions;
  }

  private @Nullable Span connect(TimeMention a, TimeMention b) {
    if (b.start() - a.end() > 2 * MAX_KEY_DISTANCE) {
      return null;
    }
    Span linked = linked(a, b);
    return linked != null ? linked : keyed(a, b);
  }

  private @Nullable Span linked(TimeMention a, TimeMention b) {
    if (a.kind() == Kind.RATIO || b.kind() == Kind.RATIO || b.start() - a.end() > MAX_LINK) {
      return null;
    }
    String gap = text.substring(a.end(), b.start());
    if (gap.indexOf('\n') >= 0) {
      return null;
    }
    int from = skipAny(a.end(), b.start(), CLOSERS);
    String between = text.substring(from, skipAnyBack(b.start(), from, OPENERS));
    Link link = link(a, b, between, gap);
    if (link == null && gap.length() > 1) {
      link = wordedLink(a, Gap.of(gap));
    }
    if (link == null) {
      return null;
    }
    int border = link == Link.BRACKETED ? 1 : 0;
    return unify(a, b, a.start() - border, b.end() + border, link);
  }

  /** How what stands between two moments connects them; null if it does not. */
  private @Nullable Link link(TimeMention a, TimeMention b, String between, String gap) {
    if (isDash(between) || TimeVocabulary.TO.contains(between.toLowerCase(Locale.ROOT))) {
      return isFrame(wordBefore(a)) || isBracketed(a, b) ? Link.FRAMED : Link.DASH;
    }
    if (TimeVocabulary.AND.contains(between) || between.equals("&")) {
      return TimeVocabulary.BETWEEN.contains(wordBefore(a)) ? Link.FRAMED : null;
    }
    boolean comma = between.equals(",") || between.equals(";");
    if (comma && isBracketed(a, b) && !moreFollow(b)) {
      return Link.BRACKETED;
    }
    boolean tokens = (between.isEmpty() || comma) && a.isToken() && a.kind() == b.kind();
    boolean cells = between.equals("|") || (gap.isBlank() && gap.indexOf('\t') >= 0);
    boolean clocks = comma && a.kind() == Kind.CLOCK && b.kind() == Kind.CLOCK;
    return tokens || cells || (clocks && isLineStart(a.start())) ? Link.ADJACENT : null;
  }

  /**
   * The same for what is more than one word: "to t=", "until about", "(frame 24) to", "<= t <=".
   */
  private @Nullable Link wordedLink(TimeMention a, Gap gap) {
    return switch (gap.meaning()) {
      case TO -> isFrame(wordBefore(a)) ? Link.FRAMED : Link.DASH;
      case AND -> TimeVocabulary.BETWEEN.contains(wordBefore(a)) ? Link.FRAMED : null;
      case INEQUALITY -> Link.FRAMED;
      case NONE -> null;
    };
  }

  private static boolean isFrame(String word) {
    return TimeVocabulary.FROM.contains(word) || TimeVocabulary.BETWEEN.contains(word);
  }

  private boolean isLineStart(int at) {
    int i = TimeVocabulary.skipBlanksBack(text, at, Math.max(0, at - 8));
    return i == 0 || text.charAt(i - 1) == '\n';
  }

  private boolean isOpener(int at) {
    return at > 0 && "([{".indexOf(text.charAt(at - 1)) >= 0;
  }

  private boolean isBracketed(TimeMention a, TimeMention b) {
    return isOpener(a.start())
        && b.end() < text.length()
        && ")]}".indexOf(text.charAt(b.end())) >= 0;
  }

  /** Whether a list of more than two numbers goes on. */
  private boolean moreFollow(TimeMention b) {
    return skipBlanks(text, b.end()) < text.length()
        && text.charAt(skipBlanks(text, b.end())) == ',';
  }

  /** The word before a moment and its brackets, vague ones between them skipped. */
  private String wordBefore(TimeMention mention) {
    int limit = Math.max(0, mention.start() - MAX_WORD_DISTANCE);
    int at = skipAnyBack(mention.start(), limit, OPENERS);
    if (at > limit && text.charAt(at - 1) == '>') {
      int tag = at - 1;
      while (tag > limit && text.charAt(tag) != '<') {
        tag--;
      }
      at = skipAnyBack(tag, limit, OPENERS);
    }
    String word = TimeVocabulary.lower(text, TimeVocabulary.wordStart(text, at, limit), at);
    for (int i = 0; i < 3 && isPassedOver(word); i++) {
      at = TimeVocabulary.skipBlanksBack(text, at - word.length(), limit);
      word = TimeVocabulary.lower(text, TimeVocabulary.wordStart(text, at, limit), at);
    }
    return word;
  }

  private static boolean isPassedOver(String word) {
    return TimeVocabulary.VAGUE.contains(word)
        || (TimeVocabulary.SECONDS.contains(word) && word.length() > 1)
        || word.equals("t")
        || word.equals("time")
        || word.equals("timestamp")
        || word.equals("timestamps");
  }

  private static boolean isDash(String between) {
    if (between.isEmpty() || between.length() > 4) {
      return false;
    }
    for (int i = 0; i < between.length(); i++) {
      char c = between.charAt(i);
      boolean arrow =
          c == '>' && i > 0 && (between.charAt(i - 1) == '-' || between.charAt(i - 1) == '=');
      boolean arrowStart = c == '=' && i + 1 < between.length();
      if (DASHES.indexOf(c) < 0 && !arrow && !arrowStart) {
        return false;
      }
    }
    return true;
  }

  private int skipAny(int from, int to, String characters) {
    int i = from;
    while (i < to
        && (characters.indexOf(text.charAt(i)) >= 0 || TimeVocabulary.isBlank(text.charAt(i)))) {
      i++;
    }
    return i;
  }

  private int skipAnyBack(int from, int to, String characters) {
    int i = from;
    while (i > to
        && (characters.indexOf(text.charAt(i - 1)) >= 0
            || TimeVocabulary.isBlank(text.charAt(i - 1)))) {
      i--;
    }
    return i;
  }

  /** Settles the units of both: "10 - 20 seconds", "5 - 7 minutes", "10 - 20 %". */
  static @Nullable Span unify(TimeMention a, TimeMention b, int start, int end, Link link) {
    TimeMention first = likeOther(a, b);
    TimeMention second = likeOther(b, first);
    first = likeOther(first, second);
    boolean mixed =
        first.kind() != second.kind()
            && (first.kind() == Kind.POSITION
                || second.kind() == Kind.POSITION
                || first.kind() == Kind.PERCENT
                || second.kind() == Kind.PERCENT);
    return mixed ? null : new Span(first, second, start, end, link);
  }

  private static TimeMention likeOther(TimeMention mention, TimeMention other) {
    if (mention.kind() == Kind.FRACTION && other.kind() != Kind.FRACTION) {
      return likeOther(mention.as(Kind.BARE, mention.value()), other);
    }
    if (mention.kind() == Kind.ORDINAL
        && (other.kind() == Kind.SECONDS || other.kind() == Kind.MINUTES)) {
      double seconds = other.kind() == Kind.MINUTES ? mention.value() * 60 : mention.value();
      return mention.as(other.kind(), seconds);
    }
    if (mention.kind() != Kind.BARE) {
      return mention;
    }
    return switch (other.kind()) {
      case SECONDS, CLOCK, TAG, TIME_TOKENS -> mention.as(Kind.SECONDS, mention.value());
      case FRAME -> mention.as(Kind.FRAME, mention.value());
      case MINUTES -> mention.as(Kind.MINUTES, mention.value() * 60);
      case PERCENT -> mention.as(Kind.PERCENT, mention.value());
      case COUNT -> mention.as(Kind.COUNT, mention.value());
      case POSITION, FRACTION, BARE, RATIO, ORDINAL, NEGATIVE -> mention;
    };
  }

  /** "starts at a and ends at b", in either order; "seen at a, ends at b". */
  private @Nullable Span keyed(TimeMention a, TimeMention b) {
    if (a.kind() == Kind.RATIO || b.kind() == Kind.RATIO) {
      return null;
    }
    Key second = key(b, a.end());
    if (second.role == Role.NONE) {
      return null;
    }
    Key first = key(a, 0);
    boolean sameLine = text.substring(a.end(), b.start()).indexOf('\n') < 0;
    if (first.role == Role.START && second.role == Role.END) {
      return keyedSpan(a, b, first.start, b.end());
    }
    if (first.role == Role.END && second.role == Role.START && sameLine) {
      return keyedSpan(b, a, first.start, b.end());
    }
    boolean visible = a.isExplicit() && b.isExplicit() && second.role == Role.END;
    return first.role == Role.NONE && visible && sameLine
        ? keyedSpan(a, b, a.start(), b.end())
        : null;
  }

  private static @Nullable Span keyedSpan(
      TimeMention first, TimeMention second, int start, int end) {
    Span span = unify(first, second, start, end, Link.KEYED);
    return span == null || span.isCount() ? null : span;
  }

  /** A role and where the word that gives it starts. */
  private record Key(Role role, int start) {}

  private Key key(TimeMention mention, int after) {
    int limit = Math.max(after, mention.start() - MAX_KEY_DISTANCE);
    int at = mention.start();
    for (int words = 0; words < MAX_KEY_WORDS; words++) {
      int end = at;
      while (end > limit && isKeySeparator(text.charAt(end - 1))) {
        end--;
      }
      int start = TimeVocabulary.wordStart(text, end, limit);
      if (start == end) {
        break;
      }
      String word = TimeVocabulary.lower(text, start, end);
      Role role = role(word);
      if (role == Role.NONE && text.charAt(end - 1) >= UNSPACED) {
        role = unspacedRole(text.substring(Math.max(limit, end - 4), end));
      }
      if (role != Role.NONE) {
        return new Key(role, start);
      }
      if (!TimeVocabulary.KEY_FILLERS.contains(word)) {
        break;
      }
      at = start;
    }
    return new Key(Role.NONE, mention.start());
  }

  private static boolean isKeySeparator(char c) {
    return TimeVocabulary.isBlank(c) || ":=_*\"'`([{<>,-#|：".indexOf(c) >= 0;
  }

  private static Role role(String word) {
    if (TimeVocabulary.STARTS.contains(word)) {
      return Role.START;
    }
    return TimeVocabulary.ENDS.contains(word) ? Role.END : Role.NONE;
  }

  /** In scripts without blanks the word before is cut out of a run of signs. */
  private static Role unspacedRole(String before) {
    for (int length = Math.min(4, before.length()); length > 0; length--) {
      Role role = role(before.substring(before.length() - length));
      if (role != Role.NONE) {
        return role;
      }
    }
    return Role.NONE;
  }
}
