package org.seq2time.harness.bundle.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.Quoted;

/** Access to a file of reference values, a JSON object; what is missing is named with its place. */
final class ReferenceFile {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;

  private ReferenceFile(Path file) {
    this.file = file;
  }

  /** Reads the whole file: reference files have some megabytes at most. */
  static JsonNode read(Path file) {
    try {
      JsonNode root = MAPPER.readTree(file.toFile());
      if (root == null || !root.isObject()) {
        throw new BadInputException(file + ": is not a JSON object with reference values");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          file + ":" + e.getLocation().getLineNr() + ": not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  static ReferenceFile at(Path file) {
    return new ReferenceFile(file);
  }

  /** The text of a field; a file without it is none of the known forms. */
  String text(JsonNode in, String field) {
    JsonNode value = in.path(field);
    if (!value.isTextual()) {
      throw missing(field, value, "a string");
    }
    return value.textValue();
  }

  /** A list of whole numbers. */
  int[] integers(JsonNode values, String field) {
    int[] numbers = new int[array(values, field).size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!values.get(i).canConvertToInt() || !values.get(i).isIntegralNumber()) {
        throw missing(field, values.get(i), "whole numbers");
      }
      numbers[i] = values.get(i).intValue();
    }
    return numbers;
  }

  /** A list of numbers. */
  float[] floats(JsonNode values, String field) {
    float[] numbers = new float[array(values, field).size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!values.get(i).isNumber()) {
        throw missing(field, values.get(i), "numbers");
      }
      numbers[i] = values.get(i).floatValue();
    }
    return numbers;
  }

  /** A list of lists of whole numbers. */
  List<int[]> integerRows(JsonNode values, String field) {
    List<int[]> rows = new ArrayList<>();
    array(values, field).forEach(row -> rows.add(integers(row, field)));
    return rows;
  }

  JsonNode array(JsonNode values, String field) {
    if (!values.isArray()) {
      throw missing(field, values, "a list");
    }
    return values;
  }

  private BadInputException missing(String field, JsonNode found, String expected) {
    String what =
        found.isMissingNode() || found.isNull() ? "missing" : Quoted.value(found.toString());
    return new BadInputException(
        file + ": " + field + " is " + what + ", expected " + expected + " (docs/export.md)");
  }
}
