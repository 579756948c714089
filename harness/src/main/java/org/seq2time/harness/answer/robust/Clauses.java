package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust.Phrases.Kind;
import org.seq2time.harness.answer.robust.Phrases.Match;

/**
 * What the words around a time say about it: whether its clause denies it, gives it as an example,
 * speaks of the video's length or of a confidence, and which times are the conclusion.
 */
final class Clauses {

  private static final int MAX_CLAUSE = 300;
  private static final int MAX_NEGATION = 40;
  private static final int MAX_EXAMPLE = 24;

  private final String text;
  private final String lower;
  private @Nullable Phrases phrases;

  Clauses(String text) {
    this.text = text;
    this.lower = Phrases.lower(text);
  }

  String lower() {
    return lower;
  }

  /** The phrases of the text; it is gone through once, when they are first asked for. */
  Phrases phrases() {
    Phrases known = phrases;
    if (known == null) {
      known = new Phrases(lower);
      phrases = known;
    }
    return known;
  }

  /** Whether the text as a whole says that there is nothing to find. */
  boolean isDenial() {
    if (!phrases().all(Kind.DENIAL).isEmpty()) {
      return true;
    }
    String bare = lower.strip();
    while (!bare.isEmpty() && ".!\"'*`[](){}".indexOf(bare.charAt(bare.length() - 1)) >= 0) {
      bare = bare.substring(0, bare.length() - 1).strip();
    }
    while (!bare.isEmpty() && "\"'*`[](){}".indexOf(bare.charAt(0)) >= 0) {
      bare = bare.substring(1).strip();
    }
    return Words.of("nothing").contains(bare);
  }

  /** Whether the clause with the span denies it, or "not" stands before it. */
  boolean isDenied(Span span) {
    int from = start(span.start());
    int to = end(span.end());
    return phrases().isIn(Kind.DENIAL, from, to) || isNegated(span, from);
  }

  /** "not from 2.0 to 5.0 seconds but ...". */
  private boolean isNegated(Span span, int from) {
    int limit = Math.max(from, span.start() - MAX_NEGATION);
    int at = span.start();
    for (int words = 0; words < 4; words++) {
      while (at > limit && !Character.isLetter(lower.charAt(at - 1))) {
        if (Character.isDigit(lower.charAt(at - 1))) {
          return false;
        }
        at--;
      }
      int start = at;
      while (start > limit
          && (Character.isLetter(lower.charAt(start - 1)) || lower.charAt(start - 1) == '\'')) {
        start--;
      }
      String word = lower.substring(start, at);
      if (word.equals("but") || word.isEmpty()) {
        return false;
      }
      boolean than = word.equals("than") && lower.startsWith("rather ", Math.max(0, start - 7));
      boolean of = word.equals("of") && lower.startsWith("instead ", Math.max(0, start - 8));
      if (than || of || Words.of("negation").contains(word)) {
        return true;
      }
      for (int length = 2; length <= 3 && length <= word.length(); length++) {
        if (word.charAt(0) >= '\u2e80'
            && Words.of("negation").contains(word.substring(word.length() - length))) {
          return true;
        }
      }
      at = start;
    }
    return false;
  }

