package org.seq2time.reports.table;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Rows as CSV after RFC 4180, lines ended by a line feed. A field is quoted only where it has to
 * be: with a comma, a quotation mark or a line break in it.
 */
public final class Csv {

  private static final CsvFactory FACTORY =
      CsvFactory.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();

  private static final CsvSchema LINES = CsvSchema.emptySchema().withLineSeparator("\n");

  private Csv() {}

  /** All rows, every line ended. */
  public static String render(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvGenerator csv = FACTORY.createGenerator(text)) {
      csv.setSchema(LINES);
      for (List<String> row : rows) {
        csv.writeStartArray();
        for (String field : row) {
          csv.writeString(field);
        }
        csv.writeEndArray();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
