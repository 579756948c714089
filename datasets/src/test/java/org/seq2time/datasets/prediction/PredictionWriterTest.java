package org.seq2time.datasets.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Saliency;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;

/** What is written is read back as the same answers, to the last bit of every number. */
class PredictionWriterTest {

  private static final int SAMPLES = 200;

  private static final double[] CORNERS = {
    0, -0.0, -1, 0.1, 1e-9, 4.9e-324, 2.2250738585072014e-308, 123456789.125, 1.7976931348623157e308
  };

  private static final String[] PIECES = {
    "boil",
    " ",
    "\"",
    "\\",
    "/",
    "\n",
    "\r\n",
    "\t",
    "\u0000",
    "\u001b[2J",
    "caf\u00e9",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ud83c\udf73",
    ". ",
    "##",
    "null",
    "\u007f"
  };

  private final SplittableRandom random = new SplittableRandom(20_251_123);

  @TempDir private Path folder;

  @Test
  void eventsComeBackEqual() throws IOException {
    List<DenseSample> samples =
        samples(id -> new DenseSample(id, OptionalDouble.empty(), List.of(event())));
    List<Answer<List<Event>>> answers = answers(() -> some(this::event));
    Path file = write(json -> PredictionWriter.writeEvents(json, samples, answers));
    assertComesBack(PredictionFile.of(file).readEvents(), samples, answers);
  }

  @Test
  void windowsComeBackEqual() throws IOException {
    List<GroundingSample> samples = samples(this::query);
    List<Answer<List<Segment>>> answers = answers(() -> some(this::segment));
    Path file = write(json -> PredictionWriter.writeWindows(json, samples, answers));
    assertComesBack(PredictionFile.of(file).readWindows(), samples, answers);
  }

