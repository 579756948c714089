package org.seq2time.harness.bundle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.Quoted;

/**
 * Which graph files a folder has.
 *
 * @param layout who laid them out
 * @param exports for each graph, the file of each export
 * @param unused names of graph files beside them whose suffix is not known
 */
record BundleFiles(
    BundleLayout layout, Map<GraphRole, Map<Precision, Path>> exports, List<String> unused) {

  /** Names of a graph's file before suffix and {@code .onnx}, the best first. */
  private static final Map<GraphRole, List<String>> NAMES =
      Map.of(
          GraphRole.DECODER,
          List.of("decoder_model_merged", "decoder_model", "model"),
          GraphRole.DECODER_WITH_PAST,
          List.of("decoder_with_past_model"),
          GraphRole.EMBED_TOKENS,
          List.of("embed_tokens"),
          GraphRole.VISION_ENCODER,
          List.of("vision_encoder"));

  private static final String MERGED = "decoder_model_merged";
  private static final String FIRST_STEP = "decoder_model";

  /**
   * Looks for graphs in the folder.
   *
   * @throws BadInputException if there is none of a decoder
   */
  static BundleFiles find(Path folder, @Nullable GenAiConfig genAi) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder
              + (Files.exists(folder)
                  ? ": is a file, expected a model bundle's folder"
                  : ": no such folder"));
    }
    if (genAi != null) {
      return named(folder, genAi);
    }
    Path under = folder.resolve("onnx");
    for (Path place : List.of(folder, under)) {
      Map<GraphRole, Map<Precision, Path>> exports = exports(place);
      if (exports.containsKey(GraphRole.DECODER)) {
        BundleLayout layout =
            place.equals(folder) ? BundleLayout.OPTIMUM : BundleLayout.TRANSFORMERS_JS;
        return new BundleFiles(layout, exports, unused(place, exports));
      }
    }
    throw new BadInputException(
        folder
            + ": contains no decoder graph: expected decoder_model_merged.onnx, decoder_model.onnx"
            + " or model.onnx in it or under onnx/, or a genai_config.json"
            + (hasEncoder(folder) || hasEncoder(under)
                ? "; encoder-decoder models are not supported"
                : ""));
  }

  /** Whether a path is relative and stays in its folder by its name. */
  static boolean isInside(String path) {
    try {
      Path parsed = Path.of(path);
      Path normal = parsed.normalize();
      return !path.isBlank()
          && !parsed.isAbsolute()
          && path.indexOf('\\') < 0
          && !path.matches("[A-Za-z]:.*")
          && !normal.startsWith("..")
          && !normal.toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean hasEncoder(Path folder) {
    return Files.exists(folder.resolve("encoder_model.onnx"));
  }

  private static BundleFiles named(Path folder, GenAiConfig genAi) {
    Map<GraphRole, Map<Precision, Path>> exports = new EnumMap<>(GraphRole.class);
    genAi
        .files()
        .forEach(
            (role, name) -> {
              if (!isInside(name)) {
                throw new BadInputException(
                    folder.resolve("genai_config.json")
                        + ": the "
                        + role.label()
                        + "'s file is "
                        + Quoted.value(name)
                        + ", expected a path inside the bundle's folder");
              }
              exports.put(role, Map.of(Precision.FP32, folder.resolve(name)));
            });
    return new BundleFiles(BundleLayout.GENAI, exports, List.of());
  }

  private static Map<GraphRole, Map<Precision, Path>> exports(Path folder) {
    Map<GraphRole, Map<Precision, Path>> exports = new EnumMap<>(GraphRole.class);
    for (GraphRole role : NAMES.keySet()) {
      for (String name : NAMES.getOrDefault(role, List.of())) {
        Map<Precision, Path> found = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
          Path file = folder.resolve(name + precision.suffix() + ".onnx");
          if (Files.exists(file)) {
            found.put(precision, file);
          }
        }
        if (!found.isEmpty()) {
          exports.put(role, found);
          break;
        }
      }
    }
    Map<Precision, Path> decoder = exports.getOrDefault(GraphRole.DECODER, Map.of());
    if (!startsPair(decoder)) {
      exports.remove(GraphRole.DECODER_WITH_PAST);
    }
    return exports;
  }

  /** Graphs such as {@code model_nf4.onnx}: nobody may think that they are run. */
  private static List<String> unused(Path folder, Map<GraphRole, Map<Precision, Path>> exports) {
    Set<Path> used = new HashSet<>();
    exports.values().forEach(files -> used.addAll(files.values()));
    List<String> names = NAMES.values().stream().flatMap(List::stream).toList();
    List<String> unused = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*_*.onnx")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean graph =
            names.stream().anyMatch(n -> name.startsWith(n + "_") && !isName(names, name));
        if (graph && !used.contains(file)) {
          unused.add(Quoted.value(name));
        }
      }
    } catch (IOException e) {
      throw InputFile.failure(folder, "", e);
    }
    unused.sort(null);
    return unused;
  }

  /** A graph of another role, or another export of this one, that is merely not chosen. */
  private static boolean isName(List<String> names, String file) {
    return names.stream()
        .anyMatch(
            n ->
                Arrays.stream(Precision.values())
                    .anyMatch(p -> file.equals(n + p.suffix() + ".onnx")));
  }

  /** Beside a merged decoder, the two graphs that it was merged from are not needed. */
  private static boolean startsPair(Map<Precision, Path> decoder) {
    List<String> names = new ArrayList<>();
    decoder.values().forEach(f -> names.add(String.valueOf(f.getFileName())));
    return names.stream().anyMatch(n -> n.startsWith(FIRST_STEP) && !n.startsWith(MERGED));
  }
}
