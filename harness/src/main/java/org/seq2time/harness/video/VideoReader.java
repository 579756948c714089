package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;

/**
 * A video file, opened to take single frames out of it. Frames are asked for by number in ascending
 * order; between two of them the decoder jumps to the last key frame before the next one, or goes
 * on where that is nearer. Not for several threads at once.
 *
 * <pre>{@code
 * try (VideoReader video = VideoReader.open(file)) {
 *   int[] indices = FrameSampling.uniform(video.frameCount(), 96);
 *   List<VideoFrame> frames = video.frames(indices, new FrameSize.Exact(224, 224), BICUBIC);
 * }
 * }</pre>
 */
public final class VideoReader implements AutoCloseable {

  /** A track that ends this share before its declared end has lost its rest. */
  private static final double TRUNCATED_SHARE = 0.95;

  private static final int HIGH_DEFINITION_LINES = 720;

  private final Path file;
  private final AVFormatContext container;
  private final int stream;
  private final double timeBase;
  private final FrameIndex index;
  private final int quarterTurns;
  private final AVCodecContext decoder;
  private final FrameScaler scaler;
  private final AVPacket packet;
  private final AVFrame frame;

  /** Time of the frame that was decoded last; the lowest value where decoding starts anew. */
  private long position = Long.MIN_VALUE;

  private boolean drained;

  private VideoReader(Path file, AVFormatContext container, int stream) {
    this.file = file;
    this.container = container;
    this.stream = stream;
    AVStream track = container.streams(stream);
    this.timeBase = avutil.av_q2d(track.time_base());
    this.index = FrameIndex.read(file, container, stream);
    checkLength(track);
    this.quarterTurns = quarterTurns(track.codecpar());
    this.decoder = decoder(file, track.codecpar());
    this.scaler = new FrameScaler(file);
    this.packet = Ffmpeg.packet(file);
    this.frame = Ffmpeg.frame(file);
  }

