package org.seq2time.harness.bundle.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.VisualTokens;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.graph.ExternalFile;

/**
 * What tells a bundle and its settings from others: the SHA-256 of every file that answers depend
 * on, the exports that were chosen, and the options that change answers. Where the files lie, how
 * many questions are answered together, by which engine and with how many threads is no part of it.
 */
final class BundleIdentity {

  private static final String PREFIX = "model.";

  /** Configuration files that a bundle may have. */
  private static final List<String> CONFIGURATION =
      List.of(
          "tokenizer.json",
          "config.json",
          "generation_config.json",
          "preprocessor_config.json",
          "genai_config.json",
          "seq2time.json");

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private BundleIdentity() {}

  /** The fields, in writing order. Reads every byte of every file. */
  static Map<String, Object> of(ModelBundle bundle, BundleModel.Options options) {
    BundleIdentity identity = new BundleIdentity();
    identity.put("kind", "bundle");
    bundle.graphs().values().forEach(identity::graph);
    for (String name : CONFIGURATION) {
      identity.file(name.substring(0, name.indexOf('.')), bundle.folder().resolve(name));
    }
    bundle
        .settings()
        .visualTokens()
        .map(VisualTokens::timeTokenizer)
        .ifPresent(name -> identity.file("time_tokenizer", bundle.folder().resolve(name)));
    identity.settings(bundle.settings(), options);
    identity.options(options);
    return identity.fields;
  }

  private void graph(BundleGraph graph) {
    String role = graph.role().key();
    put("dtype." + role, graph.precision().key());
    file(role, graph.graph().file());
    List<ExternalFile> weights = graph.graph().externalFiles();
    for (int i = 0; i < weights.size(); i++) {
      file(role + "_data" + (weights.size() == 1 ? "" : "_" + i), weights.get(i).file());
    }
  }

  /** What the program takes where no file says it may be another thing in its next version. */
  private void settings(ModelBundle.Settings settings, BundleModel.Options options) {
    put("frames", (long) options.frames().orElse(settings.frameCount()));
    put("sampling", settings.sampling().key());
    put("time", settings.time().key());
    put("prompt.template", settings.promptTemplate());
    settings.framePrompt().ifPresent(text -> put("prompt.frame", text));
  }

  private void options(BundleModel.Options options) {
    put("device", options.device() instanceof Device.Cuda ? "cuda" : options.device().toString());
    put("max_new_tokens", (long) options.maximumNewTokens());
    put("temperature", Double.toString(options.sampler().temperature()));
    put("top_p", Double.toString(options.sampler().topP()));
    put("repetition_penalty", Double.toString(options.sampler().repetitionPenalty()));
    put("seed", options.sampler().seed());
    put("constrained_times", options.constrainedTimes());
  }

  private void file(String name, Path file) {
    if (Files.exists(file)) {
      put("sha256." + name, InputFile.sha256(file));
    }
  }

  private void put(String name, Object value) {
    fields.put(PREFIX + name, value);
  }
}
