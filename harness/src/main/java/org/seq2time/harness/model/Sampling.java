package org.seq2time.harness.model;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.time.FrameSampling;

/**
 * Which frames of a video a model sees, by the code that its family uses. Where that code refuses a
 * video for having too few frames, each frame is taken once.
 */
public enum Sampling {
  /**
   * The frames of {@link #TIMECHAT}, of which the model is told their own times: what is taken
   * where nothing is named.
   */
  UNIFORM("uniform", OptionalDouble.empty(), InputLimits.BUNDLE_FRAMES) {
    @Override
    int[] indices(Video video, Request request) {
      return FrameSampling.uniform(video.frames(), request.count());
    }
  },
  /**
   * The first frame of each of equal parts: TimeChat's {@code arange} in floating point. The model
   * is told frame number / average rate.
   */
  TIMECHAT("timechat", OptionalDouble.empty(), InputLimits.BUNDLE_FRAMES) {
    @Override
    int[] indices(Video video, Request request) {
      return FrameSampling.uniform(video.frames(), request.count());
    }
  },
  /** Evenly from the first frame to the last: NumPy's {@code linspace}, rounded down. */
  LINSPACE("linspace", OptionalDouble.empty(), InputLimits.BUNDLE_FRAMES) {
    @Override
    int[] indices(Video video, Request request) {
      return FrameSampling.linspace(0, video.frames() - 1, request.count());
    }
  },
  /** The middle frame of each of equal parts, in whole numbers. */
  MIDPOINTS("midpoints", OptionalDouble.empty(), InputLimits.BUNDLE_FRAMES) {
    @Override
    int[] indices(Video video, Request request) {
      return FrameSampling.midpoints(video.frames(), request.count());
    }
  },
  /** Qwen's own package: {@code smart_nframes}, then PyTorch's {@code linspace}, rounded. */
  QWEN_VL_UTILS("qwen-vl-utils", OptionalDouble.of(2), Limits.QWEN_MOST) {
    @Override
    int[] indices(Video video, Request request) {
      int least = request.least() + request.least() % Limits.QWEN_STEP;
      int count = qwenCount(video, request, least);
      return count < Limits.QWEN_STEP || count > video.frames()
          ? all(video)
          : FrameSampling.torchLinspace(video.frames(), count);
    }
  },
  /** Transformers' {@code Qwen2VLVideoProcessor}: PyTorch's {@code arange}. */
  QWEN2_5_VL("qwen2.5-vl", OptionalDouble.of(2), Limits.QWEN_MOST) {
    @Override
    int[] indices(Video video, Request request) {
      int count = qwenCount(video, request, request.least());
      return count < 1 || count > video.frames()
          ? all(video)
          : FrameSampling.torchArange(0, video.frames(), count);
    }
  },
  /** Transformers' {@code Qwen3VLVideoProcessor}: NumPy's {@code linspace}, rounded. */
  QWEN3_VL("qwen3-vl", OptionalDouble.of(2), Limits.QWEN_MOST) {
    @Override
    int[] indices(Video video, Request request) {
      int count = request.count();
      if (request.framesPerSecond().isPresent()) {
        int wanted = (int) video.at(request.framesPerSecond().getAsDouble());
        count = Math.min(Math.min(Math.max(wanted, request.least()), count), video.frames());
      }
      return FrameSampling.roundedLinspace(0, video.frames() - 1, count);
    }
  },
  /** Transformers' {@code InternVLVideoProcessor}: PyTorch's {@code arange} from half a step on. */
  INTERNVL("internvl", OptionalDouble.empty(), InputLimits.BUNDLE_FRAMES) {
    @Override
    int[] indices(Video video, Request request) {
      int count = request.count();
      if (request.framesPerSecond().isPresent()) {
        int wanted = (int) video.at(request.framesPerSecond().getAsDouble());
        count = Math.clamp(wanted, 1, count);
      }
      double half = (double) video.frames() / count / 2;
      return count > video.frames()
          ? all(video)
          : FrameSampling.torchArange(half, video.frames(), count);
    }
  },
  /**
   * Transformers' {@code SmolVLMVideoProcessor}: by rate with a largest number, a second left out
   * at both ends of a long video.
   */
  SMOLVLM2("smolvlm2", OptionalDouble.of(1), 64) {
    @Override
    int[] indices(Video video, Request request) {
      return smolVlm(video, request, Limits.SMOLVLM_SKIPPED_SECONDS);
    }
  };

  /** Constants of the families' code. */
  private static final class Limits {
    static final int QWEN_STEP = 2;
    static final int QWEN_LEAST = 4;
    static final int QWEN_MOST = 768;
    static final int SMOLVLM_SKIPPED_SECONDS = 1;
  }

