package org.seq2time.harness.bundle.vision;

import java.util.List;

/** Parts of a model that are open together. */
public final class OpenParts {

  private OpenParts() {}

  /** Closes all of them, also if one fails. */
  public static void close(List<AutoCloseable> open) {
    RuntimeException failure = null;
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("a part of a model could not be closed", e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
