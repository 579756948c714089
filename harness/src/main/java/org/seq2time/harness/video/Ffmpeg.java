package org.seq2time.harness.video;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** What every use of FFmpeg here shares: quiet, local, errors as text. */
final class Ffmpeg {

  /** Containers of video files; playlists and scripts that name other files are not among them. */
  private static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,live_flv,kux,mpegts,mpeg,mpegvideo,asf,asf_o,"
          + "ogg,gif,apng,h261,h263,h264,hevc,vvc,m4v,vc1,vc1test,dirac,dnxhd,avs2,avs3,"
          + "cavsvideo,av1,obu,ivf,nut,nuv,nsv,rm,ivr,dv,mxf,gxf,lxf,pva,ty,wtv,dhav,yuv4mpegpipe,"
          + "roq,smk,swf,bink,flic,mxg";

  static {
    // Damaged files make it chatty; what matters comes back as error codes.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** Opens a container and reads what its streams are. The caller closes the result. */
  static AVFormatContext open(Path file) {
    if (!Files.exists(file)) {
      throw new VideoException(file, "no such video");
    }
    if (!Files.isRegularFile(file)) {
      throw new VideoException(file, "is not a file");
    }
    AVDictionary options = new AVDictionary();
    AVFormatContext container = new AVFormatContext(null);
    try {
      avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
      avutil.av_dict_set(options, "format_whitelist", CONTAINERS, 0);
      // Without the protocol a name such as "a:b.mp4" would be taken for one.
      int code =
          avformat.avformat_open_input(container, "file:" + file.toAbsolutePath(), null, options);
      if (code < 0) {
        throw new VideoException(file, NoVideo.reason(file, error(code)));
      }
    } finally {
      avutil.av_dict_free(options);
    }
    int code = avformat.avformat_find_stream_info(container, (AVDictionary) null);
    if (code < 0) {
      avformat.avformat_close_input(container);
      throw new VideoException(file, "has no readable streams (" + error(code) + ")");
    }
    return container;
  }

  /** Whether a container of those above is recognised by a file's first bytes. */
  static boolean looksLikeVideo(Path file) {
    AVDictionary options = new AVDictionary();
    AVFormatContext container = new AVFormatContext(null);
    try {
      avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
      avutil.av_dict_set(options, "format_whitelist", CONTAINERS, 0);
      String name = "file:" + file.toAbsolutePath();
      return avformat.avformat_open_input(container, name, null, options) >= 0;
    } finally {
      avutil.av_dict_free(options);
      avformat.avformat_close_input(container);
    }
  }

  static AVPacket packet(Path file) {
    AVPacket packet = avcodec.av_packet_alloc();
    if (packet == null) {
      throw new VideoException(file, "no memory for a packet");
    }
    return packet;
  }

  static AVFrame frame(Path file) {
    AVFrame frame = avutil.av_frame_alloc();
    if (frame == null) {
      throw new VideoException(file, "no memory for a frame");
    }
    return frame;
  }

  /** FFmpeg's own words for an error code. */
  static String error(int code) {
    byte[] text = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
    avutil.av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
