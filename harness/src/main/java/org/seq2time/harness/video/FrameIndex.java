package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.seq2time.datasets.io.InputLimits;

/**
 * When each frame of a video is shown, read from all packets of its track without decoding them.
 *
 * @param times of the frames in showing order, in units of the stream's time base
 * @param keyTimes those of frames that need no other, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FrameIndex(long[] times, long[] keyTimes) {

  static FrameIndex read(Path file, AVFormatContext container, int stream) {
    AVStream track = container.streams(stream);
    long step = Math.max(1, frameStep(track));
    long[] times = new long[1024];
    long[] keys = new long[64];
    int count = 0;
    int keyCount = 0;
    AVPacket packet = Ffmpeg.packet(file);
    try {
      while (avformat.av_read_frame(container, packet) >= 0) {
        if (packet.stream_index() == stream && isShown(packet)) {
          if (count == InputLimits.VIDEO_FRAMES) {
            throw new VideoException(
                file,
                "has more than "
                    + InputLimits.VIDEO_FRAMES
                    + " frames; cut it into shorter videos");
          }
          if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
          }
          long time = time(packet, count == 0 ? 0 : times[count - 1] + step);
          times[count++] = time;
          if ((packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0) {
            if (keyCount == keys.length) {
              keys = Arrays.copyOf(keys, 2 * keyCount);
            }
            keys[keyCount++] = time;
          }
        }
        avcodec.av_packet_unref(packet);
      }
    } finally {
      avcodec.av_packet_free(packet);
    }
    if (count == 0) {
      throw new VideoException(file, "has no frames");
    }
    long[] shown = Arrays.copyOf(times, count);
    long[] shownKeys = Arrays.copyOf(keys, keyCount);
    Arrays.sort(shown);
    Arrays.sort(shownKeys);
    return new FrameIndex(shown, shownKeys);
  }

  int count() {
    return times.length;
  }

  /**
   * Whether a frame that decoding can start at lies after {@code from} and not after {@code to}.
   */
  boolean hasKeyBetween(long from, long to) {
    int at = Arrays.binarySearch(keyTimes, to);
    int last = at >= 0 ? at : -at - 2;
    return last >= 0 && keyTimes[last] > from;
  }

  /**
   * Not left out by an edit list. A packet without a length is what a list of no length makes of a
   * video of one frame; that frame is shown.
   */
  private static boolean isShown(AVPacket packet) {
    return (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) == 0 || packet.duration() == 0;
  }

  /** A packet without a time (old AVI files) follows the one before it. */
  private static long time(AVPacket packet, long otherwise) {
    if (packet.pts() != avutil.AV_NOPTS_VALUE) {
      return packet.pts();
    }
    return packet.dts() != avutil.AV_NOPTS_VALUE ? packet.dts() : otherwise;
  }

  private static long frameStep(AVStream track) {
    double rate = avutil.av_q2d(track.avg_frame_rate());
    double base = avutil.av_q2d(track.time_base());
    return rate > 0 && base > 0 ? Math.round(1 / (rate * base)) : 1;
  }
}
