package org.seq2time.harness.bundle.video;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.VisualTokens;
import org.seq2time.harness.bundle.check.BundleCheck;
import org.seq2time.harness.bundle.check.VisionCheck;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.EncoderGraph;
import org.seq2time.harness.decode.EncoderGraph.Values;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;
import org.seq2time.harness.token.Tokenizer;
import org.seq2time.harness.video.ImagePreprocessor;
import org.seq2time.harness.video.VideoFrame;

/** From frames to visual tokens: preprocessing, vision encoder, the graph of visual tokens. */
final class VisualEncoder implements AutoCloseable {

  /**
   * Visual tokens of a video, frame by frame.
   *
   * @param values {@code [count, width]}, row-major
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Visual(float[] values, int count, int width) {}

  /**
   * What was encoded last: questions about one video follow each other. The frames themselves are
   * not kept.
   */
  private record Seen(
      WeakReference<List<VideoFrame>> frames, List<String> sentences, Visual visual) {}

  /** Frames of one run where the graph leaves their number open. */
  private static final int CHUNK = 16;

  private static final int CHANNELS = 3;

  private final ImagePreprocessor images;
  private final EncoderGraph encoder;
  private final @Nullable EncoderGraph tokens;
  private final @Nullable Tokenizer timeTokenizer;
  private @Nullable Seen last;

  private VisualEncoder(
      ImagePreprocessor images,
      EncoderGraph encoder,
      @Nullable EncoderGraph tokens,
      @Nullable Tokenizer timeTokenizer) {
    this.images = images;
    this.encoder = encoder;
    this.tokens = tokens;
    this.timeTokenizer = timeTokenizer;
  }

  /**
   * Loads the graphs.
   *
   * @param frames how many frames of a video there will be at most
   * @throws BadInputException if they take what nothing here can feed
   */
  static VisualEncoder open(ModelBundle bundle, Device device, int threads, int frames) {
    OnnxGraph vision =
        bundle
            .graph(GraphRole.VISION_ENCODER)
            .orElseThrow(() -> new BadInputException(bundle.folder() + ": has no vision encoder"))
            .graph();
    checkEncoder(vision);
    Optional<OnnxGraph> visual = bundle.graph(GraphRole.VISUAL_TOKENS).map(BundleGraph::graph);
    visual.ifPresent(graph -> checkFrames(graph, frames));
    Optional<VisualTokens> settings = bundle.settings().visualTokens();
    List<AutoCloseable> open = new ArrayList<>();
    try {
      EncoderGraph encoder = EncoderGraph.open(vision.file(), device, threads);
      open.add(encoder);
      EncoderGraph tokens = null;
      if (visual.isPresent()) {
        tokens = EncoderGraph.open(visual.get().file(), device, threads);
        open.add(tokens);
      }
      String tokenizer = settings.map(VisualTokens::timeTokenizer).orElse(null);
      return new VisualEncoder(
          bundle.images(),
          encoder,
          tokens,
          tokenizer == null ? null : Tokenizer.open(bundle.folder().resolve(tokenizer), List.of()));
    } catch (RuntimeException | Error e) {
      BundleModel.close(open);
      throw e;
    }
  }

  private static void checkEncoder(OnnxGraph graph) {
    TensorInfo pixels = graph.input(VisionCheck.PIXELS).orElseThrow();
    if (graph.inputs().size() != 1 || (pixels.rank() >= 0 && pixels.rank() != 4)) {
      throw new BadInputException(
          graph.file()
              + ": takes "
              + graph.inputs().stream().map(BundleCheck::name).limit(8).toList()
              + "; only one input can be fed, pixel_values [frames, 3, height, width]");
    }
  }

  /** A graph of visual tokens for a fixed number of frames cannot be given another one. */
  private static void checkFrames(OnnxGraph graph, int frames) {
    long fixed = fixedFrames(graph, VisionCheck.FEATURES);
    if (fixed > 0 && fixed != frames) {
      throw new BadInputException(
          graph.file()
              + ": takes "
              + fixed
              + " frames of a video, not "
              + frames
              + "; set the number of frames to "
              + fixed);
    }
  }

  /**
   * The visual tokens of a video; the very list of frames of the call before is not encoded again.
   *
   * @param sentences each frame's {@code timeText}; empty where there is none
   * @throws org.seq2time.harness.decode.DecodeException if a graph fails
   * @throws IllegalArgumentException if the frames do not fit the graphs
   */
  Visual encode(List<VideoFrame> frames, List<String> sentences, Cancellation cancellation)
      throws InterruptedException {
    Seen seen = last;
    if (seen != null && seen.frames().refersTo(frames) && seen.sentences().equals(sentences)) {
      return seen.visual();
    }
    last = null; // Two videos at a time would double the memory.
    Visual visual = encodeAnew(frames, sentences, cancellation);
    last = new Seen(new WeakReference<>(frames), List.copyOf(sentences), visual);
    return visual;
  }

  private Visual encodeAnew(
      List<VideoFrame> frames, List<String> sentences, Cancellation cancellation)
      throws InterruptedException {
    Values features = features(frames, cancellation);
    EncoderGraph graph = tokens;
    Values visual =
        graph == null
            ? features
            : graph.run(tokenInputs(graph.graph(), features, frames, sentences), output(graph));
    long[] shape = visual.shape();
    int width = Math.toIntExact(shape[shape.length - 1]);
    return new Visual(visual.values(), visual.values().length / width, width);
  }

