package org.seq2time.harness.bundle.vision;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.VisualTokens;
import org.seq2time.harness.bundle.vision.FrameEncoder.Encoded;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.EncoderGraph;
import org.seq2time.harness.decode.EncoderGraph.Values;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.token.Tokenizer;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoFrame;

/** From frames to visual tokens: preprocessing, vision encoder, the graph of visual tokens. */
public final class VisualEncoder implements AutoCloseable {

  /**
   * Visual tokens of a video, frame by frame.
   *
   * @param values {@code [count, width]}, row-major
   * @param deeper the same for deeper layers of the decoder, by its input
   * @param grid of patches: steps of time, rows, columns; empty for frames
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Visual(
      float[] values, int count, int width, SortedMap<String, float[]> deeper, int[] grid) {

    /** Visual tokens of frames, for the first layer alone. */
    public Visual(float[] values, int count, int width) {
      this(values, count, width, new TreeMap<>(), new int[0]);
    }
  }

  /**
   * What was encoded last: questions about one video follow each other. The frames themselves are
   * not kept.
   */
  private record Seen(
      WeakReference<List<VideoFrame>> frames, List<String> sentences, Visual visual) {}

  private final FrameEncoder encoder;
  private final @Nullable EncoderGraph tokens;
  private final @Nullable Tokenizer timeTokenizer;
  private @Nullable Seen last;

  private VisualEncoder(
      FrameEncoder encoder, @Nullable EncoderGraph tokens, @Nullable Tokenizer timeTokenizer) {
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
  public static VisualEncoder open(ModelBundle bundle, Device device, int threads, int frames) {
    Optional<OnnxGraph> visual = bundle.graph(GraphRole.VISUAL_TOKENS).map(BundleGraph::graph);
    visual.ifPresent(graph -> checkFrames(graph, frames));
    Optional<VisualTokens> settings = bundle.settings().visualTokens();
    List<AutoCloseable> open = new ArrayList<>();
    try {
      FrameEncoder encoder = FrameEncoder.open(bundle, device, threads);
      open.add(encoder);
      EncoderGraph tokens = null;
      if (visual.isPresent()) {
        tokens = EncoderGraph.open(visual.get().file(), device, threads);
        open.add(tokens);
      }
      String tokenizer = settings.map(VisualTokens::timeTokenizer).orElse(null);
      return new VisualEncoder(
          encoder,
          tokens,
          tokenizer == null ? null : Tokenizer.open(bundle.folder().resolve(tokenizer), List.of()));
    } catch (RuntimeException | Error e) {
      OpenParts.close(open);
      throw e;
    }
  }

  /** A graph of visual tokens for a fixed number of frames cannot be given another one. */
  private static void checkFrames(OnnxGraph graph, int frames) {
    long fixed = fixedFrames(graph, VisionInput.FEATURES);
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
  public Visual encode(List<VideoFrame> frames, List<String> sentences, Cancellation cancellation)
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
    List<RgbImage> images = frames.stream().map(VideoFrame::image).toList();
    Encoded encoded = encoder.encode(images, cancellation);
    Values features = encoded.features();
    EncoderGraph graph = tokens;
    Values visual =
        graph == null
            ? features
            : graph.run(tokenInputs(graph.graph(), features, frames, sentences), output(graph));
    long[] shape = visual.shape();
    int width = Math.toIntExact(shape[shape.length - 1]);
    return new Visual(
        visual.values(), visual.values().length / width, width, encoded.deeper(), encoded.grid());
  }

  private static String output(EncoderGraph graph) {
    return graph.graph().outputs().getFirst().name();
  }

  /** The number of frames that a graph insists on, or -1. */
  private static long fixedFrames(OnnxGraph graph, String input) {
    return graph.input(input).map(t -> t.size(0)).orElse(-1L);
  }

  private Map<String, Values> tokenInputs(
      OnnxGraph graph, Values features, List<VideoFrame> frames, List<String> sentences) {
    long fixed = fixedFrames(graph, VisionInput.FEATURES);
    if (fixed > 0 && fixed != frames.size()) {
      throw new IllegalArgumentException(
          "the graph of visual tokens takes "
              + fixed
              + " frames, but the video gave "
              + frames.size());
    }
    Map<String, Values> inputs = new HashMap<>();
    inputs.put(VisionInput.FEATURES, features);
    if (graph.input(VisionInput.SECONDS).isPresent()) {
      float[] seconds = new float[frames.size()];
      for (int i = 0; i < seconds.length; i++) {
        seconds[i] = (float) frames.get(i).timeSeconds();
      }
      inputs.put(VisionInput.SECONDS, new Values(seconds, seconds.length));
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
    long fixed = graph.input(VisionInput.TIME_IDS).map(t -> t.size(1)).orElse(-1L);
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
    inputs.put(VisionInput.TIME_IDS, new Values(padded, ids.size(), length));
    if (graph.input(VisionInput.TIME_MASK).isPresent()) {
      inputs.put(VisionInput.TIME_MASK, new Values(mask, ids.size(), length));
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> open = new ArrayList<>(List.of(encoder));
    Optional.ofNullable(tokens).ifPresent(open::add);
    Optional.ofNullable(timeTokenizer).ifPresent(open::add);
    OpenParts.close(open);
  }
}
