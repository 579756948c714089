package org.seq2time.datasets.sequence.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  private static final String ODD =
      "a\"b\\c/d\n\r\t\b\f\u0000\u001f\u007f\u0080\u00e9\u07ff\u0800\u20ac\u2028\ufeff\uffff";

  @Test
  void stringIsReadBackByAnotherParser() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        switch (random.nextInt(4)) {
          case 0 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
          case 1 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
          default -> text.append((char) random.nextInt(' ', 127));
        }
      }
      JsonLine line = new JsonLine();
      line.string(text);
      try (JsonParser json = new JsonFactory().createParser(line.array(), 0, line.length())) {
        json.nextToken();
        assertThat(json.getText()).as("round %d", round).isEqualTo(text.toString());
      }
    }
  }

  @Test
  void halfASurrogatePairIsWrittenAsAnEscape() {
    JsonLine line = new JsonLine();
    line.string("a\ud800b\udc00");
    assertThat(line.toString()).isEqualTo("\"a\\ud800b\\udc00\"");
  }

  @Test
  void numbersHaveAtLeastTheirDigits() {
    JsonLine line = new JsonLine();
    line.number(0).ascii(" ").number(7, 3).ascii(" ").number(1000, 3).ascii(" ");
    line.number(10).ascii(" ").number(Long.MAX_VALUE);
    assertThat(line.toString()).isEqualTo("0 007 1000 10 9223372036854775807");
  }

  @Test
  void middleIsDeleted() {
    JsonLine line = new JsonLine();
    line.ascii("abcdef").delete(1, 3);
    assertThat(line.toString()).isEqualTo("adef");
  }
}
