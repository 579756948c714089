package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.metrics.Missing;
import org.seq2time.reports.record.ModelIdentity.Bundle;
import org.seq2time.reports.record.ModelIdentity.ChatEndpoint;
import org.seq2time.reports.record.ModelIdentity.ConfigurationFile;
import org.seq2time.reports.record.ModelIdentity.Custom;
import org.seq2time.reports.record.ModelIdentity.Decoding;
import org.seq2time.reports.record.ModelIdentity.Graph;
import org.seq2time.reports.record.RunManifest.Checkout;
import org.seq2time.reports.record.RunManifest.Environment;
import org.seq2time.reports.record.RunManifest.Frames;
import org.seq2time.reports.record.RunManifest.ModelRun;
import org.seq2time.reports.record.RunManifest.Origin;
import org.seq2time.reports.record.RunManifest.Prompt;
import org.seq2time.reports.record.RunManifest.Questions;
import org.seq2time.reports.record.RunManifest.RecordedFile;
import org.seq2time.reports.record.RunManifest.Scoring;
import org.seq2time.reports.record.RunManifest.StoredAnswers;
import org.seq2time.reports.record.RunManifest.StoredPredictions;
import org.seq2time.reports.record.RunManifest.Tool;
import org.seq2time.reports.record.RunManifest.UnknownField;

/** Makes a manifest of its file's fields. {@link ManifestFields} is the other direction. */
final class ManifestReader {

  private static final String DTYPE = "dtype.";
  private static final String SHA256 = "sha256.";

  private final Path file;
  private final FieldGroup root;
  private final Map<String, FieldGroup> groups = new LinkedHashMap<>();

  private ManifestReader(Path file) {
    this.file = file;
    this.root = new FieldGroup(file, "", 1);
  }

