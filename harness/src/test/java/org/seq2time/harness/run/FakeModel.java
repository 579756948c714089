package org.seq2time.harness.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.run.FrameSource.Clip;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.Resampling;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoFrame;
import org.seq2time.reports.record.ModelIdentity;

/** Answers as a test wants, and remembers which questions came together. */
final class FakeModel implements VideoModel {

  private ModelIdentity identity;
  private FrameSpec frames =
      new FrameSpec(4, Sampling.UNIFORM, new FrameSize.Exact(16, 16), Resampling.BILINEAR);
  private final int batch;
  private final int concurrency;
  private final Function<ModelRequest, ModelResponse> answer;
  final Queue<List<String>> asked = new ConcurrentLinkedQueue<>();

  FakeModel(String name, int batch, int concurrency, Function<ModelRequest, ModelResponse> answer) {
    this.identity = new ModelIdentity.Custom("made up", Map.of("name", name));
    this.batch = batch;
    this.concurrency = concurrency;
    this.answer = answer;
  }

  static ModelResponse said(String text) {
    return new ModelResponse.Answered(
        text,
        OptionalInt.of(10),
        OptionalInt.of(text.length()),
        OptionalDouble.of(0.1),
        OptionalDouble.of(0.2),
        false);
  }

  static FakeModel saying(String text) {
    return new FakeModel("fake", 1, 1, q -> said(text));
  }

  /** The same, taken for another model. */
  FakeModel withIdentity(ModelIdentity other) {
    identity = other;
    return this;
  }

  /** The same with other frames. */
  FakeModel showing(FrameSpec other) {
    frames = other;
    return this;
  }

  /** Four frames over five seconds that depend on the video's name. */
  static Clip clip(Path video) {
    byte shade = video.getFileName().toString().getBytes(StandardCharsets.UTF_8)[1];
    List<VideoFrame> frames = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] rgb = new byte[3 * 16 * 16];
      Arrays.fill(rgb, (byte) (shade + i));
      frames.add(new VideoFrame(10 * i, 1.25 * i, new RgbImage(16, 16, rgb)));
    }
    return new Clip(frames, 5);
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public FrameSpec frames() {
    return frames;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public int concurrency() {
    return concurrency;
  }

  @Override
  public List<ModelResponse> answer(List<ModelRequest> questions, Cancellation cancellation) {
    asked.add(questions.stream().map(ModelRequest::id).toList());
    List<ModelResponse> replies = new ArrayList<>();
    questions.forEach(q -> replies.add(answer.apply(q)));
    return replies;
  }

  @Override
  public void close() {}
}
