package org.seq2time.reports.breakdown;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedSamples;
import org.seq2time.reports.record.SampleContent;

/** What samples are grouped by. */
public enum Grouping {
  /** How the attempt to answer ended. */
  OUTCOME("outcome", "outcome"),
  /** Length of the video in seconds: up to 15, 30, 60, 120, 180, 300, 600 and over. */
  DURATION("duration", "length of the video"),
  /** Mean length of the sample's true segments in seconds: up to 5, 10, 30, 60, 150 and over. */
  TRUTH_LENGTH("truth-length", "mean length of the true segments"),
  /** The video. */
  VIDEO("video", "video"),
  /** Words of the query, as white space parts them: up to 4, 8, 12, 20 and over. */
  QUERY_WORDS("query-words", "length of the query");

  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  private final String key;
  private final String title;

  Grouping(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /**
   * A group of samples.
   *
   * @param order by which groups are sorted; equal ones are sorted by label
   * @param label its name
   */
  record Group(int order, String label) {}

  /** The name on the command line and in files. */
  public String key() {
    return key;
  }

  /** What follows "by" in text. */
  public String title() {
    return title;
  }

  /** The names of all of them. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Grouping::key).toList();
  }

  /** The one of this {@link #key()}. */
  public static Optional<Grouping> of(String key) {
    return Arrays.stream(values()).filter(g -> g.key.equals(key)).findFirst();
  }

  /**
   * The group of every sample, in the order of the rows.
   *
   * @param run with its samples' contents
   * @throws BadInputException if its rows do not say what is needed
   */
  List<Group> groups(RecordedRun run) {
    RecordedSamples samples =
        run.samples()
            .orElseThrow(
                () ->
                    new BadInputException(
                        run.name()
                            + ": has no samples.jsonl, whose rows breakdown groups; name a run"
                            + " folder that score --out wrote"));
    return switch (this) {
      case OUTCOME ->
          samples.outcomes().stream().map(o -> new Group(OUTCOMES.indexOf(o), o.label())).toList();
      case VIDEO -> videos(run, samples);
      case DURATION -> byContent(run, samples, content -> bin(content.durationSeconds()));
      case TRUTH_LENGTH -> byContent(run, samples, Grouping::truthLength);
      case QUERY_WORDS -> queries(run, samples);
    };
  }

  private static Group bin(OptionalDouble seconds) {
    return seconds.isPresent() ? Bins.DURATION.of(seconds.getAsDouble()) : Bins.DURATION.unknown();
  }

  private static Group truthLength(SampleContent content) {
    OptionalDouble mean =
        content.truth().stream()
            .map(SampleContent.Mark::segment)
            .mapToDouble(Segment::lengthSeconds)
            .average();
    return mean.isPresent() ? Bins.TRUTH.of(mean.getAsDouble()) : Bins.TRUTH.unknown();
  }

  private List<Group> videos(RecordedRun run, RecordedSamples samples) {
    if (samples.videos().isEmpty()) {
      throw lacking(run, "the video");
    }
    return samples.videos().stream().map(video -> new Group(0, video)).toList();
  }

  private List<Group> queries(RecordedRun run, RecordedSamples samples) {
    List<Group> groups =
        byContent(
            run,
            samples,
            content -> Bins.WORDS.of(new StringTokenizer(content.query()).countTokens()));
    if (samples.contents().stream().allMatch(content -> content.query().isEmpty())) {
      throw new BadInputException(
          run.name()
              + ": samples of "
              + run.scores().benchmark()
              + " have no query, so there is no --by "
              + key);
    }
    return groups;
  }

  private List<Group> byContent(
      RecordedRun run, RecordedSamples samples, Function<SampleContent, Group> group) {
    if (samples.contents().isEmpty()) {
      throw lacking(run, "question and truth (\"content\")");
    }
    return IntStream.range(0, samples.size())
        .mapToObj(i -> group.apply(samples.contents().get(i)))
        .toList();
  }

  private BadInputException lacking(RecordedRun run, String what) {
    return new BadInputException(
        run.name()
            + ": samples.jsonl does not hold "
            + what
            + ", which --by "
            + key
            + " needs; score the run again with --out");
  }
}
