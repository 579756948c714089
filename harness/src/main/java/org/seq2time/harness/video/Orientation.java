package org.seq2time.harness.video;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * How a stored picture is turned to be upright: mirrored left to right or not, then turned
 * clockwise by quarters, as a display matrix says.
 *
 * @param quarters clockwise quarter turns, 0 to 3, after mirroring
 * @param isMirrored whether left and right are exchanged first
 */
record Orientation(int quarters, boolean isMirrored) {

  private static final Orientation UPRIGHT = new Orientation(0, false);
  private static final int MATRIX_BYTES = 36;

  /** Of a track, from its container. */
  static Orientation of(AVCodecParameters codec) {
    AVPacketSideData matrix =
        avcodec.av_packet_side_data_get(
            codec.coded_side_data(), codec.nb_coded_side_data(), avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    return matrix == null ? UPRIGHT : of(matrix.data(), matrix.size());
  }

  /** Of a frame, from its own coding. */
  static Orientation of(AVFrame frame) {
    if (frame.nb_side_data() == 0) {
      return UPRIGHT;
    }
    AVFrameSideData matrix =
        avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    return matrix == null ? UPRIGHT : of(matrix.data(), matrix.size());
  }

  boolean isUpright() {
    return quarters == 0 && !isMirrored;
  }

  /** Whether width and height change places. */
  boolean isLying() {
    return quarters % 2 == 1;
  }

  RgbImage apply(RgbImage image) {
    return (isMirrored ? image.mirrored() : image).turned(quarters);
  }

  /**
   * A point {@code (x, y)} is shown at {@code (a x + c y, b x + d y)}, {@code y} downwards; angles
   * between the quarters count as the nearest one.
   */
  static Orientation ofMatrix(int a, int b, int c, int d) {
    boolean isMirrored = (double) a * d - (double) b * c < 0;
    double x = isMirrored ? -(double) a : a;
    double y = isMirrored ? -(double) b : b;
    if (x == 0 && y == 0) {
      return UPRIGHT;
    }
    long quarters = Math.round(Math.toDegrees(Math.atan2(y, x)) / 90);
    return new Orientation(Math.floorMod(quarters, 4), isMirrored);
  }

  private static Orientation of(BytePointer data, long size) {
    if (size < MATRIX_BYTES) {
      return UPRIGHT;
    }
    IntPointer matrix = new IntPointer(data);
    return ofMatrix(matrix.get(0), matrix.get(1), matrix.get(3), matrix.get(4));
  }
}
