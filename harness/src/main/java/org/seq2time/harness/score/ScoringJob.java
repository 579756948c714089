package org.seq2time.harness.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Task;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Annotations;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.parallel.Background;
import org.seq2time.datasets.prediction.PredictionCodec;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.AnswerTimes;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.score.ScoreSheet;
import org.seq2time.metrics.score.TaskMetrics;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.task.ReportedTask;

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
    Benchmark<?, ?> benchmark,
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
  public static ScoringJob of(
      Benchmark<?, ?> benchmark, Path annotations, PredictionSource predictions) {
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
    return run(benchmark);
  }

  /** The same answers read by another parser; stored predictions stay as they are. */
  public ScoringJob with(AnswerParser other) {
    PredictionSource reread =
        predictions instanceof PredictionSource.Raw(AnswerFile file, AnswerParser parser)
            ? new PredictionSource.Raw(file, other)
            : predictions;
    return new ScoringJob(
        benchmark,
        annotations,
        durations,
        reread,
        paraphrases,
        selection,
        missing,
        bootstrap,
        threads);
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

  private <P> SourceReader<P> reader(Task<?, P> task) {
    return switch (predictions) {
      case PredictionSource.Formatted(PredictionFile file, AnswerTimes times) ->
          SourceReader.formatted(
              () -> PredictionCodec.of(task).read(file), TimesInSeconds.of(task, times));
      case PredictionSource.Raw(AnswerFile file, AnswerParser parser) ->
          SourceReader.raw(file, task, answer -> parser.parse(task, answer));
    };
  }

  private TaskMetrics.Settings metricSettings() {
    return new TaskMetrics.Settings(
        paraphrases::get, missing, predictions instanceof PredictionSource.Raw);
  }

  /** How the file is read, for the signatures; empty for predictions in seconds. */
  private Map<String, String> reading() {
    return switch (predictions) {
      case PredictionSource.Raw(AnswerFile file, AnswerParser parser) ->
          Map.of("parser", parser.signature());
      case PredictionSource.Formatted(PredictionFile file, AnswerTimes times) ->
          times.signature().map(unit -> Map.of("answer-times", unit)).orElse(Map.of());
    };
  }

  private <S extends Sample, P> Scored run(Benchmark<S, P> asked) {
    Task<S, P> task = asked.task();
    SourceReader<P> predictionReader = reader(task);
    Background<SourceReader.Content<P>> contentInBackground =
        threads > 1
            ? Background.start(predictionReader::read)
            : Background.now(predictionReader::read);
    Annotations<S> read = annotations.read(asked);
    SourceReader.Content<P> content = contentInBackground.get();
    List<Integer> selected = selection.apply(read.samples());
    List<S> samples = selected.stream().map(read.samples()::get).toList();
    SourceReader.Answered<P> answered = content.answer(read.samples(), selected);
    List<Answer<P>> answers = answered.answers();
    Evaluation evaluation =
        TaskMetrics.of(task, metricSettings()).evaluate(samples, answers, threads);
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
    notices.addAll(SampleNotices.of(samples, answers));
    notices.addAll(UnitNotices.of(samples, answers, predictions));
    Optional<String> signature = selection.signature(read.samples(), selected);
    ScoreSheet sheet =
        ScoreSheet.of(asked, evaluation, signature, reading(), bootstrap, threads)
            .withNotices(notices);
    return new Scored(
        sheet,
        evaluation,
        () -> contents(task, samples, answers),
        read.format(),
        answered.format(),
        json -> PredictionCodec.of(task).write(json, samples, answers));
  }

  /** Of the samples that are scored, in their order. */
  private <S extends Sample, P> List<SampleContent> contents(
      Task<S, P> task, List<S> samples, List<Answer<P>> answers) {
    ReportedTask<S, P> reported = ReportedTask.of(task);
    List<SampleContent> contents = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      if (missing == Missing.ZERO || answers.get(i).outcome().isAnswered()) {
        contents.add(reported.describe(samples.get(i), answers.get(i)));
      }
    }
    return contents;
  }
}
