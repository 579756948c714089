package org.seq2time.harness.run;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Digests;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoFrame;

/**
 * Keeps decoded frames in a folder, a file per video content and demand, uncompressed (96 frames of
 * 224 x 224 pixels: 14 MB). An entry that is damaged or was written by another version is decoded
 * anew. The folder may be shared by runs and deleted at any time.
 */
public final class FrameCache implements FrameSource {

  /** Changes whenever frames are decoded or stored in another way. */
  private static final long FORMAT = 0x7365_7132_7469_6d03L;

  private final Path folder;
  private final FrameSource source;
  private final String kind;

  /**
   * A cache in a folder, which is created.
   *
   * @throws BadInputException if it cannot be
   */
  public FrameCache(Path folder, FrameSource source) {
    this(folder, source, "");
  }

  /**
   * A cache whose folder may hold frames of other sources of the same videos.
   *
   * @param kind what tells the source's frames from those of others
   * @throws BadInputException if the folder cannot be created
   */
  public FrameCache(Path folder, FrameSource source, String kind) {
    this.folder = folder;
    this.source = source;
    this.kind = kind;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInputException(folder + ": cannot be used as a frame cache: " + e, e);
    }
  }

  @Override
  public Clip read(Path video, FrameSpec frameSpec) {
    if (!Files.isRegularFile(video)) {
      return source.read(video, frameSpec); // It says what is wrong.
    }
    Path entry = folder.resolve(name(video, frameSpec));
    Optional<Clip> stored = load(entry);
    if (stored.isPresent()) {
      return stored.get();
    }
    Clip clip = source.read(video, frameSpec);
    store(entry, clip);
    return clip;
  }

  private String name(Path video, FrameSpec frameSpec) {
    return Digests.sha256(InputFile.sha256(video) + '\n' + frameSpec + kind) + ".frames";
  }

  private static Optional<Clip> load(Path entry) {
    if (!Files.exists(entry)) {
      return Optional.empty();
    }
    CRC32 sum = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(new BufferedInputStream(Files.newInputStream(entry)), sum))) {
      if (in.readLong() != FORMAT) {
        return Optional.empty();
      }
      double duration = in.readDouble();
      int count = in.readInt();
      if (!(duration > 0) || count < 1 || count > InputLimits.CACHED_FRAMES) {
        return Optional.empty();
      }
      List<VideoFrame> frames = new ArrayList<>();
      List<Double> ownTimes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = in.readInt();
        double time = in.readDouble();
        ownTimes.add(in.readDouble());
        int width = in.readInt();
        int height = in.readInt();
        int most = InputLimits.FRAME_EDGE_PIXELS;
        if (width < 1 || height < 1 || width > most || height > most) {
          return Optional.empty();
        }
        byte[] rgb = in.readNBytes(3 * width * height);
        if (rgb.length != 3 * width * height) {
          return Optional.empty();
        }
        frames.add(new VideoFrame(index, time, new RgbImage(width, height, rgb)));
      }
      long expected = sum.getValue();
      return in.readLong() == expected
          ? Optional.of(new Clip(frames, ownTimes, duration))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // Cut off: decoded anew.
    }
  }

  private void store(Path entry, Clip clip) {
    try {
      // A name of its own: two runs may store the same video at the same time.
      Path part = Files.createTempFile(folder, "frames", ".part");
      CRC32 sum = new CRC32();
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part));
          DataOutputStream out = new DataOutputStream(new CheckedOutputStream(file, sum))) {
        out.writeLong(FORMAT);
        out.writeDouble(clip.durationSeconds());
        out.writeInt(clip.frames().size());
        for (int i = 0; i < clip.frames().size(); i++) {
          VideoFrame frame = clip.frames().get(i);
          out.writeInt(frame.index());
          out.writeDouble(frame.timeSeconds());
          out.writeDouble(clip.ownTimesSeconds().get(i));
          out.writeInt(frame.image().width());
          out.writeInt(frame.image().height());
          out.write(frame.image().rgb());
        }
        out.writeLong(sum.getValue());
      }
      Files.move(part, entry, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new BadInputException(
          folder + ": frames cannot be stored (is the disk full?): " + e.getMessage(), e);
    }
  }
}
