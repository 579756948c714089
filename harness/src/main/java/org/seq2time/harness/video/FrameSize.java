package org.seq2time.harness.video;

import org.seq2time.datasets.io.InputLimits;

/** What size frames are decoded to. */
public sealed interface FrameSize {

  /** As in the file. */
  record Original() implements FrameSize {}

  /** Exactly so many pixels; the picture is stretched. */
  record Exact(int width, int height) implements FrameSize {
    public Exact {
      check(width);
      check(height);
    }
  }

  /** The shorter edge gets so many pixels, the longer in proportion. */
  record ShortestEdge(int pixels) implements FrameSize {
    public ShortestEdge {
      check(pixels);
    }
  }

  /** The width for a picture of that size, upright. */
  default int width(int width, int height) {
    return switch (this) {
      case Original() -> width;
      case Exact(int exact, int other) -> exact;
      case ShortestEdge(int pixels) ->
          width <= height ? pixels : (int) ((long) pixels * width / height);
    };
  }

  /** The height for a picture of that size, upright. */
  default int height(int width, int height) {
    return switch (this) {
      case Original() -> height;
      case Exact(int other, int exact) -> exact;
      case ShortestEdge(int pixels) ->
          height <= width ? pixels : (int) ((long) pixels * height / width);
    };
  }

  private static void check(int edge) {
    if (edge < 1 || edge > InputLimits.FRAME_EDGE_PIXELS) {
      throw new IllegalArgumentException(
          "a frame's edge of " + edge + " pixels, expected 1 to " + InputLimits.FRAME_EDGE_PIXELS);
    }
  }
}
