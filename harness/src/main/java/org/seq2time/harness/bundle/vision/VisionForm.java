package org.seq2time.harness.bundle.vision;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.VisionConfig;
import org.seq2time.harness.decode.EncoderGraph.Values;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;

/** How a vision encoder takes its frames. */
sealed interface VisionForm {

  /** Normalised frames, {@code [frames, 3, height, width]}: nearly all models. */
  record Frames() implements VisionForm {
    @Override
    public Map<String, Values> inputs(Values pixels) {
      return Map.of(VisionInput.PIXELS, pixels);
    }
  }

  /**
   * The same as pictures of one prompt, {@code [1, pictures, 3, height, width]}, with a mask of
   * pixels where the graph has one: SmolVLM2, Idefics3.
   *
   * @param masked whether the graph takes {@code pixel_attention_mask}
   */
  record Pictures(boolean masked) implements VisionForm {
    @Override
    public Map<String, Values> inputs(Values pixels) {
      long[] shape = pixels.shape();
      Map<String, Values> inputs = new HashMap<>();
      inputs.put(
          VisionInput.PIXELS,
          new Values(pixels.values(), 1, shape[0], shape[1], shape[2], shape[3]));
      if (masked) {
        float[] ones = new float[Math.toIntExact(shape[0] * shape[2] * shape[3])];
        Arrays.fill(ones, 1);
        inputs.put(VisionInput.PIXEL_MASK, new Values(ones, 1, shape[0], shape[2], shape[3]));
      }
      return inputs;
    }
  }

  /**
   * Patches of a whole video, {@code [patches, values]}, with its grid: Qwen2-VL and its
   * successors. Frames are taken in groups of {@code temporal}; an odd last one is repeated.
   *
   * @param gridInput the input that takes steps of time, rows and columns
   * @param patch edge of a patch in pixels
   * @param temporal frames in a patch
   * @param merge patches on an edge that become one token, which stand together
   */
  record Patches(String gridInput, int patch, int temporal, int merge) implements VisionForm {
    @Override
    public Map<String, Values> inputs(Values pixels) {
      throw new IllegalStateException("patches are fed by the video");
    }

    /** Cuts a video, {@code [3, height, width]} a frame, into patches. */
    Fed fed(List<float[]> frames, int height, int width) {
      if (height % (patch * merge) != 0 || width % (patch * merge) != 0) {
        throw new IllegalArgumentException(
            "frames of "
                + width
                + " x "
                + height
                + " pixels are not whole blocks of "
                + patch * merge);
      }
      int steps = Math.ceilDiv(frames.size(), temporal);
      int rows = height / patch;
      int columns = width / patch;
      int values = 3 * temporal * patch * patch;
      float[] patches = new float[Math.multiplyExact(steps * rows * columns, values)];
      int to = 0;
      for (int step = 0; step < steps; step++) {
        for (int blockRow = 0; blockRow < rows; blockRow += merge) {
          for (int blockColumn = 0; blockColumn < columns; blockColumn += merge) {
            for (int row = blockRow; row < blockRow + merge; row++) {
              for (int column = blockColumn; column < blockColumn + merge; column++) {
                to = patch(frames, step, row, column, height, width, patches, to);
              }
            }
          }
        }
      }
      Map<String, Values> inputs = new HashMap<>();
      inputs.put(VisionInput.PIXELS, new Values(patches, (long) steps * rows * columns, values));
      inputs.put(gridInput, new Values(new float[] {steps, rows, columns}, 1, 3));
      return new Fed(inputs, new int[] {steps, rows, columns});
    }

    /** One patch: channel by channel, frame by frame, row by row. */
    private int patch(
        List<float[]> frames,
        int step,
        int row,
        int column,
        int height,
        int width,
        float[] patches,
        int at) {
      int to = at;
      for (int channel = 0; channel < 3; channel++) {
        for (int t = 0; t < temporal; t++) {
          float[] frame = frames.get(Math.min(step * temporal + t, frames.size() - 1));
          for (int y = row * patch; y < (row + 1) * patch; y++) {
            int from = (channel * height + y) * width + column * patch;
            System.arraycopy(frame, from, patches, to, patch);
            to += patch;
          }
        }
      }
      return to;
    }
  }

  /** What is fed, and the grid of patches: steps of time, rows, columns. */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Fed(Map<String, Values> inputs, int[] grid) {}

  /** Inputs of frames, {@code [frames, 3, height, width]}. */
  Map<String, Values> inputs(Values pixels);

  /** The number of frames that the graph insists on, or -1. */
  default long fixedFrames(OnnxGraph graph) {
    int axis = this instanceof Pictures ? 1 : 0;
    return graph.input(VisionInput.PIXELS).map(t -> t.size(axis)).orElse(-1L);
  }

  /**
   * The form that a graph takes.
   *
   * @throws BadInputException if it takes none of them, or the configuration does not say how
   */
  static VisionForm of(OnnxGraph graph, VisionConfig config) {
    Optional<TensorInfo> pixels = graph.input(VisionInput.PIXELS);
    int rank = pixels.map(TensorInfo::rank).orElse(-1);
    Optional<String> grid =
        VisionInput.GRIDS.stream().filter(name -> graph.input(name).isPresent()).findFirst();
    if (pixels.isPresent() && grid.isPresent() && graph.inputs().size() == 2) {
      if (config.patch() < 1 || config.merge() < 1) {
        throw new BadInputException(
            graph.file()
                + ": takes patches, but config.json lacks vision_config.patch_size or"
                + " spatial_merge_size");
      }
      int temporal = config.temporalPatch() > 0 ? config.temporalPatch() : 1;
      return new Patches(grid.get(), config.patch(), temporal, config.merge());
    }
    boolean mask = graph.input(VisionInput.PIXEL_MASK).isPresent();
    if (pixels.isPresent() && rank == 5 && graph.inputs().size() == (mask ? 2 : 1)) {
      return new Pictures(mask);
    }
    if (pixels.isPresent() && (rank < 0 || rank == 4) && graph.inputs().size() == 1) {
      return new Frames();
    }
    throw new BadInputException(
        graph.file()
            + ": takes "
            + graph.inputs().stream().map(TensorInfo::quoted).limit(8).toList()
            + "; expected pixel_values [frames, 3, height, width], or [batch, pictures, 3, height,"
            + " width] with pixel_attention_mask, or patches with grid_thw");
  }
}
