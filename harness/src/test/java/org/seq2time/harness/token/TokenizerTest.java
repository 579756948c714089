package org.seq2time.harness.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.time.DigitVocabulary;

class TokenizerTest {

  private static final List<String> DIGITS =
      List.of("<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>", "<7>", "<8>", "<9>");

  /** Characters of one to four bytes, joined ones, a direction mark, and U+FFFD itself. */
  private static final List<String> PIECES =
      List.of(
          "a",
          " ",
          "  ",
          "b",
          "\n",
          "\u00e9",
          "\u4f60",
          "\u597d",
          "\ud83d\ude00",
          "\ud83d\udc69\u200d\ud83d\udc67",
          "\u0301",
          "\u202e",
          "\ufffd",
          "<3>",
          "</s>",
          "<");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void digitTokensGetTheNextFreeIds(Kind kind) throws IOException {
    try (Tokenizer tokenizer = open(kind, DIGITS)) {
      assertThat(tokenizer.file().size()).isEqualTo(kind.size());
      assertThat(tokenizer.size()).isEqualTo(kind.size() + 10);
      DigitVocabulary digits = tokenizer.digits();
      for (int digit = 0; digit < 10; digit++) {
        assertThat(digits.id(digit)).isEqualTo(kind.size() + digit);
        assertThat(tokenizer.encode("<" + digit + ">", false)).contains(kind.size() + digit);
      }
      int[] ids = tokenizer.encode("<0><7><2><9>", false);
      assertThat(Arrays.stream(ids).filter(id -> id >= kind.size()).map(digits::digit))
          .containsExactly(0, 7, 2, 9);
      assertThat(tokenizer.decode(ids)).isEqualTo("<0><7><2><9>");
    }
  }

  @Test
  void tokensOfTheFileKeepTheirIds() throws IOException {
    String json =
        Kind.BYTE_LEVEL
            .json()
            .replace("\"added_tokens\": [", "\"added_tokens\": [" + added(256, "<3>", false) + ",");
    Path file =
        Files.writeString(
            folder.resolve("tokenizer.json"),
            json.replace(
                "{\"id\": 256, \"content\": \"</s>\"", "{\"id\": 257, \"content\": \"</s>\""));
    try (Tokenizer tokenizer = Tokenizer.open(file, DIGITS)) {
      assertThat(tokenizer.id("<3>")).hasValue(256);
      assertThat(tokenizer.id("<0>")).hasValue(258);
      assertThat(tokenizer.id("<4>")).hasValue(261);
      assertThat(tokenizer.digits().digit(256)).isEqualTo(3);
    }
  }

  @Test
  void withoutDigitTokensThereIsNoDigitVocabulary() throws IOException {
    try (Tokenizer tokenizer = open(Kind.BYTE_LEVEL, List.of())) {
      assertThatThrownBy(tokenizer::digits)
          .isInstanceOf(BadInputException.class)
          .hasMessageEndingWith("has no token <0>; position tokens need it");
    }
  }

  @Test
  void specialTokensAreNoTextButTimeTokensAre() throws IOException {
    String json = Kind.BYTE_LEVEL.json().replace(added(256, "</s>", true), added(256, "<0>", true));
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
    try (Tokenizer plain = Tokenizer.open(file, List.of());
        Tokenizer timed = Tokenizer.open(file, DIGITS)) {
      int[] ids = plain.encode("a<0>b", false);
      assertThat(ids).containsExactly('a', 256, 'b');
      assertThat(plain.decode(ids)).isEqualTo("ab");
      assertThat(timed.decode(ids)).isEqualTo("a<0>b");
    }
  }

  @Test
  void specialTokensStandAroundTheTextOnlyOnRequest() throws IOException {
    try (Tokenizer tokenizer = open(Kind.PREPEND, List.of())) {
      assertThat(tokenizer.encode("a", true)).startsWith(1);
      assertThat(tokenizer.encode("a", false)).doesNotContain(1);
    }
  }

