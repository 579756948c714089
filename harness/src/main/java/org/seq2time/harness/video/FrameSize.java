package org.seq2time.harness.video;

import org.seq2time.datasets.io.InputLimits;

/** What size frames are decoded to; sizes that follow the picture are those of its upright form. */
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

  /** The shorter edge gets so many pixels, or fewer if the longer would exceed its limit. */
  record EdgesWithin(int shortest, int longest) implements FrameSize {
    public EdgesWithin {
      check(shortest);
      check(longest);
    }
  }

  /** SmolVLM's: the longer edge gets so many pixels, the other the next even number. */
  record LongestEdge(int pixels) implements FrameSize {
    public LongestEdge {
      check(pixels);
    }
  }

  /**
   * Qwen's {@code smart_resize}: edges that are multiples of a factor, nearest to the picture's
   * proportions, with an area, in pixels, within limits.
   */
  record Area(int factor, long least, long most) implements FrameSize {
    public Area {
      check(factor);
      checkAreas(least, most);
    }
  }

  /**
   * Qwen3-VL's: as {@link Area}, with limits for the pixels of all frames together.
   *
   * @param frames of the video, made even
   */
  record Volume(int factor, long least, long most, int frames) implements FrameSize {
    public Volume {
      check(factor);
      checkAreas(least, most);
    }
  }

  /** One size and then, from that picture, another. */
  record Then(FrameSize first, FrameSize second) implements FrameSize {}

  /** The size for a video of which so many frames are taken. */
  default FrameSize ofFrames(int frames) {
    return switch (this) {
      case Volume(int factor, long least, long most, int other) ->
          new Volume(factor, least, most, frames);
      case Then(FrameSize first, FrameSize second) ->
          new Then(first.ofFrames(frames), second.ofFrames(frames));
      default -> this;
    };
  }

  /** The width for a picture of that size, upright. */
  default int width(int width, int height) {
    return switch (this) {
      case Original() -> width;
      case Exact(int exact, int other) -> exact;
      case ShortestEdge(int pixels) ->
          width <= height ? pixels : (int) ((long) pixels * width / height);
      case EdgesWithin(int shortest, int longest) -> within(shortest, longest, width, height);
      case LongestEdge(int pixels) ->
          width >= height ? pixels : even((int) (pixels * ((double) width / height)));
      case Area(int factor, long least, long most) ->
          SmartResize.edge(width, height, 1, 1, factor, least, most);
      case Volume(int factor, long least, long most, int frames) ->
          SmartResize.edge(width, height, frames, SmartResize.paired(frames), factor, least, most);
      case Then(FrameSize first, FrameSize second) ->
          second.width(first.width(width, height), first.height(width, height));
    };
  }

  /** The height for a picture of that size, upright. */
  default int height(int width, int height) {
    return switch (this) {
      case Original() -> height;
      case Exact(int other, int exact) -> exact;
      case ShortestEdge(int pixels) ->
          height <= width ? pixels : (int) ((long) pixels * height / width);
      case EdgesWithin(int shortest, int longest) -> within(shortest, longest, height, width);
      case LongestEdge(int pixels) ->
          width >= height ? even((int) (pixels / ((double) width / height))) : pixels;
      case Area(int factor, long least, long most) ->
          SmartResize.edge(height, width, 1, 1, factor, least, most);
      case Volume(int factor, long least, long most, int frames) ->
          SmartResize.edge(height, width, frames, SmartResize.paired(frames), factor, least, most);
      case Then(FrameSize first, FrameSize second) ->
          second.height(first.width(width, height), first.height(width, height));
    };
  }

  private static int even(int edge) {
    return Math.max(1, edge + edge % 2);
  }

  /** One edge of a picture whose other edge is given too. */
  private static int within(int shortest, int longest, int edge, int other) {
    int longer = (int) ((long) shortest * Math.max(edge, other) / Math.min(edge, other));
    if (longer <= longest) {
      return edge <= other ? shortest : longer;
    }
    return edge <= other ? Math.max(1, (int) ((long) longest * shortest / longer)) : longest;
  }

  private static void check(int edge) {
    if (edge < 1 || edge > InputLimits.FRAME_EDGE_PIXELS) {
      throw new IllegalArgumentException(
          "a frame's edge of " + edge + " pixels, expected 1 to " + InputLimits.FRAME_EDGE_PIXELS);
    }
  }

  private static void checkAreas(long least, long most) {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "frames of " + least + " to " + most + " pixels, expected a range above 0");
    }
  }
}