  @Test
  void highlightsComeBackEqual() throws IOException {
    List<HighlightSample> samples = samples(this::highlight);
    List<Answer<HighlightPrediction>> answers = answers(this::highlightPrediction);
    Path file = write(json -> PredictionWriter.writeHighlights(json, samples, answers));
    Predictions<HighlightPrediction> read = PredictionFile.of(file).readHighlights();
    assertThat(read.format()).isEqualTo(PredictionFormat.QVHIGHLIGHTS);
    List<Answer<HighlightPrediction>> paired = Pairing.of(samples, read).answers();
    for (int i = 0; i < SAMPLES; i++) {
      Answer<HighlightPrediction> written = answers.get(i);
      assertThat(paired.get(i).outcome()).isEqualTo(afterReading(written.outcome()));
      if (written.prediction() != null) {
        HighlightPrediction back = Objects.requireNonNull(paired.get(i).prediction());
        assertThat(back.windows()).as("windows of %s", i).isEqualTo(written.prediction().windows());
        // Element by element as Double: -0.0 is not 0.0.
        assertThat(back.saliency())
            .as("saliency of %s", i)
            .isEqualTo(written.prediction().saliency());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Outcome.class, mode = EnumSource.Mode.EXCLUDE, names = "PARSED")
  void unparsedAnswersComeBackAsAnsweredOrNot(Outcome outcome) throws IOException {
    List<DenseSample> videos =
        samples(id -> new DenseSample(id, OptionalDouble.empty(), List.of(event())));
    Path events =
        write(json -> PredictionWriter.writeEvents(json, videos, same(Answer.none(outcome))));
    assertThat(PredictionFile.of(events).readEvents().entries().values())
        .hasSize(outcome.isAnswered() ? SAMPLES : 0)
        .allMatch(entry -> entry.answer().outcome() == Outcome.NO_TIME_FOUND);
    List<HighlightSample> queries = samples(this::highlight);
    Path highlights =
        write(json -> PredictionWriter.writeHighlights(json, queries, same(Answer.none(outcome))));
    assertThat(PredictionFile.of(highlights).readHighlights().entries().values())
        .hasSize(outcome.isAnswered() ? SAMPLES : 0)
        .allMatch(entry -> entry.answer().outcome() == Outcome.NO_TIME_FOUND);
  }

  @Test
  void halvesOfSurrogatePairsAreWritten() throws IOException {
    List<DenseSample> video =
        List.of(new DenseSample("a.mp4", OptionalDouble.empty(), List.of(event())));
    List<Answer<List<Event>>> answer =
        List.of(Answer.parsed(List.of(new Event(new Segment(0, 1), "cut \ud83c off"))));
    Path file = write(json -> PredictionWriter.writeEvents(json, video, answer));
    assertComesBack(PredictionFile.of(file).readEvents(), video, answer);
  }

  private <P> void assertComesBack(
      Predictions<P> read, List<? extends Sample> samples, List<Answer<P>> written) {
    assertThat(read.format()).isEqualTo(PredictionFormat.TIMECHAT);
    Pairing<P> pairing = Pairing.of(samples, read);
    assertThat(pairing.notices()).isEmpty();
    assertThat(pairing.answers())
        .isEqualTo(
            written.stream()
                .map(
                    a ->
                        a.outcome() == Outcome.PARSED
                            ? a
                            : Answer.<P>none(afterReading(a.outcome())))
                .toList());
  }

  /** The forms tell an empty answer from none, but not why it is empty or none. */
  private static Outcome afterReading(Outcome written) {
    if (written == Outcome.PARSED) {
      return Outcome.PARSED;
    }
    return written.isAnswered() ? Outcome.NO_TIME_FOUND : Outcome.NOT_ANSWERED;
  }

  private Path write(Writer writer) throws IOException {
    Path file = folder.resolve("predictions.json");
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = new JsonFactory().createGenerator(out)) {
      writer.write(json);
    }
    return file;
  }

  private static <S> List<S> samples(Function<String, S> factory) {
    return IntStream.range(0, SAMPLES)
        .mapToObj(i -> factory.apply("id " + i + " \"\u00e9"))
        .toList();
  }

  private GroundingSample query(String id) {
    return new GroundingSample(id, "v/x.mp4", OptionalDouble.empty(), text(), new Segment(0, 1));
  }

  private HighlightSample highlight(String id) {
    return new HighlightSample(
        id,
        "v_0.0_4.0",
        OptionalDouble.of(4),
        text(),
        List.of(new Segment(0, 2)),
        Saliency.of(2, List.of(), List.of()));
  }

  private <P> List<Answer<P>> answers(Supplier<P> prediction) {
    Outcome[] outcomes = Outcome.values();
    List<Answer<P>> answers = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      Outcome outcome =
          random.nextInt(3) > 0 ? Outcome.PARSED : outcomes[random.nextInt(outcomes.length)];
      answers.add(
          outcome == Outcome.PARSED ? Answer.parsed(prediction.get()) : Answer.none(outcome));
    }
    return answers;
  }

  private static <P> List<Answer<P>> same(Answer<P> answer) {
    return IntStream.range(0, SAMPLES).mapToObj(i -> answer).toList();
  }

  private HighlightPrediction highlightPrediction() {
    @Nullable List<ScoredWindow> windows =
        random.nextInt(3) == 0 ? null : some(() -> new ScoredWindow(segment(), number()));
    double[] saliency = random.doubles(1 + random.nextInt(100)).map(d -> number()).toArray();
    return HighlightPrediction.of(
        windows, windows == null || random.nextBoolean() ? saliency : null);
  }

  private Event event() {
    return new Event(segment(), text());
  }

  private Segment segment() {
    return new Segment(number(), number());
  }

  /** Any finite double, by its bits, or one of the corners. */
  private double number() {
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(any) && random.nextBoolean()
        ? any
        : CORNERS[random.nextInt(CORNERS.length)];
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private <T> List<T> some(Supplier<T> one) {
    return Stream.generate(one).limit(1 + random.nextInt(20)).toList();
  }

  private interface Writer {
    void write(JsonGenerator json) throws IOException;
  }
}
