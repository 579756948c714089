package org.seq2time.reports.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void indentedJsonHasLineFeedsOnEveryPlatformAndLeavesTheStreamOpen() throws IOException {
    boolean[] closed = new boolean[1];
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (JsonGenerator json = Json.indented(out)) {
      json.writeStartObject();
      json.writeStringField("a", "\u00e9");
      json.writeArrayFieldStart("b");
      json.writeNumber(1);
      json.writeNumber(2);
      json.writeEndArray();
      json.writeEndObject();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\n  \"a\" : \"\u00e9\",\n  \"b\" : [\n    1,\n    2\n  ]\n}");
    assertThat(closed[0]).isFalse();
  }

  @Test
  void linesHaveNoWhiteSpaceAndNoSeparatorOfTheirOwn() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.lines(out)) {
      for (int i = 0; i < 2; i++) {
        json.writeStartObject();
        Json.writeNumberOrNull(json, "x", i == 0 ? Double.NaN : 0.5);
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"x\":null}\n{\"x\":0.5}\n");
  }
}
