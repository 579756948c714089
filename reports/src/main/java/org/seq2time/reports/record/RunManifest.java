package org.seq2time.reports.record;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.seq2time.metrics.Missing;

/**
 * {@code run.json}: everything that went into a run. {@link RunManifestJson} reads and writes it.
 *
 * <p>Files, folders and keys of formats are text: they may be of another machine, or of a later
 * program. Of a scoring run it holds no time of day, so that the same run gives the same bytes; a
 * run with a model says when it was started, which is a circumstance.
 *
 * @param questions what was asked
 * @param origin where the answers come from
 * @param scoring how they were scored; empty before they are
 * @param tool the program that wrote this
 * @param environment what it ran on
 * @param unknown fields that this program does not know, as a later one may write them, by object
 *     and name; they are kept
 */
public record RunManifest(
    Questions questions,
    Origin origin,
    Optional<Scoring> scoring,
    Tool tool,
    Environment environment,
    List<UnknownField> unknown) {

  /** Facts about the machine and the tool's checkout: recorded, but no reason to refuse a run. */
  private static final Set<String> CIRCUMSTANCES = Set.of("tool", "environment");

  /** Written when answers are scored. */
  private static final Set<String> AFTERWARDS = Set.of("answers", "scoring");

  public RunManifest {
    unknown =
        unknown.stream()
            .sorted(Comparator.comparing(UnknownField::group).thenComparing(UnknownField::name))
            .toList();
  }

  /**
   * A file of the run.
   *
   * @param path as it was named
   * @param sha256 of its content, in hexadecimal digits
   * @param format key of the format that was recognised; empty if there is only one
   */
  public record RecordedFile(String path, String sha256, Optional<String> format) {

    private RecordedFile withoutPlace() {
      return new RecordedFile("", sha256, format);
    }
  }

  /**
   * What was asked.
   *
   * @param benchmark its key
   * @param annotations the questions and their answers
   * @param subset the part of the annotations, where their format has parts
   * @param durations the file of video lengths; empty if there was none
   */
  public record Questions(
      String benchmark,
      RecordedFile annotations,
      Optional<String> subset,
      Optional<RecordedFile> durations) {

    private Questions withoutPlaces() {
      return new Questions(
          benchmark, annotations.withoutPlace(), subset, durations.map(RecordedFile::withoutPlace));
    }
  }

  /** Where the answers come from. */
  public sealed interface Origin {

    /** {@code kind} in the file. */
    String kind();

    /** Signature of the parser that read the answers; empty if nothing was parsed yet. */
    default Optional<String> parser() {
      return Optional.empty();
    }
  }

  /** Formatted predictions, as the file has them. */
  public record StoredPredictions(RecordedFile file) implements Origin {

    static final String KIND = "stored predictions";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /** What a model said before, read by a parser. */
  public record StoredAnswers(RecordedFile file, Optional<String> parser) implements Origin {

    static final String KIND = "raw answers";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * A model that was shown videos.
   *
   * @param videos the folder of the videos, as it was named
   * @param frames what the model saw of them
   * @param prompt what it was told
   * @param timeRepresentation key of how times were written
   * @param model which one, and its decoding
   */
  public record ModelRun(
      String videos,
      Frames frames,
      Prompt prompt,
      String timeRepresentation,
      ModelIdentity model,
      Optional<String> parser)
      implements Origin {

    static final String KIND = "model run";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * What a model sees of a video.
   *
   * @param count most frames of one video
   * @param sampling key of which frames
   * @param size in pixels such as {@code 224x224}, or how it follows from the video's
   * @param resampling the filter that makes that size
   * @param framesPerSecond a rate in place of a number, of which {@code count} is the most
   */
  public record Frames(
      int count, String sampling, String size, String resampling, OptionalDouble framesPerSecond) {

    /** A number of frames. */
    public Frames(int count, String sampling, String size, String resampling) {
      this(count, sampling, size, resampling, OptionalDouble.empty());
    }
  }

  /** A template of questions; another text under the same name has another hash. */
  public record Prompt(String name, String sha256) {}

  /**
   * How answers were scored.
   *
   * @param missing what became of samples without an answer
   * @param paraphrases signature of METEOR's table; empty where METEOR is not computed
   * @param limit the first so many samples only
   * @param samples ids of the samples that were scored; empty for all
   * @param resamples of the bootstrap
   * @param seed of the bootstrap
   */
  public record Scoring(
      Missing missing,
      Optional<String> paraphrases,
      OptionalInt limit,
      List<String> samples,
      int resamples,
      long seed) {
    public Scoring {
      samples = List.copyOf(samples);
    }
  }

  /**
   * A program.
   *
   * @param checkout what it was built from, where that is known
   * @param command the words that were typed, the program's name first; empty if not known
   */
  public record Tool(
      String name, String version, Optional<Checkout> checkout, List<String> command) {
    public Tool {
      command = List.copyOf(command);
    }
  }

  /**
   * A checkout of the program's source.
   *
   * @param revision of git
   * @param dirty whether files were changed since
   */
  public record Checkout(String revision, boolean dirty) {}

  /**
   * What a run ran on.
   *
   * @param started when a run with a model was begun; going on with it later, or scoring it again,
   *     does not change it
   */
  public record Environment(String java, String os, Optional<Instant> started) {}

  /**
   * A field that this program does not know.
   *
   * @param group the object that has it; empty for the file's own
   * @param json its value
   */
  public record UnknownField(String group, String name, String json) {}

  /**
   * A field in which two manifests differ.
   *
   * @param path of the field in the file
   * @param before its value as a message shows it, {@code not set} where it is not there
   * @param now likewise
   */
  public record Difference(String path, String before, String now) {}

  /** The words of the command that made the run; empty where it is not known. */
  public List<String> command() {
    return tool.command();
  }

  /**
   * The first field, in alphabetical order of paths, in which a later run differs from this one.
   * The program and its environment are no difference.
   */
  public Optional<Difference> firstDifference(RunManifest now) {
    return RunManifestJson.firstDifference(this, now, group -> !CIRCUMSTANCES.contains(group));
  }

  private List<UnknownField> unknownOutside(Set<String> groups) {
    return unknown.stream().filter(field -> !groups.contains(field.group())).toList();
  }

  /**
   * What must be the same for a run to go on. Where a file is does not matter, what is in it does;
   * and how answers were scored does not matter for further answers.
   */
  public RunManifest asked() {
    return new RunManifest(
        questions.withoutPlaces(),
        switch (origin) {
          case StoredPredictions(RecordedFile file) -> new StoredPredictions(file.withoutPlace());
          case StoredAnswers(RecordedFile file, Optional<String> parser) ->
              new StoredAnswers(file.withoutPlace(), Optional.empty());
          case ModelRun run ->
              new ModelRun(
                  "",
                  run.frames(),
                  new Prompt("", run.prompt().sha256()),
                  run.timeRepresentation(),
                  run.model(),
                  Optional.empty());
        },
        Optional.empty(),
        tool,
        environment,
        unknownOutside(AFTERWARDS));
  }

  /**
   * The same run with its answers scored, or scored again. Unknown fields of an earlier scoring go
   * with it; all others stay.
   *
   * @param parser signature of the parser that read the answers
   * @param by the program that scores
   * @param on what it runs on; when the run was started stays as it is
   */
  public RunManifest scored(Optional<String> parser, Scoring how, Tool by, Environment on) {
    return new RunManifest(
        questions,
        switch (origin) {
          case StoredPredictions predictions -> predictions;
          case StoredAnswers answers -> new StoredAnswers(answers.file(), parser);
          case ModelRun run ->
              new ModelRun(
                  run.videos(),
                  run.frames(),
                  run.prompt(),
                  run.timeRepresentation(),
                  run.model(),
                  parser);
        },
        Optional.of(how),
        by,
        new Environment(on.java(), on.os(), environment.started()),
        unknownOutside(AFTERWARDS));
  }
}
