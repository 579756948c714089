package org.seq2time.harness.score;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Annotations;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.parallel.Background;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.datasets.prediction.PredictionWriter;
import org.seq2time.datasets.prediction.Predictions;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.dense.DenseMetric;
import org.seq2time.metrics.grounding.GroundingMetric;
import org.seq2time.metrics.highlight.HighlightMetric;
import org.seq2time.metrics.score.ScoreSheet;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.record.SampleContent;

/**
 * Scores stored predictions, or raw answers, against a benchmark.
 *
 * @param benchmark which one
 * @param annotations its annotation file
 * @param durations the file that {@code annotations} joins lengths from, for the record
 * @param predictions what is scored
 * @param paraphrases METEOR's table; {@link Paraphrases#none()} skips that stage
 * @param selection which samples
 * @param missing what becomes of samples without an answer
 * @param bootstrap how intervals are drawn
 * @param threads how many threads may work; results do not depend on it
 */
public record ScoringJob(
    Benchmark benchmark,
    AnnotationFile annotations,
    @Nullable Path durations,
    PredictionSource predictions,
    Background<Paraphrases> paraphrases,
    Selection selection,
    Missing missing,
    Bootstrap.Settings bootstrap,
    int threads) {

  /**
   * All samples of a benchmark as 'seq2time score' scores them by default, without METEOR's
   * paraphrase table.
   */
  public static ScoringJob of(Benchmark benchmark, Path annotations, PredictionSource predictions) {
    return new ScoringJob(
        benchmark,
        AnnotationFile.of(annotations),
        null,
        predictions,
        Background.now(Paraphrases::none),
        Selection.ALL,
        Missing.ZERO,
        Bootstrap.Settings.DEFAULT,
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * Reads, pairs and measures.
   *
   * @throws BadInputException if a file cannot be used
   */
  public Scored run() {
    return switch (benchmark) {
      case YOUCOOK2 ->
          score(
              annotations::readYouCook2,
              reader(PredictionFile::readEvents, AnswerParser::events),
              (samples, answers) ->
                  new DenseMetric(paraphrases.get(), missing, threads).evaluate(samples, answers),
              SampleContent::of,
              PredictionWriter::writeEvents);
      case CHARADES_STA ->
          score(
              annotations::readCharadesSta,
              reader(PredictionFile::readWindows, AnswerParser::windows),
              GroundingMetric::evaluate,
              SampleContent::of,
              PredictionWriter::writeWindows);
      case QVHIGHLIGHTS ->
          score(
              annotations::readQvHighlights,
              reader(PredictionFile::readHighlights, AnswerParser::highlights),
              (samples, answers) ->
                  HighlightMetric.evaluate(
                      samples, answers, predictions instanceof PredictionSource.Raw),
              SampleContent::of,
              PredictionWriter::writeHighlights);
    };
  }

  /** The same without the cost of intervals, to see that everything can be read and scored. */
  public ScoringJob withoutIntervals() {
    return new ScoringJob(
        benchmark,
        annotations,
        durations,
        predictions,
        paraphrases,
        selection,
        missing,
        new Bootstrap.Settings(1, bootstrap.seed()),
        threads);
  }

  private <P> SourceReader<P> reader(
      Function<PredictionFile, Predictions<P>> formatted,
      BiFunction<AnswerParser, RawAnswer, Parsed<P>> raw) {
    return switch (predictions) {
      case PredictionSource.Formatted(PredictionFile file) ->
          SourceReader.formatted(() -> formatted.apply(file));
      case PredictionSource.Raw(AnswerFile file, AnswerParser parser) ->
          SourceReader.raw(file, benchmark, answer -> raw.apply(parser, answer));
    };
  }

  /** The parser's part of the signatures; empty for stored predictions. */
  private Optional<String> parser() {
    return predictions instanceof PredictionSource.Raw(AnswerFile file, AnswerParser parser)
        ? Optional.of(parser.signature())
        : Optional.empty();
  }

  /** Writes a task's predictions as JSON. */
  @FunctionalInterface
  private interface Writer<S, P> {
    void write(JsonGenerator json, List<S> samples, List<Answer<P>> answers) throws IOException;
  }

  private <S extends Sample, P> Scored score(
      Supplier<Annotations<S>> annotationReader,
      SourceReader<P> predictionReader,
      BiFunction<List<S>, List<Answer<P>>, Evaluation> metric,
      BiFunction<S, Answer<P>, SampleContent> describe,
      Writer<S, P> writer) {
    Background<SourceReader.Content<P>> contentInBackground =
        threads > 1
            ? Background.start(predictionReader::read)
            : Background.now(predictionReader::read);
    Annotations<S> read = annotationReader.get();
    SourceReader.Content<P> content = contentInBackground.get();
    List<Integer> selected = selection.apply(read.samples());
    List<S> samples = selected.stream().map(read.samples()::get).toList();
    SourceReader.Answered<P> answered = content.answer(read.samples(), selected);
    List<Answer<P>> answers = answered.answers();
    Evaluation evaluation = metric.apply(samples, answers);
    if (evaluation.columns().isEmpty()) {
      throw new BadInputException(
          predictions.path() + ": no selected sample has a prediction that could be scored");
    }
    if (missing == Missing.LEFT_OUT) {
      evaluation = evaluation.answeredOnly();
    }
    List<Notice> notices = new ArrayList<>(read.notices());
    notices.addAll(answered.notices());
    notices.addAll(evaluation.notices());
    Optional<String> signature = selection.signature(read.samples(), selected);
    ScoreSheet sheet =
        ScoreSheet.of(benchmark, evaluation, signature, parser(), bootstrap, threads)
            .withNotices(notices);
    return new Scored(
        sheet,
        evaluation,
        () -> contents(samples, answers, describe),
        read.format(),
        answered.format(),
        json -> writer.write(json, samples, answers));
  }

  /** Of the samples that are scored, in their order. */
  private <S extends Sample, P> List<SampleContent> contents(
      List<S> samples, List<Answer<P>> answers, BiFunction<S, Answer<P>, SampleContent> describe) {
    List<SampleContent> contents = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      if (missing == Missing.ZERO || answers.get(i).outcome().isAnswered()) {
        contents.add(describe.apply(samples.get(i), answers.get(i)));
      }
    }
    return contents;
  }
}
