package org.seq2time.harness.bundle.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.Problem;
import org.seq2time.harness.bundle.SpecReader;
import org.seq2time.harness.bundle.VisualTokens;
import org.seq2time.harness.bundle.vision.VisionInput;
import org.seq2time.harness.bundle.vision.VisualEncoder;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeException;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.DecodeResult;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Logits;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.token.Tokenizer;
import org.seq2time.harness.video.ImagePreprocessor;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoFrame;

/** Loads a bundle's parts and uses each once: what fits on paper may still not run. */
public final class BundleSmokeTest {

  private static final String TEXT = "When does it start? <0>";

  /** The second token is the first that reads the cache; some more for a speed. */
  private static final int NEW_TOKENS = 8;

  /** Frames that are tried where the graphs leave their number open. */
  private static final int FRAMES = 2;

  /** A graph of visual tokens that insists on more frames than any model sees is refused by it. */
  private static final long MOST_FRAMES = InputLimits.BUNDLE_FRAMES;

  /** Edge of the picture before the bundle's preprocessing. */
  private static final int EDGE = 448;

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
      Prompt prompt = new Prompt.Tokens(ids);
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
    float[][] stepwise =
        decoder.logits(List.of(new Prompt.Tokens(first)), List.of(rest)).getFirst();
    float[][] whole =
        decoder.logits(List.of(new Prompt.Tokens(ids)), List.of(new int[0])).getFirst();
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

  /** Black frames through everything that stands before the decoder, times included. */
  private void vision() {
    Optional<BundleGraph> encoder = bundle.graph(GraphRole.VISION_ENCODER);
    if (encoder.isEmpty()) {
      return;
    }
    long fixed =
        bundle
            .graph(GraphRole.VISUAL_TOKENS)
            .flatMap(g -> g.graph().input(VisionInput.FEATURES))
            .map(t -> t.size(0))
            .orElse(-1L);
    int count = fixed > 0 ? Math.toIntExact(Math.min(fixed, MOST_FRAMES)) : FRAMES;
    ImagePreprocessor images = bundle.images().ofFrames(count);
    RgbImage black = images.resized(new RgbImage(EDGE, EDGE, new byte[3 * EDGE * EDGE]));
    List<VideoFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(new VideoFrame(i, i, black));
    }
    String text = bundle.settings().visualTokens().map(VisualTokens::timeText).orElse(null);
    List<String> sentences =
        text == null
            ? List.of()
            : frames.stream().map(f -> text.replace(SpecReader.TIME, f.index() + ".0")).toList();
    try (VisualEncoder visuals = VisualEncoder.open(bundle, device, 0, count)) {
      VisualEncoder.Visual visual = visuals.encode(frames, sentences, Cancellation.none());
      passed.add(
          "vision: "
              + count
              + " frames of "
              + black.width()
              + " x "
              + black.height()
              + " gave "
              + visual.count()
              + " visual tokens of "
              + visual.width()
              + " values");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInputException("the check was interrupted", e);
    }
  }
}
