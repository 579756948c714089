package org.seq2time.reports.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Missing;
import org.seq2time.reports.record.ModelIdentity.ConfigurationFile;
import org.seq2time.reports.record.ModelIdentity.Decoding;
import org.seq2time.reports.record.ModelIdentity.Graph;
import org.seq2time.reports.record.RunManifest.Checkout;
import org.seq2time.reports.record.RunManifest.Difference;
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

class RunManifestJsonTest {

  private static final Tool TOOL =
      new Tool(
          "seq2time",
          "0.1.0",
          Optional.of(new Checkout("4009efc", true)),
          List.of("seq2time", "run", "a \"b\""));
  private static final Environment ENVIRONMENT =
      new Environment("25", "Linux", Optional.of(Instant.parse("2026-02-01T09:30:00Z")));
  private static final Scoring SCORING =
      new Scoring(Missing.ZERO, Optional.empty(), OptionalInt.empty(), List.of(), 10_000, 1);
  private static final ModelIdentity CHAT =
      new ModelIdentity.ChatEndpoint("http://h/v1", "m", 64, 0.5, OptionalLong.of(7));

  private static final String CHAT_FILE =
      """
      {
        "version" : 2,
        "kind" : "model run",
        "benchmark" : "charades-sta",
        "annotations" : {
          "file" : "test.txt",
          "sha256" : "aa",
          "format" : "charades-text"
        },
        "videos" : {
          "folder" : "videos"
        },
        "frames" : {
          "count" : 8,
          "sampling" : "uniform",
          "size" : "32x32",
          "resampling" : "bicubic"
        },
        "prompt" : {
          "name" : "mine",
          "sha256" : "bb"
        },
        "time" : {
          "representation" : "seconds"
        },
        "model" : {
          "kind" : "chat endpoint",
          "endpoint" : "http://h/v1",
          "name" : "m",
          "maximumNewTokens" : 64,
          "temperature" : "0.5",
          "seed" : 7
        },
        "answers" : {
          "parser" : "robust-1"
        },
        "scoring" : {
          "missing" : "zero",
          "resamples" : 10000,
          "seed" : 1
        },
        "tool" : {
          "name" : "seq2time",
          "version" : "0.1.0",
          "revision" : "4009efc",
          "dirty" : true,
          "command" : [
            "seq2time",
            "run",
            "a \\"b\\""
          ]
        },
        "environment" : {
          "java" : "25",
          "os" : "Linux",
          "started" : "2026-02-01T09:30:00Z"
        }
      }
      """;

  @TempDir Path folder;

  private static RecordedFile file(String name, String format) {
    return new RecordedFile(name, "aa", Optional.of(format));
  }

  private static Origin run(ModelIdentity model) {
    return new ModelRun(
        "videos",
        new Frames(8, "uniform", "32x32", "bicubic"),
        new Prompt("mine", "bb"),
        "seconds",
        model,
        Optional.of("robust-1"));
  }

  private static RunManifest of(Origin origin) {
    Questions asked =
        new Questions(
            "charades-sta", file("test.txt", "charades-text"), Optional.empty(), Optional.empty());
    return new RunManifest(asked, origin, Optional.of(SCORING), TOOL, ENVIRONMENT, List.of());
  }

  private static ModelIdentity bundle(int frames, String... weights) {
    return new ModelIdentity.Bundle(
        List.of(
            new Graph("decoder", "fp16", "d0", List.of(weights)),
            new Graph("vision_encoder", "fp32", "d1", List.of())),
        List.of(new ConfigurationFile("tokenizer", "d2"), new ConfigurationFile("config", "d3")),
        frames,
        "uniform",
        "position-tokens",
        "{question}\n{visual}",
        Optional.of("at {time}"),
        "cpu",
        new Decoding(24, 0.7, 0.9, 1.05, -3, true));
  }

