package org.seq2time.reports;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Task;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.datasets.prediction.Pairing;
import org.seq2time.datasets.prediction.PredictionCodec;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.datasets.prediction.Predictions;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.score.ScoreSheet;
import org.seq2time.metrics.score.TaskMetrics;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleRows;
import org.seq2time.reports.record.ScoresJson;
import org.seq2time.reports.task.ReportedTask;

/** Scores the demo benchmark into run folders, without the command line. */
public final class DemoRuns {

  private final Path folder;

  /** The demo's files are copied into the folder, and runs written below it. */
  public DemoRuns(Path folder) {
    this.folder = folder;
    for (String file : DemoBenchmark.files()) {
      try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
        DemoBenchmark.copy(file, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Everything of a run that its folder does not hold. */
  public record Scored(Path place, ScoreSheet sheet, Evaluation evaluation) {

    /** Reads the folder. */
    public RecordedRun read() {
      return RecordedRun.readWithContents(place);
    }
  }

  /** The demo's run of this name, into a folder of the same name. */
  public Scored score(String demo) {
    return score(demo, demo, Missing.ZERO);
  }

  /** The demo's run of this name. */
  public Scored score(String demo, String name, Missing missing) {
    DemoBenchmark.Run run =
        DemoBenchmark.runs().stream().filter(r -> r.name().equals(demo)).findFirst().orElseThrow();
    return score(run.benchmark(), run.annotations(), run.predictions(), name, missing);
  }

  /** Files in the folder, scored into a run folder of this name. */
  public <S extends Sample, P> Scored score(
      Benchmark<S, P> benchmark,
      String annotations,
      String predictions,
      String name,
      Missing missing) {
    Task<S, P> task = benchmark.task();
    List<S> samples = AnnotationFile.of(folder.resolve(annotations)).read(benchmark).samples();
    Predictions<P> read =
        PredictionCodec.of(task).read(PredictionFile.of(folder.resolve(predictions)));
    List<Answer<P>> answers = Pairing.of(samples, read).answers();
    Evaluation all =
        TaskMetrics.of(task, new TaskMetrics.Settings(Paraphrases::none, missing, false))
            .evaluate(samples, answers, 1);
    Evaluation evaluation = missing == Missing.ZERO ? all : all.answeredOnly();
    List<SampleContent> contents =
        IntStream.range(0, samples.size())
            .filter(i -> missing == Missing.ZERO || answers.get(i).outcome().isAnswered())
            .mapToObj(i -> ReportedTask.of(task).describe(samples.get(i), answers.get(i)))
            .toList();
    ScoreSheet sheet =
        ScoreSheet.of(benchmark, evaluation, Optional.empty(), new Bootstrap.Settings(1_000, 1), 1);
    Path place = folder.resolve("runs").resolve(name);
    try {
      Files.createDirectories(place);
      try (OutputStream out = Files.newOutputStream(place.resolve("scores.json"))) {
        ScoresJson.write(sheet, out);
      }
      try (OutputStream out = Files.newOutputStream(place.resolve("samples.jsonl"))) {
        SampleRows.write(evaluation, contents, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Scored(place, sheet, evaluation);
  }

  /** Every third window of the grounding demo six seconds late: a system that is a little worse. */
  public Scored shifted(String name) {
    List<String> lines = new ArrayList<>();
    var windows = PredictionFile.of(folder.resolve("charades-sta_predictions.json")).readWindows();
    AnnotationFile truth = AnnotationFile.of(folder.resolve("charades-sta.json"));
    var samples = truth.read(Benchmark.CHARADES_STA).samples();
    var answers = Pairing.of(samples, windows).answers();
    for (int i = 0; i < samples.size(); i++) {
      double late = i % 3 == 0 ? 6 : 0;
      var predicted = answers.get(i).prediction();
      String first =
          predicted == null || predicted.isEmpty()
              ? ""
              : "["
                  + (predicted.getFirst().startSeconds() + late)
                  + ", "
                  + (predicted.getFirst().endSeconds() + late)
                  + "]";
      lines.add("\"" + samples.get(i).id() + "\": [" + first + "]");
    }
    try {
      Files.writeString(folder.resolve("shifted.json"), "{" + String.join(",\n", lines) + "}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return score(Benchmark.CHARADES_STA, "charades-sta.json", "shifted.json", name, Missing.ZERO);
  }
}
