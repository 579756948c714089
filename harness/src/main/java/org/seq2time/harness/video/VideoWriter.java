package org.seq2time.harness.video;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Writes pictures as a video: what the demo and tests show a model. The container follows the
 * file's name; MPEG-4 part 2 is the default coding, since FFmpeg carries it under every licence.
 */
public final class VideoWriter implements AutoCloseable {

  private static final long BITS_PER_SECOND = 2_000_000;

  private final Path file;
  private final AVFormatContext container = new AVFormatContext(null);
  private final AVStream track;
  private final AVCodecContext encoder;
  private final AVPacket packet;
  private final AVFrame frame;
  private final int width;
  private final int height;
  private boolean finished;

  /**
   * How a video is coded.
   *
   * @param codec FFmpeg's name of the encoder
   * @param pixelFormat one of FFmpeg's {@code AV_PIX_FMT_*}
   * @param keyFrameInterval frames from one key frame to the next
   * @param bFrames frames between two others that need both
   */
  public record Coding(String codec, int pixelFormat, int keyFrameInterval, int bFrames) {

    /** MPEG-4 part 2, a key frame every 12 frames. */
    public static final Coding DEFAULT = new Coding("mpeg4", avutil.AV_PIX_FMT_YUV420P, 12, 0);
  }

  /**
   * Starts a file.
   *
   * @param width pixels of every picture
   * @param height pixels of every picture
   * @param ticksPerSecond unit of the times in {@link #write}
   * @throws VideoException if the file or the coding cannot be had
   */
  public VideoWriter(Path file, int width, int height, int ticksPerSecond, Coding coding) {
    this.file = file;
    this.width = width;
    this.height = height;
    String name = "file:" + file.toAbsolutePath();
    check(avformat.avformat_alloc_output_context2(container, null, null, name), "container");
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(coding.codec());
    if (codec == null) {
      throw new VideoException(file, "cannot be written: no encoder " + coding.codec());
    }
    track = avformat.avformat_new_stream(container, codec);
    encoder = avcodec.avcodec_alloc_context3(codec);
    encoder.width(width);
    encoder.height(height);
    encoder.pix_fmt(coding.pixelFormat());
    AVRational tick = avutil.av_make_q(1, ticksPerSecond);
    encoder.time_base(tick);
    encoder.framerate(avutil.av_make_q(ticksPerSecond, 1));
    encoder.gop_size(coding.keyFrameInterval());
    encoder.max_b_frames(coding.bFrames());
    encoder.bit_rate(BITS_PER_SECOND);
    encoder.thread_count(1);
    encoder.flags(
        encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER | avcodec.AV_CODEC_FLAG_BITEXACT);
    check(avcodec.avcodec_open2(encoder, codec, (AVDictionary) null), "encoder");
    check(avcodec.avcodec_parameters_from_context(track.codecpar(), encoder), "parameters");
    track.time_base(tick);
    AVIOContext output = new AVIOContext(null);
    check(avformat.avio_open(output, name, avformat.AVIO_FLAG_WRITE), "file");
    container.pb(output);
    container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    check(avformat.avformat_write_header(container, (AVDictionary) null), "header");
    packet = Ffmpeg.packet(file);
    frame = Ffmpeg.frame(file);
    frame.format(coding.pixelFormat());
    frame.width(width);
    frame.height(height);
    check(avutil.av_frame_get_buffer(frame, 0), "frame");
  }

  /**
   * Adds a picture.
   *
   * @param tick when it is shown; later than the one before
   */
  public void write(RgbImage image, long tick) {
    if (image.width() != width || image.height() != height) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels in a video of %d x %d"
              .formatted(image.width(), image.height(), width, height));
    }
    check(avutil.av_frame_make_writable(frame), "frame");
    fill(image);
    frame.pts(tick);
    check(avcodec.avcodec_send_frame(encoder, frame), "frame");
    drain();
  }

  /** Completes the file. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      check(avcodec.avcodec_send_frame(encoder, null), "end");
      drain();
      check(avformat.av_write_trailer(container), "end");
    } finally {
      avformat.avio_closep(container.pb());
      avutil.av_frame_free(frame);
      avcodec.av_packet_free(packet);
      avcodec.avcodec_free_context(encoder);
      avformat.avformat_free_context(container);
    }
  }

  private void fill(RgbImage image) {
    SwsContext scaler =
        swscale.sws_getContext(
            width,
            height,
            avutil.AV_PIX_FMT_RGB24,
            width,
            height,
            frame.format(),
            swscale.SWS_BICUBIC,
            null,
            null,
            (DoublePointer) null);
    try (BytePointer pixels = new BytePointer(image.rgb());
        PointerPointer<BytePointer> planes = new PointerPointer<>(4L);
        IntPointer strides = new IntPointer(3 * width, 0, 0, 0)) {
      planes.put(0, pixels);
      for (int plane = 1; plane < 4; plane++) {
        planes.put(plane, null);
      }
      swscale.sws_scale(scaler, planes, strides, 0, height, frame.data(), frame.linesize());
    } finally {
      swscale.sws_freeContext(scaler);
    }
  }

  private void drain() {
    while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
      avcodec.av_packet_rescale_ts(packet, encoder.time_base(), track.time_base());
      packet.stream_index(track.index());
      packet.duration(Math.max(packet.duration(), 1));
      check(avformat.av_interleaved_write_frame(container, packet), "packet");
    }
  }

  private void check(int code, String what) {
    if (code < 0) {
      throw new VideoException(
          file, "cannot be written: " + what + " (" + Ffmpeg.error(code) + ")");
    }
  }
}
