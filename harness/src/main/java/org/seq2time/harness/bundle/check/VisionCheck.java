package org.seq2time.harness.bundle.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.Problem;
import org.seq2time.harness.bundle.VisionConfig;
import org.seq2time.harness.bundle.VisualTokens;
import org.seq2time.harness.bundle.vision.VisionInput;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;
import org.seq2time.harness.token.TokenizerFile;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.ImagePreprocessor;

/** What does not fit on the way from frames to visual tokens to the decoder. */
final class VisionCheck {

  private final ModelBundle bundle;
  private final List<Problem> problems = new ArrayList<>();

  private VisionCheck(ModelBundle bundle) {
    this.bundle = bundle;
  }

  static List<Problem> problems(ModelBundle bundle) {
    VisionCheck check = new VisionCheck(bundle);
    Optional<BundleGraph> encoder = bundle.graph(GraphRole.VISION_ENCODER);
    Optional<BundleGraph> tokens = bundle.graph(GraphRole.VISUAL_TOKENS);
    encoder.ifPresent(g -> check.encoder(g.graph()));
    tokens.ifPresent(g -> check.visualTokens(g.graph()));
    check.widths(encoder, tokens);
    return check.problems;
  }

  private void encoder(OnnxGraph graph) {
    Optional<TensorInfo> pixels = graph.input(VisionInput.PIXELS);
    if (pixels.isEmpty()) {
      add(GraphRole.VISION_ENCODER, "has no input pixel_values; its inputs are " + inputs(graph));
      return;
    }
    TensorInfo tensor = pixels.get();
    if (VisionInput.GRIDS.stream().anyMatch(name -> graph.input(name).isPresent())) {
      patches(tensor);
      return;
    }
    if (!tensor.type().isFloat() || (tensor.rank() >= 0 && tensor.rank() < 4)) {
      add(
          GraphRole.VISION_ENCODER,
          tensor.quoted() + " should be floating-point [frames, 3, height, width]");
    } else if (tensor.size(-3) > 0 && tensor.size(-3) != 3) {
      add(GraphRole.VISION_ENCODER, tensor.quoted() + " should have three channels");
    }
    size(tensor.size(-1), tensor.size(-2));
  }

  /** Patches, {@code [patches, values]}, of the sizes that the configuration has. */
  private void patches(TensorInfo tensor) {
    VisionConfig config = bundle.vision();
    if (config.patch() < 1 || config.merge() < 1) {
      add(
          GraphRole.VISION_ENCODER,
          "takes patches, but config.json lacks vision_config.patch_size or spatial_merge_size");
      return;
    }
    long temporal = Math.max(1, config.temporalPatch());
    long values = 3 * temporal * config.patch() * config.patch();
    if (tensor.rank() >= 0 && tensor.rank() != 2) {
      add(GraphRole.VISION_ENCODER, tensor.quoted() + " should be [patches, values]");
    } else if (tensor.size(1) > 0 && tensor.size(1) != values) {
      add(
          GraphRole.VISION_ENCODER,
          "takes patches of "
              + tensor.size(1)
              + " values, but config.json makes them of 3 x "
              + temporal
              + " x "
              + config.patch()
              + " x "
              + config.patch());
    }
  }

  /** What the preprocessor makes, where it makes one size, must be what the encoder takes. */
  private void size(long width, long height) {
    ImagePreprocessor images = bundle.images();
    int madeWidth = images.cropWidth();
    int madeHeight = images.cropHeight();
    FrameSize last = images.size() instanceof FrameSize.Then then ? then.second() : images.size();
    if (madeWidth == 0 && last instanceof FrameSize.Exact exact) {
      madeWidth = exact.width();
      madeHeight = exact.height();
    }
    if (madeWidth == 0) {
      return;
    }
    if ((width > 0 && width != madeWidth) || (height > 0 && height != madeHeight)) {
      add(
          GraphRole.VISION_ENCODER,
          "takes frames of "
              + size(width)
              + " x "
              + size(height)
              + ", but preprocessor_config.json produces "
              + madeWidth
              + " x "
              + madeHeight);
    }
  }

