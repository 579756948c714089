package org.seq2time.harness.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.graph.ElementType;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.KvNames;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.template.ChatTemplateFile;
import org.seq2time.harness.token.TokenizerFile;
import org.seq2time.harness.video.ImagePreprocessor;
import org.seq2time.harness.video.Resampling;

/** Reads a bundle's files one by one, and goes on after one that cannot be read. */
final class BundleReader {

  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final String VIDEO_PREPROCESSOR = "video_preprocessor_config.json";
  private static final String PROCESSOR = "processor_config.json";

  private final Path folder;
  private final PrecisionChoice choice;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Default> defaults = new ArrayList<>();

  BundleReader(Path folder, PrecisionChoice choice) {
    this.folder = folder;
    this.choice = choice;
  }

  ModelBundle read() {
    GenAiConfig genAi = optional("genai_config.json", GenAiConfig::read, null);
    BundleFiles files = BundleFiles.find(folder, genAi);
    BundleSpec spec = specification();
    ModelConfig config =
        optional(
            "config.json", ModelConfig::read, genAi == null ? ModelConfig.NONE : genAi.config());
    Map<GraphRole, BundleGraph> graphs = graphs(files, spec);
    BundleGraph cached =
        graphs.getOrDefault(GraphRole.DECODER_WITH_PAST, graphs.get(GraphRole.DECODER));
    KvNames names = genAi == null ? KvNames.usual() : genAi.names();
    KvLayout kv =
        cached == null
            ? new KvLayout(List.of(), ElementType.OTHER, false, List.of())
            : KvLayout.of(cached.graph(), names).withSizes(config.kvHeads(), config.headDim());
    TokenizerFile tokenizer =
        optional(
            "tokenizer.json",
            file -> TokenizerFile.read(file, BundleDefaults.wantedTokens(spec)),
            null);
    BundleDefaults fill = new BundleDefaults(folder, spec, graphs, tokenizer, defaults);
    return new ModelBundle(
        folder,
        files.layout(),
        graphs,
        kv,
        config,
        vision(),
        generation(config),
        resized(images(fill), spec.resize()),
        tokenizer,
        hasChatTemplate(),
        fill.settings(),
        defaults,
        problems);
  }

  /** An unreadable description stops nothing else from being judged. */
  private BundleSpec specification() {
    return require(optional("seq2time.json", SpecReader::read, BundleSpec.NONE));
  }

  /** A file that cannot be read has been said of the model's configuration already. */
  private VisionConfig vision() {
    boolean said = problems.stream().anyMatch(p -> p.where().equals("config.json"));
    return said
        ? VisionConfig.NONE
        : require(optional("config.json", VisionConfig::read, VisionConfig.NONE));
  }

  private GenerationConfig generation(ModelConfig config) {
    GenerationConfig otherwise = GenerationConfig.of(config, "config.json");
    GenerationConfig generation =
        require(
            optional(
                "generation_config.json",
                file -> GenerationConfig.read(file, otherwise),
                otherwise));
    if (generation.eos().isEmpty()) {
      defaults.add(
          new Default(
              "eos_token_id",
              "none",
              "neither generation_config.json nor config.json sets it; answers end at the maximum"
                  + " number of new tokens"));
    }
    return generation;
  }

  private static ImagePreprocessor resized(
      ImagePreprocessor images, @Nullable Resampling resampling) {
    return resampling == null ? images : images.resizedBy(resampling);
  }

  /** What is said of videos comes before what is said of pictures. */
  private ImagePreprocessor images(BundleDefaults fill) {
    if (Files.exists(folder.resolve(VIDEO_PREPROCESSOR))) {
      return require(
          optional(VIDEO_PREPROCESSOR, ImagePreprocessor::read, ImagePreprocessor.CLIP_224));
    }
    Optional<ImagePreprocessor> nested =
        require(optional(PROCESSOR, ImagePreprocessor::readNested, Optional.empty()));
    if (nested.isPresent()) {
      return nested.get();
    }
    if (!Files.exists(folder.resolve(PREPROCESSOR))) {
      return fill.images();
    }
    return require(optional(PREPROCESSOR, ImagePreprocessor::read, ImagePreprocessor.CLIP_224));
  }

  private boolean hasChatTemplate() {
    try {
      return ChatTemplateFile.exists(folder);
    } catch (BadInputException e) {
      problems.add(new Problem("tokenizer_config.json", String.valueOf(e.getMessage())));
      return false;
    }
  }

  private Map<GraphRole, BundleGraph> graphs(BundleFiles files, BundleSpec spec) {
    Map<GraphRole, BundleGraph> graphs = new EnumMap<>(GraphRole.class);
    files
        .unused()
        .forEach(
            file ->
                defaults.add(
                    new Default(
                        "unused graph",
                        file,
                        "its suffix is none of " + String.join(", ", Precision.keys()))));
    files
        .exports()
        .forEach(
            (role, exports) -> {
              Precision precision = choose(files.layout(), role, exports);
              Path file = precision == null ? null : exports.get(precision);
              if (precision != null && file != null) {
                List<Precision> present = exports.keySet().stream().sorted().toList();
                graph(graphs, role, file, precision, present);
              }
            });
    spec.visualTokens()
        .ifPresent(
            v ->
                graph(
                    graphs,
                    GraphRole.VISUAL_TOKENS,
                    besides(files.layout(), v.graph()),
                    Precision.FP32,
                    List.of(Precision.FP32)));
    return graphs;
  }

  /** In the bundle's folder, or where its other graphs are. */
  private Path besides(BundleLayout layout, String graph) {
    Path under = folder.resolve("onnx").resolve(graph);
    boolean there = layout == BundleLayout.TRANSFORMERS_JS && !Files.exists(folder.resolve(graph));
    return there && Files.exists(under) ? under : folder.resolve(graph);
  }

  private void graph(
      Map<GraphRole, BundleGraph> to,
      GraphRole role,
      Path file,
      Precision precision,
      List<Precision> present) {
    OnnxGraph graph = attempt(role.label(), () -> OnnxGraph.read(file));
    if (graph != null) {
      to.put(role, new BundleGraph(role, precision, present, graph));
    }
  }

  /** The export to take; null, with a problem noted, if the one that was asked for is missing. */
  private @Nullable Precision choose(
      BundleLayout layout, GraphRole role, Map<Precision, Path> exports) {
    Precision asked = layout == BundleLayout.GENAI ? null : choice.of(role);
    if (asked != null) {
      if (exports.containsKey(asked)) {
        return asked;
      }
      problems.add(
          Problem.of(
              role,
              folder
                  + ": has no "
                  + asked.key()
                  + " export of the "
                  + role.label()
                  + "; there is "
                  + keys(exports)));
      return null;
    }
    Precision first = exports.keySet().stream().sorted().findFirst().orElseThrow();
    if (exports.size() > 1) {
      defaults.add(
          new Default(
              "dtype of the " + role.label(),
              first.key(),
              "of " + keys(exports) + "; select with --dtype"));
    }
    return first;
  }

  private static String keys(Map<Precision, Path> exports) {
    return String.join(", ", exports.keySet().stream().sorted().map(Precision::key).toList());
  }

  private <T extends @Nullable Object> T optional(
      String name, Function<Path, T> read, T otherwise) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return otherwise;
    }
    return Optional.ofNullable(attempt(name, () -> read.apply(file))).orElse(otherwise);
  }

  private <T extends @Nullable Object> @Nullable T attempt(String where, Supplier<T> read) {
    try {
      return read.get();
    } catch (BadInputException e) {
      problems.add(new Problem(where, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static <T> T require(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
