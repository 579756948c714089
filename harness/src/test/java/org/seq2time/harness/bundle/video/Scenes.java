package org.seq2time.harness.bundle.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoFrame;

/** Questions about made-up pictures, and bundles that answer them. */
final class Scenes {

  static final int EDGE = 32;
  static final long SEED = 11;

  private Scenes() {}

  /** Frames of random colours, one every two seconds. */
  static List<VideoFrame> frames(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              byte[] rgb = new byte[3 * EDGE * EDGE];
              random.nextBytes(rgb);
              return new VideoFrame(i, 2.0 * i, new RgbImage(EDGE, EDGE, rgb));
            })
        .toList();
  }

  static ModelRequest question(String id, String prompt, List<VideoFrame> frames) {
    return new ModelRequest(id, prompt, frames, 2.0 * frames.size());
  }

  /** Questions of different lengths about videos of different lengths. */
  static List<ModelRequest> questions(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                question(
                    "sample-" + i,
                    "When does " + "it ".repeat(1 + i % 5) + "start? <0><1>",
                    frames(1 + (3 * i) % 8, i)))
        .toList();
  }

  static Path bundle(Path folder, Cache cache) {
    try {
      return VideoBundleFixture.of(cache, SEED).write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Short answers on one thread. */
  static BundleModel.Options options(Decoder.Engine engine, int batch) {
    BundleModel.Options options = BundleModel.Options.on(new Device.Cpu());
    return new BundleModel.Options(
        options.device(), engine, 1, batch, 24, options.sampler(), false, options.frames());
  }

  static BundleModel open(Path folder, BundleModel.Options options) {
    return BundleModel.open(ModelBundle.open(folder), options);
  }

  /** Answers all questions, so many at a time as the model takes. */
  static List<ModelResponse> ask(VideoModel model, List<ModelRequest> questions) {
    List<ModelResponse> replies = new ArrayList<>();
    try {
      for (int from = 0; from < questions.size(); from += model.batch()) {
        int to = Math.min(questions.size(), from + model.batch());
        replies.addAll(model.answer(questions.subList(from, to), Cancellation.none()));
      }
      return replies;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers all questions; each must have an answer. */
  static List<String> texts(VideoModel model, List<ModelRequest> questions) {
    return ask(model, questions).stream()
        .map(
            reply ->
                switch (reply) {
                  case ModelResponse.Answered answered -> answered.text();
                  case ModelResponse.Failed failed -> throw new AssertionError(failed.error());
                })
        .toList();
  }
}
