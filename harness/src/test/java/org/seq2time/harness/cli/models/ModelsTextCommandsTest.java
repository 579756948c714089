package org.seq2time.harness.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.fixtures.BundleFixture;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.harness.cli.Cli;

/** {@code models tokenize}, {@code models template} and {@code generate}. */
class ModelsTextCommandsTest {

  private static final String CHAT =
      "{{ bos_token }}{% for m in messages %}[{{ m.role }}] {{ m.content }}\n{% endfor %}"
          + "{% if add_generation_prompt %}[assistant]{% endif %}";

  @TempDir Path folder;

  private String bundle;

  @BeforeEach
  void writeBundle() throws IOException {
    BundleFixture.tiny(DecoderFixture.Cache.CONCATENATED).write(folder);
    bundle = folder.toString();
  }

  private Path rows(String... lines) throws IOException {
    return Files.writeString(folder.resolve("rows.jsonl"), String.join("\n", lines) + "\n");
  }

  @Test
  void tokenizeAndDecodeAreInverseAndNeedNoGraphs() throws IOException {
    for (String graph : new String[] {"model.onnx", "embed_tokens.onnx", "vision_encoder.onnx"}) {
      Files.delete(folder.resolve(graph));
    }
    Path texts = rows("\"at <0><7><2><9>\"", "\"\"", "\"cafe\"");
    Cli ids = Cli.run("models", "tokenize", bundle, "--plain", "--rows", texts.toString());
    assertThat(ids.code()).as(ids.err()).isZero();
    assertThat(ids.out().lines()).hasSize(3).contains("[]");
    Cli again =
        Cli.run(
            "models", "tokenize", bundle, "--decode", "--rows", rows(ids.out().strip()).toString());
    assertThat(again.out().lines()).containsExactly("\"at <0><7><2><9>\"", "\"\"", "\"cafe\"");
  }

  @Test
  void specialTokensAreAddedAndShownUnlessPlain() throws IOException {
    String texts = rows("\"a\"").toString();
    String with = Cli.run("models", "tokenize", bundle, "--rows", texts).out().strip();
    String plain = Cli.run("models", "tokenize", bundle, "--plain", "--rows", texts).out().strip();
    assertThat(with).startsWith("[1,").isNotEqualTo(plain);
    String ids = rows(with).toString();
    assertThat(Cli.run("models", "tokenize", bundle, "--decode", "--rows", ids).out())
        .contains("<s>");
    assertThat(Cli.run("models", "tokenize", bundle, "--decode", "--plain", "--rows", ids).out())
        .isEqualTo("\"a\"\n");
  }

  @Test
  void rowsOfAnotherKindAreOneLineWithTheirPlace() throws IOException {
    Cli run = Cli.run("models", "tokenize", bundle, "--rows", rows("\"a\"", "[1]").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.err()).contains("rows.jsonl:2: ").contains("expected a string");
  }

