package org.seq2time.harness.video;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** The video track of an opened file: its packets, one after the other. */
final class VideoTrack implements AutoCloseable {

  private static final int NOT_SHOWN =
      avformat.AV_DISPOSITION_ATTACHED_PIC
          | avformat.AV_DISPOSITION_TIMED_THUMBNAILS
          | avformat.AV_DISPOSITION_STILL_IMAGE;

  private final Path file;
  private final int stream;
  private final AVPacket packet;
  private AVFormatContext container;
  private int endCode;

  private VideoTrack(Path file, AVFormatContext container, int stream) {
    this.file = file;
    this.container = container;
    this.stream = stream;
    this.packet = Ffmpeg.packet(file);
    discardOthers();
  }

  /**
   * Opens a file at its start.
   *
   * @throws VideoException if it cannot be read or has no video track
   */
  static VideoTrack open(Path file) {
    AVFormatContext container = Ffmpeg.open(file);
    int stream = choose(container);
    if (stream < 0) {
      String cover = hasCover(container) ? " (its picture is a cover)" : "";
      avformat.avformat_close_input(container);
      throw new VideoException(file, "has no video track" + cover);
    }
    return new VideoTrack(file, container, stream);
  }

  AVFormatContext container() {
    return container;
  }

  AVStream stream() {
    return container.streams(stream);
  }

  AVCodecParameters codec() {
    return stream().codecpar();
  }

  /** FFmpeg's names of the container, comma-separated. */
  String format() {
    return container.iformat().name().getString();
  }

  AVPacket packet() {
    return packet;
  }

  /** Reads the track's next packet; false at the end, whose reason is {@link #endCode}. */
  boolean read() {
    avcodec.av_packet_unref(packet);
    int code;
    while ((code = avformat.av_read_frame(container, packet)) >= 0) {
      if (packet.stream_index() == stream) {
        return true;
      }
      avcodec.av_packet_unref(packet);
    }
    endCode = code;
    return false;
  }

  /** What ended the reading: {@code AVERROR_EOF}, or what went wrong. */
  int endCode() {
    return endCode;
  }

  /** Goes to a packet at or before a time, as far as the container's index knows. */
  boolean seekToTime(long time) {
    return avformat.av_seek_frame(container, stream, time, avformat.AVSEEK_FLAG_BACKWARD) >= 0;
  }

  boolean canSeekToByte() {
    return (container.iformat().flags() & avformat.AVFMT_NO_BYTE_SEEK) == 0;
  }

  boolean seekToByte(long position) {
    return avformat.av_seek_frame(container, stream, position, avformat.AVSEEK_FLAG_BYTE) >= 0;
  }

  /** Opens the file again: some containers cannot be brought back to their start. */
  void restart() {
    AVFormatContext again = Ffmpeg.open(file);
    if (again.nb_streams() <= stream) {
      avformat.avformat_close_input(again);
      throw new VideoException(file, "has changed while it was read");
    }
    avformat.avformat_close_input(container);
    container = again;
    discardOthers();
  }

  /** Frames a second as the file states it, or FFmpeg's guess; 0 where there is none. */
  AVRational frameRate() {
    AVRational rate = stream().avg_frame_rate();
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = stream().r_frame_rate();
    }
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = codec().framerate();
    }
    return rate;
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avformat.avformat_close_input(container);
  }

  private void discardOthers() {
    for (int i = 0; i < container.nb_streams(); i++) {
      if (i != stream) {
        container.streams(i).discard(avcodec.AVDISCARD_ALL);
      }
    }
  }

  private static boolean hasCover(AVFormatContext container) {
    for (int i = 0; i < container.nb_streams(); i++) {
      if ((container.streams(i).disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Not a cover or a thumbnail; the default track of several; what FFmpeg would take of those. */
  private static int choose(AVFormatContext container) {
    int best =
        avformat.av_find_best_stream(
            container, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    int chosen = -1;
    int chosenRank = 0;
    for (int i = 0; i < container.nb_streams(); i++) {
      AVStream track = container.streams(i);
      if (track.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO
          && (track.disposition() & NOT_SHOWN) == 0) {
        boolean isDefault = (track.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0;
        int rank = 1 + (track.nb_frames() == 1 ? 0 : 4) + (isDefault ? 2 : 0) + (i == best ? 1 : 0);
        if (rank > chosenRank) {
          chosen = i;
          chosenRank = rank;
        }
      }
    }
    return chosen;
  }
}
