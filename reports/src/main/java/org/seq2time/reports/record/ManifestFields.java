package org.seq2time.reports.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.reports.record.ManifestField.Json;
import org.seq2time.reports.record.ManifestField.Text;
import org.seq2time.reports.record.ManifestField.Truth;
import org.seq2time.reports.record.ManifestField.Value;
import org.seq2time.reports.record.ManifestField.Whole;
import org.seq2time.reports.record.ManifestField.Words;
import org.seq2time.reports.record.ModelIdentity.Bundle;
import org.seq2time.reports.record.ModelIdentity.ChatEndpoint;
import org.seq2time.reports.record.ModelIdentity.ConfigurationFile;
import org.seq2time.reports.record.ModelIdentity.Custom;
import org.seq2time.reports.record.ModelIdentity.Decoding;
import org.seq2time.reports.record.ModelIdentity.Graph;
import org.seq2time.reports.record.RunManifest.Environment;
import org.seq2time.reports.record.RunManifest.ModelRun;
import org.seq2time.reports.record.RunManifest.Questions;
import org.seq2time.reports.record.RunManifest.RecordedFile;
import org.seq2time.reports.record.RunManifest.Scoring;
import org.seq2time.reports.record.RunManifest.StoredAnswers;
import org.seq2time.reports.record.RunManifest.StoredPredictions;
import org.seq2time.reports.record.RunManifest.Tool;
import org.seq2time.reports.record.RunManifest.UnknownField;

/**
 * A manifest laid out as the fields of its file, in writing order. {@link ManifestReader} is the
 * other direction.
 */
final class ManifestFields {

  private final List<ManifestField> fields = new ArrayList<>();
  private String group = "";

  private ManifestFields() {}

  static List<ManifestField> of(RunManifest manifest) {
    ManifestFields file = new ManifestFields();
    file.put("kind", manifest.origin().kind());
    file.questions(manifest.questions());
    switch (manifest.origin()) {
      case StoredPredictions(RecordedFile predictions) -> file.file("predictions", predictions);
      case StoredAnswers(RecordedFile answers, Optional<String> parser) -> {
        file.file("answers", answers);
        file.put("parser", parser);
      }
      case ModelRun run -> file.run(run);
    }
    manifest.scoring().ifPresent(file::scoring);
    file.tool(manifest.tool());
    file.environment(manifest.environment());
    return withUnknown(file.fields, manifest.unknown());
  }

  static List<ManifestField> of(ModelIdentity model) {
    ManifestFields file = new ManifestFields();
    file.model(model);
    return file.fields;
  }

