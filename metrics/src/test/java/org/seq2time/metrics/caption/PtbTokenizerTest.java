package org.seq2time.metrics.caption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PtbTokenizerTest {
  private final PtbTokenizer tokenizer = new PtbTokenizer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Add salt, then stir.        | add salt then stir
          they should've              | they should 've
          (optional)                  | -lrb- optional -rrb-
          made in the U.S.            | made in the u.s.
          salt & pepper -- mixed...   | salt & pepper mixed
          the cook's pan              | the cook 's pan
          """)
  void tokensAreThePennTreebanks(String caption, String tokens) {
    assertThat(tokenizer.tokenized(caption)).isEqualTo(tokens);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\f", "\u000b", "\u2028", "\u2029"})
  void lineEndsInACaptionAreSpaces(String lineEnd) {
    assertThat(tokenizer.tokens("add salt" + lineEnd + "Mix it"))
        .containsExactly("add", "salt", "mix", "it");
  }

  @Test
  void captionsWithoutTokensAreEmpty() {
    assertThat(tokenizer.tokens("")).isEmpty();
    assertThat(tokenizer.tokens(" ... !")).isEmpty();
  }

  @Test
  void untokenizableCharactersVanishWithoutAWord() {
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      assertThat(tokenizer.tokens("stir \ud83c\udf5c the \u0001 soup"))
          .isEqualTo(List.of("stir", "the", "soup"));
    } finally {
      System.setErr(err);
    }
    assertThat(written.toString(UTF_8)).isEmpty();
  }

  @Test
  void threadsMayShareATokenizer() {
    List<String> captions =
        IntStream.range(0, 2_000).mapToObj(i -> "Add " + i + " eggs, don't stir (yet).").toList();
    Stream<List<String>> parallel = captions.parallelStream().map(tokenizer::tokens);
    assertThat(parallel.toList()).isEqualTo(captions.stream().map(tokenizer::tokens).toList());
  }
}
