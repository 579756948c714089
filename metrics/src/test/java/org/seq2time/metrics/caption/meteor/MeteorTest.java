package org.seq2time.metrics.caption.meteor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;

public class MeteorTest {
  private static final List<String> KITCHEN =
      List.of(
          "the",
          "a",
          "and",
          "stir",
          "stirs",
          "stirring",
          "bowl",
          "pan",
          "add",
          "adds",
          "salt",
          "oil",
          "chop",
          "chops",
          "cut",
          "in",
          "with",
          "of",
          "onion",
          "onions",
          "heat",
          "mix",
          "pour",
          ".");

  private final Meteor meteor = Meteor.english(Paraphrases.none());

  public static String sentence(SplittableRandom random, List<String> words, int maxLength) {
    return IntStream.range(0, random.nextInt(1, maxLength + 1))
        .mapToObj(_ -> words.get(random.nextInt(words.size())))
        .collect(Collectors.joining(" "));
  }

  @Test
  void functionWordsAreMeteors() {
    assertThat(Resources.lines("meteor-function-words-en.txt"))
        .hasSize(93)
        .contains("the", "$", "“", "'t");
  }

  @Test
  void identicalTextsScoreOne() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 200; i++) {
      String text = sentence(random, KITCHEN, 20);
      assertThat(meteor.score(text, text).score()).as(text).isCloseTo(1.0, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "|||"})
  void anEmptySideScoresZero(String empty) {
    assertThat(meteor.score(empty, "stir the bowl").score()).isZero();
    assertThat(meteor.score("stir the bowl", empty.replace('|', ' ')).score()).isZero();
    assertThat(meteor.score(empty, "").score()).isZero();
  }

  @Test
  void scoresLieBetweenZeroAndOneAndDoNotDependOnWhatWasScoredBefore() {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < 500; i++) {
      String hypothesis = sentence(random, KITCHEN, 25);
      String reference = sentence(random, KITCHEN, 25);
      MeteorStatistics found = meteor.score(hypothesis, reference);
      assertThat(found.score()).isBetween(0.0, 1.0);
      assertThat(found)
          .isEqualTo(meteor.score(meteor.hypothesis(hypothesis), meteor.reference(reference)));
    }
  }

  @Test
  void matchedWordsAreAtMostTheWords() {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 500; i++) {
      int[] counts =
          meteor.score(sentence(random, KITCHEN, 9), sentence(random, KITCHEN, 30)).counts();
      int hypothesisMatches = 0;
      int referenceMatches = 0;
      for (int stage = 4; stage < 20; stage += 2) {
        hypothesisMatches += counts[stage];
        referenceMatches += counts[stage + 1];
      }
      assertThat(counts[21]).isEqualTo(hypothesisMatches).isLessThanOrEqualTo(counts[0]);
      assertThat(counts[22]).isEqualTo(referenceMatches).isLessThanOrEqualTo(counts[1]);
      assertThat(counts[20]).isLessThanOrEqualTo(counts[21]);
    }
  }

  @Test
  void theBestReferenceCountsAndTheFirstOfEqualOnes() {
    MeteorSentence hypothesis = meteor.hypothesis("stir the bowl");
    List<MeteorSentence> references =
        List.of(
            meteor.reference("heat oil"),
            meteor.reference("stir the pan"),
            meteor.reference("stir the pot"));
    assertThat(meteor.best(hypothesis, references))
        .isEqualTo(meteor.score(hypothesis, references.get(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meteor.best(hypothesis, List.of()))
        .withMessageContaining("stir the bowl");
  }

  @Test
  void aWeightInASumStandsForRepetition() {
    MeteorStatistics one = meteor.score("stir the large bowl", "stir a bowl");
    MeteorStatistics perfect = meteor.score("add salt", "add salt");
    double[] repeated = new double[MeteorStatistics.LENGTH];
    double[] weighted = new double[MeteorStatistics.LENGTH];
    for (int i = 0; i < 3; i++) {
      one.addTo(repeated, 1.0);
      perfect.addTo(repeated, 1.0);
    }
    one.addTo(weighted, 3.0);
    perfect.addTo(weighted, 3.0);
    assertThat(weighted).isEqualTo(repeated);
    assertThat(weighted[20]).isEqualTo(3.0 * one.counts()[20]);
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeteorStatistics.score(new double[22]))
        .withMessageContaining("23 numbers, not 22");
  }

  @Test
  void longTextsAreScoredInUnderASecond() {
    SplittableRandom random = new SplittableRandom(14);
    List<String> words =
        IntStream.range(0, 400)
            .mapToObj(i -> KITCHEN.get(i % 24) + (i < 24 ? "" : "x" + i))
            .toList();
    String hypothesis = text(random, words, 2_000);
    String reference = text(random, words, 2_000);
    meteor.score(hypothesis, reference);
    MeteorStatistics found =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> meteor.score(hypothesis, reference));
    assertThat(found.counts()[21]).isGreaterThan(1_000);
  }

  @Test
  void repetitiveCaptionsDoNotExplode() {
    String hypothesis = "stirs the bowl ".repeat(200);
    String reference = "she stirs the bowl and the pan ".repeat(120);
    MeteorStatistics found =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> meteor.score(hypothesis, reference));
    assertThat(found.score()).isBetween(0.0, 1.0);
    assertThat(found.counts()[0]).isEqualTo(600);
  }

  private static String text(SplittableRandom random, List<String> words, int length) {
    return IntStream.range(0, length)
        .mapToObj(_ -> words.get((int) (words.size() * Math.pow(random.nextDouble(), 2))))
        .collect(Collectors.joining(" "));
  }
}