  static Stream<RunManifest> manifests() {
    Questions everything =
        new Questions(
            "youcook2",
            file("a.json", "youcook2-official"),
            Optional.of("validation"),
            Optional.of(new RecordedFile("lengths.csv", "cc", Optional.empty())));
    Scoring settings =
        new Scoring(
            Missing.LEFT_OUT,
            Optional.of("1.5-en"),
            OptionalInt.of(3),
            List.of("x", "y z"),
            5,
            Long.MIN_VALUE);
    return Stream.of(
        of(run(CHAT)),
        of(run(new ModelIdentity.ChatEndpoint("e", "", 1, 0, OptionalLong.empty()))),
        of(run(bundle(8))),
        of(run(bundle(8, "w"))),
        of(run(bundle(8, "w0", "w1", "w2"))),
        of(run(new ModelIdentity.Custom("mine", Map.of("checkpoint", "c", "a.b", "")))),
        of(new StoredPredictions(file("p.json", "timechat"))),
        of(new StoredAnswers(file("a.jsonl", "answers"), Optional.of("timechat-1"))),
        new RunManifest(
            everything,
            new StoredPredictions(file("p.json", "timechat")),
            Optional.of(settings),
            new Tool("seq2time", "0.1.0", Optional.empty(), List.of()),
            new Environment("25", "any", Optional.empty()),
            List.of()),
        new RunManifest(everything, run(CHAT), Optional.empty(), TOOL, ENVIRONMENT, List.of()));
  }