  /** Each unknown field comes last in its object, those of the file itself at the very end. */
  private static List<ManifestField> withUnknown(
      List<ManifestField> known, List<UnknownField> unknown) {
    List<UnknownField> left = new ArrayList<>(unknown);
    List<ManifestField> all = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      String group = known.get(i).group();
      all.add(known.get(i));
      boolean isLast = i + 1 == known.size() || !known.get(i + 1).group().equals(group);
      if (isLast && !group.isEmpty()) {
        left.stream().filter(f -> f.group().equals(group)).forEach(f -> all.add(field(f)));
        left.removeIf(f -> f.group().equals(group));
      }
    }
    left.forEach(f -> all.add(field(f)));
    return all;
  }

  private static ManifestField field(UnknownField unknown) {
    return new ManifestField(unknown.group(), unknown.name(), new Json(unknown.json()));
  }

  private void questions(Questions asked) {
    put("benchmark", asked.benchmark());
    file("annotations", asked.annotations());
    put("subset", asked.subset());
    asked.durations().ifPresent(lengths -> file("durations", lengths));
  }

  private void file(String name, RecordedFile file) {
    group = name;
    put("file", file.path());
    put("sha256", file.sha256());
    put("format", file.format());
  }

  private void run(ModelRun run) {
    group = "videos";
    put("folder", run.videos());
    group = "frames";
    put("count", run.frames().count());
    put("sampling", run.frames().sampling());
    put("size", run.frames().size());
    put("resampling", run.frames().resampling());
    OptionalDouble rate = run.frames().framesPerSecond();
    if (rate.isPresent()) {
      put("framesPerSecond", Double.toString(rate.getAsDouble()));
    }
    group = "prompt";
    put("name", run.prompt().name());
    put("sha256", run.prompt().sha256());
    group = "time";
    put("representation", run.timeRepresentation());
    model(run.model());
    group = "answers";
    put("parser", run.parser());
  }

  private void model(ModelIdentity model) {
    group = "model";
    switch (model) {
      case Bundle bundle -> bundle(bundle);
      case ChatEndpoint chat -> {
        put("kind", chat.kind());
        put("endpoint", chat.endpoint());
        put("name", chat.name());
        put("maximumNewTokens", chat.maximumNewTokens());
        put("temperature", Double.toString(chat.temperature()));
        chat.seed().ifPresent(seed -> put("seed", seed));
      }
      case Custom custom -> {
        if (!custom.kind().isEmpty()) {
          put("kind", custom.kind());
        }
        custom.settings().forEach(this::put);
      }
    }
  }

  private void bundle(Bundle bundle) {
    put("kind", bundle.kind());
    for (Graph graph : bundle.graphs()) {
      put("dtype." + graph.role(), graph.precision());
      put("sha256." + graph.role(), graph.sha256());
      List<String> weights = graph.weightsSha256();
      for (int i = 0; i < weights.size(); i++) {
        put(weights(graph.role(), weights.size(), i), weights.get(i));
      }
    }
    for (ConfigurationFile file : bundle.configuration()) {
      put("sha256." + file.name(), file.sha256());
    }
    put("frames", bundle.frames());
    put("sampling", bundle.sampling());
    put("time", bundle.timeRepresentation());
    put("prompt.template", bundle.promptTemplate());
    put("prompt.frame", bundle.framePrompt());
    put("device", bundle.device());
    Decoding decoding = bundle.decoding();
    put("max_new_tokens", decoding.maximumNewTokens());
    put("temperature", Double.toString(decoding.temperature()));
    put("top_p", Double.toString(decoding.topP()));
    put("repetition_penalty", Double.toString(decoding.repetitionPenalty()));
    put("seed", decoding.seed());
    put("constrained_times", decoding.constrainedTimes());
    decoding.further().forEach(this::put);
  }

  /** The name of a hash of weights; a graph with one such file does not number it. */
  static String weights(String role, int count, int position) {
    return "sha256." + role + "_data" + (count == 1 ? "" : "_" + position);
  }

  private void scoring(Scoring scoring) {
    group = "scoring";
    put("missing", scoring.missing().key());
    put("paraphrases", scoring.paraphrases());
    scoring.limit().ifPresent(limit -> put("limit", limit));
    if (!scoring.samples().isEmpty()) {
      put("samples", String.join(",", scoring.samples()));
    }
    put("resamples", scoring.resamples());
    put("seed", scoring.seed());
  }

  private void tool(Tool tool) {
    group = "tool";
    put("name", tool.name());
    put("version", tool.version());
    tool.checkout()
        .ifPresent(
            checkout -> {
              put("revision", checkout.revision());
              put("dirty", checkout.dirty());
            });
    if (!tool.command().isEmpty()) {
      put("command", new Words(tool.command()));
    }
  }

  private void environment(Environment environment) {
    group = "environment";
    put("java", environment.java());
    put("os", environment.os());
    environment.started().ifPresent(time -> put("started", time.toString()));
  }

  private void put(String name, Optional<String> text) {
    text.ifPresent(known -> put(name, known));
  }

  private void put(String name, String text) {
    put(name, new Text(text));
  }

  private void put(String name, long number) {
    put(name, new Whole(number));
  }

  private void put(String name, boolean isTrue) {
    put(name, new Truth(isTrue));
  }

  private void put(String name, Value value) {
    fields.add(new ManifestField(group, name, value));
  }
}
