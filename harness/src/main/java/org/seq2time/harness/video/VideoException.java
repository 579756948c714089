package org.seq2time.harness.video;

import java.io.Serial;
import java.nio.file.Path;

/** A video that is not there or cannot be used; the message names the file and what is wrong. */
public final class VideoException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public VideoException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
