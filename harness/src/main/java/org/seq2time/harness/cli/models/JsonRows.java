package org.seq2time.harness.cli.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.JsonCursor;
import picocli.CommandLine.Option;

/** JSON lines in, from a file or the standard input, and JSON lines out. */
final class JsonRows {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description = "JSON lines to read; - is the standard input (default: -).")
  @Nullable Path file;

  /** Writes one value. */
  @FunctionalInterface
  interface Row {
    void write(JsonGenerator json) throws IOException;
  }

  /** The rows, before the first; to be closed. */
  JsonCursor open() {
    Path from = file;
    return from == null || from.toString().equals("-")
        ? JsonCursor.read(System.in, Path.of("standard input"))
        : JsonCursor.open(from);
  }

  /** Prints a row at once: another program may wait for it. */
  static void print(PrintWriter out, Row row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      row.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print(text);
    out.print('\n');
    out.flush();
  }
}
