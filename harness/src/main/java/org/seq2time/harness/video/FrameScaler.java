package org.seq2time.harness.video;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded frames of any pixel format into RGB pictures, with the conversion that PyAV and
 * decord have: FFmpeg's, without its more exact flags, by the matrix and the range that the file
 * names. A frame of no named matrix is read as BT.601, high definition too, as those loaders do.
 */
final class FrameScaler implements AutoCloseable {

  /** swscale works on rows of this many bytes and may write up to their end. */
  private static final int ROW_ALIGNMENT = 64;

  private static final int ONE = 1 << 16;

  private final Path file;
  private @Nullable SwsContext context;

  FrameScaler(Path file) {
    this.file = file;
  }

  /** The frame as it is coded, before any turning. */
  RgbImage toRgb(AVFrame frame) {
    return convert(frame, frame.width(), frame.height());
  }

  /**
   * Converts a frame.
   *
   * @param width of the result, before any turning
   * @param height of the result, before any turning
   */
  RgbImage toRgb(AVFrame frame, int width, int height, Resampling resampling) {
    return resampling == Resampling.DECORD
        ? convert(frame, width, height)
        : AntialiasedResize.resize(toRgb(frame), width, height, resampling);
  }

  private RgbImage convert(AVFrame frame, int width, int height) {
    SwsContext scaler =
        swscale.sws_getCachedContext(
            context,
            frame.width(),
            frame.height(),
            frame.format(),
            width,
            height,
            avutil.AV_PIX_FMT_RGB24,
            swscale.SWS_BILINEAR,
            null,
            null,
            (double[]) null);
    context = scaler;
    if (scaler == null) {
      throw new VideoException(file, "has frames in a pixel format that cannot be converted");
    }
    IntPointer source = swscale.sws_getCoefficients(frame.colorspace());
    swscale.sws_setColorspaceDetails(scaler, source, fullRange(frame), source, 1, 0, ONE, ONE);
    int stride = (3 * width + ROW_ALIGNMENT - 1) / ROW_ALIGNMENT * ROW_ALIGNMENT;
    try (BytePointer pixels = new BytePointer((long) stride * height + ROW_ALIGNMENT);
        PointerPointer<BytePointer> planes = new PointerPointer<>(4L);
        IntPointer strides = new IntPointer(4L)) {
      planes.put(0, pixels);
      strides.put(0, stride);
      for (int plane = 1; plane < 4; plane++) {
        planes.put(plane, null);
        strides.put(plane, 0);
      }
      int rows =
          swscale.sws_scale(
              scaler, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
      if (rows != height) {
        throw new VideoException(file, "has a frame that cannot be converted");
      }
      byte[] rgb = new byte[3 * width * height];
      for (int y = 0; y < height; y++) {
        pixels.position((long) y * stride).get(rgb, 3 * width * y, 3 * width);
      }
      pixels.position(0);
      return new RgbImage(width, height, rgb);
    }
  }

  @Override
  public void close() {
    if (context != null) {
      swscale.sws_freeContext(context);
      context = null;
    }
  }

  private static int fullRange(AVFrame frame) {
    return frame.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
  }
}
