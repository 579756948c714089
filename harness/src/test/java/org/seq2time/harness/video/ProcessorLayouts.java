package org.seq2time.harness.video;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How transformers' processors arrange what they made of pictures, for comparing whole tensors. */
final class ProcessorLayouts {

  private ProcessorLayouts() {}

  /** Pictures of one size, one after the other. */
  static float[] stacked(ImagePreprocessor images, List<RgbImage> pictures) {
    float[] all = new float[0];
    for (int i = 0; i < pictures.size(); i++) {
      float[] one = images.toTensor(pictures.get(i));
      if (i == 0) {
        all = new float[one.length * pictures.size()];
      }
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return all;
  }

  /** Qwen's patches: {@code [steps, rows, columns of 2 x 2 patches, 2, 2, channel, 2, p, p]}. */
  static float[] patches(ImagePreprocessor images, List<RgbImage> frames, int patch) {
    List<RgbImage> pairs = new ArrayList<>(frames);
    if (pairs.size() % 2 == 1) {
      pairs.add(pairs.getLast());
    }
    int width = frames.getFirst().width();
    int height = frames.getFirst().height();
    List<float[]> tensors = pairs.stream().map(images::toTensor).toList();
    float[] all = new float[pairs.size() * 3 * width * height];
    int at = 0;
    for (int step = 0; step < pairs.size(); step += 2) {
      for (int block = 0; block < width / patch * (height / patch); block++) {
        int inner = block % 4;
        int columns = width / patch / 2;
        int row = block / 4 / columns * 2 + inner / 2;
        int column = block / 4 % columns * 2 + inner % 2;
        for (int c = 0; c < 3; c++) {
          for (int frame = step; frame < step + 2; frame++) {
            for (int y = row * patch; y < (row + 1) * patch; y++) {
              int from = (c * height + y) * width + column * patch;
              System.arraycopy(tensors.get(frame), from, all, at, patch);
              at += patch;
            }
          }
        }
      }
    }
    return all;
  }

  /** InternVL's: the grid of squares nearest in proportions, then the whole picture. */
  static List<RgbImage> tiles(RgbImage picture, int edge, int most, Resampling resampling) {
    double wanted = (double) picture.width() / picture.height();
    double best = Double.MAX_VALUE;
    int columns = 1;
    int rows = 1;
    for (int tiles = 1; tiles <= most; tiles++) {
      for (int across = 1; across <= tiles; across++) {
        if (tiles % across == 0) {
          int down = tiles / across;
          double off = Math.abs(wanted - (double) across / down);
          boolean isLarge =
              (long) picture.width() * picture.height() > 0.5 * edge * edge * across * down;
          if (off < best || (off == best && isLarge)) {
            best = off;
            columns = across;
            rows = down;
          }
        }
      }
    }
    List<RgbImage> tiles =
        cut(AntialiasedResize.resize(picture, columns * edge, rows * edge, resampling), edge);
    if (tiles.size() > 1) {
      tiles.add(AntialiasedResize.resize(picture, edge, edge, resampling));
    }
    return tiles;
  }

  /** LLaVA's: the whole picture, then the one that fits best among sizes, padded, in squares. */
  static List<RgbImage> anyRes(RgbImage picture, int edge, JsonNode sizes, Resampling resampling) {
    int width = picture.width();
    int height = picture.height();
    int bestWidth = 0;
    int bestHeight = 0;
    long bestUsed = -1;
    long bestWasted = 0;
    for (JsonNode size : sizes) {
      int high = size.get(0).asInt();
      int wide = size.get(1).asInt();
      double scale = Math.min((double) wide / width, (double) high / height);
      long used =
          Math.min((long) (int) (width * scale) * (int) (height * scale), (long) width * height);
      long wasted = (long) wide * high - used;
      if (used > bestUsed || (used == bestUsed && wasted < bestWasted)) {
        bestUsed = used;
        bestWasted = wasted;
        bestWidth = wide;
        bestHeight = high;
      }
    }
    double across = (double) bestWidth / width;
    double down = (double) bestHeight / height;
    int newWidth = across < down ? bestWidth : Math.min((int) Math.ceil(width * down), bestWidth);
    int newHeight =
        across < down ? Math.min((int) Math.ceil(height * across), bestHeight) : bestHeight;
    RgbImage padded =
        AntialiasedResize.resize(picture, newWidth, newHeight, resampling)
            .padded(
                (bestWidth - newWidth) / 2, (bestHeight - newHeight) / 2, bestWidth, bestHeight);
    List<RgbImage> all = new ArrayList<>();
    all.add(AntialiasedResize.resize(picture, edge, edge, resampling));
    all.addAll(cut(padded, edge));
    return all;
  }

  private static List<RgbImage> cut(RgbImage picture, int edge) {
    List<RgbImage> squares = new ArrayList<>();
    for (int y = 0; y < picture.height(); y += edge) {
      for (int x = 0; x < picture.width(); x += edge) {
        squares.add(picture.cropped(x, y, edge, edge));
      }
    }
    return squares;
  }
}
