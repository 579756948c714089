package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * What is missing of a video.
 *
 * @param sound the index without frames at a cut-off end, which may be wrong ones
 * @param problem in words, null where nothing is known to be wrong
 */
record VideoDamage(FrameIndex sound, @Nullable String problem) {

  /** Judges a track whose packets were all read. */
  static VideoDamage of(Path file, VideoTrack track, FrameIndex index) {
    PacketTable packets = index.packets();
    int last = packets.count() - 1;
    boolean isCut =
        (packets.isCorrupt(last) && !track.format().equals("mpegts"))
            || FileEnd.isMissing(file, track.format(), packets.pos(last))
            || isSampleMissing(file, track);
    boolean isUnreadable = track.endCode() != avutil.AVERROR_EOF && track.endCode() < 0;
    if (isCut || isUnreadable) {
      int frames = soundFrames(index);
      if (frames == 0) {
        throw new VideoException(file, "is cut off before its first frame ends");
      }
      FrameIndex sound = index.first(frames);
      String end = cutOff(track, sound);
      return new VideoDamage(sound, isCut ? end : end + " (" + Ffmpeg.error(track.endCode()) + ")");
    }
    if (FileEnd.hasGap(file, track.format())) {
      return new VideoDamage(index, "is damaged: its chunks do not follow one another");
    }
    return new VideoDamage(index, words(index, index.damaged()));
  }

  /** Which frames cannot be trusted, in words; null where all can. */
  static @Nullable String words(FrameIndex index, BitSet damaged) {
    BitSet unsound = index.unsound(damaged);
    if (unsound.isEmpty()) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "is damaged from %.1f s on: %d of %d frames cannot be trusted",
        index.seconds(unsound.nextSetBit(0)),
        unsound.cardinality(),
        index.count());
  }

  /**
   * Frames before the cut that are surely right: not the last packet's, of which a part may be
   * missing, and none that may be shown after one that is lost.
   */
  private static int soundFrames(FrameIndex index) {
    int frames = index.count();
    int lastPacket = index.packets().count() - 1;
    int ofLast = index.frameOf(lastPacket);
    if (ofLast >= 0) {
      frames = Math.min(frames, ofLast);
    }
    frames = Math.min(frames, index.count() - index.delay());
    while (frames > 0 && !index.isSound(frames - 1, index.damaged())) {
      frames--;
    }
    return Math.max(0, frames);
  }

  private static String cutOff(VideoTrack track, FrameIndex sound) {
    int last = sound.count() - 1;
    double end = sound.seconds(last) + (last > 0 ? sound.seconds(last) / last : 0);
    double declared = declaredSeconds(track);
    return declared > end + 0.1
        ? String.format(Locale.ROOT, "is cut off at %.1f s of %.1f s", end, declared)
        : String.format(Locale.ROOT, "is cut off at %.1f s", end);
  }

  /** What the file says about its length: nothing is decided by it. */
  private static double declaredSeconds(VideoTrack track) {
    AVStream stream = track.stream();
    if (stream.duration() != avutil.AV_NOPTS_VALUE) {
      return stream.duration() * avutil.av_q2d(stream.time_base());
    }
    long duration = track.container().duration();
    return duration == avutil.AV_NOPTS_VALUE ? 0 : (double) duration / avutil.AV_TIME_BASE;
  }

  /** Whether MP4's sample table names bytes behind the file's end. */
  private static boolean isSampleMissing(Path file, VideoTrack track) {
    if (!track.format().startsWith("mov")) {
      return false;
    }
    long size = file.toFile().length();
    int entries = avformat.avformat_index_get_entries_count(track.stream());
    for (int i = 0; i < entries; i++) {
      AVIndexEntry entry = avformat.avformat_index_get_entry(track.stream(), i);
      if (entry.pos() + entry.size() > size) {
        return true;
      }
    }
    return false;
  }
}
