package org.seq2time.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.ModelUnusableException;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.run.QuestionReader.Ready;
import org.seq2time.harness.video.VideoFolder;
import org.seq2time.harness.video.VideoFrame;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.AnswerRecord.Seen;
import org.seq2time.reports.record.AnswerRecord.Status;

/**
 * Frames are read on threads of their own while the model works on what was read before. Few
 * batches wait between them, so that memory does not depend on the number of samples.
 */
final class RunLoop {

  /**
   * A sample's turn.
   *
   * @param isWanted whether the answer is kept; a sample that was answered before an interruption
   *     is asked again only to complete a batch
   */
  record Turn(Sample sample, boolean isWanted) {}

  private static final int WAITING_BATCHES = 1;

  private final RunPlan plan;
  private final VideoModel model;
  private final FrameSource frames;
  private final VideoFolder videos;
  private final RequestHash hash;
  private final List<List<List<Turn>>> stretches;
  private final Consumer<AnswerRecord> answers;
  private final Cancellation cancellation = new Cancellation();
  private final TimeDifferences differences = new TimeDifferences();
  private final ReadAhead<List<List<Turn>>, List<Ready>> ahead;

  /**
   * A loop over batches of samples.
   *
   * @param answers receives each wanted answer; called by several threads
   */
  RunLoop(
      RunPlan plan,
      VideoModel model,
      FrameSource frames,
      List<List<Turn>> batches,
      Consumer<AnswerRecord> answers) {
    this.plan = plan;
    this.model = model;
    this.frames = frames;
    this.videos = VideoFolder.of(plan.videos());
    this.hash = new RequestHash(model, plan.time());
    this.stretches = stretches(batches);
    this.answers = answers;
    this.ahead = new ReadAhead<>(model.concurrency() + WAITING_BATCHES, cancellation::cancel);
  }

  /**
   * Asks everything.
   *
   * @param readerThreads how many videos are read at a time
   * @throws RuntimeException what ended the run early
   */
  void run(int readerThreads) {
    ahead.run(stretches, readerThreads, this::reader, model.concurrency(), this::ask);
  }

  /** What is to be said about the videos that were read. */
  List<Notice> notices() {
    return differences.notices();
  }

  /** Ends the run soon; what was answered is kept. */
  void stop() {
    ahead.stop();
  }

  /** Batches in a row that are all about one video: one thread reads it once. */
  private static List<List<List<Turn>>> stretches(List<List<Turn>> batches) {
    List<List<List<Turn>>> stretches = new ArrayList<>();
    String video = null;
    for (List<Turn> batch : batches) {
      String first = batch.getFirst().sample().video();
      boolean isOne = batch.stream().allMatch(turn -> turn.sample().video().equals(first));
      if (!isOne || !first.equals(video)) {
        stretches.add(new ArrayList<>());
      }
      stretches.getLast().add(batch);
      video = isOne ? first : null;
    }
    return stretches;
  }

  /** What is about one video stays together: a model may keep what it saw last. */
  private ReadAhead.Producer<List<List<Turn>>, List<Ready>> reader() {
    QuestionReader reader =
        new QuestionReader(
            plan, model, frames, videos, hash, answers, ahead::isEnding, differences);
    return stretch -> stretch.stream().map(reader::read).filter(b -> !b.isEmpty()).toList();
  }

  private void ask(List<Ready> batch) throws InterruptedException {
    List<ModelResponse> replies;
    try {
      replies = model.answer(batch.stream().map(Ready::question).toList(), cancellation);
    } catch (ModelUnusableException e) {
      // Answers that are under way are paid for.
      ahead.drain(e);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      keep(batch.get(i), replies.get(i));
    }
  }

  private void keep(Ready ready, ModelResponse reply) {
    boolean isCutShort = ahead.isEnding() && reply instanceof ModelResponse.Failed;
    if (ready.turn().isWanted() && !isCutShort) {
      answers.accept(record(ready, reply));
    }
  }

  private static AnswerRecord record(Ready ready, ModelResponse reply) {
    ModelRequest question = ready.question();
    OptionalDouble duration = OptionalDouble.of(question.durationSeconds());
    Seen seen = seen(question.frames());
    return switch (reply) {
      case ModelResponse.Failed(String error) ->
          AnswerRecord.failed(
                  question.id(), ready.hash(), Status.MODEL_ERROR, Quoted.oneLine(error))
              .withDuration(question.durationSeconds())
              .withSeen(seen);
      case ModelResponse.Answered answered ->
          new AnswerRecord(
                  question.id(),
                  ready.hash(),
                  Status.ANSWERED,
                  answered.text(),
                  null,
                  duration,
                  answered.promptTokens(),
                  answered.generatedTokens(),
                  answered.prefillSeconds(),
                  answered.decodeSeconds(),
                  answered.cutOff() ? "length" : "stop",
                  Optional.empty())
              .withSeen(seen);
    };
  }

  /** Numbers and stated times of frames, for the record. */
  static Seen seen(List<VideoFrame> frames) {
    return new Seen(
        frames.stream().map(VideoFrame::index).toList(),
        frames.stream().map(VideoFrame::timeSeconds).toList());
  }
}
