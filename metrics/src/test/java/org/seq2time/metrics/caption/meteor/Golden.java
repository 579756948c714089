package org.seq2time.metrics.caption.meteor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Expected values of the published reference code: our own texts, and real data where it is found.
 */
public final class Golden {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of(System.getProperty("seq2time.golden", "missing"));

  private Golden() {}

  /** A file of the published data; skips the test if this checkout has no such folder. */
  static Path published(String name) {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no published data at " + FOLDER);
    return FOLDER.resolve(name);
  }

  static JsonNode publishedJson(String name) {
    try (BufferedReader in = open(Files.newInputStream(published(name)), name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<JsonNode> publishedRows(String name) {
    try {
      return rows(Files.newInputStream(published(name)), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode authoredJson(String name) {
    try (BufferedReader in = open(authored(name), name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> authoredRows(String name) {
    return rows(authored(name), name);
  }

  private static InputStream authored(String name) {
    return Objects.requireNonNull(
        Golden.class.getResourceAsStream("/golden/authored/" + name), name);
  }

  private static List<JsonNode> rows(InputStream in, String name) {
    try (BufferedReader lines = open(in, name)) {
      List<JsonNode> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(JSON.readTree(line));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader open(InputStream in, String name) throws IOException {
    InputStream text = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
  }

  public static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(node -> strings.add(node.asText()));
    return strings;
  }

  static int[] ints(JsonNode array) {
    int[] ints = new int[array.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.get(i).asInt();
    }
    return ints;
  }
}
