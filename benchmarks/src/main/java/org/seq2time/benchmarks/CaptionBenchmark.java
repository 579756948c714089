package org.seq2time.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.cider.Cider;
import org.seq2time.metrics.caption.meteor.Meteor;
import org.seq2time.metrics.caption.meteor.MeteorSentence;
import org.seq2time.metrics.caption.meteor.MeteorStatistics;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.caption.ptb.PtbTokenizer;
import org.seq2time.metrics.dense.DenseMetric;

/** Caption measures and their parts, without a paraphrase table. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class CaptionBenchmark {

  private static final int PAIRS = 415;

  private static final List<String> VERBS =
      List.of("chop", "stir", "add", "pour", "fry", "boil", "mix", "slice", "serve", "cover");
  private static final List<String> THINGS =
      List.of("onions", "rice", "butter", "sauce", "chicken", "garlic", "pepper", "bread", "eggs");
  private static final List<String> PLACES =
      List.of("in a bowl", "in the pan", "on a plate", "with a knife", "over low heat", "well");

  private final PtbTokenizer tokenizer = new PtbTokenizer();
  private final Meteor meteor = Meteor.english(Paraphrases.none());
  private final MeteorSentence hypothesis =
      meteor.hypothesis("stir the chopped onions and garlic in a hot pan");
  private final MeteorSentence reference =
      meteor.reference("the onion and some garlic are fried in the pan");
  private final Cider cider = new Cider();
  private final List<Cider.Pair> pairs = pairs();
  private final DenseMetric metric = new DenseMetric(Paraphrases.none(), Missing.ZERO);
  private final List<DenseSample> video =
      List.of(new DenseSample("v", OptionalDouble.of(300), events(8, 1)));
  private final List<Answer<List<Event>>> answer = List.of(Answer.parsed(events(15, 2)));

  private final List<MeteorSentence> truths =
      events(8, 1).stream().map(e -> meteor.hypothesis(e.caption())).toList();
  private final List<MeteorSentence> predictions =
      events(15, 2).stream().map(e -> meteor.reference(e.caption())).toList();

  private static String caption(SplittableRandom random) {
    return VERBS.get(random.nextInt(VERBS.size()))
        + " the "
        + THINGS.get(random.nextInt(THINGS.size()))
        + " and "
        + THINGS.get(random.nextInt(THINGS.size()))
        + " "
        + PLACES.get(random.nextInt(PLACES.size()))
        + ".";
  }

  private static List<Event> events(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double start = 300.0 * i / count;
      events.add(new Event(new Segment(start, start + 30), caption(random)));
    }
    return events;
  }

  private List<Cider.Pair> pairs() {
    SplittableRandom random = new SplittableRandom(5);
    List<Cider.Pair> all = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      all.add(new Cider.Pair(cider.prepare(caption(random)), cider.prepare(caption(random))));
    }
    return all;
  }

  /** One caption of eight words to PTB tokens. */
  @Benchmark
  public List<String> ptbLine() {
    return tokenizer.tokens("Stir the chopped onions, then add 1/2 cup of butter.");
  }

  /** One pair of prepared captions of ten words. */
  @Benchmark
  public MeteorStatistics meteorPair() {
    return meteor.score(hypothesis, reference);
  }

  /** The same with normalisation, stems and synsets of both captions. */
  @Benchmark
  public MeteorStatistics meteorPairFromText() {
    return meteor.score(
        "stir the chopped onions and garlic in a hot pan",
        "the onion and some garlic are fried in the pan");
  }

  /** Document frequencies and scores of 415 prepared pairs. */
  @Benchmark
  public double ciderCorpus() {
    return cider.mean(pairs);
  }

  /** What SODA_c costs for one video: METEOR of 8 true with 15 predicted captions, prepared. */
  @Benchmark
  public double sodaVideo() {
    double sum = 0;
    for (MeteorSentence truth : truths) {
      for (MeteorSentence prediction : predictions) {
        sum += meteor.score(truth, prediction).score();
      }
    }
    return sum;
  }

  /** Everything for one video with 8 true and 15 predicted events: tokens to SODA_c. */
  @Benchmark
  public Evaluation denseVideo() {
    return metric.evaluate(video, answer, 1);
  }
}
