package org.seq2time.harness.bundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.time.AbsoluteTimeTokens;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.template.TemplateException;
import org.seq2time.harness.token.AddedTokenText;
import org.seq2time.harness.token.TokenizerFile;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.ImagePreprocessor;

/** What holds where a bundle says nothing. Each default that is taken is noted, to be printed. */
public final class BundleDefaults {

  /** Seq2Time's and TimeChat's number of frames. */
  static final int FRAMES = 96;

  static final String PROMPT = SpecReader.VISUAL + "\n" + SpecReader.QUESTION + "\n";

  private final Path folder;
  private final BundleSpec spec;
  private final Map<GraphRole, BundleGraph> graphs;
  private final @Nullable TokenizerFile tokenizer;
  private final List<Default> noted;

  BundleDefaults(
      Path folder,
      BundleSpec spec,
      Map<GraphRole, BundleGraph> graphs,
      @Nullable TokenizerFile tokenizer,
      List<Default> noted) {
    this.folder = folder;
    this.spec = spec;
    this.graphs = graphs;
    this.tokenizer = tokenizer;
    this.noted = noted;
  }

  /** Tokens whose ids in the tokenizer decide something. */
  static List<String> wantedTokens(BundleSpec spec) {
    List<String> wanted = new ArrayList<>(digitTokens());
    wanted.addAll(AbsoluteTimeTokens.vocabulary());
    List<String> added = spec.addedTokens();
    if (added != null) {
      wanted.addAll(added);
    }
    return wanted;
  }

  /** {@code <0>} to {@code <9>}. */
  public static List<String> digitTokens() {
    List<String> tokens = new ArrayList<>();
    for (int digit = 0; digit < 10; digit++) {
      tokens.add("<" + digit + ">");
    }
    return tokens;
  }

  ModelBundle.Settings settings() {
    String nothing = "seq2time.json does not set it";
    Integer frames = spec.frameCount();
    Sampling sampling = spec.sampling();
    String template = spec.template();
    List<String> added = spec.addedTokens();
    AddedTokenText beside = spec.besideAddedTokens();
    return new ModelBundle.Settings(
        frames != null ? frames : noted("frames.count", FRAMES, nothing + "; as in Seq2Time"),
        sampling != null
            ? sampling
            : noted("frames.sampling", Sampling.UNIFORM, Sampling.UNIFORM.key(), nothing),
        spec.visualTokens(),
        template != null ? template : promptTemplate(nothing),
        Optional.ofNullable(spec.frameTemplate()),
        time(),
        added != null ? added : List.of(),
        beside != null ? beside : AddedTokenText.KEEP);
  }

  /** The bundle's own chat template around the frames and the question. */
  private String promptTemplate(String nothing) {
    try {
      String chat = BundlePrompt.of(folder).orElse(null);
      return chat == null
          ? noted("prompt.template", PROMPT, nothing)
          : noted("prompt.template", chat, "the bundle's chat template");
    } catch (TemplateException | BadInputException e) {
      return noted("prompt.template", PROMPT, "the chat template is not used: " + e.getMessage());
    }
  }

  private TimeRepresentation time() {
    String key = spec.time();
    if (key != null) {
      return TimeRepresentation.of(key);
    }
    List<String> added = spec.addedTokens();
    if (hasAll(digitTokens()) || (added != null && added.containsAll(digitTokens()))) {
      return noted("position-tokens", "the tokenizer has <0> to <9>");
    }
    if (hasAll(AbsoluteTimeTokens.vocabulary())) {
      return noted("time-tokens", "the tokenizer has <TIME_ZERO> to <TIME_DOT>");
    }
    return noted("seconds", "seq2time.json does not set it and the tokenizer has no time tokens");
  }

  /** What is done to frames where there is no {@code preprocessor_config.json}: as for CLIP. */
  ImagePreprocessor images() {
    ImagePreprocessor clip = ImagePreprocessor.CLIP_224;
    BundleGraph encoder = graphs.get(GraphRole.VISION_ENCODER);
    if (encoder == null) {
      return clip;
    }
    FrameSize size =
        encoder
            .graph()
            .input("pixel_values")
            .filter(t -> isEdge(t.size(-1)) && isEdge(t.size(-2)))
            .<FrameSize>map(t -> new FrameSize.Exact((int) t.size(-1), (int) t.size(-2)))
            .orElse(clip.size());
    return noted(
        "images",
        new ImagePreprocessor(
            size, clip.resampling(), 0, 0, clip.rescaleFactor(), clip.mean(), clip.std()),
        "the encoder's size, CLIP's mean and standard deviation",
        "preprocessor_config.json is missing");
  }

  private static boolean isEdge(long size) {
    return size > 0 && size <= InputLimits.FRAME_EDGE_PIXELS;
  }

  private boolean hasAll(List<String> tokens) {
    TokenizerFile file = tokenizer;
    return file != null && tokens.stream().allMatch(t -> file.id(t).isPresent());
  }

  private TimeRepresentation noted(String key, String reason) {
    return TimeRepresentation.of(noted("time.representation", key, reason));
  }

  private <T> T noted(String name, T value, String reason) {
    return noted(name, value, String.valueOf(value), reason);
  }

  private <T> T noted(String name, T value, String text, String reason) {
    noted.add(new Default(name, text.replace("\n", "\\n"), reason));
    return value;
  }
}
