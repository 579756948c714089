package org.seq2time.metrics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;

/** What the reference's own output does not show: videos without an answer, and laws. */
class DenseMetricTest {

  private static final List<Event> EGG =
      List.of(
          new Event(new Segment(0, 10), "fry the egg in a pan"),
          new Event(new Segment(20, 30), "put the egg on a plate"));

  private static final List<Event> RICE =
      List.of(new Event(new Segment(5, 25), "wash the rice under cold water"));

  private static final List<Event> BREAD =
      List.of(new Event(new Segment(3, 9), "wash the bread and fry thin slices"));

  private static DenseSample sample(String id, List<Event> events) {
    return new DenseSample(id, OptionalDouble.of(60), events);
  }

  private static final List<DenseSample> SAMPLES =
      List.of(sample("egg", EGG), sample("rice", RICE), sample("bread", BREAD));

  private static Evaluation evaluate(Missing missing, List<Answer<List<Event>>> answers) {
    return new DenseMetric(Paraphrases.none(), missing)
        .evaluate(SAMPLES.subList(0, answers.size()), answers, 1);
  }

  private static List<Answer<List<Event>>> withoutBread() {
    return List.of(Answer.parsed(EGG), Answer.parsed(RICE), Answer.none(Outcome.NOT_ANSWERED));
  }

  private static final List<String> CAPTION_SCORES =
      List.of("soda_c", "soda_c_fixed", "cider", "meteor", "para_cider", "para_meteor");

  private static final List<String> TIME_SCORES = List.of("f1", "precision", "recall");

  @Test
  void videoWithoutAnAnswerCountsAsZeroInEveryMean() {
    Evaluation evaluation = evaluate(Missing.ZERO, withoutBread());
    for (String name : TIME_SCORES) {
      assertThat(GoldenFiles.value(evaluation, name)).as(name).isCloseTo(2.0 / 3, within(1e-12));
    }
    for (String name : CAPTION_SCORES) {
      assertThat(GoldenFiles.column(evaluation, name).perSample(2)).as(name).isZero();
    }
    assertThat(evaluation.outcomes().get(2)).isEqualTo(Outcome.NOT_ANSWERED);
  }

  @Test
  void leftOutVideoIsNoDocumentOfTheCorpus() {
    // Not word for word, or CIDEr is 10 whatever the weights.
    Answer<List<Event>> egg =
        Answer.parsed(List.of(new Event(new Segment(0, 10), "fry the egg in cold butter")));
    Answer<List<Event>> rice =
        Answer.parsed(List.of(new Event(new Segment(5, 25), "wash the rice in a pan")));
    Answer<List<Event>> none = Answer.none(Outcome.NOT_ANSWERED);
    Evaluation two = evaluate(Missing.LEFT_OUT, List.of(egg, rice));
    Evaluation leftOut = evaluate(Missing.LEFT_OUT, List.of(egg, rice, none));
    Evaluation zero = evaluate(Missing.ZERO, List.of(egg, rice, none));
    for (int i = 0; i < 2; i++) {
      assertThat(GoldenFiles.column(leftOut, "para_cider").perSample(i))
          .isEqualTo(GoldenFiles.column(two, "para_cider").perSample(i));
      // The third truth is a document there, which makes words of the others rarer.
      assertThat(GoldenFiles.column(zero, "para_cider").perSample(i))
          .isNotEqualTo(GoldenFiles.column(two, "para_cider").perSample(i));
    }
    assertThat(GoldenFiles.value(leftOut.answeredOnly(), "para_cider"))
        .isCloseTo(GoldenFiles.value(two, "para_cider"), within(1e-12));
  }

  @Test
  void answerWithoutEventsIsADocumentAllTheSame() {
    List<Answer<List<Event>>> silent =
        List.of(Answer.parsed(EGG), Answer.parsed(RICE), Answer.none(Outcome.NO_TIME_FOUND));
    assertThat(GoldenFiles.column(evaluate(Missing.LEFT_OUT, silent), "para_cider").perSample(0))
        .isEqualTo(GoldenFiles.column(evaluate(Missing.ZERO, silent), "para_cider").perSample(0));
  }

