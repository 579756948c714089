package org.seq2time.harness.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.ModelUnusableException;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.prompt.PromptContext;
import org.seq2time.harness.run.FrameSource.Clip;
import org.seq2time.harness.video.VideoException;
import org.seq2time.harness.video.VideoFolder;
import org.seq2time.harness.video.VideoFrame;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.AnswerRecord.Status;

/**
 * Frames are read on threads of their own while the model works on what was read before. Between
 * them stands a short queue, so that memory does not depend on the number of samples.
 */
final class RunLoop {

  /**
   * A sample's turn.
   *
   * @param isWanted whether the answer is kept; a sample that was answered before an interruption
   *     is asked again only to complete a batch
   */
  record Turn(Sample sample, boolean isWanted) {}

  /** A question that can be put to the model. */
  private record Ready(Turn turn, ModelRequest question, String hash) {}

  /** Where a thread's frames come from; several questions in a row are about one video. */
  private static final class LastClip {
    private @Nullable Path file;
    private @Nullable Clip clip;
  }

  private static final int WAITING_BATCHES = 1;

  private final RunPlan plan;
  private final VideoModel model;
  private final FrameSource frames;
  private final VideoFolder videos;
  private final RequestHash hash;
  private final List<List<List<Turn>>> stretches;
  private final Consumer<AnswerRecord> answers;

  private final AtomicInteger next = new AtomicInteger();
  private final BlockingQueue<List<Ready>> queue;
  private final Lock turnToPut = new ReentrantLock();
  private final Cancellation cancellation = new Cancellation();
  private final List<Thread> readers = new ArrayList<>();
  private final List<Thread> askers = new ArrayList<>();
  private volatile boolean isStopped;
  private @Nullable Throwable failure;

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
    this.queue = new ArrayBlockingQueue<>(model.concurrency() + WAITING_BATCHES);
  }

  /**
   * Asks everything.
   *
   * @param readerThreads how many videos are read at a time
   * @throws RuntimeException what ended the run early
   */
  void run(int readerThreads) {
    synchronized (this) {
      if (isStopped) {
        return;
      }
      start(readers, readerThreads, "frames", this::readAll);
      start(askers, model.concurrency(), "model", this::askAll);
    }
    try {
      for (Thread reader : readers) {
        reader.join();
      }
      if (!isStopped) {
        queue.put(List.of());
      }
      for (Thread asker : askers) {
        asker.join();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    }
    rethrow();
  }

  /** Ends the run soon; what was answered is kept. */
  synchronized void stop() {
    isStopped = true;
    cancellation.cancel();
    readers.forEach(Thread::interrupt);
    askers.forEach(Thread::interrupt);
  }

  boolean isStopped() {
    return isStopped;
  }

  private synchronized void rethrow() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private void start(List<Thread> threads, int count, String name, Work work) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().daemon().name(name + "-" + i).unstarted(() -> guard(work)));
    }
    threads.forEach(Thread::start);
  }

  private void guard(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Stopped.
    } catch (ModelUnusableException e) {
      fail(e);
      drain();
    } catch (RuntimeException | Error e) {
      fail(e);
      stop();
    }
  }

  private synchronized void fail(Throwable e) {
    if (failure == null && !isStopped) {
      failure = e;
    }
  }

  /** Ends the run once the questions that are being answered have their answers. */
  private synchronized void drain() {
    isStopped = true;
    readers.forEach(Thread::interrupt);
    end();
  }

  /** Tells every thread that waits for questions that there are no more. */
  private void end() {
    while (!queue.offer(List.of())) {
      queue.clear();
    }
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

  private void readAll() throws InterruptedException {
    LastClip last = new LastClip();
    for (int i = next.getAndIncrement(); i < stretches.size(); i = next.getAndIncrement()) {
      List<List<Ready>> ready = new ArrayList<>();
      for (List<Turn> batch : stretches.get(i)) {
        if (isStopped) {
          return;
        }
        List<Ready> questions = read(batch, last);
        if (!questions.isEmpty()) {
          ready.add(questions);
        }
      }
      put(ready);
    }
  }

  /** What is about one video stays together: a model may keep what it saw last. */
  private void put(List<List<Ready>> batches) throws InterruptedException {
    turnToPut.lockInterruptibly();
    try {
      for (List<Ready> batch : batches) {
        queue.put(batch);
      }
    } finally {
      turnToPut.unlock();
    }
  }

  private List<Ready> read(List<Turn> batch, LastClip last) {
    List<Ready> ready = new ArrayList<>();
    for (Turn turn : batch) {
      Ready question = isStopped ? null : read(turn, last);
      if (question != null) {
        ready.add(question);
      }
    }
    return ready;
  }

  private @Nullable Ready read(Turn turn, LastClip last) {
    Sample sample = turn.sample();
    try {
      Path file = videos.find(sample.video());
      Clip clip = clip(file, last);
      double duration = PromptContext.duration(sample, clip.durationSeconds());
      String prompt = prompt(plan, sample, clip);
      String name = String.valueOf(file.getFileName());
      return new Ready(
          turn,
          new ModelRequest(sample.id(), prompt, clip.frames(), duration),
          hash.of(name, Files.size(file), clip.frames(), prompt));
    } catch (VideoException e) {
      if (turn.isWanted()) {
        answers.accept(
            AnswerRecord.failed(
                sample.id(),
                hash.withoutVideo(sample.video()),
                Status.VIDEO_MISSING,
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

  private Clip clip(Path file, LastClip last) {
    Clip clip = file.equals(last.file) ? last.clip : null;
    if (clip == null) {
      last.clip = null; // Two clips at a time would double the memory.
      clip = frames.read(file, model.frames());
      last.file = file;
      last.clip = clip;
    }
    return clip;
  }

  private void askAll() throws InterruptedException {
    for (List<Ready> batch = queue.take(); !batch.isEmpty() && !isStopped; batch = queue.take()) {
      List<ModelResponse> replies =
          model.answer(batch.stream().map(Ready::question).toList(), cancellation);
      for (int i = 0; i < batch.size(); i++) {
        keep(batch.get(i), replies.get(i));
      }
    }
    end();
  }

  private void keep(Ready ready, ModelResponse reply) {
    boolean isCutShort = isStopped && reply instanceof ModelResponse.Failed;
    if (ready.turn().isWanted() && !isCutShort) {
      answers.accept(record(ready, reply));
    }
  }

  private static AnswerRecord record(Ready ready, ModelResponse reply) {
    ModelRequest question = ready.question();
    OptionalDouble duration = OptionalDouble.of(question.durationSeconds());
    return switch (reply) {
      case ModelResponse.Failed(String error) ->
          AnswerRecord.failed(
                  question.id(), ready.hash(), Status.MODEL_ERROR, Quoted.oneLine(error))
              .withDuration(question.durationSeconds());
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
              answered.decodeSeconds());
    };
  }
}
