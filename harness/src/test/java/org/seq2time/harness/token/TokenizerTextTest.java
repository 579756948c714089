package org.seq2time.harness.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of added tokens, unknown ones, broken bytes and blanks. */
class TokenizerTextTest {

  @TempDir Path folder;

  /** Llama's kind: a mark before each piece, letters, and tokens of one byte. */
  private Path tokenizer(String... added) throws IOException {
    StringBuilder vocabulary = new StringBuilder("\"<unk>\": 0, \"<s>\": 1, \"</s>\": 2");
    int id = 3;
    for (int b = 0; b < 256; b++) {
      vocabulary.append(", \"<0x%02X>\": %d".formatted(b, id++));
    }
    for (String token : List.of("\u2581", "a", "b", "n", "o", "w", "t", ".", "'", "s", "<unk2>")) {
      vocabulary.append(", \"%s\": %d".formatted(token, id++));
    }
    StringBuilder tokens = new StringBuilder(token(0, "<unk>", true) + "," + token(1, "<s>", true));
    for (String one : added) {
      tokens.append(',').append(token(id++, one, one.startsWith("<|") || one.contains("think")));
    }
    String json =
        """
        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [%s],
         "normalizer": {"type": "Sequence", "normalizers": [
           {"type": "Prepend", "prepend": "\u2581"},
           {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
         "pre_tokenizer": null, "post_processor": null,
         "decoder": {"type": "Sequence", "decoders": [
           {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
           {"type": "ByteFallback"}, {"type": "Fuse"},
           {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
         "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>",
           "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": true,
           "byte_fallback": true, "ignore_merges": false, "vocab": {%s}, "merges": []}}
        """
            .formatted(tokens, vocabulary);
    return Files.writeString(folder.resolve("tokenizer.json"), json);
  }

  private static String token(int id, String content, boolean special) {
    return ("{\"id\": %d, \"content\": \"%s\", \"single_word\": false, \"lstrip\": false,"
            + " \"rstrip\": false, \"normalized\": true, \"special\": %s}")
        .formatted(id, content, special);
  }

  @Test
  void addedTokensThatTheFileCallsNormalisedAreFoundInRuns() throws IOException {
    Path file = tokenizer("<1>", "<2>");
    try (Tokenizer plain = Tokenizer.open(file, List.of());
        Tokenizer times = Tokenizer.open(file, List.of("<1>", "<2>"))) {
      int one = times.id("<1>").orElseThrow();
      int two = times.id("<2>").orElseThrow();
      assertThat(times.encode("<1><2><2>", false)).containsExactly(one, two, two);
      assertThat(times.decode(times.encode("at<1><2>now", false))).isEqualTo("at<1><2> now");
      assertThat(plain.encode("<1><2><2>", false)).as("as the file says").doesNotContain(two);
    }
  }

  @Test
  void blanksBesideAddedTokensAreDroppedOnRequest() throws IOException {
    Path file = tokenizer("<1>", "<2>");
    List<String> times = List.of("<1>", "<2>");
    try (Tokenizer keep = Tokenizer.open(file, times);
        Tokenizer drop = Tokenizer.open(file, times, AddedTokenText.DROP)) {
      assertThat(drop.encode(" at <1> \n <2>  now ", false))
          .containsExactly(keep.encode(" at<1><2>now ", false));
      assertThat(drop.encode("<1>", false)).hasSize(1);
      assertThat(drop.encode("at now", false)).containsExactly(keep.encode("at now", false));
      assertThat(drop.encode("at <1> now", false)).isNotEqualTo(keep.encode("at <1> now", false));
    }
  }

  @Test
  void unknownTokensAndMarkersStayInAnswersAndControlTokensDoNot() throws IOException {
    Path file = tokenizer("<think>", "</think>", "<|im_end|>", "<time>");
    try (Tokenizer tokenizer = Tokenizer.open(file, List.of())) {
      int[] ids =
          List.of("<think>", "<unk>", "</think>", "<|im_end|>", "<time>", "<s>").stream()
              .mapToInt(token -> tokenizer.id(token).orElseThrow())
              .toArray();
      assertThat(tokenizer.decode(ids)).isEqualTo("<think><unk></think><time>");
      assertThat(tokenizer.decodeAll(false, ids))
          .isEqualTo("<think><unk></think><|im_end|><time><s>");
      assertThat(tokenizer.decodeAll(true, ids)).isEqualTo("<time>");
    }
  }

