package org.seq2time.datasets.sequence.task;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.seq2time.datasets.sequence.source.SourceKind;

/** What an instance asks for. */
public enum SequenceTask {
  /** Image index grounding: a caption is given, the image's position is the answer. */
  IIG("iig", SourceKind.IMAGES),
  /** Indexed image captioning: a position is given, the image's caption is the answer. */
  IIC("iic", SourceKind.IMAGES),
  /**
   * Adjacent location reasoning: an image is named by its caption or its position; the answer is
   * the position and the caption of the image right before or right after it.
   */
  ALR("alr", SourceKind.IMAGES),
  /** Dense captioning of clips in a row: range and caption of every clip. */
  CLIP_CAPTIONING("clip-captioning", SourceKind.CLIPS),
  /** Grounding in clips in a row: a caption is given, its clip's range is the answer. */
  CLIP_GROUNDING("clip-grounding", SourceKind.CLIPS),
  /** A caption of one whole video; no time in it. */
  VIDEO_CAPTIONING("video-captioning", SourceKind.VIDEOS),
  /** Finished conversations, passed through. */
  INSTRUCTIONS("instructions", SourceKind.INSTRUCTIONS);

  private final String key;
  private final SourceKind sources;

  SequenceTask(String key, SourceKind sources) {
    this.key = key;
    this.sources = sources;
  }

  /** Name in recipes and in the built data. */
  public String key() {
    return key;
  }

  /** What the task is built from. */
  public SourceKind sources() {
    return sources;
  }

  /** Whether any number of instances can be drawn; else there are as many as items. */
  public boolean isDrawn() {
    return sources == SourceKind.IMAGES || sources == SourceKind.CLIPS;
  }

  /** The task of this name. */
  public static Optional<SequenceTask> of(String key) {
    return Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(SequenceTask::key).collect(Collectors.joining(", "));
  }
}
