package org.seq2time.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Sample;

/**
 * All samples of a benchmark, measured: what every score, interval and per-sample row is made from.
 *
 * @param ids of the samples that are scored, in the benchmark's order
 * @param videos of the same samples: what they share is no independent evidence
 * @param outcomes of the same samples
 * @param columns the scores
 * @param details per-sample values that are no scores
 * @param missing what became of samples without an answer
 * @param leftOut the outcomes of samples that are not scored (empty for {@link Missing#ZERO})
 * @param notices oddities that the metric met
 */
public record Evaluation(
    List<String> ids,
    List<String> videos,
    List<Outcome> outcomes,
    List<ScoreColumn> columns,
    List<Detail> details,
    Missing missing,
    List<LeftOut> leftOut,
    List<Notice> notices) {

  public Evaluation {
    ids = List.copyOf(ids);
    videos = List.copyOf(videos);
    outcomes = List.copyOf(outcomes);
    columns = List.copyOf(columns);
    details = List.copyOf(details);
    leftOut = List.copyOf(leftOut);
    notices = List.copyOf(notices);
  }

  /**
   * A per-sample value that is no score.
   *
   * @param name its key in per-sample rows
   * @param values one per sample; NaN where there is none; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // Shared, not copied; see ScoreColumn.
  public record Detail(String name, double[] values) {}

  /**
   * A sample that is not scored.
   *
   * @param outcome why
   * @param counted for each column, whether the sample would have counted in it
   */
  public record LeftOut(Outcome outcome, List<Boolean> counted) {}

  /** Everything measured; samples without an answer count as misses. */
  public static Evaluation of(
      List<? extends Sample> samples,
      List<? extends Answer<?>> answers,
      List<ScoreColumn> columns,
      List<Detail> details,
      List<Notice> notices) {
    if (samples.size() != answers.size()) {
      throw new IllegalArgumentException(
          samples.size() + " samples but " + answers.size() + " answers");
    }
    return new Evaluation(
        samples.stream().map(Sample::id).toList(),
        samples.stream().map(Sample::video).toList(),
        answers.stream().map(Answer::outcome).toList(),
        columns,
        details,
        Missing.ZERO,
        List.of(),
        notices);
  }

  /** The same without the samples that have no answer. */
  public Evaluation answeredOnly() {
    int[] kept = new int[ids.size()];
    int count = 0;
    List<LeftOut> out = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      int sample = i;
      if (outcomes.get(i).isAnswered()) {
        kept[count++] = i;
      } else {
        out.add(
            new LeftOut(outcomes.get(i), columns.stream().map(c -> c.includes(sample)).toList()));
      }
    }
    int[] rows = Arrays.copyOf(kept, count);
    IdentityHashMap<double[], double[]> selected = new IdentityHashMap<>();
    return new Evaluation(
        Arrays.stream(rows).mapToObj(ids::get).toList(),
        Arrays.stream(rows).mapToObj(videos::get).toList(),
        Arrays.stream(rows).mapToObj(outcomes::get).toList(),
        columns.stream()
            .map(c -> c.select(a -> selected.computeIfAbsent(a, all -> select(all, rows))))
            .toList(),
        details.stream().map(d -> new Detail(d.name(), select(d.values(), rows))).toList(),
        Missing.LEFT_OUT,
        out,
        notices);
  }

  private static double[] select(double[] values, int[] rows) {
    double[] selected = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = values[rows[i]];
    }
    return selected;
  }
}
