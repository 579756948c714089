package org.seq2time.harness.bundle.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.fixtures.VisualTokensFixture.Clock;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.decode.Decoder.Engine;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.reports.record.ManifestField;
import org.seq2time.reports.record.ModelIdentity;
import org.seq2time.reports.record.RunManifestJson;

/** What makes two bundles, or two ways to run one, the same. */
class BundleIdentityTest {

  @TempDir private Path folder;

  private static BundleModel.Options options(Sampler sampler, boolean constrained, int frames) {
    return new BundleModel.Options(
        new Device.Cpu(),
        Engine.DEVICE,
        1,
        1,
        64,
        sampler,
        constrained,
        frames == 0 ? OptionalInt.empty() : OptionalInt.of(frames));
  }

  private static BundleModel.Options options() {
    return options(Sampler.greedy(), false, 0);
  }

  private Path bundle(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    return VideoBundleFixture.of(Cache.GROUP_QUERY, Clock.SENTENCE, 3).write(home);
  }

  private static Map<String, Object> identity(Path bundle, BundleModel.Options options) {
    return fields(BundleIdentity.of(ModelBundle.open(bundle), options));
  }

  /** As the record of a run has it. */
  private static Map<String, Object> fields(ModelIdentity model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (ManifestField field : RunManifestJson.fields(model)) {
      fields.put(
          field.path(),
          switch (field.value()) {
            case ManifestField.Whole(long number) -> number;
            case ManifestField.Truth(boolean isTrue) -> isTrue;
            case ManifestField.Text(String text) -> text;
            default -> throw new AssertionError(field.toString());
          });
    }
    return fields;
  }

  @Test
  void everyFileAndOptionIsInIt() throws IOException {
    Path bundle = bundle("a");
    Map<String, Object> fields;
    try (BundleModel model = BundleModel.open(ModelBundle.open(bundle), options())) {
      fields = fields(model.identity());
    }
    assertThat(fields.keySet())
        .containsExactly(
            "model.kind",
            "model.dtype.decoder",
            "model.sha256.decoder",
            "model.dtype.embed_tokens",
            "model.sha256.embed_tokens",
            "model.dtype.vision_encoder",
            "model.sha256.vision_encoder",
            "model.dtype.visual_tokens",
            "model.sha256.visual_tokens",
            "model.sha256.tokenizer",
            "model.sha256.config",
            "model.sha256.generation_config",
            "model.sha256.preprocessor_config",
            "model.sha256.seq2time",
            "model.sha256.time_tokenizer",
            "model.frames",
            "model.sampling",
            "model.time",
            "model.prompt.template",
            "model.device",
            "model.max_new_tokens",
            "model.temperature",
            "model.top_p",
            "model.repetition_penalty",
            "model.seed",
            "model.constrained_times");
    assertThat(fields)
        .containsEntry("model.sha256.decoder", InputFile.sha256(bundle.resolve("model.onnx")))
        .containsEntry("model.dtype.decoder", "fp32")
        .containsEntry("model.frames", 8L)
        .containsEntry("model.constrained_times", false)
        .containsEntry("model.temperature", "0.0");
  }

  @Test
  void whereItLiesAndHowFastItRunsIsNoPartOfIt() throws IOException {
    BundleModel.Options faster =
        new BundleModel.Options(
            new Device.Cpu(), Engine.HOST, 7, 5, 64, Sampler.greedy(), false, OptionalInt.empty());
    assertThat(identity(bundle("b"), faster)).isEqualTo(identity(bundle("a"), options()));
  }

  @Test
  void eachOptionThatChangesAnswersChangesIt() throws IOException {
    Path bundle = bundle("a");
    Map<String, Object> first = identity(bundle, options());
    Map<String, BundleModel.Options> others = new LinkedHashMap<>();
    others.put("model.temperature", options(new Sampler(0.5, 1, 1, 0), false, 0));
    others.put("model.top_p", options(new Sampler(0, 0.5, 1, 0), false, 0));
    others.put("model.repetition_penalty", options(new Sampler(0, 1, 1.5, 0), false, 0));
    others.put("model.seed", options(new Sampler(0, 1, 1, 9), false, 0));
    others.put("model.constrained_times", options(Sampler.greedy(), true, 0));
    others.put("model.frames", options(Sampler.greedy(), false, 5));
    others.forEach(
        (name, options) ->
            assertThat(changed(first, identity(bundle, options))).containsExactly(name));
  }

  @Test
  void eachFileThatIsChangedChangesIt() throws IOException {
    Path bundle = bundle("a");
    Map<String, Object> first = identity(bundle, options());
    for (String name :
        List.of("config", "generation_config", "preprocessor_config", "seq2time", "tokenizer")) {
      Path file = bundle.resolve(name + ".json");
      String text = TestBundle.read(file);
      TestBundle.write(file, text + " ");
      assertThat(changed(first, identity(bundle, options())))
          .contains("model.sha256." + name)
          .hasSize(name.equals("tokenizer") ? 2 : 1);
      TestBundle.write(file, text);
    }
    VideoBundleFixture.of(Cache.GROUP_QUERY, Clock.SENTENCE, 4).write(bundle);
    assertThat(changed(first, identity(bundle, options())))
        .containsExactlyInAnyOrder(
            "model.sha256.decoder",
            "model.sha256.embed_tokens",
            "model.sha256.vision_encoder",
            "model.sha256.visual_tokens");
  }

  private static Set<String> changed(Map<String, Object> first, Map<String, Object> second) {
    assertThat(second.keySet()).isEqualTo(first.keySet());
    return first.keySet().stream()
        .filter(name -> !Objects.equals(first.get(name), second.get(name)))
        .collect(Collectors.toSet());
  }
}
