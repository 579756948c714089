package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;

/**
 * A video file, opened to take single frames out of it by number, in order of presentation. Frames
 * are asked for in ascending order; between two of them the decoder jumps to the last place before
 * the next one that decoding can begin with, or goes on where that is nearer. Not for several
 * threads at once.
 *
 * <pre>{@code
 * try (VideoReader video = VideoReader.open(file)) {
 *   int[] indices = FrameSampling.uniform(video.frameCount(), 96);
 *   List<VideoFrame> frames = video.frames(indices, new FrameSize.Exact(224, 224), BICUBIC);
 * }
 * }</pre>
 */
public final class VideoReader implements AutoCloseable {

  private static final int HIGH_DEFINITION_LINES = 720;

  private final Path file;
  private final VideoTrack track;
  private final FrameIndex index;
  private final FrameCursor cursor;
  private final FrameScaler scaler;
  private final Orientation orientation;
  private final boolean acceptsDamage;
  private final @Nullable String damage;

  private VideoReader(Path file, VideoTrack track, boolean acceptsDamage) {
    this.file = file;
    this.track = track;
    this.acceptsDamage = acceptsDamage;
    FrameIndex whole = FrameIndexer.index(file, track);
    VideoDamage found = VideoDamage.of(file, track, whole);
    this.index = found.sound();
    this.damage = found.problem();
    if (damage != null && !acceptsDamage) {
      throw VideoException.damaged(file, damage);
    }
    this.orientation = Orientation.of(track.codec());
    this.cursor = new FrameCursor(file, track, index);
    this.scaler = new FrameScaler(file);
  }

  /**
   * Opens a whole video and counts its frames.
   *
   * @throws VideoException if it is missing, has no video track or no frames, is cut off or
   *     damaged, or is of a kind that cannot be decoded
   */
  public static VideoReader open(Path file) {
    return open(file, false);
  }

  /**
   * Opens a video that may be cut off or damaged: only frames that are surely right are counted at
   * its end, and a damaged frame is replaced by the nearest one that is right.
   *
   * @throws VideoException if it is missing, has no video track or no sound frame, or is of a kind
   *     that cannot be decoded
   */
  public static VideoReader openDamaged(Path file) {
    return open(file, true);
  }

  private static VideoReader open(Path file, boolean acceptsDamage) {
    VideoTrack track = VideoTrack.open(file);
    try {
      return new VideoReader(file, track, acceptsDamage);
    } catch (VideoException e) {
      track.close();
      throw e;
    }
  }

  /** What is missing or damaged, in words, as far as is known before frames are decoded. */
  public Optional<String> damage() {
    return Optional.ofNullable(damage);
  }

  /** The number of frames, at least one. */
  public int frameCount() {
    return index.count();
  }

  /** When a frame is shown, in seconds after the first one. */
  public double timeSeconds(int frameIndex) {
    return index.seconds(frameIndex);
  }

  /** From the first frame to the end of the last, in seconds. */
  public double durationSeconds() {
    int last = frameCount() - 1;
    double seconds = timeSeconds(last);
    if (last > 0 && seconds > 0) {
      return seconds + seconds / last;
    }
    AVRational rate = track.frameRate();
    return seconds
        + (rate.num() > 0 && rate.den() > 0 ? Math.min(1, (double) rate.den() / rate.num()) : 1);
  }

  /** Frames a second, on average. */
  public double framesPerSecond() {
    return frameCount() / durationSeconds();
  }

  /** Frames a second as the container states them, which loaders take; measured if it does not. */
  public double statedFramesPerSecond() {
    AVRational stated = track.stream().avg_frame_rate();
    return stated.num() > 0 && stated.den() > 0
        ? (double) stated.num() / stated.den()
        : framesPerSecond();
  }

