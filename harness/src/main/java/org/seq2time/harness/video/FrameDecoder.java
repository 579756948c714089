package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.BitSet;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * FFmpeg's decoder, fed with numbered packets. The number takes the place of the packet's time, so
 * that each frame says which packet it came from, whatever the file says about times.
 */
final class FrameDecoder implements AutoCloseable {

  private static final int CORRUPT = 1; // AV_FRAME_FLAG_CORRUPT

  private final AVCodecContext context;
  private final AVFrame frame;
  private final BitSet damaged = new BitSet();
  private int lastSent = -1;
  private boolean isDrained;

  /**
   * A decoder at its start.
   *
   * @param leastDelay frames that come before others which are decoded earlier, as far as known
   */
  FrameDecoder(Path file, AVCodecParameters parameters, int leastDelay) {
    AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
    if (codec == null) {
      throw new VideoException(file, "uses a codec that this FFmpeg cannot decode");
    }
    context = avcodec.avcodec_alloc_context3(codec);
    avcodec.avcodec_parameters_to_context(context, parameters);
    // Threads inside a video decode ahead of every seek for nothing; several videos at a time do
    // not.
    context.thread_count(1);
    // Without it some columns that should be cut off stay where they are.
    context.flags(context.flags() | avcodec.AV_CODEC_FLAG_UNALIGNED);
    context.err_recognition(
        avcodec.AV_EF_CRCCHECK
            | avcodec.AV_EF_BITSTREAM
            | avcodec.AV_EF_BUFFER
            | avcodec.AV_EF_EXPLODE);
    context.has_b_frames(Math.max(context.has_b_frames(), leastDelay));
    int code = avcodec.avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      avcodec.avcodec_free_context(context);
      throw new VideoException(file, "cannot be decoded (" + Ffmpeg.error(code) + ")");
    }
    frame = Ffmpeg.frame(file);
  }

  /** Gives a packet; all frames must have been received before. */
  void send(AVPacket packet, int number) {
    packet.pts(number);
    packet.dts(number);
    lastSent = number;
    packet.flags(packet.flags() & ~avcodec.AV_PKT_FLAG_CORRUPT); // judged from the index
    note(avcodec.avcodec_send_packet(context, packet));
  }

  /** Says that nothing follows. */
  void end() {
    avcodec.avcodec_send_packet(context, null);
    isDrained = true;
  }

  boolean isDrained() {
    return isDrained;
  }

  /** Whether a further frame is there. */
  boolean receive() {
    // A frame that fails is passed over; those after it come out.
    for (int failures = 0; failures < 64; failures++) {
      int code = avcodec.avcodec_receive_frame(context, frame);
      if (code >= 0) {
        if ((frame.flags() & CORRUPT) != 0 || frame.decode_error_flags() != 0) {
          damaged.set(Math.max(0, packetOfFrame()));
        }
        return true;
      }
      if (code == avutil.AVERROR_EAGAIN() || code == avutil.AVERROR_EOF) {
        return false;
      }
      note(code);
    }
    return false;
  }

  AVFrame frame() {
    return frame;
  }

  /** The number of the packet that the frame came from, -1 where the decoder does not say. */
  int packetOfFrame() {
    long number = frame.pts();
    return number >= 0 && number <= lastSent ? (int) number : -1;
  }

  /** Packets that could not be decoded without a fault, so far. */
  BitSet damaged() {
    return damaged;
  }

  int delay() {
    return context.has_b_frames();
  }

  /** Forgets what came before. */
  void flush() {
    avcodec.avcodec_flush_buffers(context);
    // HEVC's decoder keeps frames that were ready to be shown.
    while (avcodec.avcodec_receive_frame(context, frame) >= 0) {
      avutil.av_frame_unref(frame);
    }
    isDrained = false;
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.avcodec_free_context(context);
  }

  private void note(int code) {
    if (code < 0 && code != avutil.AVERROR_EAGAIN() && code != avutil.AVERROR_EOF) {
      damaged.set(Math.max(0, lastSent));
    }
  }
}
