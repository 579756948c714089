package org.seq2time.harness.cli.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.run.FramePlan;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.Resampling;
import org.seq2time.harness.video.VideoException;
import org.seq2time.harness.video.VideoReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time videos frames}: the frames that a model would see, as pictures. */
@Command(
    name = "frames",
    description = "Write the frames that a model would see as PNG files, named by frame number.",
    sortOptions = false,
    footer = {
      "",
      "Prints a JSON line for each frame: its number, its time in seconds after the first frame,",
      "and its file.",
      "",
      "Examples:",
      "  seq2time videos frames door.mp4 --count 96 --sampling timechat --size 224x224 --out seen",
      "  seq2time videos frames door.mp4 --sampling qwen3-vl --fps 2 --out seen",
      "",
      "Exit codes: 0 ok, 1 the video cannot be used, 2 wrong usage."
    })
final class VideosFramesCommand implements Callable<Integer> {

  private static final int DEFAULT_COUNT = 96;
  private static final int TIME_DIGITS = 6;
  private static final double NOTED_SECONDS = 0.05;
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})x([1-9][0-9]{0,5})");

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "VIDEO", description = "A video file.")
  Path video;

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "Number of frames; with a rate, the maximum (default: "
              + DEFAULT_COUNT
              + ", or the family's maximum where it samples by rate).")
  @Nullable Integer count;

  @Option(
      names = "--sampling",
      paramLabel = "NAME",
      defaultValue = "timechat",
      description =
          "Which frames: uniform, timechat, linspace, midpoints, qwen-vl-utils, qwen2.5-vl,"
              + " qwen3-vl, internvl or smolvlm2 (default: ${DEFAULT-VALUE}).")
  String sampling;

  @Option(
      names = "--fps",
      paramLabel = "R",
      description =
          "Frames per second, where a sampling takes a rate (default: the family's rate, unless"
              + " --count is given).")
  @Nullable Double fps;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Size of the pictures in pixels (default: the video's own).")
  @Nullable String size;

  @Option(
      names = "--resize",
      paramLabel = "NAME",
      description =
          "How pictures get that size: decord, bicubic, bilinear or lanczos (default: decord for"
              + " timechat, otherwise bicubic).")
  @Nullable String resize;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the pictures; it is created.")
  Path out;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    FrameSpec frameSpec = frameSpec();
    try (VideoReader reader = VideoReader.open(video)) {
      FramePlan plan = FramePlan.of(reader, frameSpec);
      notes(reader, plan, frameSpec.sampling());
      Files.createDirectories(out);
      plan.decode(video, frame -> write(frame.index(), frame.image().toBufferedImage()));
      PrintWriter writer = spec.commandLine().getOut();
      for (int index : plan.indices()) {
        writer.println(line(index, reader.timeSeconds(index)));
      }
      writer.flush();
      return 0;
    } catch (VideoException e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new BadInputException(out + ": cannot be created: " + e.getMessage(), e);
    }
  }

  private void notes(VideoReader reader, FramePlan plan, Sampling chosen) {
    PrintWriter err = spec.commandLine().getErr();
    double off = plan.largestDifferenceSeconds();
    if (off > NOTED_SECONDS) {
      common.note(
          err,
          String.format(
              Locale.ROOT,
              "%s tells the model frame number / average rate, here up to %.2f s from the frames'"
                  + " own times",
              chosen.key(),
              off));
    }
    if (reader.isHighDefinitionWithoutMatrix()) {
      common.note(
          err,
          video
              + " is high definition and names no colour matrix; read as BT.601, as decord and"
              + " PyAV do");
    }
  }

  private FrameSpec frameSpec() {
    try {
      Sampling chosen = Sampling.of(sampling);
      OptionalDouble rate =
          fps != null
              ? OptionalDouble.of(fps)
              : count == null ? chosen.usualRate() : OptionalDouble.empty();
      int most = rate.isPresent() ? chosen.mostByRate() : DEFAULT_COUNT;
      return new FrameSpec(
          count == null ? most : count, chosen, rate, frameSize(), resampling(chosen));
    } catch (BadInputException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new UsageError(spec, String.valueOf(e.getMessage()), e);
    }
  }

  private FrameSize frameSize() {
    if (size == null) {
      return new FrameSize.Original();
    }
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--size is " + size + ", expected width x height such as 224x224");
    }
    return new FrameSize.Exact(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  private Resampling resampling(Sampling chosen) {
    if (resize == null) {
      return chosen == Sampling.TIMECHAT ? Resampling.DECORD : Resampling.BICUBIC;
    }
    return Resampling.of(resize);
  }

  private static String name(int index) {
    return String.format(Locale.ROOT, "%06d.png", index);
  }

  private void write(int index, BufferedImage image) {
    Path file = out.resolve(name(index));
    OutputFiles.write(
        file,
        stream -> {
          if (!ImageIO.write(image, "png", stream)) {
            throw new IOException("PNG is not supported here");
          }
        });
  }

  private static String line(int index, double seconds) {
    String time =
        BigDecimal.valueOf(seconds)
            .setScale(TIME_DIGITS, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
    return "{\"index\": " + index + ", \"time\": " + time + ", \"file\": \"" + name(index) + "\"}";
  }
}
