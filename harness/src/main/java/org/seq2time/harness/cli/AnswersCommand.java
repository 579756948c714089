package org.seq2time.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.Task;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.prediction.Pairing;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerFile.Stored;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.AnswerReading;
import org.seq2time.harness.answer.DurationNeededException;
import org.seq2time.harness.answer.Explained;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.tool.FieldNames;
import org.seq2time.harness.cli.shared.AnnotationOptions;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.TimesOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time answers}: what is read in each answer, and why. */
@Command(
    name = "answers",
    description = "Show for each raw answer what is read in it, and the words that decided.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq2time answers said.jsonl --limit 20",
      "  seq2time answers said.jsonl --benchmark qvhighlights \\",
      "      --annotations highlight_val_release.jsonl",
      "",
      "Exit codes: 0 ok, 1 a file cannot be used, 2 wrong usage."
    })
final class AnswersCommand implements Callable<Integer> {

  private static final int EXCERPT = 120;

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "Raw answers, as for score --answers.")
  Path file;

  @Option(
      names = "--benchmark",
      paramLabel = "NAME",
      defaultValue = "charades-sta",
      description = "youcook2, charades-sta or qvhighlights (default: ${DEFAULT-VALUE}).")
  String benchmarkName;

  @Mixin AnnotationOptions input;

  @Option(names = "--id-field", paramLabel = "NAME", description = "Field of the id in FILE.")
  @Nullable String idField;

  @Option(names = "--text-field", paramLabel = "NAME", description = "Field of the answer in FILE.")
  @Nullable String textField;

  @Mixin TimesOptions reading;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    Benchmark<?, ?> benchmark = input.benchmark(benchmarkName);
    show(benchmark.task(), benchmark);
    return 0;
  }

  private <P> void show(Task<?, P> task, Benchmark<?, ?> benchmark) {
    AnswerParser parser = reading.parser();
    AnswerFile.Content content =
        new AnswerFile(file, null, new FieldNames(idField, textField), false).read(task);
    PrintWriter out = spec.commandLine().getOut();
    for (Stored stored : asked(content, benchmark)) {
      RawAnswer raw = stored.raw().prediction();
      String name = stored.id().isEmpty() ? stored.video() : stored.id();
      if (raw == null) {
        out.println(name + ": " + stored.raw().outcome().label());
      } else {
        show(name, task, parser, raw, out);
      }
    }
    out.flush();
  }

  /** The answers, with the query and length of the annotations where those are given. */
  private List<Stored> asked(AnswerFile.Content content, Benchmark<?, ?> benchmark) {
    int limit = input.selection().limit().orElse(Integer.MAX_VALUE);
    if (input.annotations == null) {
      return content.answers().stream().limit(limit).toList();
    }
    AnnotationFile annotations = input.annotationFile(benchmark);
    List<? extends Sample> samples = annotations.read(benchmark).samples();
    Pairing<Stored> pairing = Pairing.of(samples, AnswerReading.byId(content, samples));
    List<Stored> asked = new ArrayList<>();
    for (int i = 0; i < samples.size() && asked.size() < limit; i++) {
      Stored stored = pairing.answers().get(i).prediction();
      if (stored != null) {
        asked.add(AnswerReading.asked(stored, samples.get(i)));
      }
    }
    return asked;
  }

  private static <P> void show(
      String name, Task<?, P> task, AnswerParser parser, RawAnswer raw, PrintWriter out) {
    Explained<P> explained;
    try {
      explained = parser.explain(task, raw);
    } catch (DurationNeededException e) {
      out.println(name + ": " + e.getMessage() + "; give --annotations or --durations");
      return;
    }
    P prediction = explained.parsed().answer().prediction();
    String read = prediction == null ? "" : " " + describe(prediction);
    out.println(name + ": " + explained.parsed().answer().outcome().label() + read);
    out.println("  part    " + explained.part());
    String decided =
        explained.words().isEmpty()
            ? excerpt(explained.text())
            : excerpt(String.join(" | ", explained.words()));
    out.println((explained.words().isEmpty() ? "  text    " : "  words   ") + decided);
    for (ParseWarning warning : explained.parsed().warnings()) {
      out.println("  note    " + warning.text());
    }
  }

  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "...";
  }

  private static String describe(Object prediction) {
    List<String> items = new ArrayList<>();
    if (prediction instanceof List<?> list) {
      for (Object item : list) {
        items.add(
            item instanceof Event event
                ? segment(event.segment()) + " " + event.caption()
                : item instanceof Segment segment ? segment(segment) : String.valueOf(item));
      }
    } else if (prediction instanceof HighlightPrediction highlights) {
      double[] scores = highlights.saliency();
      for (int clip = 0; scores != null && clip < scores.length; clip++) {
        if (scores[clip] != 0) {
          items.add("clip " + clip + ": " + scores[clip]);
        }
      }
    }
    return String.join("; ", items);
  }

  private static String segment(Segment segment) {
    return String.format(
        Locale.ROOT, "%.2f - %.2f s", segment.startSeconds(), segment.endSeconds());
  }
}
