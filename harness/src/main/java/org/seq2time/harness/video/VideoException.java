package org.seq2time.harness.video;

import java.io.Serial;
import java.nio.file.Path;

/** A video that is not there or cannot be used; the message names the file and what is wrong. */
public final class VideoException extends RuntimeException {

  @Serial private static final long serialVersionUID = 2;

  private final boolean isDamaged;

  public VideoException(Path file, String problem) {
    this(file, problem, false);
  }

  private VideoException(Path file, String problem, boolean isDamaged) {
    super(file + ": " + problem);
    this.isDamaged = isDamaged;
  }

  /** A video of which only a part can be trusted. */
  static VideoException damaged(Path file, String problem) {
    return new VideoException(file, problem, true);
  }

  /** Whether a part of the video is sound: it can be used where damage is accepted. */
  public boolean isDamaged() {
    return isDamaged;
  }
}