  /**
   * Opens a video and counts its frames.
   *
   * @throws VideoException if it is missing, has no video track or no frames, is cut off, or is of
   *     a kind that cannot be decoded
   */
  public static VideoReader open(Path file) {
    AVFormatContext container = Ffmpeg.open(file);
    try {
      int stream =
          avformat.av_find_best_stream(
              container, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
      if (stream < 0 || isCoverPicture(container.streams(stream))) {
        throw new VideoException(file, "has no video track");
      }
      return new VideoReader(file, container, stream);
    } catch (VideoException e) {
      avformat.avformat_close_input(container);
      throw e;
    }
  }

  /** The number of frames, at least one. */
  public int frameCount() {
    return index.count();
  }

  /** When a frame is shown, in seconds after the first one. */
  public double timeSeconds(int frameIndex) {
    return (index.times()[frameIndex] - index.times()[0]) * timeBase;
  }

  /** From the first frame to the end of the last, in seconds. */
  public double durationSeconds() {
    int last = frameCount() - 1;
    double lastFrame =
        last > 0 ? timeSeconds(last) / last : 1 / Math.max(1, frameRate(container.streams(stream)));
    return timeSeconds(last) + lastFrame;
  }

  /** Frames a second, on average. */
  public double framesPerSecond() {
    return frameCount() / durationSeconds();
  }

  /** Frames a second as the container states them, which loaders take; measured if it does not. */
  public double statedFramesPerSecond() {
    double stated = frameRate(container.streams(stream));
    return stated > 0 ? stated : framesPerSecond();
  }

  /**
   * Whether it is high definition and names no colour matrix: read as BT.601, as models' loaders
   * do, where players take BT.709.
   */
  public boolean isHighDefinitionWithoutMatrix() {
    AVCodecParameters parameters = container.streams(stream).codecpar();
    AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(parameters.format());
    boolean isRgb = format != null && (format.flags() & avutil.AV_PIX_FMT_FLAG_RGB) != 0;
    return parameters.color_space() == avutil.AVCOL_SPC_UNSPECIFIED
        && parameters.height() >= HIGH_DEFINITION_LINES
        && !isRgb;
  }

  /**
   * Decodes frames.
   *
   * @param indices ascending frame numbers, each less than {@link #frameCount}
   * @param size of the pictures
   * @param resampling how they get that size
   * @return one frame per index; where a frame itself is damaged, the nearest one that could be
   *     decoded, with its own number and time
   * @throws VideoException if nothing can be decoded
   */
  public List<VideoFrame> frames(int[] indices, FrameSize size, Resampling resampling) {
    List<VideoFrame> frames = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= frameCount() || (i > 0 && indices[i] <= indices[i - 1])) {
        throw new IllegalArgumentException(
            "frame %d is not an ascending number below %d".formatted(indices[i], frameCount()));
      }
      VideoFrame decoded = frame(indices[i], size, resampling);
      VideoFrame before = frames.isEmpty() ? null : frames.getLast();
      if (decoded == null && before == null) {
        throw new VideoException(file, "has no frame that can be decoded");
      }
      frames.add(decoded == null ? before : decoded);
    }
    return frames;
  }

  @Override
  public void close() {
    scaler.close();
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
    avformat.avformat_close_input(container);
  }

  /** The frame, the next one where it is damaged, or null where none follows. */
  private @Nullable VideoFrame frame(int number, FrameSize size, Resampling resampling) {
    long target = index.times()[number];
    if (position == Long.MIN_VALUE || index.hasKeyBetween(position, target)) {
      seek(target);
    }
    if (position < target && !decodeUntil(target)) {
      return null;
    }
    int shown = number;
    while (shown < frameCount() - 1 && index.times()[shown] < position) {
      shown++;
    }
    boolean lying = quarterTurns % 2 == 1;
    int width = lying ? frame.height() : frame.width();
    int height = lying ? frame.width() : frame.height();
    int newWidth = size.width(width, height);
    int newHeight = size.height(width, height);
    checkSize(newWidth, newHeight);
    RgbImage image =
        resampling == Resampling.DECORD
            ? scaler
                .toRgb(
                    frame, lying ? newHeight : newWidth, lying ? newWidth : newHeight, resampling)
                .turned(quarterTurns)
            : AntialiasedResize.resize(scaler.toRgb(frame).turned(quarterTurns), size, resampling);
    return new VideoFrame(shown, timeSeconds(shown), image);
  }

  private void seek(long target) {
    int code = avformat.av_seek_frame(container, stream, target, avformat.AVSEEK_FLAG_BACKWARD);
    if (code < 0) {
      code = avformat.av_seek_frame(container, stream, 0, avformat.AVSEEK_FLAG_BYTE);
    }
    if (code < 0) {
      throw new VideoException(file, "cannot be read from its start (" + Ffmpeg.error(code) + ")");
    }
    avcodec.avcodec_flush_buffers(decoder);
    position = Long.MIN_VALUE;
    drained = false;
  }

  /** Decodes on until a frame at or after the target is at hand; false if there is none. */
  private boolean decodeUntil(long target) {
    while (true) {
      int code = avcodec.avcodec_receive_frame(decoder, frame);
      if (code >= 0) {
        long time = frame.best_effort_timestamp();
        position = time == avutil.AV_NOPTS_VALUE ? position + 1 : time;
        if (position >= target) {
          return true;
        }
      } else if (code == avutil.AVERROR_EOF || drained) {
        return false;
      } else {
        feed();
      }
    }
  }

  /** Gives the decoder its next packet; a damaged one is passed over, as players do. */
  private void feed() {
    while (avformat.av_read_frame(container, packet) >= 0) {
      boolean ours = packet.stream_index() == stream;
      if (ours) {
        avcodec.avcodec_send_packet(decoder, packet);
      }
      avcodec.av_packet_unref(packet);
      if (ours) {
        return;
      }
    }
    drained = avcodec.avcodec_send_packet(decoder, null) < 0;
  }

  private void checkLength(AVStream track) {
    double declared =
        track.duration() == avutil.AV_NOPTS_VALUE
            ? (double) container.duration() / avutil.AV_TIME_BASE
            : track.duration() * timeBase;
    double there = durationSeconds();
    if (there < TRUNCATED_SHARE * declared && declared - there > 1) {
      throw new VideoException(
          file, String.format(Locale.ROOT, "is cut off after %.1f of %.1f s", there, declared));
    }
  }

  private void checkSize(int width, int height) {
    int most = InputLimits.FRAME_EDGE_PIXELS;
    if (width < 1 || height < 1 || width > most || height > most) {
      throw new VideoException(
          file,
          "would give frames of "
              + width
              + " x "
              + height
              + " pixels; expected an edge of 1 to "
              + most);
    }
  }

  private static boolean isCoverPicture(AVStream track) {
    return (track.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  private static double frameRate(AVStream track) {
    return avutil.av_q2d(track.avg_frame_rate());
  }

  private static AVCodecContext decoder(Path file, AVCodecParameters parameters) {
    AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
    if (codec == null) {
      throw new VideoException(file, "uses a codec that this FFmpeg cannot decode");
    }
    AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
    avcodec.avcodec_parameters_to_context(decoder, parameters);
    // Threads inside a video decode ahead of every seek for nothing; several videos at a time do
    // not.
    decoder.thread_count(1);
    int code = avcodec.avcodec_open2(decoder, codec, (AVDictionary) null);
    if (code < 0) {
      avcodec.avcodec_free_context(decoder);
      throw new VideoException(file, "cannot be decoded (" + Ffmpeg.error(code) + ")");
    }
    return decoder;
  }

  /** Clockwise quarter turns that make the picture upright, from the track's display matrix. */
  private static int quarterTurns(AVCodecParameters parameters) {
    AVPacketSideData matrix =
        avcodec.av_packet_side_data_get(
            parameters.coded_side_data(),
            parameters.nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null) {
      return 0;
    }
    double degrees = -avutil.av_display_rotation_get(new IntPointer(matrix.data()));
    return Double.isNaN(degrees) ? 0 : Math.floorMod(Math.round(degrees / 90), 4);
  }
}