  /**
   * Whether it is high definition and names no colour matrix: read as BT.601, as models' loaders
   * do, where players take BT.709.
   */
  public boolean isHighDefinitionWithoutMatrix() {
    AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(track.codec().format());
    boolean isRgb = format != null && (format.flags() & avutil.AV_PIX_FMT_FLAG_RGB) != 0;
    return track.codec().color_space() == avutil.AVCOL_SPC_UNSPECIFIED
        && track.codec().height() >= HIGH_DEFINITION_LINES
        && !isRgb;
  }

  /** FFmpeg's name of the coding, such as {@code h264}. */
  public String codec() {
    return avcodec.avcodec_get_name(track.codec().codec_id()).getString();
  }

  /** Pixels of the stored picture, before it is turned. */
  public int storedWidth() {
    return track.codec().width();
  }

  /** Pixels of the stored picture, before it is turned. */
  public int storedHeight() {
    return track.codec().height();
  }

  /**
   * Decodes everything and says what cannot be trusted, in words; empty where all is sound.
   *
   * @throws VideoException if the file cannot be read
   */
  public Optional<String> checkAll() {
    cursor.decodeAll();
    return Optional.ofNullable(
        damage == null ? VideoDamage.words(index, cursor.damaged()) : damage);
  }

  /**
   * Decodes frames.
   *
   * @param indices ascending frame numbers, each less than {@link #frameCount}
   * @param size of the pictures
   * @param resampling how they get that size
   * @return one frame per index; where a frame is damaged and damage is accepted, the nearest one
   *     that is right, with its own number and time
   * @throws VideoException if a frame is damaged and that is not accepted, or no frame is right
   */
  public List<VideoFrame> frames(int[] indices, FrameSize size, Resampling resampling) {
    List<VideoFrame> frames = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= frameCount() || (i > 0 && indices[i] <= indices[i - 1])) {
        throw new IllegalArgumentException(
            "frame %d is not an ascending number below %d".formatted(indices[i], frameCount()));
      }
      VideoFrame decoded = frame(indices[i], size, resampling);
      if (decoded == null && !acceptsDamage) {
        throw VideoException.damaged(
            file,
            String.format(
                Locale.ROOT,
                "is damaged at %.1f s: frame %d cannot be decoded without faults",
                timeSeconds(indices[i]),
                indices[i]));
      }
      frames.add(decoded == null ? nearest(indices[i], frames, size, resampling) : decoded);
    }
    return frames;
  }

  private VideoFrame nearest(
      int number, List<VideoFrame> before, FrameSize size, Resampling resampling) {
    for (int next = number + 1; next < frameCount(); next++) {
      VideoFrame decoded = frame(next, size, resampling);
      if (decoded != null) {
        return decoded;
      }
    }
    if (!before.isEmpty()) {
      return before.getLast();
    }
    for (int earlier = number - 1; earlier >= 0; earlier--) {
      VideoFrame decoded = frame(earlier, size, resampling);
      if (decoded != null) {
        return decoded;
      }
    }
    throw VideoException.damaged(file, "has no frame that can be decoded without faults");
  }

  @Override
  public void close() {
    scaler.close();
    cursor.close();
    track.close();
  }

  private @Nullable VideoFrame frame(int number, FrameSize size, Resampling resampling) {
    if (!cursor.moveTo(number) || !index.isSound(number, cursor.damaged())) {
      return null;
    }
    AVFrame frame = cursor.frame();
    Orientation turn = orientation.isUpright() ? Orientation.of(frame) : orientation;
    boolean lying = turn.isLying();
    int width = lying ? frame.height() : frame.width();
    int height = lying ? frame.width() : frame.height();
    int newWidth = size.width(width, height);
    int newHeight = size.height(width, height);
    checkSize(newWidth, newHeight);
    RgbImage image =
        resampling == Resampling.DECORD
            ? turn.apply(
                scaler.toRgb(
                    frame, lying ? newHeight : newWidth, lying ? newWidth : newHeight, resampling))
            : AntialiasedResize.resize(turn.apply(scaler.toRgb(frame)), size, resampling);
    return new VideoFrame(number, timeSeconds(number), image);
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
}
