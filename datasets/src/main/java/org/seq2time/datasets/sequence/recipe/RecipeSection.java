package org.seq2time.datasets.sequence.recipe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Suggestion;

/** A mapping of a recipe that is asked for its keys; one nobody asks for is an error. */
final class RecipeSection {

  private final String origin;
  private final YamlNode.Mapping mapping;
  private final String what;
  private final Set<String> known = new LinkedHashSet<>();

  RecipeSection(String origin, YamlNode node, String what) {
    this.origin = origin;
    this.what = what;
    if (!(node instanceof YamlNode.Mapping map)) {
      throw error(node.line(), what + " is not a mapping; expected key: value lines");
    }
    this.mapping = map;
  }

  /** Names of all keys, for sections whose keys are names. */
  Map<String, YamlNode> entries() {
    known.addAll(mapping.values().keySet());
    return mapping.values();
  }

  int line() {
    return mapping.line();
  }

  @Nullable YamlNode node(String key) {
    known.add(key);
    return mapping.values().get(key);
  }

  @Nullable String text(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.text().isBlank()) {
      throw error(node.line(), key + " is not a string; expected one value");
    }
    return scalar.text();
  }

  String text(String key, String fallback) {
    String text = text(key);
    return text == null ? fallback : text;
  }

  long integer(String key, long fallback, long min, long max) {
    String text = text(key);
    if (text == null) {
      return fallback;
    }
    String digits = text.replace("_", "");
    if (digits.matches("-?[0-9]{1,18}")) {
      long value = Long.parseLong(digits);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw error(
        lineOf(key),
        key + " is " + Quoted.value(text) + "; expected an integer from " + min + " to " + max);
  }

  double positive(String key) {
    String text = text(key);
    OptionalDouble value = text == null ? OptionalDouble.empty() : Decimals.parse(text);
    if (value.isEmpty() || !(value.getAsDouble() > 0)) {
      throw error(
          lineOf(key), key + " is " + Quoted.value(String.valueOf(text)) + "; expected above 0");
    }
    return value.getAsDouble();
  }

  List<String> texts(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof YamlNode.Scalar scalar) {
      return List.of(scalar.text());
    }
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw error(node.line(), key + " is a mapping; expected a list");
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode element : sequence.elements()) {
      if (!(element instanceof YamlNode.Scalar scalar)) {
        throw error(element.line(), "an element of " + key + " is not a string");
      }
      texts.add(scalar.text());
    }
    return texts;
  }

  int lineOf(String key) {
    return mapping.keyLines().getOrDefault(key, mapping.line());
  }

  /** To be called when everything has been asked for. */
  void refuseUnknownKeys() {
    for (String key : mapping.values().keySet()) {
      if (!known.contains(key)) {
        throw error(
            lineOf(key),
            "unknown key "
                + Quoted.value(key)
                + " in "
                + what
                + "; "
                + Suggestion.question(key, known)
                + "expected "
                + String.join(", ", known));
      }
    }
  }

  BadInputException error(int line, String problem) {
    return new BadInputException(origin + ":" + line + ": " + problem);
  }
}