  @Test
  void perfectAnswersAreOneInTimeAndHighInWords() {
    Evaluation evaluation =
        evaluate(
            Missing.ZERO, List.of(Answer.parsed(EGG), Answer.parsed(RICE), Answer.parsed(BREAD)));
    for (String name : TIME_SCORES) {
      assertThat(GoldenFiles.value(evaluation, name)).as(name).isEqualTo(1);
    }
    assertThat(GoldenFiles.value(evaluation, "para_meteor")).isEqualTo(1);
    assertThat(GoldenFiles.value(evaluation, "soda_c")).isCloseTo(1, within(1e-8));
    // One pair alone has no rare words: only the video with two events has a CIDEr.
    assertThat(GoldenFiles.column(evaluation, "cider").perSample(0)).isGreaterThan(5);
    assertThat(GoldenFiles.column(evaluation, "cider").perSample(1)).isZero();
  }

  @Test
  void numberOfEventsIsADetail() {
    Evaluation evaluation = evaluate(Missing.ZERO, withoutBread());
    assertThat(evaluation.details()).hasSize(1);
    assertThat(evaluation.details().getFirst().name()).isEqualTo("events");
    assertThat(evaluation.details().getFirst().values()).containsExactly(2, 1, 0);
  }

  @Test
  void threadsAndOrderOfVideosDoNotChangeAValue() {
    List<Answer<List<Event>>> answers =
        List.of(Answer.parsed(EGG), Answer.parsed(BREAD), Answer.parsed(RICE));
    Evaluation one =
        new DenseMetric(Paraphrases.none(), Missing.ZERO).evaluate(SAMPLES, answers, 1);
    Evaluation three =
        new DenseMetric(Paraphrases.none(), Missing.ZERO).evaluate(SAMPLES, answers, 3);
    Evaluation reversed =
        new DenseMetric(Paraphrases.none(), Missing.ZERO)
            .evaluate(SAMPLES.reversed(), answers.reversed(), 1);
    for (int c = 0; c < one.columns().size(); c++) {
      String name = one.columns().get(c).spec().name();
      assertThat(GoldenFiles.value(three, name)).as(name).isEqualTo(GoldenFiles.value(one, name));
      assertThat(GoldenFiles.value(reversed, name))
          .as(name)
          .isCloseTo(GoldenFiles.value(one, name), within(1e-12));
    }
  }

  @Test
  void columnsOfSodaDifferFromTheEleventhPredictionOn() {
    List<Event> many = new ArrayList<>();
    List<Event> truths = new ArrayList<>();
    String[] words = {
      "fry", "boil", "cut", "wash", "stir", "peel", "bake", "serve", "chop", "pour", "mix", "roll"
    };
    for (int i = 0; i < words.length; i++) {
      Event event = new Event(new Segment(10 * i, 10 * i + 9), words[i] + " the food");
      truths.add(event);
      many.add(event);
    }
    Evaluation evaluation =
        new DenseMetric(Paraphrases.none(), Missing.ZERO)
            .evaluate(List.of(sample("v", truths)), List.of(Answer.parsed(many)), 1);
    assertThat(GoldenFiles.value(evaluation, "soda_c_fixed")).isCloseTo(1, within(1e-8));
    assertThat(GoldenFiles.value(evaluation, "soda_c")).isLessThan(0.9);
  }

  @Test
  void signaturesSayWhatChangesAValue() {
    Evaluation evaluation = evaluate(Missing.ZERO, withoutBread());
    Map<String, String> expected =
        Map.of(
            "soda_c",
                "soda_c|meteor:1.5-en|para:off|tok:ptb-3.4.1|iou:union+1e-8|columns:reference",
            "soda_c_fixed",
                "soda_c_fixed|meteor:1.5-en|para:off|tok:ptb-3.4.1|iou:union+1e-8|columns:in-order",
            "cider", "cider|cider:d|df:video|tok:ptb-3.4.1",
            "meteor", "meteor|meteor:1.5-en|para:off|tok:ptb-3.4.1",
            "f1", "f1|iou:union+1e-8|match:any",
            "para_cider", "para_cider|cider:d|df:corpus|tok:letters",
            "para_meteor", "para_meteor|meteor:1.5-en|para:off|tok:letters");
    expected.forEach(
        (name, signature) ->
            assertThat(GoldenFiles.column(evaluation, name).spec().signature())
                .hasToString(signature));
    assertThat(evaluation.columns().stream().filter(c -> c.spec().headline()))
        .extracting(c -> c.spec().name())
        .containsExactly("soda_c", "soda_c_fixed", "cider", "meteor", "f1", "precision", "recall");
  }
}