  /**
   * What is known of a video.
   *
   * @param frames how many, positive
   * @param framesPerSecond its average rate as the container states it, positive
   * @param durationSeconds its length, positive
   */
  public record Video(int frames, double framesPerSecond, double durationSeconds) {
    public Video {
      if (frames < 1 || !(framesPerSecond > 0) || !(durationSeconds > 0)) {
        throw new IllegalArgumentException(
            frames + " frames, " + framesPerSecond + " fps, " + durationSeconds + " s: no video");
      }
    }

    /** How many frames a rate asks for, not rounded. */
    double at(double rate) {
      return frames / framesPerSecond * rate;
    }
  }

  /**
   * What is asked.
   *
   * @param count frames; with a rate, the most
   * @param framesPerSecond a rate in place of a number; only where {@link #takesRate}
   * @param least the fewest frames that a rate gives, where the video has them
   */
  public record Request(int count, OptionalDouble framesPerSecond, int least) {
    public Request {
      if (count < 1 || least < 1 || framesPerSecond.orElse(1) <= 0) {
        throw new IllegalArgumentException(
            count + " frames, at least " + least + ", " + framesPerSecond + ": must be positive");
      }
    }

    /** A number of frames. */
    public static Request of(int count) {
      return new Request(count, OptionalDouble.empty(), Limits.QWEN_LEAST);
    }

    /** A rate, with the limit that the family's code has. */
    public static Request at(double framesPerSecond, int most) {
      return new Request(most, OptionalDouble.of(framesPerSecond), Limits.QWEN_LEAST);
    }
  }

  private final String key;
  private final OptionalDouble usualRate;
  private final int mostByRate;

  Sampling(String key, OptionalDouble usualRate, int mostByRate) {
    this.key = key;
    this.usualRate = usualRate;
    this.mostByRate = mostByRate;
  }

  /**
   * The sampling of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Sampling of(String name) {
    return Arrays.stream(values())
        .filter(sampling -> sampling.key.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is not a sampling, expected one of " + String.join(", ", keys())));
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Sampling::key).toList();
  }

  /** The name in {@code seq2time.json} and on the command line. */
  public String key() {
    return key;
  }

  /** Whether frames can be asked for by rate. */
  public boolean takesRate() {
    return usualRate.isPresent() || this == INTERNVL;
  }

  /** The samplings that {@link #takesRate}, for messages. */
  public static String rateKeys() {
    return Arrays.stream(values())
        .filter(Sampling::takesRate)
        .map(Sampling::key)
        .collect(Collectors.joining(", "));
  }

  /** Frames a second where nobody says anything; empty where the family's code has a number. */
  public OptionalDouble usualRate() {
    return usualRate;
  }

  /** The most frames that a rate gives by the family's code. */
  public int mostByRate() {
    return mostByRate;
  }

  /**
   * Whether the model is told frame number divided by average rate instead of the frame's own time.
   */
  public boolean statesTimesByRate() {
    return this == TIMECHAT;
  }

  /**
   * The sampled frames.
   *
   * @return frame indices that do not descend; {@link #LINSPACE} and {@link #QWEN3_VL} repeat
   *     frames of a video that has fewer than asked for
   */
  public int[] sample(Video video, Request request) {
    if (request.framesPerSecond().isPresent() && !takesRate()) {
      throw new IllegalArgumentException(
          key + " takes a number of frames, not a rate; a rate is for " + rateKeys());
    }
    return indices(video, request);
  }

  abstract int[] indices(Video video, Request request);

  private static int[] all(Video video) {
    return IntStream.range(0, video.frames()).toArray();
  }

  /** How many frames both readers of Qwen2.5-VL take: a whole number of pairs. */
  private static int qwenCount(Video video, Request request, int least) {
    if (request.framesPerSecond().isEmpty()) {
      return Limits.QWEN_STEP * (int) Math.rint((double) request.count() / Limits.QWEN_STEP);
    }
    int most = Math.min(request.count(), video.frames()) / Limits.QWEN_STEP * Limits.QWEN_STEP;
    double wanted = video.at(request.framesPerSecond().getAsDouble());
    double count = Math.min(Math.min(Math.max(wanted, least), most), video.frames());
    return (int) Math.floor(count / Limits.QWEN_STEP) * Limits.QWEN_STEP;
  }

  static int[] smolVlm(Video video, Request request, int skippedSeconds) {
    double rate = request.framesPerSecond().orElse(SMOLVLM2.usualRate.orElseThrow());
    int count =
        Math.max(1, Math.min((int) Math.rint(rate * video.durationSeconds()), request.count()));
    int last = video.frames() - 1;
    int first = 0;
    boolean skips =
        skippedSeconds > 0 && video.durationSeconds() - 2 * skippedSeconds > request.count() * rate;
    int end = last;
    if (skips) {
      first = (int) (skippedSeconds * video.framesPerSecond());
      end = Math.min(last, (int) (video.frames() - skippedSeconds * video.framesPerSecond()));
    }
    if (first >= end) {
      first = 0;
      end = last;
    }
    return Arrays.stream(FrameSampling.linspace(first, end, count)).distinct().toArray();
  }
}