  private static String size(long edge) {
    return edge > 0 ? Long.toString(edge) : "any";
  }

  private void visualTokens(OnnxGraph graph) {
    GraphRole role = GraphRole.VISUAL_TOKENS;
    if (graph.input(VisionInput.FEATURES).isEmpty()) {
      add(role, "has no input frame_features; its inputs are " + inputs(graph));
    }
    if (graph.outputs().size() != 1) {
      add(role, "should have one output, the visual tokens; it has " + graph.outputs().size());
    }
    Set<String> known =
        Set.of(
            VisionInput.FEATURES, VisionInput.SECONDS, VisionInput.TIME_IDS, VisionInput.TIME_MASK);
    graph.inputs().stream()
        .filter(t -> !known.contains(t.name()))
        .forEach(t -> add(role, "has the input " + t.quoted() + ", which is not supported"));
    graph
        .input(VisionInput.SECONDS)
        .filter(t -> !t.type().isFloat())
        .ifPresent(t -> add(role, t.quoted() + " should be floating-point seconds"));
    Optional<VisualTokens> spec = bundle.settings().visualTokens();
    boolean text = spec.isPresent() && spec.get().timeText() != null;
    if (graph.input(VisionInput.TIME_IDS).isPresent() != text) {
      add(
          role,
          text
              ? "has no input time_input_ids, but seq2time.json gives it a timeText"
              : "takes time_input_ids, but seq2time.json has no timeText and timeTokenizer for it");
    }
    spec.map(VisualTokens::timeTokenizer).ifPresent(this::timeTokenizer);
  }

  private void timeTokenizer(String name) {
    Path file = bundle.folder().resolve(name);
    try {
      if (!Files.exists(file)) {
        add(GraphRole.VISUAL_TOKENS, file + ": no such file");
      } else {
        TokenizerFile.read(file, List.of());
      }
    } catch (BadInputException e) {
      add(GraphRole.VISUAL_TOKENS, String.valueOf(e.getMessage()));
    }
  }

  /** Encoder to visual tokens to decoder: each must take what the one before makes. */
  private void widths(Optional<BundleGraph> encoder, Optional<BundleGraph> tokens) {
    long features = encoder.map(g -> output(g.graph())).orElse(-1L);
    tokens
        .flatMap(g -> g.graph().input(VisionInput.FEATURES))
        .map(t -> t.size(-1))
        .filter(taken -> taken > 0 && features > 0 && taken != features)
        .ifPresent(
            taken ->
                add(
                    GraphRole.VISUAL_TOKENS,
                    "takes frame features of "
                        + taken
                        + " values, but the vision encoder outputs "
                        + features));
    boolean lacksTokens = tokens.isEmpty() && bundle.settings().visualTokens().isPresent();
    if (lacksTokens || (encoder.isEmpty() && tokens.isEmpty())) {
      return;
    }
    GraphRole last = tokens.isPresent() ? GraphRole.VISUAL_TOKENS : GraphRole.VISION_ENCODER;
    long made = tokens.map(g -> output(g.graph())).orElse(features);
    Optional<BundleGraph> decoder = bundle.graph(GraphRole.DECODER);
    if (decoder.isEmpty()) {
      return;
    }
    Optional<TensorInfo> embeds = decoder.get().graph().input("inputs_embeds");
    if (embeds.isEmpty()) {
      add(
          GraphRole.DECODER,
          "takes token ids only, so visual tokens cannot be inserted into its prompt; re-export it"
              + " with inputs_embeds and an embed_tokens.onnx");
      return;
    }
    long taken = embeds.get().size(-1);
    if (made > 0 && taken > 0 && made != taken) {
      add(last, "outputs visual tokens of " + made + " values, but the decoder takes " + taken);
    }
  }

  private static long output(OnnxGraph graph) {
    return graph.outputs().isEmpty() ? -1 : graph.outputs().getFirst().size(-1);
  }

  private static String inputs(OnnxGraph graph) {
    return graph.inputs().stream().map(TensorInfo::quoted).limit(8).toList().toString();
  }

  private void add(GraphRole role, String what) {
    problems.add(Problem.of(role, what));
  }
}
