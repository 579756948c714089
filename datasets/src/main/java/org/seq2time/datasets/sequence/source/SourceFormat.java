package org.seq2time.datasets.sequence.source;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file formats of sources. JSON formats may be one array or one item after another (lines). */
public enum SourceFormat {
  /** {@code {"id", "image", "conversations": [{"from": "human"|"gpt", "value"}]}}. */
  LLAVA("llava", SourceKind.IMAGES),
  /** {@code {"images": [{"id", "file_name"}], "annotations": [{"id", "image_id", "caption"}]}}. */
  COCO_CAPTIONS("coco-captions", SourceKind.IMAGES),
  /** {@code {"image", "caption"}}, optionally {@code "id"}. */
  IMAGE_LINES("image-lines", SourceKind.IMAGES),
  /** {@code {"clip", "label", "caption", "duration"}}, optionally {@code "id"}. */
  CLIP_LINES("clip-lines", SourceKind.CLIPS),
  /** CSV {@code label,youtube_id,time_start,time_end,split}, joined with a file of captions. */
  KINETICS("kinetics", SourceKind.CLIPS),
  /** {@code {"video_id", "video_path", "captions": [{"idx", "content"}]}} or {@code "caption"}. */
  SHAREGPT4VIDEO("sharegpt4video", SourceKind.VIDEOS),
  /** {@code {"video", "QA": [{"q", "a"}]}} or {@code {"video", "conversations": [...]}}. */
  INSTRUCTIONS("instructions", SourceKind.INSTRUCTIONS);

  private final String key;
  private final SourceKind kind;

  SourceFormat(String key, SourceKind kind) {
    this.key = key;
    this.kind = kind;
  }

  /** Name in recipes and messages. */
  public String key() {
    return key;
  }

  /** What the items are. */
  public SourceKind kind() {
    return kind;
  }

  /** The format of this name. */
  public static Optional<SourceFormat> of(String key) {
    return Arrays.stream(values()).filter(f -> f.key.equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(SourceFormat::key).collect(Collectors.joining(", "));
  }
}
