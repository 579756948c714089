package org.seq2time.harness.run;

import java.util.List;
import org.seq2time.datasets.io.Digests;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.video.VideoFrame;
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
    // The record's earlier name stays in the text: answers of before keep their hashes.
    String frames = model.frames().toString().replaceFirst("^FrameSpec\\[", "FrameDemand[");
    text.append(frames).append('\n').append(time.key()).append('\n');
    common = text.toString();
  }

  String of(String videoName, long videoBytes, List<VideoFrame> frames, String prompt) {
    StringBuilder text = new StringBuilder(common);
    text.append(videoName).append('\n').append(videoBytes).append('\n');
    frames.forEach(f -> text.append(f.index()).append('@').append(f.timeSeconds()).append(' '));
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
