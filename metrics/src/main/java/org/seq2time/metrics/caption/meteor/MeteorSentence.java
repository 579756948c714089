package org.seq2time.metrics.caption.meteor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.metrics.caption.meteor.Lexicon.Word;
import org.seq2time.metrics.caption.paraphrase.PhraseOccurrences;

/**
 * A caption that METEOR has normalised, with the stems and synsets of its words: made once by
 * {@link Meteor#hypothesis} or {@link Meteor#reference}, then scored against any number of others.
 */
public final class MeteorSentence {
  final Word[] words;
  final int[] keys;
  final int[] stemKeys;
  final long[] synsetMasks;
  final int functionWordCount;
  final @Nullable PhraseOccurrences phrases;

  MeteorSentence(Word[] words, @Nullable PhraseOccurrences phrases) {
    this.words = words;
    this.phrases = phrases;
    keys = new int[words.length];
    stemKeys = new int[words.length];
    synsetMasks = new long[words.length];
    int functionWords = 0;
    for (int i = 0; i < words.length; i++) {
      keys[i] = words[i].key();
      stemKeys[i] = words[i].stemKey();
      synsetMasks[i] = words[i].synsetMask();
      functionWords += words[i].isFunctionWord() ? 1 : 0;
    }
    functionWordCount = functionWords;
  }

  /** Returns the normalised words. */
  public List<String> tokens() {
    return List.of(words).stream().map(Word::text).toList();
  }

  int length() {
    return words.length;
  }

  boolean hasSameWords(MeteorSentence other) {
    if (words.length != other.words.length) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (keys[i] != other.keys[i] || !words[i].text().equals(other.words[i].text())) {
        return false;
      }
    }
    return true;
  }

  /** How many of the words [start, start + length) are function words. */
  int functionWords(int start, int length) {
    int count = 0;
    for (int i = start; i < start + length; i++) {
      count += words[i].isFunctionWord() ? 1 : 0;
    }
    return count;
  }

  @Override
  public String toString() {
    return String.join(" ", tokens());
  }
}
