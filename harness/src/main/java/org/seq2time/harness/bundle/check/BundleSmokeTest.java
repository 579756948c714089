package org.seq2time.harness.bundle.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.Problem;
import org.seq2time.harness.decode.DecodeException;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.DecodeResult;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.EncoderGraph;
import org.seq2time.harness.decode.Logits;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;
import org.seq2time.harness.token.Tokenizer;

/** Loads a bundle's parts and uses each once: what fits on paper may still not run. */
public final class BundleSmokeTest {

  private static final String TEXT = "When does it start? <0>";

  /** The second token is the first that reads the cache; some more for a speed. */
  private static final int NEW_TOKENS = 8;

  /** How far apart rounding may bring logits of size 1, with half precision anywhere. */
  private static final double ROUNDING = 5e-2;

  private final ModelBundle bundle;
  private final Device device;
  private final List<String> passed;
  private final List<Problem> problems;

  private BundleSmokeTest(
      ModelBundle bundle, Device device, List<String> passed, List<Problem> problems) {
    this.bundle = bundle;
    this.device = device;
    this.passed = passed;
    this.problems = problems;
  }

  /**
   * Tries a bundle in which {@link BundleCheck} found nothing.
   *
   * @param device resolved
   * @param passed receives a line for each part that works
   * @param problems receives what does not
   */
  public static void run(
      ModelBundle bundle, Device device, List<String> passed, List<Problem> problems) {
    BundleSmokeTest smokeTest = new BundleSmokeTest(bundle, device, passed, problems);
    smokeTest.attempt("vision encoder", smokeTest::vision);
    smokeTest.attempt("decoder", smokeTest::decoder);
  }

  private void attempt(String where, Runnable part) {
    try {
      part.run();
    } catch (BadInputException | DecodeException | IllegalArgumentException e) {
      problems.add(new Problem(where, String.valueOf(e.getMessage())));
    }
  }

  private void decoder() {
    int[] ids;
    try (Tokenizer tokenizer = bundle.openTokenizer()) {
      ids = tokenizer.encode(TEXT, true);
    }
    passed.add(
        "tokenizer: a text of " + TEXT.length() + " characters is " + ids.length + " tokens");
    try (Decoder decoder = Decoder.open(bundle.decoderGraph(), Decoder.Options.on(device))) {
      Prompt prompt = prompt(decoder, ids);
      DecodeResult result =
          decoder.decode(
              new DecodeRequest(
                  prompt,
                  NEW_TOKENS,
                  bundle.generation().eos(),
                  Sampler.greedy(),
                  Optional.empty()));
      passed.add(
          "decoder: answered "
              + result.tokens().stream().limit(2).toList()
              + " to "
              + ids.length
              + " tokens on "
              + device
              + speed(result));
      atOnce(decoder, ids);
      passed.add("decoder: one run may hold " + decoder.sharing().words());
    }
  }

  private static String speed(DecodeResult result) {
    return result.decodeTokensPerSecond().isPresent()
        ? String.format(
            Locale.ROOT, ", %.1f tokens/s", result.decodeTokensPerSecond().getAsDouble())
        : "";
  }

  /**
   * A graph that was traced with one length or without its cache gives other logits for a piece.
   */
  private void atOnce(Decoder decoder, int[] ids) {
    if (ids.length < 2) {
      return;
    }
    int[] first = {ids[0]};
    int[] rest = Arrays.copyOfRange(ids, 1, ids.length);
    float[][] stepwise = decoder.logits(List.of(prompt(decoder, first)), List.of(rest)).getFirst();
    float[][] whole = decoder.logits(List.of(prompt(decoder, ids)), List.of(new int[0])).getFirst();
    double apart = Logits.difference(whole, new float[][] {stepwise[ids.length - 1]});
    String found =
        String.format(
            Locale.ROOT, "a prompt at once and token by token: logits differ by %.1e", apart);
    if (apart <= ROUNDING * Math.max(1, Logits.largest(whole))) {
      passed.add("decoder: " + found);
    } else if (Tolerance.of(bundle).dependsOnPadding()) {
      passed.add("decoder: " + found + ", as 8-bit activations with one scale a tensor do");
    } else {
      problems.add(
          new Problem(
              "decoder",
              found
                  + "; the graph depends on the pieces in which it is fed: it was traced with one"
                  + " length, or its cache is not read as it is written; re-export it"));
    }
  }

  private static Prompt prompt(Decoder decoder, int[] ids) {
    return decoder.layout().takesEmbeddings()
        ? new Prompt.Embeddings(decoder.embed(ids), ids.length, ids)
        : new Prompt.Tokens(ids);
  }

  /** A black frame through the encoder, its features through the graph of visual tokens. */
  private void vision() {
    Optional<BundleGraph> encoder = bundle.graph(GraphRole.VISION_ENCODER);
    if (encoder.isEmpty()) {
      return;
    }
    TensorInfo pixels = encoder.get().graph().input("pixel_values").orElseThrow();
    long[] shape = frame(pixels);
    if (shape == null || encoder.get().graph().inputs().size() != 1) {
      passed.add("vision encoder: not run, its frame size is dynamic or it has further inputs");
      return;
    }
    EncoderGraph.Values features = encode(encoder.get().graph(), "pixel_values", zeros(shape));
    passed.add("vision encoder: one frame gave " + size(features.shape()));
    Optional<BundleGraph> tokens = bundle.graph(GraphRole.VISUAL_TOKENS);
    if (tokens.isPresent() && tokens.get().graph().inputs().size() == 1) {
      EncoderGraph.Values visual = encode(tokens.get().graph(), "frame_features", features);
      passed.add("visual tokens: one frame gave " + size(visual.shape()));
    } else if (tokens.isPresent()) {
      passed.add("visual tokens: not run, they take times");
    }
  }

  private EncoderGraph.Values encode(OnnxGraph graph, String input, EncoderGraph.Values values) {
    try (EncoderGraph loaded = EncoderGraph.open(graph.file(), device, 0)) {
      return loaded.run(Map.of(input, values), graph.outputs().getFirst().name());
    }
  }

  /** One frame where the graph leaves their number open; null if it leaves their size open. */
  private static long @Nullable [] frame(TensorInfo pixels) {
    long[] shape = new long[pixels.rank()];
    for (int axis = 0; axis < shape.length; axis++) {
      long size = pixels.size(axis);
      boolean isCount = axis < shape.length - 3;
      if (size < 0 && !isCount) {
        return null;
      }
      shape[axis] = size < 0 ? 1 : size;
    }
    return shape;
  }

  private static EncoderGraph.Values zeros(long[] shape) {
    long size = 1;
    for (long axis : shape) {
      size = Math.multiplyExact(size, axis);
    }
    if (size > 1 << 28) {
      throw new BadInputException("the vision encoder takes " + size + " values at a time");
    }
    return new EncoderGraph.Values(new float[(int) size], shape);
  }

  private static String size(long[] shape) {
    return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "));
  }
}
