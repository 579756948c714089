package org.seq2time.metrics.caption.meteor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.metrics.caption.meteor.Lexicon.Word;
import org.seq2time.metrics.caption.paraphrase.ParaphraseIndex;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;

/**
 * METEOR 1.5 for English, as coco-caption runs it ({@code -l en -norm}): stages exact, stem,
 * synonym and paraphrase with the parameters 0.85, 0.2, 0.6, 0.75.
 *
 * <p>METEOR is asymmetric: hypothesis and reference are not interchangeable. Both are plain text; a
 * caller who wants coco-caption's numbers passes PTB tokens joined by a space. Instances are
 * immutable to the caller and safe for use by several threads. Source: Denkowski and Lavie (2014)
 * and the METEOR 1.5 reference implementation, whose statistics are reproduced exactly.
 */
public final class Meteor {
  private final MeteorNormaliser normaliser = new MeteorNormaliser();
  private final @Nullable ParaphraseIndex paraphrases;
  private final Lexicon lexicon;

  private Meteor(@Nullable ParaphraseIndex paraphrases) {
    this.paraphrases = paraphrases;
    lexicon = new Lexicon(paraphrases);
  }

  /**
   * Returns a scorer with the given paraphrase table; {@link Paraphrases#none()} skips that stage.
   */
  public static Meteor english(Paraphrases paraphrases) {
    return new Meteor(
        switch (paraphrases) {
          case ParaphraseIndex index -> index;
          case Paraphrases.None _ -> null;
        });
  }

  /** Prepares a caption that is judged. As in coco-caption, {@code |||} is removed from it. */
  public MeteorSentence hypothesis(String text) {
    return prepare(text.replace("|||", "").replace("  ", " "));
  }

  /** Prepares a caption to judge by. */
  public MeteorSentence reference(String text) {
    return prepare(text);
  }

  private MeteorSentence prepare(String text) {
    List<String> tokens = normaliser.tokens(text);
    Word[] words = new Word[tokens.size()];
    int[] ids = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = lexicon.word(tokens.get(i));
      ids[i] = words[i].paraphraseId();
    }
    return new MeteorSentence(words, paraphrases == null ? null : paraphrases.phrasesIn(ids));
  }

  /** Returns the counts and score of one hypothesis against one reference. */
  public MeteorStatistics score(MeteorSentence hypothesis, MeteorSentence reference) {
    return MeteorStatistics.of(MatchCandidates.between(hypothesis, reference, paraphrases));
  }

  /** As {@link #score(MeteorSentence, MeteorSentence)}, for texts that are used once. */
  public MeteorStatistics score(String hypothesis, String reference) {
    return score(hypothesis(hypothesis), reference(reference));
  }

  /**
   * Returns the counts against the reference with the best score, the first one on ties.
   *
   * @throws IllegalArgumentException if there is no reference
   */
  public MeteorStatistics best(MeteorSentence hypothesis, List<MeteorSentence> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("no reference for hypothesis \"" + hypothesis + "\"");
    }
    MeteorStatistics best = score(hypothesis, references.getFirst());
    double bestScore = best.score();
    for (MeteorSentence reference : references.subList(1, references.size())) {
      MeteorStatistics next = score(hypothesis, reference);
      double nextScore = next.score();
      if (nextScore > bestScore) {
        best = next;
        bestScore = nextScore;
      }
    }
    return best;
  }
}