  @Test
  void templateRendersRowsOfTheStandardInputAndSaysWhatIsWrong() throws IOException {
    Path template = Files.writeString(folder.resolve("own.jinja"), CHAT + "{{ messages[0].x.y }}");
    String row =
        "{\"messages\": [{\"role\": \"user\", \"content\": \"{{ 1 }}\\n\\u00e9\"%s}],"
            + " \"add_generation_prompt\": true, \"special_tokens\": {\"bos_token\": \"<s>\"},"
            + " \"other\": 1}\n";
    InputStream before = System.in;
    Cli run;
    try {
      String rows = row.formatted(", \"x\": {\"y\": 2}") + row.formatted("");
      System.setIn(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)));
      run = Cli.run("models", "template", template.toString(), "--rows", "-");
    } finally {
      System.setIn(before);
    }
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines().toList().get(0))
        .isEqualTo("{\"rendered\":\"<s>[user] {{ 1 }}\\n\\u00E9\\n[assistant]2\"}");
    assertThat(run.out().lines().toList().get(1))
        .startsWith("{\"error\":\"" + template + ":2: 'dict object' has no attribute 'x'");
  }

  @Test
  void bundleWithoutChatTemplateIsOneLine() throws IOException {
    Cli run = Cli.run("models", "template", bundle, "--rows", rows("{}").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("has no chat template: expected chat_template.jinja");
  }

  @Test
  void templateThatCannotBeReadIsTheErrorOfEveryRow() throws IOException {
    Files.writeString(folder.resolve("chat_template.jinja"), "a\n{% if %}");
    Cli run =
        Cli.run(
            "models",
            "template",
            bundle,
            "--rows",
            rows("{\"messages\": []}", "{\"messages\": []}").toString());
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("chat_template.jinja:2: "));
  }

  @Test
  void generateAnswersThroughTheChatTemplateAndPrintsItsSpeed() throws IOException {
    Files.delete(folder.resolve("seq2time.json"));
    Cli raw = Cli.run("generate", bundle, "When?", "--max-tokens", "6");
    assertThat(raw.code()).as(raw.err()).isZero();
    assertThat(raw.err()).contains(" tokens after a prompt of ").contains(" tokens/s");
    Files.writeString(folder.resolve("chat_template.jinja"), CHAT);
    Cli chat = Cli.run("generate", bundle, "When?", "--max-tokens", "6");
    assertThat(chat.code()).as(chat.err()).isZero();
    assertThat(promptLength(chat)).isGreaterThan(promptLength(raw));
    Cli left = Cli.run("generate", bundle, "When?", "--max-tokens", "6", "--raw");
    assertThat(left.out()).isEqualTo(raw.out());
    assertThat(Cli.run("generate", bundle, "When?", "--max-tokens", "6", "--quiet").err())
        .isEmpty();
  }

  private static int promptLength(Cli run) {
    return Integer.parseInt(run.err().replaceAll("(?s).*prompt of (\\d+),.*", "$1"));
  }

  @Test
  void stopTextEndsTheAnswerBehindIt() {
    Cli whole = Cli.run("generate", bundle, "When?", "--max-tokens", "12");
    String answer = whole.out().strip();
    assertThat(answer.length()).isGreaterThan(6);
    String stop = answer.substring(2, 4);
    Cli stopped = Cli.run("generate", bundle, "When?", "--max-tokens", "12", "--stop", stop);
    assertThat(stopped.out().strip()).contains(stop);
    assertThat(answer).startsWith(stopped.out().strip());
    assertThat(stopped.out().strip().length()).isLessThan(answer.length());
  }

  @Test
  void settingsThatExcludeEachOtherAreWrongUsage() {
    assertThat(Cli.run("generate", bundle, "a", "--beams", "2", "--temperature", "1").err())
        .contains("--beams and --temperature cannot be combined");
    assertThat(Cli.run("generate", bundle, "a", "--length-penalty", "2").code()).isEqualTo(2);
    assertThat(Cli.run("generate", bundle, "a", "--min-p", "2").err()).contains("min-p 2.0");
    assertThat(Cli.run("generate", bundle, "a", "--system", "b").err()).contains("--system needs");
  }

  @Test
  void chatTemplateIsThePromptWhereNoOtherIsSet() throws IOException {
    Path description = folder.resolve("seq2time.json");
    Files.delete(description);
    Files.writeString(folder.resolve("chat_template.jinja"), CHAT);
    assertThat(Cli.run("models", "inspect", bundle).out())
        .contains("[user] {visual}\\n{question}\\n[assistant]")
        .contains("the bundle's chat template");
    Files.writeString(
        folder.resolve("chat_template.jinja"),
        "{% for m in messages %}{% for c in m.content %}{{ '<video>' if c.type == 'video' else"
            + " c.text }}{% endfor %}{% endfor %}!");
    assertThat(Cli.run("models", "inspect", bundle).out()).contains("{visual}{question}!");
    Files.writeString(folder.resolve("chat_template.jinja"), "nothing");
    assertThat(Cli.run("models", "inspect", bundle).out()).contains("chat template is not used");
  }
}
