package org.seq2time.harness.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.prompt.PromptContext;
import org.seq2time.harness.run.FrameSource.Clip;
import org.seq2time.harness.run.RunLoop.Turn;
import org.seq2time.harness.video.VideoException;
import org.seq2time.harness.video.VideoFolder;
import org.seq2time.harness.video.VideoFrame;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.AnswerRecord.Status;

/**
 * Makes questions of samples: finds and decodes their videos and writes their prompts. Used by one
 * thread; it keeps the last video's frames, since several questions in a row are about one video.
 */
final class QuestionReader {

  /** A question that can be put to the model. */
  record Ready(Turn turn, ModelRequest question, String hash) {}

  private final RunPlan plan;
  private final VideoModel model;
  private final FrameSource frames;
  private final VideoFolder videos;
  private final RequestHash hash;
  private final Consumer<AnswerRecord> answers;
  private final BooleanSupplier isEnding;
  private final TimeDifferences differences;
  private @Nullable Path lastFile;
  private @Nullable Clip lastClip;

  /**
   * A reader that has read nothing.
   *
   * @param answers receives the outcome of samples whose video cannot be read
   * @param isEnding whether the run ends early; nothing more is read then
   * @param differences hears how far times that the model is told are from the frames' own
   */
  QuestionReader(
      RunPlan plan,
      VideoModel model,
      FrameSource frames,
      VideoFolder videos,
      RequestHash hash,
      Consumer<AnswerRecord> answers,
      BooleanSupplier isEnding,
      TimeDifferences differences) {
    this.plan = plan;
    this.model = model;
    this.frames = frames;
    this.videos = videos;
    this.hash = hash;
    this.answers = answers;
    this.isEnding = isEnding;
    this.differences = differences;
  }

  /** The questions of a batch; samples whose video cannot be read have none. */
  List<Ready> read(List<Turn> batch) {
    List<Ready> ready = new ArrayList<>();
    for (Turn turn : batch) {
      Ready question = isEnding.getAsBoolean() ? null : read(turn);
      if (question != null) {
        ready.add(question);
      }
    }
    return ready;
  }

  private @Nullable Ready read(Turn turn) {
    Sample sample = turn.sample();
    try {
      Path file = videos.find(sample.video());
      Clip clip = clip(file);
      double duration = PromptContext.duration(sample, clip.durationSeconds());
      String prompt = prompt(plan, sample, clip);
      String name = String.valueOf(file.getFileName());
      return new Ready(
          turn,
          new ModelRequest(sample.id(), prompt, clip.frames(), duration),
          hash.of(name, Files.size(file), clip, prompt));
    } catch (VideoException e) {
      if (turn.isWanted()) {
        answers.accept(
            AnswerRecord.failed(
                sample.id(),
                hash.withoutVideo(sample.video()),
                e.isDamaged() ? Status.VIDEO_DAMAGED : Status.VIDEO_MISSING,
                Quoted.oneLine(String.valueOf(e.getMessage()))));
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a question. */
  static String prompt(RunPlan plan, Sample sample, Clip clip) {
    double duration = PromptContext.duration(sample, clip.durationSeconds());
    List<Double> times = clip.frames().stream().map(VideoFrame::timeSeconds).toList();
    return plan.prompt().render(new PromptContext(sample, duration, times, plan.time()));
  }

  private Clip clip(Path file) {
    Clip clip = file.equals(lastFile) ? lastClip : null;
    if (clip == null) {
      lastClip = null; // Two clips at a time would double the memory.
      clip = frames.read(file, model.frames());
      lastFile = file;
      lastClip = clip;
      differences.note(String.valueOf(file.getFileName()), clip.largestDifferenceSeconds());
    }
    return clip;
  }
}