  private static String output(EncoderGraph graph) {
    return graph.graph().outputs().getFirst().name();
  }

  /** The number of frames that a graph insists on, or -1. */
  private static long fixedFrames(OnnxGraph graph, String input) {
    return graph.input(input).map(t -> t.size(0)).orElse(-1L);
  }

  /** Features of all frames, {@code [frames, patches, features]}. */
  private Values features(List<VideoFrame> frames, Cancellation cancellation)
      throws InterruptedException {
    long fixed = fixedFrames(encoder.graph(), VisionCheck.PIXELS);
    int chunk = fixed > 0 ? Math.toIntExact(fixed) : CHUNK;
    float[] all = new float[0];
    long[] shape = {};
    for (int from = 0; from < frames.size(); from += chunk) {
      BundleModel.checkpoint(cancellation);
      int count = Math.min(chunk, frames.size() - from);
      int fed = fixed > 0 ? chunk : count;
      Values part =
          encoder.run(Map.of(VisionCheck.PIXELS, pixels(frames, from, fed)), output(encoder));
      shape = part.shape();
      if (shape.length < 2 || shape[0] != fed) {
        throw new IllegalArgumentException(
            encoder.graph().file().getFileName()
                + " gave "
                + Arrays.toString(shape)
                + " for "
                + fed
                + " frames, expected [frames, patches, features]");
      }
      int each = part.values().length / fed;
      if (all.length == 0) {
        all = new float[Math.multiplyExact(each, frames.size())];
      }
      System.arraycopy(part.values(), 0, all, from * each, count * each);
    }
    int features = Math.toIntExact(shape[shape.length - 1]);
    return new Values(all, frames.size(), all.length / frames.size() / features, features);
  }

  /** Frames as the encoder takes them; after the last one it is repeated, and not used. */
  private Values pixels(List<VideoFrame> frames, int from, int count) {
    VideoFrame first = frames.get(from);
    float[] pixels = new float[0];
    int each = 0;
    for (int i = 0; i < count; i++) {
      VideoFrame frame = frames.get(Math.min(from + i, frames.size() - 1));
      float[] tensor = images.toTensor(frame.image());
      if (i == 0) {
        each = tensor.length;
        pixels = new float[Math.multiplyExact(each, count)];
      }
      if (frame.image().width() != first.image().width()
          || frame.image().height() != first.image().height()) {
        throw new IllegalArgumentException("the frames of the video have different sizes");
      }
      System.arraycopy(tensor, 0, pixels, i * each, each);
    }
    int width = kept(images.cropWidth(), images.cropHeight(), first.image().width());
    return new Values(pixels, count, CHANNELS, each / CHANNELS / width, width);
  }

  /** The width that cropping leaves. */
  private static int kept(int cropWidth, int cropHeight, int width) {
    return cropWidth > 0 && cropHeight > 0 ? cropWidth : width;
  }

  private Map<String, Values> tokenInputs(
      OnnxGraph graph, Values features, List<VideoFrame> frames, List<String> sentences) {
    long fixed = fixedFrames(graph, VisionCheck.FEATURES);
    if (fixed > 0 && fixed != frames.size()) {
      throw new IllegalArgumentException(
          "the graph of visual tokens takes "
              + fixed
              + " frames, but the video gave "
              + frames.size());
    }
    Map<String, Values> inputs = new HashMap<>();
    inputs.put(VisionCheck.FEATURES, features);
    if (graph.input(VisionCheck.SECONDS).isPresent()) {
      float[] seconds = new float[frames.size()];
      for (int i = 0; i < seconds.length; i++) {
        seconds[i] = (float) frames.get(i).timeSeconds();
      }
      inputs.put(VisionCheck.SECONDS, new Values(seconds, seconds.length));
    }
    Tokenizer tokenizer = timeTokenizer;
    if (tokenizer != null) {
      addSentences(graph, tokenizer, sentences, inputs);
    }
    return inputs;
  }

  private static void addSentences(
      OnnxGraph graph, Tokenizer tokenizer, List<String> sentences, Map<String, Values> inputs) {
    List<int[]> ids = sentences.stream().map(s -> tokenizer.encode(s, true)).toList();
    int longest = ids.stream().mapToInt(row -> row.length).max().orElseThrow();
    long fixed = graph.input(VisionCheck.TIME_IDS).map(t -> t.size(1)).orElse(-1L);
    if (fixed > 0 && longest > fixed) {
      throw new IllegalArgumentException(
          "a frame's time is " + longest + " tokens, the graph of visual tokens takes " + fixed);
    }
    int length = fixed > 0 ? Math.toIntExact(fixed) : longest;
    float[] padded = new float[ids.size() * length];
    float[] mask = new float[padded.length];
    for (int row = 0; row < ids.size(); row++) {
      for (int i = 0; i < ids.get(row).length; i++) {
        padded[row * length + i] = ids.get(row)[i];
        mask[row * length + i] = 1;
      }
    }
    inputs.put(VisionCheck.TIME_IDS, new Values(padded, ids.size(), length));
    if (graph.input(VisionCheck.TIME_MASK).isPresent()) {
      inputs.put(VisionCheck.TIME_MASK, new Values(mask, ids.size(), length));
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> open = new ArrayList<>(List.of(encoder));
    Optional.ofNullable(tokens).ifPresent(open::add);
    Optional.ofNullable(timeTokenizer).ifPresent(open::add);
    BundleModel.close(open);
  }
}