  /** Llama's pitfall: the mark stands before every piece between added tokens. */
  @Test
  void prependMarksEveryPieceOfText() throws IOException {
    try (Tokenizer tokenizer = open(Kind.PREPEND, DIGITS)) {
      assertThat(tokenizer.file().marksEveryPiece()).isTrue();
      assertThat(tokenizer.decode(tokenizer.encode("at <7>now", false))).isEqualTo("at <7> now");
      assertThat(tokenizer.decode(tokenizer.encode("at <7> now", false))).isEqualTo("at <7>  now");
      int mark = tokenizer.encode(" ", false)[0];
      assertThat(tokenizer.encode("<7><2>", false))
          .as("nothing stands between two added tokens")
          .doesNotContain(mark);
    }
    try (Tokenizer tokenizer = open(Kind.BYTE_LEVEL, DIGITS)) {
      assertThat(tokenizer.file().marksEveryPiece()).isFalse();
      assertThat(tokenizer.decode(tokenizer.encode("at <7>now", false))).isEqualTo("at <7>now");
    }
  }

  @Test
  void nothingIsCutOrPadded() throws IOException {
    String json =
        Kind.BYTE_LEVEL
            .json()
            .replace(
                "\"truncation\": null, \"padding\": null",
                """
                "truncation": {"max_length": 4, "strategy": "LongestFirst", "stride": 0,
                  "direction": "Right"},
                "padding": {"strategy": {"Fixed": 8}, "direction": "Right",
                  "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "!"}
                """);
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
    try (Tokenizer tokenizer = Tokenizer.open(file, List.of())) {
      assertThat(tokenizer.encode("a".repeat(5000), false)).hasSize(5000);
      assertThat(tokenizer.encode("ab", false)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void streamedTextIsTheWholeText(Kind kind) throws IOException {
    try (Tokenizer tokenizer = open(kind, DIGITS)) {
      for (long seed = 0; seed < 300; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
          text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        int[] ids = tokenizer.encode(text.toString(), random.nextBoolean());
        TextStream stream = tokenizer.stream();
        StringBuilder streamed = new StringBuilder();
        for (int id : ids) {
          String piece = stream.append(id);
          assertThat(Character.isHighSurrogate(last(piece))).as("seed %d", seed).isFalse();
          streamed.append(piece);
        }
        streamed.append(stream.finish());
        assertThat(streamed.toString()).as("seed %d", seed).isEqualTo(tokenizer.decode(ids));
      }
    }
  }

  @Test
  void aCharacterAppearsWithItsLastToken() throws IOException {
    try (Tokenizer tokenizer = open(Kind.PREPEND, List.of())) {
      int[] ids = tokenizer.encode("a\ud83d\ude00b", false);
      TextStream stream = tokenizer.stream();
      List<String> pieces = Arrays.stream(ids).mapToObj(stream::append).toList();
      assertThat(pieces).containsExactly("", "a", "", "", "", "\ud83d\ude00", "b");
      assertThat(stream.finish()).isEmpty();
    }
  }

  @Test
  void aBrokenOffCharacterIsTheReplacementCharacter() throws IOException {
    try (Tokenizer tokenizer = open(Kind.BYTE_LEVEL, List.of())) {
      byte[] bytes = "x\u4f60".getBytes(StandardCharsets.UTF_8);
      TextStream stream = tokenizer.stream();
      assertThat(stream.append(bytes[0] & 0xff)).isEqualTo("x");
      assertThat(stream.append(bytes[1] & 0xff)).isEmpty();
      assertThat(stream.finish()).isEqualTo("\ufffd");
    }
  }

  @Test
  void anyIdsGiveSomeText() throws IOException {
    for (Kind kind : Kind.values()) {
      try (Tokenizer tokenizer = open(kind, DIGITS)) {
        SplittableRandom random = new SplittableRandom(5);
        TextStream stream = tokenizer.stream();
        StringBuilder streamed = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
          int id = random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(tokenizer.size());
          streamed.append(stream.append(id));
        }
        streamed.append(stream.finish());
        assertThat(streamed).isNotEmpty();
      }
    }
  }

  @Test
  void halvesOfPairsAndZerosAreNoTrouble() throws IOException {
    try (Tokenizer tokenizer = open(Kind.BYTE_LEVEL, List.of())) {
      int[] ids = tokenizer.encode("a\ud83d\u0000b\udc00", false);
      assertThat(tokenizer.decode(ids)).isEqualTo("a\ufffd\u0000b\ufffd");
      assertThat(tokenizer.encode("", false)).isEmpty();
      assertThat(tokenizer.decode()).isEmpty();
    }
  }

  @Test
  void aClosedTokenizerSaysSo() throws IOException {
    Tokenizer tokenizer = open(Kind.BYTE_LEVEL, List.of());
    tokenizer.close();
    tokenizer.close();
    assertThatThrownBy(() -> tokenizer.encode("a", false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the tokenizer is closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {}, \"merges\": []}}",
        "{\"model\": {\"type\": \"None\", \"vocab\": {\"a\": 0}}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"b c\"]}}",
        "{\"added_tokens\": [{\"id\": 1}], \"model\": {\"vocab\": {\"a\": 0}}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": []}, \"decoder\": 5}",
        "nonsense"
      })
  void whatIsNoTokenizerIsOneLine(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
    assertThatThrownBy(() -> Tokenizer.open(file, DIGITS).close())
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("\n");
  }

  /** DJL's Java code, which could report its use and download other builds, is not there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.djl.util.Ec2Utils",
        "ai.djl.util.Utils",
        "ai.djl.engine.Engine",
        "com.sun.jna.Native"
      })
  void nothingThatCouldGoOnlineIsOnTheClassPath(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  private static char last(String text) {
    return text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
  }

  private Tokenizer open(Kind kind, List<String> more) throws IOException {
    Path file = Files.writeString(folder.resolve(kind + ".json"), kind.json());
    return Tokenizer.open(file, more);
  }

  private static String added(int id, String content, boolean special) {
    return """
    {"id": %d, "content": "%s", "single_word": false, "lstrip": false, "rstrip": false, \
    "normalized": false, "special": %s}\
    """
        .formatted(id, content, special);
  }

  /** The two families of tokenizers: GPT-2's bytes, and Llama's pieces that fall back to bytes. */
  enum Kind {
    BYTE_LEVEL(257),
    PREPEND(263);

    private final int size;

    Kind(int size) {
      this.size = size;
    }

    int size() {
      return size;
    }

    String json() {
      List<String> tokens = new ArrayList<>();
      if (this == PREPEND) {
        tokens.addAll(List.of("<unk>", "<s>", "</s>", "a", "b", "\u2581", "\u2581a"));
        for (int b = 0; b < 256; b++) {
          tokens.add("<0x%02X>".formatted(b));
        }
      } else {
        byteCharacters().forEach(tokens::add);
      }
      StringBuilder vocabulary = new StringBuilder();
      for (int id = 0; id < tokens.size(); id++) {
        vocabulary
            .append(id == 0 ? "" : ",")
            .append('"')
            .append(tokens.get(id).replace("\\", "\\\\").replace("\"", "\\\""))
            .append("\":")
            .append(id);
      }
      return this == PREPEND ? prepend(vocabulary) : byteLevel(vocabulary);
    }

    private static String byteLevel(CharSequence vocabulary) {
      return """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [%s],
       "normalizer": null,
       "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
        "use_regex": true},
       "post_processor": null,
       "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true,
        "use_regex": true},
       "model": {"type": "BPE", "dropout": null, "unk_token": null,
        "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
        "byte_fallback": false, "vocab": {%s}, "merges": []}}
      """
          .formatted(added(256, "</s>", true), vocabulary);
    }

    private static String prepend(CharSequence vocabulary) {
      return """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [%s, %s, %s],
       "normalizer": {"type": "Sequence", "normalizers": [
        {"type": "Prepend", "prepend": "\u2581"},
        {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
       "pre_tokenizer": null,
       "post_processor": {"type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
         {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}},
         {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
       "decoder": {"type": "Sequence", "decoders": [
        {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
        {"type": "ByteFallback"}, {"type": "Fuse"},
        {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
       "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>",
        "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": true,
        "byte_fallback": true, "vocab": {%s}, "merges": []}}
      """
          .formatted(
              added(0, "<unk>", true), added(1, "<s>", true), added(2, "</s>", true), vocabulary);
    }

    /** GPT-2's character for each byte: itself where it prints, from U+0100 on otherwise. */
    private static List<String> byteCharacters() {
      List<String> characters = new ArrayList<>();
      int next = 256;
      for (int b = 0; b < 256; b++) {
        boolean prints = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
        characters.add(Character.toString(prints ? b : next++));
      }
      return characters;
    }
  }
}
