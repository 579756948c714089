package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What stands between two moments, without what says nothing: articles, "about", units and names of
 * the second moment, tags, brackets with a frame number.
 *
 * @param meaning how it connects them
 */
record Gap(Meaning meaning) {

  /** How two moments are connected. */
  enum Meaning {
    TO,
    AND,
    INEQUALITY,
    NONE
  }

  /** May stand with a word for "to", and adds nothing to it. */
  private static final Set<String> CARRIED =
      Set.of(
          "and",
          "continues",
          "continuing",
          "lasts",
          "lasting",
          "runs",
          "running",
          "goes",
          "on",
          "up",
          "all",
          "the",
          "way",
          "it",
          "then",
          "extends",
          "extending",
          "keeps",
          "going",
          "und",
          "et",
          "y",
          "e");

  /** A name of the second moment, or of the kind of what follows. */
  private static final Set<String> NAMES =
      Set.of("t", "time", "timestamp", "mark", "point", "in", "zum", "zur", "s", "start", "end");

  private static final int MAX_WORDS = 10;

  /** What a gap says. */
  static Gap of(String gap) {
    String plain = withoutAsides(gap).toLowerCase(Locale.ROOT);
    if (isInequality(plain)) {
      return new Gap(Meaning.INEQUALITY);
    }
    List<String> words = new ArrayList<>();
    boolean marks = false;
    for (int i = 0; i < plain.length(); ) {
      char c = plain.charAt(i);
      int end = TimeVocabulary.wordEnd(plain, i);
      if (end > i) {
        words.add(plain.substring(i, end));
        i = end;
      } else {
        marks |= "-–—−‐‑~→⟶⇒".indexOf(c) >= 0;
        if (!TimeVocabulary.isBlank(c) && " -–—−‐‑~→⟶⇒>=,*_`\"'“”‘’([{)]}<:.#".indexOf(c) < 0) {
          return new Gap(Meaning.NONE);
        }
        i++;
      }
    }
    return words.size() > MAX_WORDS ? new Gap(Meaning.NONE) : meaning(words, marks);
  }

  private static Gap meaning(List<String> words, boolean marks) {
    boolean to = marks;
    boolean and = false;
    for (String word : words) {
      if (TimeVocabulary.TO.contains(word)) {
        to = true;
      } else if (TimeVocabulary.AND.contains(word)) {
        and = true;
      } else if (!CARRIED.contains(word)
          && !NAMES.contains(word)
          && !TimeVocabulary.VAGUE.contains(word)
          && !TimeVocabulary.SECONDS.contains(word)
          && !TimeVocabulary.MINUTES.contains(word)
          && !TimeVocabulary.FRAMES.contains(word)
          && !TimeVocabulary.ORDINALS.contains(word)) {
        return new Gap(Meaning.NONE);
      }
    }
    if (to) {
      return new Gap(Meaning.TO);
    }
    return new Gap(and ? Meaning.AND : Meaning.NONE);
  }

  /** "<= t <=", "≤ t <". */
  private static boolean isInequality(String gap) {
    StringBuilder signs = new StringBuilder();
    for (int i = 0; i < gap.length(); i++) {
      char c = gap.charAt(i);
      if (c == '<' || c == '≤') {
        signs.append('<');
      } else if (Character.isLetter(c)) {
        signs.append('t');
      } else if (c != '=' && !TimeVocabulary.isBlank(c)) {
        return false;
      }
    }
    return signs.toString().equals("<t<") || signs.toString().equals("<time<");
  }

  /** Without tags and without what stands in brackets. */
  private static String withoutAsides(String gap) {
    if (gap.indexOf('<') < 0 && gap.indexOf('(') < 0) {
      return gap;
    }
    StringBuilder plain = new StringBuilder(gap.length());
    for (int i = 0; i < gap.length(); i++) {
      char c = gap.charAt(i);
      int close = c == '<' ? gap.indexOf('>', i) : c == '(' ? gap.indexOf(')', i) : -1;
      boolean tag = close > i + 1 && (c == '(' || isTag(gap.charAt(i + 1)));
      if (tag) {
        i = close;
        plain.append(' ');
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static boolean isTag(char c) {
    return c == '/' || c == '|' || Character.isLetter(c);
  }
}
