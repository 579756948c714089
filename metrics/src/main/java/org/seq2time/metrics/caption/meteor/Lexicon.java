package org.seq2time.metrics.caption.meteor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.seq2time.metrics.caption.paraphrase.ParaphraseIndex;
import org.tartarus.snowball.ext.englishStemmer;

/** What METEOR knows of a word: its stem, its synsets, whether it is a function word. */
final class Lexicon {
  /** Words kept before the cache starts anew; far above any caption corpus. */
  private static final int CACHE_LIMIT = 200_000;

  private final ConcurrentHashMap<String, Word> words = new ConcurrentHashMap<>();
  private final Set<String> functionWords =
      Set.copyOf(Resources.lines("meteor-function-words-en.txt"));
  private final WordNet wordNet = WordNet.load();
  private final @Nullable ParaphraseIndex paraphrases;

  Lexicon(@Nullable ParaphraseIndex paraphrases) {
    this.paraphrases = paraphrases;
  }

  Word word(String text) {
    Word known = words.get(text);
    if (known != null) {
      return known;
    }
    if (words.size() >= CACHE_LIMIT) {
      words.clear();
    }
    Word word = describe(text);
    words.put(text, word);
    return word;
  }

  private Word describe(String text) {
    englishStemmer stemmer = new englishStemmer();
    stemmer.setCurrent(text);
    stemmer.stem();
    int[] synsets = wordNet.synsets(text);
    long mask = 0;
    for (int synset : synsets) {
      mask |= 1L << ((synset * 0x9E3779B9) >>> 26);
    }
    return new Word(
        text,
        text.hashCode(),
        stemmer.getCurrent().hashCode(),
        synsets,
        mask,
        functionWords.contains(text),
        paraphrases == null ? ParaphraseIndex.UNKNOWN : paraphrases.wordId(text));
  }

  /**
   * A normalised word.
   *
   * @param key hash of the text: METEOR compares words by it, not by their characters
   * @param stemKey hash of the Porter2 stem
   * @param synsets sorted synset numbers
   * @param synsetMask one bit or more for the synsets: words whose masks are disjoint share none
   * @param paraphraseId number in the paraphrase table's vocabulary, negative if not in it
   */
  @SuppressWarnings("ArrayRecordComponent") // internal, compared by identity only
  record Word(
      String text,
      int key,
      int stemKey,
      int[] synsets,
      long synsetMask,
      boolean isFunctionWord,
      int paraphraseId) {

    boolean sharesSynset(Word other) {
      if ((synsetMask & other.synsetMask) == 0) {
        return false;
      }
      int i = 0;
      int j = 0;
      while (i < synsets.length && j < other.synsets.length) {
        int order = Integer.compare(synsets[i], other.synsets[j]);
        if (order == 0) {
          return true;
        }
        if (order < 0) {
          i++;
        } else {
          j++;
        }
      }
      return false;
    }
  }
}
