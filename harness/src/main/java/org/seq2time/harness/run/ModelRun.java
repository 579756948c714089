package org.seq2time.harness.run;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.benchmark.Annotations;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.run.FrameSource.Clip;
import org.seq2time.harness.run.RunLoop.Turn;
import org.seq2time.harness.video.VideoException;
import org.seq2time.harness.video.VideoFolder;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.AnswerRecord.Seen;
import org.seq2time.reports.record.AnswerRecord.Status;
import org.seq2time.reports.record.RunManifest;

/**
 * Asks a model about the samples of a benchmark and keeps its answers in a run folder, where an
 * interrupted run goes on. The folder's {@code run.json} says what was asked; another question to
 * the same folder is refused.
 *
 * <pre>{@code
 * RunPlan plan = RunPlan.of(CHARADES_STA, annotations, videos, new PositionTokens());
 * try (VideoModel model = BundleModel.open(ModelBundle.open(folder), Options.on(new Cpu()))) {
 *   new ModelRun(plan, model, new RunFolder(out)).run(Settings.DEFAULT, RunMonitor.NONE);
 * }
 * }</pre>
 */
public final class ModelRun {

  /**
   * How a run goes about it; answers do not depend on it.
   *
   * @param frames where frames come from
   * @param readerThreads how many videos are read at a time
   * @param retryErrors whether samples that ended in an error are asked again
   * @param overwrite whether another run in the folder is thrown away
   * @param command the words that were typed, for the record; empty where a program asks
   * @param clock says when the run starts, for the record
   */
  public record Settings(
      FrameSource frames,
      int readerThreads,
      boolean retryErrors,
      boolean overwrite,
      List<String> command,
      InstantSource clock) {

    private static final int MOST_READERS = 4;

    /** Decodes videos on half the processors, on four at most, and keeps what is there. */
    public static final Settings DEFAULT =
        new Settings(
            FrameSource.decoding(),
            Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_READERS),
            false,
            false,
            List.of());

    public Settings {
      if (readerThreads < 1) {
        throw new IllegalArgumentException(readerThreads + " threads are fewer than one");
      }
      command = List.copyOf(command);
    }

