package org.seq2time.harness.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.decode.DecoderGraph;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.token.AddedTokenText;
import org.seq2time.harness.token.Tokenizer;
import org.seq2time.harness.token.TokenizerFile;
import org.seq2time.harness.video.ImagePreprocessor;

/**
 * A folder of ONNX graphs with their configuration: a model that can answer. Graphs are read
 * without their weights.
 *
 * @param folder the folder
 * @param layout who laid its files out
 * @param graphs its graphs
 * @param kv the decoder's key-value cache
 * @param config numbers of the language model
 * @param vision numbers of the vision part
 * @param generation what ends an answer
 * @param images what is done to a frame before the vision encoder sees it
 * @param tokenizerFile facts of the tokenizer; null if there is none
 * @param chatTemplate whether the bundle brings a chat template
 * @param settings frames, prompt and time
 * @param defaults what no file says and what is taken instead
 * @param problems what could not be read; empty for a bundle that {@link #open} returned
 */
public record ModelBundle(
    Path folder,
    BundleLayout layout,
    Map<GraphRole, BundleGraph> graphs,
    KvLayout kv,
    ModelConfig config,
    VisionConfig vision,
    GenerationConfig generation,
    ImagePreprocessor images,
    @Nullable TokenizerFile tokenizerFile,
    boolean chatTemplate,
    Settings settings,
    List<Default> defaults,
    List<Problem> problems) {

  public ModelBundle {
    graphs = Collections.unmodifiableMap(new EnumMap<>(graphs));
    defaults = List.copyOf(defaults);
    problems = List.copyOf(problems);
  }

  /**
   * What {@code seq2time.json} says, or stands for it.
   *
   * @param frameCount frames of a video that the model sees
   * @param sampling which
   * @param framesPerSecond a rate in place of a number, of which {@code frameCount} is the most
   * @param visualTokens the graph from frame features to visual tokens, if there is one
   * @param promptTemplate the text around {@code {visual}} and {@code {question}}
   * @param framePrompt the text around each frame's {@code {visual}}, with {@code {time}}; without
   *     it all visual tokens stand in a row
   * @param time how moments are written
   * @param addedTokens tokens that the tokenizer gets if it does not have them
   * @param besideAddedTokens what becomes of white space beside them
   */
  public record Settings(
      int frameCount,
      Sampling sampling,
      OptionalDouble framesPerSecond,
      Optional<VisualTokens> visualTokens,
      String promptTemplate,
      Optional<String> framePrompt,
      TimeRepresentation time,
      List<String> addedTokens,
      AddedTokenText besideAddedTokens) {

    public Settings {
      addedTokens = List.copyOf(addedTokens);
    }
  }

  /**
   * Reads a bundle.
   *
   * @throws BadInputException if a file of it cannot be read
   */
  public static ModelBundle open(Path folder) {
    return open(folder, PrecisionChoice.any());
  }

  /** The same, with a choice among several exports of one graph. */
  public static ModelBundle open(Path folder, PrecisionChoice choice) {
    ModelBundle bundle = examine(folder, choice);
    if (!bundle.problems.isEmpty()) {
      int more = bundle.problems.size() - 1;
      throw new BadInputException(
          bundle.problems.getFirst().what()
              + (more == 0 ? "" : " (and " + more + " more: seq2time models check)"));
    }
    return bundle;
  }

  /**
   * Reads what can be read of a bundle; the rest is in {@link #problems}.
   *
   * @throws BadInputException if the folder holds no decoder at all
   */
  public static ModelBundle examine(Path folder, PrecisionChoice choice) {
    return new BundleReader(folder, choice).read();
  }

  /** The graph of this role. */
  public Optional<BundleGraph> graph(GraphRole role) {
    return Optional.ofNullable(graphs.get(role));
  }

  /**
   * The decoder's files for the engines.
   *
   * @throws BadInputException if the bundle has no decoder
   */
  public DecoderGraph decoderGraph() {
    Optional<BundleGraph> withPast = graph(GraphRole.DECODER_WITH_PAST);
    OnnxGraph decoder =
        graph(GraphRole.DECODER)
            .orElseThrow(() -> new BadInputException(folder + ": has no decoder"))
            .graph();
    long vocabulary = config.vocabulary();
    long context = config.context();
    boolean embeddings = decoder.input("inputs_embeds").isPresent();
    return new DecoderGraph(
        withPast.map(g -> g.graph().file()).orElse(decoder.file()),
        withPast.map(_ -> decoder.file()),
        embeddings ? graph(GraphRole.EMBED_TOKENS).map(g -> g.graph().file()) : Optional.empty(),
        Optional.of(kv),
        vocabulary > 0 ? OptionalInt.of((int) vocabulary) : OptionalInt.empty(),
        context > 0 ? OptionalInt.of((int) context) : OptionalInt.empty());
  }

  /**
   * The tokenizer, with the bundle's added tokens; to be closed.
   *
   * @throws BadInputException if there is none, or it cannot be used
   */
  public Tokenizer openTokenizer() {
    if (tokenizerFile == null) {
      throw new BadInputException(folder + ": has no tokenizer.json");
    }
    return Tokenizer.open(
        tokenizerFile.file(), settings.addedTokens(), settings.besideAddedTokens());
  }

  /**
   * The tokenizer of a folder that needs no graphs; to be closed.
   *
   * @throws BadInputException if there is none, or it cannot be used
   */
  public static Tokenizer openTokenizer(Path folder) {
    Path packed = folder.resolve("tokenizer.json.gz");
    Path file = folder.resolve("tokenizer.json");
    Path description = folder.resolve("seq2time.json");
    BundleSpec spec = Files.exists(description) ? SpecReader.read(description) : BundleSpec.NONE;
    List<String> added = spec.addedTokens();
    AddedTokenText beside = spec.besideAddedTokens();
    return Tokenizer.open(
        !Files.exists(file) && Files.exists(packed) ? packed : file,
        added == null ? List.of() : added,
        beside == null ? AddedTokenText.KEEP : beside);
  }

  /** Number of parameters; a decoder in two graphs counts once. */
  public long parameters() {
    return graphs.values().stream()
        .filter(g -> g.role() != GraphRole.DECODER_WITH_PAST)
        .mapToLong(g -> g.graph().parameters())
        .sum();
  }
}
