package org.seq2time.harness.video;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;

/** When frames are shown, from what the container says and where that cannot be, from its rate. */
final class FrameTimes {

  /** Where FLV writes times below zero, they are just under this many milliseconds. */
  private static final long FLV_RANGE = 1L << 31;

  private FrameTimes() {}

  /** Takes out steps of a whole range of FLV's 31 bits, which negative times cause. */
  static void unwrapFlv(PacketTable packets) {
    long shift = 0;
    for (int i = 1; i < packets.count(); i++) {
      packets.shift(i, shift);
      if (packets.dts(i) == avutil.AV_NOPTS_VALUE || packets.dts(i - 1) == avutil.AV_NOPTS_VALUE) {
        continue;
      }
      long step = packets.dts(i) - packets.dts(i - 1);
      if (Math.abs(step) > FLV_RANGE / 2) {
        long turns = -Math.round((double) step / FLV_RANGE) * FLV_RANGE;
        packets.shift(i, turns);
        shift += turns;
      }
    }
  }

  /**
   * Seconds after the first frame.
   *
   * @param times of the frames in order of presentation, {@code AV_NOPTS_VALUE} where unknown
   * @param base length of their unit in seconds
   * @param rate frames a second
   */
  static double[] seconds(long[] times, AVRational base, AVRational rate) {
    double[] seconds = new double[times.length];
    double frame = rate.num() > 0 && rate.den() > 0 ? (double) rate.den() / rate.num() : 0;
    if (!hasAny(times)) {
      for (int i = 0; i < times.length; i++) {
        seconds[i] = i * frame;
      }
      return seconds;
    }
    long[] filled = filled(times, base, frame);
    double shift = 0;
    for (int i = 0; i < times.length; i++) {
      // Rounded like av_q2d: answers of earlier runs are known by the times of their frames.
      double time = (filled[i] - filled[0]) * ((double) base.num() / base.den());
      if (i > 0 && time + shift < seconds[i - 1]) {
        // Two recordings in one file: the second one follows the first.
        shift = seconds[i - 1] + frame - time;
      }
      seconds[i] = time + shift;
    }
    return seconds;
  }

  /** Frame / rate. */
  static double[] constant(int count, AVRational rate) {
    double[] seconds = new double[count];
    for (int i = 0; i < count; i++) {
      seconds[i] = i * (double) rate.den() / rate.num();
    }
    return seconds;
  }

  private static boolean hasAny(long[] times) {
    return Arrays.stream(times).anyMatch(time -> time != avutil.AV_NOPTS_VALUE);
  }

  /** Unknown times between known ones, and before and after them at the video's rate. */
  private static long[] filled(long[] times, AVRational base, double frame) {
    double step = frame * base.den() / Math.max(1, base.num());
    long[] filled = times.clone();
    int known = -1;
    for (int i = 0; i < times.length; i++) {
      if (times[i] == avutil.AV_NOPTS_VALUE) {
        continue;
      }
      for (int k = known + 1; k < i; k++) {
        filled[k] =
            known < 0
                ? times[i] - Math.round((i - k) * step)
                : times[known]
                    + Math.round((double) (times[i] - times[known]) * (k - known) / (i - known));
      }
      known = i;
    }
    for (int k = known + 1; k < times.length; k++) {
      filled[k] = times[known] + Math.round((k - known) * step);
    }
    return filled;
  }
}
