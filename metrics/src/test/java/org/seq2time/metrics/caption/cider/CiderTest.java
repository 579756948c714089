package org.seq2time.metrics.caption.cider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.caption.cider.Cider.Pair;

class CiderTest {
  private static final double TOLERANCE = 1e-12;
  private final Cider cider = new Cider();

  @Test
  void aCorpusOfOnePairScoresZeroEvenForAPerfectCaption() {
    assertThat(cider.scores(List.of(pair("stir the soup", "stir the soup")))).containsExactly(0.0);
  }

  @Test
  void identicalCaptionsOfFourTokensScoreTen() {
    assertThat(cider.scores(List.of(pair("a b c d", "a b c d"), pair("x", "e f g h"))))
        .containsExactly(new double[] {10.0, 0.0}, within(TOLERANCE));
  }

  @Test
  void lengthsWithoutNgramsCountAsZero() {
    assertThat(cider.scores(List.of(pair("a b", "a b"), pair("x", "c d"))))
        .containsExactly(new double[] {5.0, 0.0}, within(TOLERANCE));
  }

  @Test
  void partOfAReferenceIsWeighedByRarityAndLength() {
    // Weights ln 2 for "b", 0 for "a" (in both references). Unigrams: h = (a, b), r = (a, b, c):
    // (ln 2)^2 / (ln 2 * sqrt(2) ln 2) = 1 / sqrt(2). Bigrams: "a b" of {"a b", "b c"}: 1 /
    // sqrt(2).
    // One bigram against two: exp(-1 / 72). Tri- and 4-grams: none.
    double expected = 10.0 / 4.0 * 2.0 / Math.sqrt(2.0) * Math.exp(-1.0 / 72.0);
    assertThat(cider.scores(List.of(pair("a b", "a b c"), pair("x", "a y")))[0])
        .isCloseTo(expected, within(TOLERANCE));
  }

  @Test
  void repeatingAWordDoesNotRaiseItsMatchAboveTheReference() {
    // Unigrams only: h = 2 ln 2, r = ln 2: min(h, r) r / (h r) = 1 / 2. One bigram against none.
    double expected = 10.0 / 4.0 * 0.5 * Math.exp(-1.0 / 72.0);
    assertThat(cider.scores(List.of(pair("b b", "b"), pair("x", "c")))[0])
        .isCloseTo(expected, within(TOLERANCE));
  }

  @Test
  void severalReferencesCountOnceEachPairAndAreAveraged() {
    Pair two =
        new Pair(cider.prepare("a b c d"), List.of(cider.prepare("a b c d"), cider.prepare("z")));
    assertThat(cider.scores(List.of(two, pair("x", "e"))))
        .containsExactly(new double[] {5.0, 0.0}, within(TOLERANCE));
  }

  @Test
  void fixedFrequenciesKeepAPairsScoreInAnySample() {
    List<Pair> corpus = List.of(pair("a b c", "a b d"), pair("e f", "e f g"), pair("a g", "a g h"));
    double[] scores = cider.scores(corpus);
    DocumentFrequencies frequencies = DocumentFrequencies.of(corpus);
    assertThat(cider.scores(List.of(corpus.get(1), corpus.get(1)), frequencies))
        .containsExactly(scores[1], scores[1]);
  }

  @Test
  void emptyTextsAndEmptyCorporaScoreZero() {
    assertThat(cider.scores(List.of(pair("", ""), pair("", "a b"), pair("a", ""))))
        .containsOnly(0.0);
    assertThat(cider.mean(List.of())).isZero();
  }

  @Test
  void tokensAreSplitAtEveryKindOfWhiteSpace() {
    assertThat(cider.scores(List.of(pair("1\u00a01/2  cups x", "1 1/2 cups x"), pair("", "z")))[0])
        .isCloseTo(10.0, within(TOLERANCE));
  }

  @Test
  void textsOfAnotherInstanceAreRefused() {
    Pair foreign = new Pair(new Cider().prepare("a"), cider.prepare("a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cider.scores(List.of(foreign)))
        .withMessage("the text was prepared by another Cider");
  }

  private Pair pair(String hypothesis, String reference) {
    return new Pair(cider.prepare(hypothesis), cider.prepare(reference));
  }

  @Test
  void preparedTextMayBeUsedInManyPairs() {
    Cider cider = new Cider();
    NgramCounts egg = cider.prepare("fry the egg in a pan");
    NgramCounts rice = cider.prepare("wash the rice");
    List<Cider.Pair> pairs = List.of(new Cider.Pair(egg, egg), new Cider.Pair(egg, rice));
    double[] scores = cider.scores(pairs, DocumentFrequencies.of(pairs));
    assertThat(scores[0]).isGreaterThan(5).isGreaterThan(scores[1]);
    assertThat(cider.mean(pairs)).isEqualTo((scores[0] + scores[1]) / 2);
  }

  @Test
  void thousandsOfNgramsKeepTheirNumbers() {
    Cider cider = new Cider();
    StringBuilder many = new StringBuilder();
    StringBuilder others = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      many.append("word").append(i).append(i % 3 == 0 ? "\t" : " ");
      others.append("other").append(i).append(' ');
    }
    NgramCounts first = cider.prepare(many.toString());
    NgramCounts between = cider.prepare(others.toString());
    NgramCounts again = cider.prepare(many.toString());
    assertThat(first.size()).isEqualTo(3_000 + 2_999 + 2_998 + 2_997);
    for (int i = 0; i < first.size(); i++) {
      assertThat(again.ngram(i)).isEqualTo(first.ngram(i));
      assertThat(again.count(i)).isEqualTo(1);
    }
    List<Cider.Pair> pairs = List.of(new Cider.Pair(first, again), new Cider.Pair(between, first));
    double[] scores = cider.scores(pairs, DocumentFrequencies.of(pairs));
    assertThat(scores[1]).isZero();
    assertThat(cider.prepare("word0 word1 word0 word1").size()).isEqualTo(2 + 2 + 2 + 1);
  }
}
