package org.seq2time.harness.bundle.vision;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.EncoderGraph;
import org.seq2time.harness.decode.EncoderGraph.Values;
import org.seq2time.harness.graph.DecoderInput;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.video.ImagePreprocessor;
import org.seq2time.harness.video.RgbImage;

/** The vision encoder's graph, fed in the form that it takes. */
public final class FrameEncoder implements AutoCloseable {

  /**
   * What an encoder makes of a video's frames.
   *
   * @param features {@code [frames, patches, features]}, or {@code [tokens, features]} of patches
   * @param deeper outputs for deeper layers of the decoder, {@code [tokens, features]}, by the
   *     decoder's input
   * @param grid patches of a video: steps of time, rows, columns; empty where frames are encoded
   *     one by one
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  public record Encoded(Values features, SortedMap<String, float[]> deeper, int[] grid) {}

  /** Frames of one run where the graph leaves their number open. */
  private static final int CHUNK = 16;

  private final ImagePreprocessor images;
  private final VisionForm form;
  private final EncoderGraph encoder;

  private FrameEncoder(ImagePreprocessor images, VisionForm form, EncoderGraph encoder) {
    this.images = images;
    this.form = form;
    this.encoder = encoder;
  }

  /**
   * Loads the graph.
   *
   * @throws BadInputException if there is none, or it takes what nothing here can feed
   */
  public static FrameEncoder open(ModelBundle bundle, Device device, int threads) {
    OnnxGraph vision =
        bundle
            .graph(GraphRole.VISION_ENCODER)
            .orElseThrow(() -> new BadInputException(bundle.folder() + ": has no vision encoder"))
            .graph();
    VisionForm form = VisionForm.of(vision, bundle.vision());
    return new FrameEncoder(
        bundle.images(), form, EncoderGraph.open(vision.file(), device, threads));
  }

  /**
   * Encodes the frames of one video.
   *
   * @param frames in the size of the bundle's preprocessing, all alike
   * @throws org.seq2time.harness.decode.DecodeException if the graph fails
   * @throws IllegalArgumentException if the frames do not fit the graph
   */
  public Encoded encode(List<RgbImage> frames, Cancellation cancellation)
      throws InterruptedException {
    RgbImage first = frames.getFirst();
    if (!frames.stream()
        .allMatch(f -> f.width() == first.width() && f.height() == first.height())) {
      throw new IllegalArgumentException("the frames of the video have different sizes");
    }
    if (form instanceof VisionForm.Patches patches) {
      return patches(patches, frames);
    }
    long fixed = form.fixedFrames(encoder.graph());
    int chunk = fixed > 0 ? Math.toIntExact(fixed) : CHUNK;
    float[] all = new float[0];
    long[] shape = {};
    for (int from = 0; from < frames.size(); from += chunk) {
      CancelledException.check(cancellation);
      int count = Math.min(chunk, frames.size() - from);
      int fed = fixed > 0 ? chunk : count;
      Values part = encoder.run(form.inputs(pixels(frames, from, fed)), output());
      shape = part.shape();
      int each = each(part, fed);
      if (all.length == 0) {
        all = new float[Math.multiplyExact(each, frames.size())];
      }
      System.arraycopy(part.values(), 0, all, from * each, count * each);
    }
    int features = Math.toIntExact(shape[shape.length - 1]);
    Values values = new Values(all, frames.size(), all.length / frames.size() / features, features);
    return new Encoded(values, new TreeMap<>(), new int[0]);
  }

  /** Values of one frame; pictures of one video may come out with all patches in a row. */
  private int each(Values part, int frames) {
    long[] shape = part.shape();
    if (shape.length < 2 || part.values().length % frames != 0) {
      throw new IllegalArgumentException(
          encoder.graph().file().getFileName()
              + " gave "
              + Arrays.toString(shape)
              + " for "
              + frames
              + " frames, expected [frames, patches, features]");
    }
    return part.values().length / frames;
  }

  /** Frames as the encoder's {@code pixel_values}, row-major. */
  public float[] pixels(List<RgbImage> frames) {
    if (form instanceof VisionForm.Patches patches) {
      List<float[]> pixels = frames.stream().map(images::toTensor).toList();
      int height = height(frames.getFirst());
      VisionForm.Fed fed = patches.fed(pixels, height, pixels.getFirst().length / 3 / height);
      return Objects.requireNonNull(fed.inputs().get(VisionInput.PIXELS)).values();
    }
    return pixels(frames, 0, frames.size()).values();
  }

  private Encoded patches(VisionForm.Patches patches, List<RgbImage> frames) {
    List<float[]> pixels = frames.stream().map(images::toTensor).toList();
    int height = height(frames.getFirst());
    VisionForm.Fed fed = patches.fed(pixels, height, pixels.getFirst().length / 3 / height);
    List<String> deeper =
        encoder.graph().outputs().stream()
            .map(t -> t.name())
            .filter(DecoderInput::isFeatures)
            .toList();
    Map<String, Values> outputs = encoder.run(fed.inputs(), output(), deeper);
    SortedMap<String, float[]> features = new TreeMap<>();
    deeper.forEach(name -> features.put(name, Objects.requireNonNull(outputs.get(name)).values()));
    return new Encoded(Objects.requireNonNull(outputs.get(output())), features, fed.grid());
  }

  /** The first output that is not one of the deeper ones. */
  private String output() {
    return encoder.graph().outputs().stream()
        .map(t -> t.name())
        .filter(name -> !DecoderInput.isFeatures(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(encoder.graph().file() + ": has no features"));
  }

  /** Frames as the encoder takes them; after the last one it is repeated, and not used. */
  private Values pixels(List<RgbImage> frames, int from, int count) {
    float[] pixels = new float[0];
    int each = 0;
    for (int i = 0; i < count; i++) {
      float[] tensor = images.toTensor(frames.get(Math.min(from + i, frames.size() - 1)));
      if (i == 0) {
        each = tensor.length;
        pixels = new float[Math.multiplyExact(each, count)];
      }
      System.arraycopy(tensor, 0, pixels, i * each, each);
    }
    int height = height(frames.getFirst());
    return new Values(pixels, count, 3, height, each / 3 / height);
  }

  /** The height that cropping leaves, with black around a smaller picture. */
  private int height(RgbImage frame) {
    return images.cropWidth() > 0 && images.cropHeight() > 0 ? images.cropHeight() : frame.height();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
