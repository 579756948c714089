package org.seq2time.metrics.caption.meteor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.seq2time.metrics.caption.paraphrase.ParaphraseIndex;
import org.seq2time.metrics.caption.paraphrase.PhraseOccurrences;

/**
 * Every match between the words of a hypothesis and of a reference that some stage allows, listed
 * by the reference position at which it starts, in the order in which METEOR's stages find them.
 *
 * <p>A match is a number; the arrays below say what it joins. {@code hypothesisCover[i]} counts the
 * matches that use word i.
 */
final class MatchCandidates {
  static final int EXACT = 0;
  static final int STEM = 1;
  static final int SYNONYM = 2;
  static final int PARAPHRASE = 3;
  static final int NONE = -1;

  final MeteorSentence hypothesis;
  final MeteorSentence reference;

  /** First match and number of matches for each reference position. */
  final int[] first;

  final int[] count;
  final int[] hypothesisCover;
  final int[] referenceCover;
  private final int[] last;
  private Matches matches = new Matches(16);
  private int size;

  private MatchCandidates(MeteorSentence hypothesis, MeteorSentence reference) {
    this.hypothesis = hypothesis;
    this.reference = reference;
    first = new int[reference.length()];
    last = new int[reference.length()];
    Arrays.fill(first, NONE);
    count = new int[reference.length()];
    hypothesisCover = new int[hypothesis.length()];
    referenceCover = new int[reference.length()];
  }

  static MatchCandidates between(
      MeteorSentence hypothesis, MeteorSentence reference, @Nullable ParaphraseIndex paraphrases) {
    MatchCandidates candidates = new MatchCandidates(hypothesis, reference);
    if (hypothesis.hasSameWords(reference)) {
      for (int i = 0; i < reference.length(); i++) {
        candidates.addExact(i);
      }
      return candidates;
    }
    for (int i = 0; i < reference.length(); i++) {
      candidates.addExact(i);
      candidates.addStems(i);
      candidates.addSynonyms(i);
    }
    PhraseOccurrences hypothesisPhrases = hypothesis.phrases;
    PhraseOccurrences referencePhrases = reference.phrases;
    if (paraphrases != null && hypothesisPhrases != null && referencePhrases != null) {
      candidates.addParaphrases(paraphrases, referencePhrases, hypothesisPhrases, true);
      candidates.addParaphrases(paraphrases, hypothesisPhrases, referencePhrases, false);
    }
    return candidates;
  }

  private void addExact(int position) {
    int key = reference.keys[position];
    int[] keys = hypothesis.keys;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        add(EXACT, i, 1, position, 1);
      }
    }
  }

  private void addStems(int position) {
    int key = reference.keys[position];
    int stemKey = reference.stemKeys[position];
    int[] stemKeys = hypothesis.stemKeys;
    for (int i = 0; i < stemKeys.length; i++) {
      if (stemKeys[i] == stemKey && hypothesis.keys[i] != key) {
        add(STEM, i, 1, position, 1);
      }
    }
  }

  private void addSynonyms(int position) {
    int key = reference.keys[position];
    long mask = reference.synsetMasks[position];
    if (mask == 0) {
      return;
    }
    long[] masks = hypothesis.synsetMasks;
    for (int i = 0; i < masks.length; i++) {
      if ((masks[i] & mask) != 0
          && hypothesis.keys[i] != key
          && hypothesis.words[i].sharesSynset(reference.words[position])) {
        add(SYNONYM, i, 1, position, 1);
      }
    }
  }

  /** One pass: the phrases of one sentence as keys of the table, their values in the other. */
  private void addParaphrases(
      ParaphraseIndex table,
      PhraseOccurrences keys,
      PhraseOccurrences values,
      boolean keysInReference) {
    for (int k = 0; k < keys.count(); k++) {
      for (int value : table.valuesAmong(keys.phrase()[k], values)) {
        for (int o = 0; o < values.count(); o++) {
          if (values.phrase()[o] == value) {
            PhraseOccurrences hyp = keysInReference ? values : keys;
            PhraseOccurrences ref = keysInReference ? keys : values;
            int h = keysInReference ? o : k;
            int r = keysInReference ? k : o;
            add(PARAPHRASE, hyp.start()[h], hyp.length()[h], ref.start()[r], ref.length()[r]);
          }
        }
      }
    }
  }

  private void add(
      int stage, int hypothesisStart, int hypothesisLength, int start, int referenceLength) {
    if (size == matches.next.length) {
      matches = matches.grown();
    }
    int match = size++;
    matches.stage[match] = (byte) stage;
    matches.hypothesisStart[match] = hypothesisStart;
    matches.hypothesisLength[match] = hypothesisLength;
    matches.referenceLength[match] = referenceLength;
    matches.next[match] = NONE;
    if (count[start]++ == 0) {
      first[start] = match;
    } else {
      matches.next[last[start]] = match;
    }
    last[start] = match;
    for (int i = 0; i < hypothesisLength; i++) {
      hypothesisCover[hypothesisStart + i]++;
    }
    for (int i = 0; i < referenceLength; i++) {
      referenceCover[start + i]++;
    }
  }

  /** The next match that starts at the same reference position, or {@link #NONE}. */
  int next(int match) {
    return matches.next[match];
  }

  int stage(int match) {
    return matches.stage[match];
  }

  int hypothesisStart(int match) {
    return matches.hypothesisStart[match];
  }

  int hypothesisLength(int match) {
    return matches.hypothesisLength[match];
  }

  int referenceLength(int match) {
    return matches.referenceLength[match];
  }

  /**
   * The match at a reference position if it is the only one there and no other uses any of its
   * words, on either side; {@link #NONE} otherwise.
   */
  int definite(int position) {
    if (count[position] != 1) {
      return NONE;
    }
    int match = first[position];
    int start = hypothesisStart(match);
    for (int i = start; i < start + hypothesisLength(match); i++) {
      if (hypothesisCover[i] > 1) {
        return NONE;
      }
    }
    for (int i = position; i < position + referenceLength(match); i++) {
      if (referenceCover[i] > 1) {
        return NONE;
      }
    }
    return match;
  }

  /** Columns of the list of matches. */
  @SuppressWarnings("ArrayRecordComponent") // columns that grow together, never compared
  private record Matches(
      byte[] stage,
      int[] hypothesisStart,
      int[] hypothesisLength,
      int[] referenceLength,
      int[] next) {
    Matches(int capacity) {
      this(
          new byte[capacity],
          new int[capacity],
          new int[capacity],
          new int[capacity],
          new int[capacity]);
    }

    Matches grown() {
      int capacity = 2 * next.length;
      return new Matches(
          Arrays.copyOf(stage, capacity),
          Arrays.copyOf(hypothesisStart, capacity),
          Arrays.copyOf(hypothesisLength, capacity),
          Arrays.copyOf(referenceLength, capacity),
          Arrays.copyOf(next, capacity));
    }
  }
}