  /**
   * "There is no such moment. The person only walks from 3 to 6 seconds.": a sentence before denies
   * without a time, and this one does not take it back.
   */
  boolean isBesideDenial(Span span) {
    int from = start(span.start());
    Match denial = phrases().next(Kind.DENIAL, 0);
    if (denial == null || denial.end() > from || from - denial.end() > MAX_CLAUSE) {
      return false;
    }
    for (int i = denial.end(); i < from; i++) {
      if (Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    int denialFrom = start(denial.start());
    for (int i = denialFrom; i < denial.start(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !phrases().isIn(Kind.OCCURRENCE, denial.end(), end(span.end()));
  }

  /** "e.g. 90 - 102 seconds". */
  boolean isExample(Span span) {
    int from = Math.max(start(span.start()), span.start() - MAX_EXAMPLE);
    from = Math.max(0, from == span.start() ? span.start() - MAX_EXAMPLE : from);
    String before = lower.substring(from, span.start());
    int eg = before.lastIndexOf("e.g");
    if (eg >= 0) {
      return before.substring(eg).chars().noneMatch(Character::isDigit);
    }
    Match match = phrases().next(Kind.EXAMPLE, from);
    return match != null
        && match.end() <= span.start()
        && lower.substring(match.end(), span.start()).chars().noneMatch(Character::isDigit);
  }

  boolean isConfidence(Span span) {
    return phrases().isIn(Kind.CONFIDENCE, start(span.start()), end(span.end()));
  }

  /** "the video runs from 0 to 40 seconds". */
  boolean isVideoLength(Span span) {
    int from = start(span.start());
    int to = end(span.end());
    return phrases().isIn(Kind.VIDEO, from, to)
        && phrases().isIn(Kind.LASTING, from, to)
        && !phrases().isIn(Kind.WHOLE, from, to);
  }

  /** Where the clause starts: behind the end of the sentence before, or ", but". */
  private int start(int at) {
    int limit = Math.max(0, at - MAX_CLAUSE);
    for (int i = at - 1; i >= limit; i--) {
      char c = text.charAt(i);
      if (c == '\n' || c == ';' || c == '；' || (Caption.isStop(text, i) && !isShort(i))) {
        return i + 1;
      }
      if ((c == ',' || c == '，') && isBut(i + 1)) {
        return i + 1;
      }
    }
    return limit;
  }

  private int end(int at) {
    int limit = Math.min(text.length(), at + MAX_CLAUSE);
    for (int i = at; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == ';' || c == '；' || Caption.isStop(text, i)) {
        return i;
      }
      if ((c == ',' || c == '，') && isBut(i + 1) && !isAnaphora(i + 1)) {
        return i;
      }
    }
    return limit;
  }

  /** "e.g." ends no sentence. */
  private boolean isShort(int dot) {
    return dot >= 3 && (lower.startsWith("e.g", dot - 3) || lower.startsWith("i.e", dot - 3));
  }

  private boolean isBut(int at) {
    int word = TimeVocabulary.skipBlanks(text, at);
    int end = TimeVocabulary.wordEnd(text, word);
    String first = lower.substring(word, end);
    return Words.of("but").contains(first)
        || first.equals("however")
        || first.equals("then")
        || first.equals("while")
        || lower.startsWith("而是", word)
        || lower.startsWith("但", word);
  }

  /** "the video runs from 0 to 40 s, but the event does not appear in it" is about one thing. */
  private boolean isAnaphora(int at) {
    return lower.startsWith("in it", at);
  }

  /**
   * Those spans that come behind the last "final answer", "therefore" or correction, if any do; of
   * them only those before an explanation.
   */
  List<Span> concluded(List<Span> spans) {
    if (spans.size() < 2) {
      return spans;
    }
    int last = spans.getLast().start();
    int marker = 0;
    for (int m : markers()) {
      marker = m <= last ? m : marker;
    }
    int from = marker;
    List<Span> kept = spans.stream().filter(s -> s.start() >= from).toList();
    return kept.size() < 2 ? kept : beforeAside(kept);
  }

  private List<Span> beforeAside(List<Span> spans) {
    int from = spans.getFirst().end();
    for (Match aside : phrases().all(Kind.ASIDE)) {
      boolean between = aside.start() >= from && aside.end() <= spans.getLast().start();
      if (between && isAtStart(aside.start())) {
        List<Span> before = spans.stream().filter(s -> s.end() <= aside.start()).toList();
        return before.isEmpty() ? spans : before;
      }
    }
    return spans;
  }

  /** Where the text behind each conclusion starts, in order. */
  private List<Integer> markers() {
    List<Integer> markers = new ArrayList<>();
    for (Match match : phrases().all(Kind.ANSWER)) {
      if (isAnnouncement(match)) {
        markers.add(match.end());
      }
    }
    for (Match match : phrases().all(Kind.CONCLUSION)) {
      if (isAtStart(match.start())) {
        markers.add(match.end());
      }
    }
    for (Match match : phrases().all(Kind.CORRECTION)) {
      if (isAtStart(match.start())) {
        markers.add(match.end());
      }
    }
    markers.sort(Integer::compare);
    return markers;
  }

  /** "Answer:", "**Answer:**", "answer is". */
  private boolean isAnnouncement(Match match) {
    if (lower.substring(match.start(), match.end()).toLowerCase(Locale.ROOT).endsWith(" is")) {
      return true;
    }
    int i = match.end();
    while (i < text.length() && "*_` \t".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i < text.length()
        && (":：=\n".indexOf(text.charAt(i)) >= 0
            || lower.startsWith("is ", i)
            || lower.startsWith("es ", i)
            || lower.startsWith("est ", i)
            || lower.startsWith("ist ", i)
            || lower.startsWith("是", i));
  }

  /** Whether a sentence or clause starts there. */
  private boolean isAtStart(int at) {
    int i = at;
    while (i > 0
        && ("*_`\"'(".indexOf(text.charAt(i - 1)) >= 0
            || TimeVocabulary.isBlank(text.charAt(i - 1)))) {
      i--;
    }
    return i == 0
        || ".!?;:,\n-–—…。，；：".indexOf(text.charAt(i - 1)) >= 0
        || follows(i, "but")
        || follows(i, "no")
        || follows(i, "so")
        || follows(i, "and")
        || follows(i, "oh");
  }

  private boolean follows(int end, String word) {
    return lower.startsWith(word, Math.max(0, end - word.length()));
  }
}
