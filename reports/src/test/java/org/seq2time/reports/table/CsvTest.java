package org.seq2time.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CsvTest {

  private static final String CHARACTERS = "ab 0.#'-\"\",,\n\r\t\\;|=@\u00e9\u4e2d\u007f";

  @Test
  void fieldsAreQuotedOnlyWhereTheyHaveToBe() {
    assertThat(
            Csv.render(List.of(List.of("a b", "", "#1", "x,y", "say \"hi\"", "two\nlines", "-1"))))
        .isEqualTo("a b,,#1,\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\",-1\n");
    assertThat(Csv.render(List.of())).isEmpty();
  }

  @Test
  void longFieldsAreJudgedLikeShortOnes() {
    String plain = "TimeChat + Seq2Time ".repeat(10);
    assertThat(Csv.render(List.of(List.of(plain, plain)))).isEqualTo(plain + "," + plain + "\n");
  }

  @Test
  void anyTextIsWrittenAsTheStandardSays() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      List<String> row = List.of(text(random), text(random), text(random));
      assertThat(Csv.render(List.of(row)))
          .isEqualTo(row.stream().map(CsvTest::quoted).collect(Collectors.joining(",")) + "\n");
    }
  }

  private static String text(SplittableRandom random) {
    return random
        .ints(random.nextInt(40), 0, CHARACTERS.length())
        .mapToObj(c -> String.valueOf(CHARACTERS.charAt(c)))
        .collect(Collectors.joining());
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
