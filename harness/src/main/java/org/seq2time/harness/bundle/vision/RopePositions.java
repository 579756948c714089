package org.seq2time.harness.bundle.vision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.VisionConfig;

/**
 * Position ids on three axes, time, height and width, of prompts with pictures and videos, as
 * {@code get_rope_index} of transformers 4.57.6 computes them for Qwen2-VL, Qwen2.5-VL and
 * Qwen3-VL. Text counts up on all axes at once; a picture or video starts behind the largest
 * position so far, and its tokens count its grid.
 */
public final class RopePositions {

  /** How a step of a video's grid counts on the axis of time. */
  enum TimeAxis {
    /** One each (Qwen2-VL); Qwen3-VL's steps are grids of their own, so that theirs is 0. */
    STEPS,
    /**
     * Seconds times {@code tokens_per_second}, the seconds cut to a whole number first: what
     * Qwen2.5-VL's code does, so that steps under a second are all at one time.
     */
    WHOLE_SECONDS,
    /** The same without cutting: the formula as published, and older versions of the code. */
    SECONDS
  }

  /**
   * Patches of one picture or video.
   *
   * @param time steps; 1 for a picture
   * @param height patches, before merging
   * @param width patches, before merging
   * @param seconds between two steps; 0 for a picture
   */
  record Grid(int time, int height, int width, double seconds) {}

  private final int imageToken;
  private final int videoToken;
  private final int merge;
  private final double tokensPerSecond;
  private final TimeAxis axis;

  /**
   * The rule of one model.
   *
   * @param imageToken id that stands for a picture's patches
   * @param videoToken id that stands for a video's patches
   * @param merge patches on an edge that become one token
   * @param tokensPerSecond {@code vision_config.tokens_per_second}
   */
  RopePositions(int imageToken, int videoToken, int merge, double tokensPerSecond, TimeAxis axis) {
    this.imageToken = imageToken;
    this.videoToken = videoToken;
    this.merge = merge;
    this.tokensPerSecond = tokensPerSecond;
    this.axis = axis;
  }

  /** The rule of a bundle, by its configuration. */
  public static RopePositions of(ModelBundle bundle) {
    VisionConfig config = bundle.vision();
    TimeAxis axis = config.tokensPerSecond() > 0 ? TimeAxis.WHOLE_SECONDS : TimeAxis.STEPS;
    return new RopePositions(
        config.imageToken(),
        config.videoToken(),
        Math.max(1, config.merge()),
        Math.max(0, config.tokensPerSecond()),
        axis);
  }

  /**
   * Positions of a prompt with one video, whose visual tokens stand in one row, or with text
   * between its steps of time, as Qwen3-VL writes them.
   *
   * @param grid patches: steps of time, rows, columns
   * @param seconds between two steps
   */
  public int[][] ofVideo(int[] ids, int[] grid, double seconds) {
    int each = grid[1] / merge * (grid[2] / merge);
    int inRow = 0;
    for (int at = 0; at < ids.length && inRow <= each; at++) {
      inRow = ids[at] == videoToken ? inRow + 1 : 0;
    }
    List<Grid> videos = new ArrayList<>();
    if (inRow > each || grid[0] == 1) {
      videos.add(new Grid(grid[0], grid[1], grid[2], seconds));
    } else {
      videos.addAll(Collections.nCopies(grid[0], new Grid(1, grid[1], grid[2], 0)));
    }
    return of(ids, List.of(), videos);
  }

  /**
   * Positions of a prompt without padding.
   *
   * @param ids with one image or video token for each visual token
   * @param images grids of its pictures, in order
   * @param videos grids of its videos, in order
   * @return {@code [3][ids]}
   * @throws IllegalArgumentException if visual tokens and grids do not match
   */
  int[][] of(int[] ids, List<Grid> images, List<Grid> videos) {
    int[][] positions = new int[3][ids.length];
    int image = 0;
    int video = 0;
    int next = 0;
    for (int at = 0; at < ids.length; ) {
      if (ids[at] != imageToken && ids[at] != videoToken) {
        for (int[] axisPositions : positions) {
          axisPositions[at] = next;
        }
        next++;
        at++;
        continue;
      }
      boolean isImage = ids[at] == imageToken;
      List<Grid> grids = isImage ? images : videos;
      int index = isImage ? image++ : video++;
      if (index >= grids.size()) {
        throw new IllegalArgumentException("the prompt has more visual tokens than its grids");
      }
      Grid grid = grids.get(index);
      int count = grid.time() * (grid.height() / merge) * (grid.width() / merge);
      for (int i = at; i < at + count; i++) {
        if (i >= ids.length || ids[i] != (isImage ? imageToken : videoToken)) {
          throw new IllegalArgumentException(
              "the prompt has " + (i - at) + " visual tokens in a row, its grid has " + count);
        }
      }
      next = grid(positions, at, next, grid);
      at += count;
    }
    if (image != images.size() || video != videos.size()) {
      throw new IllegalArgumentException("the prompt has fewer visual tokens than its grids");
    }
    return positions;
  }

  /** Fills in a grid's positions; returns what follows the largest of them. */
  private int grid(int[][] positions, int from, int start, Grid grid) {
    int height = grid.height() / merge;
    int width = grid.width() / merge;
    int at = from;
    int largest = start - 1;
    for (int t = 0; t < grid.time(); t++) {
      int time = start + time(t, grid.seconds());
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          positions[0][at] = time;
          positions[1][at] = start + y;
          positions[2][at] = start + x;
          at++;
        }
      }
      largest = Math.max(largest, Math.max(time, start + Math.max(height, width) - 1));
    }
    return largest + 1;
  }

  /** In float32, as the code's tensors are. */
  private int time(int step, double seconds) {
    return switch (axis) {
      case STEPS -> step;
      case WHOLE_SECONDS -> (int) (step * (long) seconds * tokensPerSecond);
      case SECONDS -> (int) ((float) step * (float) seconds * (float) tokensPerSecond);
    };
  }
}
