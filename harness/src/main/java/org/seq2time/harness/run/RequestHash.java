package org.seq2time.harness.run;

import org.seq2time.datasets.io.Digests;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.run.FrameSource.Clip;
import org.seq2time.reports.record.ManifestField;
import org.seq2time.reports.record.RunManifestJson;

/**
 * Names a question by everything that its answer depends on: the model's identity, how times are
 * written, which frames of which video (file name and size) are shown when, and the prompt.
 */
final class RequestHash {

  private static final int DIGITS = 32;

  private final String common;

  RequestHash(VideoModel model, TimeRepresentation time) {
    StringBuilder text = new StringBuilder();
    for (ManifestField field : RunManifestJson.fields(model.identity())) {
      text.append(field.path()).append('=').append(field.value()).append('\n');
    }
    text.append(text(model.frames())).append('\n').append(time.key()).append('\n');
    common = text.toString();
  }

  /** Frames in the words of the first version: answers of before keep their hashes. */
  private static String text(FrameSpec frames) {
    String rate =
        frames.framesPerSecond().isPresent()
            ? ", framesPerSecond=" + frames.framesPerSecond().getAsDouble()
            : "";
    return "FrameDemand[count=%d, sampling=%s%s, size=%s, resampling=%s]"
        .formatted(frames.count(), frames.sampling(), rate, frames.size(), frames.resampling());
  }

  String of(String videoName, long videoBytes, Clip clip, String prompt) {
    StringBuilder text = new StringBuilder(common);
    text.append(videoName).append('\n').append(videoBytes).append('\n');
    for (int i = 0; i < clip.frames().size(); i++) {
      text.append(clip.frames().get(i).index()).append('@');
      text.append(clip.ownTimesSeconds().get(i).doubleValue()).append(' ');
    }
    text.append('\n').append(prompt);
    return hash(text.toString());
  }

  /** Of a question that could not be asked, because its video is not there. */
  String withoutVideo(String videoName) {
    return hash(common + videoName);
  }

  private static String hash(String text) {
    return Digests.sha256(text).substring(0, DIGITS);
  }
}
