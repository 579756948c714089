package org.seq2time.harness.bundle.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.VisualTokens;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.graph.ExternalFile;
import org.seq2time.reports.record.ModelIdentity;
import org.seq2time.reports.record.ModelIdentity.ConfigurationFile;
import org.seq2time.reports.record.ModelIdentity.Decoding;
import org.seq2time.reports.record.ModelIdentity.Graph;

/**
 * What tells a bundle and its settings from others: the SHA-256 of every file that answers depend
 * on, the exports that were chosen, and the options that change answers. Where the files lie, how
 * many questions are answered together, by which engine and with how many threads is no part of it.
 */
final class BundleIdentity {

  /** Configuration files that a bundle may have. */
  private static final List<String> CONFIGURATION =
      List.of(
          "tokenizer.json",
          "config.json",
          "generation_config.json",
          "preprocessor_config.json",
          "video_preprocessor_config.json",
          "processor_config.json",
          "genai_config.json",
          "seq2time.json");

  private BundleIdentity() {}

  /** Reads every byte of every file. */
  static ModelIdentity.Bundle of(ModelBundle bundle, BundleModel.Options options) {
    ModelBundle.Settings settings = bundle.settings();
    // What the program takes where no file says it may be another thing in its next version.
    return new ModelIdentity.Bundle(
        bundle.graphs().values().stream().map(BundleIdentity::graph).toList(),
        configuration(bundle),
        options.frames().orElse(settings.frameCount()),
        options.sampling().orElse(settings.sampling()).key(),
        settings.time().key(),
        settings.promptTemplate(),
        settings.framePrompt(),
        options.device() instanceof Device.Cuda ? "cuda" : options.device().toString(),
        decoding(options));
  }

  private static Graph graph(BundleGraph graph) {
    return new Graph(
        graph.role().key(),
        graph.precision().key(),
        InputFile.sha256(graph.graph().file()),
        graph.graph().externalFiles().stream()
            .map(ExternalFile::file)
            .filter(Files::exists)
            .map(InputFile::sha256)
            .toList());
  }

  private static List<ConfigurationFile> configuration(ModelBundle bundle) {
    List<ConfigurationFile> files = new ArrayList<>();
    for (String name : CONFIGURATION) {
      file(name.substring(0, name.indexOf('.')), bundle.folder().resolve(name))
          .ifPresent(files::add);
    }
    bundle
        .settings()
        .visualTokens()
        .map(VisualTokens::timeTokenizer)
        .flatMap(name -> file("time_tokenizer", bundle.folder().resolve(name)))
        .ifPresent(files::add);
    return files;
  }

  private static Optional<ConfigurationFile> file(String name, Path file) {
    return Files.exists(file)
        ? Optional.of(new ConfigurationFile(name, InputFile.sha256(file)))
        : Optional.empty();
  }

  private static Decoding decoding(BundleModel.Options options) {
    Sampler sampler = options.sampler();
    return new Decoding(
        options.maximumNewTokens(),
        sampler.temperature(),
        sampler.topP(),
        sampler.repetitionPenalty(),
        sampler.seed(),
        options.constrainedTimes(),
        further(options));
  }

  /** Settings that most runs leave as they are. */
  private static Map<String, String> further(BundleModel.Options options) {
    Sampler sampler = options.sampler();
    Map<String, String> further = new LinkedHashMap<>();
    if (sampler.topK() > 0) {
      further.put("top_k", String.valueOf(sampler.topK()));
    }
    if (sampler.minP() > 0) {
      further.put("min_p", Double.toString(sampler.minP()));
    }
    if (sampler.noRepeatNgram() > 0) {
      further.put("no_repeat_ngram", String.valueOf(sampler.noRepeatNgram()));
    }
    options
        .beams()
        .ifPresent(
            beams -> {
              further.put("beams", String.valueOf(beams.count()));
              further.put("length_penalty", Double.toString(beams.lengthPenalty()));
            });
    for (int i = 0; i < options.stopStrings().size(); i++) {
      further.put("stop_" + i, options.stopStrings().get(i));
    }
    return further;
  }
}