  private static String written(RunManifest manifest) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunManifestJson.write(manifest, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private RunManifest read(String text) throws IOException {
    return RunManifestJson.read(Files.writeString(folder.resolve("run.json"), text));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void whatIsWrittenIsReadAgain(RunManifest manifest) throws IOException {
    String text = written(manifest);
    assertThat(read(text)).isEqualTo(manifest);
    assertThat(written(read(text))).isEqualTo(text);
    assertThat(manifest.firstDifference(read(text))).isEmpty();
  }

  @Test
  void theFileIsWhatUsersScriptsRead() throws IOException {
    assertThat(written(of(run(CHAT)))).isEqualTo(CHAT_FILE);
  }

  @Test
  void aFileWithoutAVersionIsRead() throws IOException {
    assertThat(read(CHAT_FILE.replace("  \"version\" : 2,\n", ""))).isEqualTo(of(run(CHAT)));
  }

  @Test
  void aLaterVersionIsRefused() {
    assertThatThrownBy(() -> read(CHAT_FILE.replace("\"version\" : 2", "\"version\" : 3")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder.resolve("run.json")
                + ":1: version is 3, and this seq2time reads versions up to 2; read it with the"
                + " seq2time that wrote it, or a later one");
  }

  @Test
  void unknownFieldsAreKeptAndShown() throws IOException {
    String text =
        CHAT_FILE
            .replace(
                "\"os\" : \"Linux\",", "\"os\" : \"Linux\",\n    \"gpu\" : [1.50,{\"a\":null}],")
            .replace("\"name\" : \"m\",", "\"name\" : \"m\",\n    \"reasoning\" : true,")
            .replace("\"kind\" : \"model run\",", "\"kind\" : \"model run\",\n  \"shard\" : 2,")
            .replace("\"videos\" :", "\"suite\" : {\n    \"cell\" : \"c\"\n  },\n  \"videos\" :");
    RunManifest manifest = read(text);
    assertThat(RunManifestJson.fields(manifest).stream().map(f -> f.path() + "=" + f.value()))
        .contains(
            "environment.gpu=[1.50,{\"a\":null}]",
            "model.reasoning=true",
            "shard=2",
            "suite.cell=\"c\"");
    assertThat(read(written(manifest))).isEqualTo(manifest);
    assertThat(of(run(CHAT)).firstDifference(manifest))
        .as("what it means is not known")
        .contains(new Difference("model.reasoning", "not set", "true"));
    assertThat(manifest.asked().firstDifference(of(run(CHAT)).asked()))
        .contains(new Difference("model.reasoning", "true", "not set"));
  }

  @Test
  void scoringAgainKeepsWhatIsNotOfAnEarlierScoring() throws IOException {
    RunManifest before =
        read(
            CHAT_FILE
                .replace("\"os\" : \"Linux\",", "\"os\" : \"Linux\", \"gpu\" : 1,")
                .replace("\"missing\" :", "\"judge\" : 1, \"missing\" :"));
    RunManifest after =
        before.scored(
            Optional.of("timechat-1"),
            SCORING,
            new Tool("seq2time", "9", Optional.empty(), before.command()),
            new Environment("26", "Other", Optional.empty()));
    assertThat(written(after))
        .contains("\"started\" : \"2026-02-01T09:30:00Z\"")
        .contains("\"java\" : \"26\"")
        .contains("\"parser\" : \"timechat-1\"")
        .contains("\"gpu\" : 1")
        .doesNotContain("judge");
  }

  @Test
  void theFirstDifferenceIsNamedByItsPath() {
    RunManifest first = of(run(bundle(8)));
    assertThat(first.firstDifference(of(run(bundle(9)))))
        .contains(new Difference("model.frames", "8", "9"));
    assertThat(first.firstDifference(of(run(bundle(8, "w")))))
        .contains(new Difference("model.sha256.decoder_data", "not set", "\"w\""));
    assertThat(first.firstDifference(of(new StoredPredictions(file("p", "timechat")))))
        .contains(new Difference("answers.parser", "\"robust-1\"", "not set"));
  }

  @Test
  void programAndMachineAreNoDifference() {
    RunManifest first = of(run(CHAT));
    RunManifest elsewhere =
        new RunManifest(
            first.questions(),
            first.origin(),
            first.scoring(),
            new Tool("seq2time", "0.2.0", Optional.empty(), List.of()),
            new Environment("26", "Mac", Optional.empty()),
            List.of());
    assertThat(first.firstDifference(elsewhere)).isEmpty();
  }

  @Test
  void placesAndScoringAreNoDifferenceToARunThatGoesOn() {
    RunManifest first = of(run(CHAT));
    ModelRun elsewhere =
        new ModelRun(
            "/other/videos",
            new Frames(8, "uniform", "32x32", "bicubic"),
            new Prompt("other name", "bb"),
            "seconds",
            CHAT,
            Optional.empty());
    RunManifest again =
        new RunManifest(
            new Questions(
                "charades-sta",
                file("/other/test.txt", "charades-text"),
                Optional.empty(),
                Optional.empty()),
            elsewhere,
            Optional.empty(),
            TOOL,
            ENVIRONMENT,
            List.of());
    assertThat(first.asked().firstDifference(again.asked())).isEmpty();
    assertThat(first.firstDifference(again).map(Difference::path)).contains("annotations.file");
  }

  @Test
  void aModelOfOnesOwnKeepsSettingsThatAreNoText() throws IOException {
    String text =
        CHAT_FILE.replace("chat endpoint", "mine").replace("\"seed\" : 7", "\"seed\" : 7.0");
    RunManifest manifest = read(text);
    assertThat(((ModelRun) manifest.origin()).model())
        .isEqualTo(
            new ModelIdentity.Custom(
                "mine", Map.of("endpoint", "http://h/v1", "name", "m", "temperature", "0.5")));
    assertThat(written(manifest)).contains("\"seed\" : 7.0");
  }

  @Test
  void aStartInAnotherZoneIsTheSameMoment() throws IOException {
    String text = CHAT_FILE.replace("2026-02-01T09:30:00Z", "2026-02-01T15:00:00+05:30");
    assertThat(read(text).environment()).isEqualTo(ENVIRONMENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\" : \"model run\",||:1: kind is missing; expected a string",
        "model run|walk|:1: kind is \"walk\"; expected stored predictions, raw answers or model"
            + " run",
        "\"aa\"|[3]|:7: annotations.sha256 is [3]; expected a string",
        "\"count\" : 8|\"count\" : -8|:14: frames.count is -8; expected an integer from 0 to"
            + " 2147483647",
        "\"seed\" : 7|\"seed\" : 99999999999999999999|:32: model.seed is 99999999999999999999;"
            + " expected an integer of 64 bits",
        "\"0.5\"|\"warm\"|:31: model.temperature is \"warm\"; expected a number as a string",
        "\"zero\"|\"maybe\"|:38: scoring.missing is \"maybe\"; expected zero or left-out",
        "\"dirty\" : true|\"dirty\" : 1|:46: tool.dirty is 1; expected true or false",
        "\"run\",|4,|:47: [1]: a word of tool.command is 4; expected a string",
        "2026-02-01T09:30:00Z|yesterday|:56: environment.started is \"yesterday\"; expected a time"
            + " such as 2026-02-01T09:30:00Z",
      })
  void mistakesNameTheirPlaceTheValueAndWhatWasExpected(String old, String text, String message) {
    assertThatThrownBy(() -> read(CHAT_FILE.replace(old, text == null ? "" : text)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(folder.resolve("run.json") + message);
  }

  @Test
  void aModelOfOnesOwnDoesNotPassForAnotherKind() {
    assertThatThrownBy(() -> new ModelIdentity.Custom("bundle", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ModelIdentity.Custom("mine", Map.of("kind", "bundle")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