    /** On the system's clock. */
    public Settings(
        FrameSource frames,
        int readerThreads,
        boolean retryErrors,
        boolean overwrite,
        List<String> command) {
      this(frames, readerThreads, retryErrors, overwrite, command, InstantSource.system());
    }
  }

  /**
   * What became of a run.
   *
   * @param samples how many are selected
   * @param kept answers of earlier attempts
   * @param asked answers and errors of this one
   * @param isComplete whether every sample has an answer or an error
   * @param notices what is to be said about the videos
   */
  public record Result(int samples, int kept, int asked, boolean isComplete, List<Notice> notices) {
    public Result {
      notices = List.copyOf(notices);
    }

    /** Nothing is to be said. */
    public Result(int samples, int kept, int asked, boolean isComplete) {
      this(samples, kept, asked, isComplete, List.of());
    }
  }

  /**
   * What a run would ask.
   *
   * @param samples how many
   * @param videosMissing how many of them have no video
   * @param sample the first one with a readable video; empty if there is none
   * @param prompt the text of its question
   * @param frames which frames are shown with it
   * @param notices what is to be said about its video
   */
  public record Preview(
      int samples,
      int videosMissing,
      String sample,
      String prompt,
      Seen frames,
      List<Notice> notices) {
    public Preview {
      notices = List.copyOf(notices);
    }
  }

  private final RunPlan plan;
  private final VideoModel model;
  private final RunFolder folder;
  private @Nullable RunLoop loop;
  private boolean isStopped;

  public ModelRun(RunPlan plan, VideoModel model, RunFolder folder) {
    this.plan = plan;
    this.model = model;
    this.folder = folder;
  }

  /**
   * Asks what was not asked yet.
   *
   * @throws BadInputException if a file cannot be used, or the folder holds another run
   * @throws org.seq2time.harness.model.ModelUnusableException if the model cannot answer any more;
   *     what was answered is kept
   */
  public Result run(Settings settings, RunMonitor monitor) {
    Annotations<? extends Sample> read = plan.annotations().read(plan.benchmark());
    List<Integer> selected = plan.selection().apply(read.samples());
    List<? extends Sample> samples = selected.stream().map(read.samples()::get).toList();
    RunManifest manifest = Manifests.ofModel(plan, model, read.format(), settings);
    try (AnswerLog log = folder.begin(manifest, plan.prompt().text(), settings.overwrite())) {
      Tally tally = new Tally(log, samples.size(), monitor);
      List<List<Turn>> batches = batches(samples, log.kept(), settings.retryErrors(), tally);
      int kept = tally.done();
      RunLoop started = new RunLoop(plan, model, settings.frames(), batches, tally::add);
      begin(started);
      started.run(settings.readerThreads());
      int done = tally.done();
      return new Result(
          samples.size(), kept, done - kept, done == samples.size(), started.notices());
    }
  }

  /**
   * Looks at what a run would ask, without asking.
   *
   * @throws BadInputException if a file cannot be used
   */
  public static Preview preview(RunPlan plan, VideoModel model, FrameSource frames) {
    Annotations<? extends Sample> read = plan.annotations().read(plan.benchmark());
    List<Integer> selected = plan.selection().apply(read.samples());
    VideoFolder videos = VideoFolder.of(plan.videos());
    int missing = 0;
    Preview first = null;
    for (int position : selected) {
      Sample sample = read.samples().get(position);
      try {
        Path file = videos.find(sample.video());
        if (first == null) {
          Clip clip = frames.read(file, model.frames());
          String prompt = QuestionReader.prompt(plan, sample, clip);
          TimeDifferences differences = new TimeDifferences();
          differences.note(String.valueOf(file.getFileName()), clip.largestDifferenceSeconds());
          Seen seen = RunLoop.seen(clip.frames());
          first = new Preview(0, 0, sample.id(), prompt, seen, differences.notices());
        }
      } catch (VideoException e) {
        missing++;
      }
    }
    return first == null
        ? new Preview(selected.size(), missing, "", "", new Seen(List.of(), List.of()), List.of())
        : new Preview(
            selected.size(),
            missing,
            first.sample(),
            first.prompt(),
            first.frames(),
            first.notices());
  }

  /** Ends the run soon, from another thread; {@link #run} returns what it has. */
  public synchronized void stop() {
    isStopped = true;
    if (loop != null) {
      loop.stop();
    }
  }

  private synchronized void begin(RunLoop started) {
    loop = started;
    if (isStopped) {
      started.stop();
    }
  }

  /**
   * Batches lie at fixed places of the selection, so that a run that goes on asks the same samples
   * together as one that was never interrupted; a batch without a wanted sample is left out.
   */
  private List<List<Turn>> batches(
      List<? extends Sample> samples,
      Map<String, AnswerRecord> kept,
      boolean retryErrors,
      Tally tally) {
    List<List<Turn>> batches = new ArrayList<>();
    for (int start = 0; start < samples.size(); start += model.batch()) {
      List<Turn> batch = new ArrayList<>();
      for (Sample sample :
          samples.subList(start, Math.min(start + model.batch(), samples.size()))) {
        AnswerRecord before = kept.get(sample.id());
        boolean isDone = false;
        if (before != null && (before.status() == Status.ANSWERED || !retryErrors)) {
          tally.count(before);
          isDone = true;
        }
        batch.add(new Turn(sample, !isDone));
      }
      if (batch.stream().anyMatch(Turn::isWanted)) {
        batches.add(batch);
      }
    }
    return batches;
  }

  /** Writes answers down and counts them. */
  private static final class Tally {

    private final AnswerLog log;
    private final int total;
    private final RunMonitor monitor;
    private final Map<Status, Integer> outcomes = new EnumMap<>(Status.class);
    private long tokens;
    private int done;

    Tally(AnswerLog log, int total, RunMonitor monitor) {
      this.log = log;
      this.total = total;
      this.monitor = monitor;
    }

    synchronized int done() {
      return done;
    }

    synchronized void count(AnswerRecord answer) {
      done++;
      outcomes.merge(answer.status(), 1, Integer::sum);
    }

    synchronized void add(AnswerRecord answer) {
      log.append(answer);
      count(answer);
      tokens += answer.generatedTokens().orElse(0);
      monitor.at(new RunMonitor.State(done, total, tokens, outcomes));
    }
  }
}
