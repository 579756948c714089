package org.seq2time.harness.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.datasets.io.BadInputException;

/**
 * Well-formed JSON that is no sensible tokenizer, down to the native library: a tokenizer, or one
 * line. What the library does not survive ends this process, and with it the test. {@code
 * -Dseq2time.fuzz.rounds=10000} makes a soak of it.
 */
@Tag("soak")
class TokenizerFuzzTest {

  private static final int ROUNDS = Integer.getInteger("seq2time.fuzz.rounds", 300);

  private static final Duration LIMIT = Duration.ofSeconds(60 + ROUNDS / 5);

  /** Entries before the vocabulary, where what is said decides most. */
  private static final int HEAD = 140;

  private static final Pattern VALUE =
      Pattern.compile("\"[^\"]*\"|(?<=[:\\[, ])(?:-?\\d+|true|false|null)");

  private static final List<String> VALUES =
      List.of(
          "null",
          "0",
          "1",
          "-1",
          "4294967296",
          "1.5",
          "true",
          "\"\"",
          "\"a\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[[]]",
          "\"<s>\"",
          "\"Unigram\"",
          "\"WordPiece\"",
          "\"WordLevel\"",
          "\"ByteLevel\"",
          "\"Metaspace\"",
          "\"Split\"",
          "\"Strip\"",
          "\"CTC\"",
          "\"Precompiled\"",
          "\"BertProcessing\"",
          "\"RobertaProcessing\"",
          "\"Sequence\"",
          "\"NFKC\"",
          "{\"String\": \"\"}",
          "{\"Regex\": \"[\"}");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(TokenizerTest.Kind.class)
  void mutatedTokenizerIsATokenizerOrOneLine(TokenizerTest.Kind kind) {
    Path file = folder.resolve("tokenizer.json");
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            Files.writeString(file, mutate(kind.json(), new SplittableRandom(round)));
            try (Tokenizer tokenizer = Tokenizer.open(file, List.of("<0>", "<1>"))) {
              int[] ids = tokenizer.encode("Hi <0> \u00e9\u4f60 \ud83d\ude00", true);
              tokenizer.decode(ids);
              tokenizer.decode(0, 1, 2, 3, 1 << 20);
            } catch (BadInputException e) {
              assertThat(e.getMessage())
                  .as("round %d", round)
                  .startsWith(file.toString())
                  .doesNotContain("\n");
            }
          }
        });
  }

  /** The library ends the process for these. */
  @Test
  void whatTheLibraryWouldNotSurviveIsRefusedBefore() throws IOException {
    String json = TokenizerTest.Kind.PREPEND.json();
    assertRefused(
        json.replace("\"special_tokens\": {\"<s>\"", "\"special_tokens\": {\"<t>\""),
        "the template uses the special token \"<s>\", which its special_tokens does not define");
    for (String table :
        List.of(
            "",
            ", \"precompiled_charsmap\": null",
            ", \"precompiled_charsmap\": \"!\"",
            ", \"precompiled_charsmap\": \"//////8=\"")) {
      assertRefused(
          json.replace(
              "{\"type\": \"Prepend\", \"prepend\": \"\u2581\"}",
              "{\"type\": \"Precompiled\"" + table + "}"),
          "the Precompiled normalizer has no usable precompiled_charsmap");
    }
  }

  private void assertRefused(String json, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
    assertThatThrownBy(() -> Tokenizer.open(file, List.of()).close())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  /** One or two values replaced by another one of the file, or by an odd one. */
  private static String mutate(String json, SplittableRandom random) {
    String mutated = json;
    for (int k = 1 + random.nextInt(2); k > 0; k--) {
      List<MatchResult> values = VALUE.matcher(mutated).results().toList();
      int range = random.nextInt(3) == 0 ? values.size() : Math.min(values.size(), HEAD);
      MatchResult value = values.get(random.nextInt(range));
      String by =
          random.nextBoolean()
              ? values.get(random.nextInt(values.size())).group()
              : VALUES.get(random.nextInt(VALUES.size()));
      mutated = mutated.substring(0, value.start()) + by + mutated.substring(value.end());
    }
    return mutated;
  }
}