  @Test
  void brokenBytesKeepTheLettersBesideThem() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.open(tokenizer(), List.of())) {
      assertThat(tokenizer.decode(bytes(0xe2, 'A', 'b', 0x80))).isEqualTo("\ufffdAb\ufffd");
      assertThat(tokenizer.decode(bytes('A', 0xf0, 0x9f, 0x98))).isEqualTo("A\ufffd\ufffd\ufffd");
      assertThat(tokenizer.decode(bytes(0xc3, 0xa9, 0xff, 0xc3, 0xa9)))
          .isEqualTo("\u00e9\ufffd\u00e9");
    }
  }

  private static int[] bytes(int... values) {
    return Arrays.stream(values).map(b -> 3 + b).toArray();
  }

  /** Java's own decoder says which bytes are characters. */
  @Test
  void everyRunOfBytesHasTheCharactersThatJavaFinds() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    int[] likely = {'a', 0x80, 0xbf, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0xf4};
    try (Tokenizer tokenizer = Tokenizer.open(tokenizer(), List.of())) {
      for (int round = 0; round < 2000; round++) {
        byte[] run = new byte[1 + random.nextInt(8)];
        int[] ids = new int[run.length];
        for (int i = 0; i < run.length; i++) {
          run[i] = (byte) likely[random.nextInt(likely.length)];
          ids[i] = 3 + (run[i] & 0xff);
        }
        String expected = new String(run, StandardCharsets.UTF_8).replaceAll("\ufffd+", "\ufffd");
        assertThat(tokenizer.decode(ids).replaceAll("\ufffd+", "\ufffd"))
            .as(Arrays.toString(run))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void blanksAreCleanedUpAsConfiguredAlsoInAStream() throws IOException {
    Path file = tokenizer();
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"clean_up_tokenization_spaces\": true}");
    String text = "a ' b 's not n't . . bo ' 's  . a.";
    SplittableRandom random = new SplittableRandom(9);
    try (Tokenizer tokenizer = Tokenizer.open(file, List.of())) {
      assertThat(tokenizer.decode(tokenizer.encode("no n't . a 's", false)))
          .isEqualTo("non't. a's");
      for (int round = 0; round < 300; round++) {
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < 30; i++) {
          mixed.append(text.charAt(random.nextInt(text.length())));
        }
        int[] ids = tokenizer.encode(mixed.toString(), false);
        TextStream stream = tokenizer.stream();
        StringBuilder streamed = new StringBuilder();
        for (int id : ids) {
          streamed.append(stream.append(id));
        }
        streamed.append(stream.finish());
        assertThat(streamed.toString()).as("%s", mixed).isEqualTo(tokenizer.decode(ids));
      }
    }
  }

  @Test
  void stopStringsAreFoundOverTheBordersOfTokens() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.open(tokenizer(), List.of())) {
      int[] ids = tokenizer.encode("at now.", false);
      assertThat(endsAt(tokenizer, ids, "t n")).isEqualTo(tokenizer.encode("at n", false).length);
      assertThat(endsAt(tokenizer, ids, "now", "w.")).isEqualTo(ids.length - 1);
      assertThat(endsAt(tokenizer, ids, "nobody")).isEqualTo(-1);
      assertThat(endsAt(tokenizer, ids, "nn", "a")).isEqualTo(2);
    }
  }

  private static int endsAt(Tokenizer tokenizer, int[] ids, String... stop) {
    IntPredicate rule = StopStrings.of(tokenizer, List.of(stop)).begin();
    for (int i = 0; i < ids.length; i++) {
      if (rule.test(ids[i])) {
        return i + 1;
      }
    }
    return -1;
  }
}
