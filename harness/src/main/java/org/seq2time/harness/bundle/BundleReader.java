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

/** Reads a bundle's files one by one, and goes on after one that cannot be read. */
final class BundleReader {

  private static final String PREPROCESSOR = "preprocessor_config.json";

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
            : KvLayout.of(cached.graph(), names);
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
        generation(config),
        images(fill),
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

  private GenerationConfig generation(ModelConfig config) {
    GenerationConfig otherwise = GenerationConfig.of(config, "config.json");
    return require(
        optional(
            "generation_config.json", file -> GenerationConfig.read(file, otherwise), otherwise));
  }

  private ImagePreprocessor images(BundleDefaults fill) {
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
                    folder.resolve(v.graph()),
                    Precision.FP32,
                    List.of(Precision.FP32)));
    return graphs;
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
