package org.seq2time.metrics.caption.ptb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stanford.nlp.ling.Word;
import edu.stanford.nlp.process.PTBTokenizer;
import edu.stanford.nlp.process.WordTokenFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
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
  void aReusedLexerGivesTheTokensOfAFreshOne() {
    List<String> pieces =
        List.of(
            "Add",
            "don't",
            "U.S.",
            "(",
            ")",
            "<",
            "br",
            ">",
            "&amp;",
            "1/2",
            "\u00a0",
            "...",
            "'",
            "\"",
            "http://a.b/c",
            "a.m.",
            "--",
            "\ud83c\udf5c",
            "\u2014",
            "#",
            "$5",
            "Mr.",
            "gonna",
            "`",
            ",");
    SplittableRandom random = new SplittableRandom(21);
    PtbLexer reused = new PtbLexer();
    for (int i = 0; i < 3_000; i++) {
      String text =
          IntStream.range(0, random.nextInt(12))
              .mapToObj(
                  _ -> pieces.get(random.nextInt(pieces.size())) + " ".repeat(random.nextInt(2)))
              .collect(Collectors.joining("", "", random.nextBoolean() ? "\n" : ""));
      reused.read(text);
      assertThat(tokens(reused)).as(text).isEqualTo(freshTokens(text));
    }
  }

  private static List<String> tokens(PtbLexer lexer) {
    List<String> tokens = new ArrayList<>();
    for (String token = lexer.next(); token != null; token = lexer.next()) {
      tokens.add(token);
    }
    return tokens;
  }

  private static List<String> freshTokens(String text) {
    return new PTBTokenizer<>(
            new StringReader(text), new WordTokenFactory(), "untokenizable=noneDelete")
        .tokenize().stream().map(Word::word).toList();
  }

  @Test
  void threadsMayShareATokenizer() {
    List<String> captions =
        IntStream.range(0, 2_000).mapToObj(i -> "Add " + i + " eggs, don't stir (yet).").toList();
    Stream<List<String>> parallel = captions.parallelStream().map(tokenizer::tokens);
    assertThat(parallel.toList()).isEqualTo(captions.stream().map(tokenizer::tokens).toList());
  }
}