  static RunManifest read(Path file) {
    ManifestReader reader = new ManifestReader(file);
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      reader.fields(cursor);
      cursor.expectEnd();
    }
    reader.requireKnownVersion();
    return reader.manifest();
  }

  private void fields(JsonCursor cursor) {
    cursor.expectObject("run.json");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      if (cursor.token() == JsonToken.START_OBJECT) {
        FieldGroup group = new FieldGroup(file, field, cursor.line());
        for (String inner = cursor.nextField(); inner != null; inner = cursor.nextField()) {
          group.add(inner, cursor);
        }
        groups.put(field, group);
      } else {
        root.add(field, cursor);
      }
    }
  }

  private void requireKnownVersion() {
    int version = root.optionalCount("version").orElse(1);
    if (version > RunManifestJson.VERSION) {
      throw root.error(
          "version is "
              + version
              + ", and this seq2time reads versions up to "
              + RunManifestJson.VERSION
              + "; read it with the seq2time that wrote it, or a later one");
    }
  }

  /** The fields of an object; without any if the file does not have it. */
  private FieldGroup group(String name) {
    return groups.computeIfAbsent(name, missing -> new FieldGroup(file, missing, 1));
  }

  private RunManifest manifest() {
    Origin origin = origin();
    Questions questions = questions();
    Optional<Scoring> scoring =
        group("scoring").isEmpty() ? Optional.empty() : Optional.of(scoring(group("scoring")));
    Tool tool = tool(group("tool"));
    Environment environment = environment(group("environment"));
    List<UnknownField> unknown = new ArrayList<>(root.unknown());
    groups.values().forEach(group -> unknown.addAll(group.unknown()));
    return new RunManifest(questions, origin, scoring, tool, environment, unknown);
  }

  private Origin origin() {
    String kind = root.text("kind");
    return switch (kind) {
      case StoredPredictions.KIND -> new StoredPredictions(recordedFile(group("predictions")));
      case StoredAnswers.KIND ->
          new StoredAnswers(
              recordedFile(group("answers")), group("answers").optionalText("parser"));
      case ModelRun.KIND ->
          new ModelRun(
              group("videos").text("folder"),
              frames(group("frames")),
              new Prompt(group("prompt").text("name"), group("prompt").text("sha256")),
              group("time").text("representation"),
              model(group("model")),
              group("answers").optionalText("parser"));
      default ->
          throw root.error(
              "kind is "
                  + Quoted.value(kind)
                  + "; expected "
                  + String.join(", ", StoredPredictions.KIND, StoredAnswers.KIND)
                  + " or "
                  + ModelRun.KIND);
    };
  }

  private Questions questions() {
    String benchmark = root.text("benchmark");
    FieldGroup annotations = group("annotations");
    FieldGroup durations = group("durations");
    return new Questions(
        benchmark,
        recordedFile(annotations),
        annotations.optionalText("subset"),
        durations.isEmpty() ? Optional.empty() : Optional.of(recordedFile(durations)));
  }

  private static RecordedFile recordedFile(FieldGroup file) {
    return new RecordedFile(file.text("file"), file.text("sha256"), file.optionalText("format"));
  }

  private static Frames frames(FieldGroup frames) {
    return new Frames(
        frames.count("count"),
        frames.text("sampling"),
        frames.text("size"),
        frames.text("resampling"));
  }

  private static ModelIdentity model(FieldGroup model) {
    String kind = model.optionalText("kind").orElse("");
    return switch (kind) {
      case Bundle.KIND -> bundle(model);
      case ChatEndpoint.KIND ->
          new ChatEndpoint(
              model.text("endpoint"),
              model.text("name"),
              model.count("maximumNewTokens"),
              model.decimal("temperature"),
              model.optionalWhole("seed"));
      default -> custom(kind, model);
    };
  }

  private static Bundle bundle(FieldGroup model) {
    List<Graph> graphs = new ArrayList<>();
    for (String name : model.names()) {
      if (name.startsWith(DTYPE)) {
        graphs.add(graph(name.substring(DTYPE.length()), model));
      }
    }
    List<ConfigurationFile> configuration = new ArrayList<>();
    for (String name : model.names()) {
      if (name.startsWith(SHA256)) {
        configuration.add(new ConfigurationFile(name.substring(SHA256.length()), model.text(name)));
      }
    }
    return new Bundle(
        graphs,
        configuration,
        model.count("frames"),
        model.text("sampling"),
        model.text("time"),
        model.text("prompt.template"),
        model.optionalText("prompt.frame"),
        model.text("device"),
        new Decoding(
            model.count("max_new_tokens"),
            model.decimal("temperature"),
            model.decimal("top_p"),
            model.decimal("repetition_penalty"),
            model.whole("seed"),
            model.truth("constrained_times"),
            further(model)));
  }

  /** Settings of decoding that most runs do not have. */
  private static Map<String, String> further(FieldGroup model) {
    Map<String, String> further = new LinkedHashMap<>();
    for (String name : model.names()) {
      boolean known =
          Decoding.FURTHER.stream()
              .anyMatch(key -> key.endsWith("_") ? name.startsWith(key) : name.equals(key));
      if (known && model.isText(name)) {
        further.put(name, model.text(name));
      }
    }
    return further;
  }

  private static Graph graph(String role, FieldGroup model) {
    List<String> names = model.names();
    List<String> weights = new ArrayList<>();
    String single = ManifestFields.weights(role, 1, 0);
    if (names.contains(single)) {
      weights.add(model.text(single));
    } else {
      String next = ManifestFields.weights(role, 2, 0);
      while (names.contains(next)) {
        weights.add(model.text(next));
        next = ManifestFields.weights(role, 2, weights.size());
      }
    }
    return new Graph(role, model.text(DTYPE + role), model.text(SHA256 + role), weights);
  }

  /** Settings that are not text stay unknown fields, so that they are written as they were. */
  private static Custom custom(String kind, FieldGroup model) {
    Map<String, String> settings = new TreeMap<>();
    for (String name : model.names()) {
      if (model.isText(name)) {
        settings.put(name, model.text(name));
      }
    }
    return new Custom(kind, settings);
  }

  private static Scoring scoring(FieldGroup scoring) {
    Missing missing = scoring.parsed("missing", ManifestReader::missing, "zero or left-out");
    Optional<String> paraphrases = scoring.optionalText("paraphrases");
    OptionalInt limit = scoring.optionalCount("limit");
    List<String> samples =
        scoring
            .optionalText("samples")
            .map(ids -> Arrays.asList(ids.split(",", -1)))
            .orElse(List.of());
    return new Scoring(
        missing, paraphrases, limit, samples, scoring.count("resamples"), scoring.whole("seed"));
  }

  private static Missing missing(String key) {
    return Arrays.stream(Missing.values())
        .filter(missing -> missing.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static Tool tool(FieldGroup tool) {
    Optional<Checkout> checkout =
        tool.optionalText("revision").map(revision -> new Checkout(revision, tool.truth("dirty")));
    return new Tool(tool.text("name"), tool.text("version"), checkout, tool.words("command"));
  }

  private static Environment environment(FieldGroup environment) {
    return new Environment(
        environment.text("java"),
        environment.text("os"),
        environment.optionalParsed(
            "started", ManifestReader::instant, "a time such as 2026-02-01T09:30:00Z"));
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
