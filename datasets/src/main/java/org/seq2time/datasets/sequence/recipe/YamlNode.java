package org.seq2time.datasets.sequence.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.Quoted;

/** A YAML value that knows its line. */
sealed interface YamlNode {

  /** The line where the value begins, from 1. */
  int line();

  /** Text or a number, as it is written. */
  record Scalar(String text, int line) implements YamlNode {}

  /** Values in their order. */
  record Sequence(List<YamlNode> elements, int line) implements YamlNode {}

  /** Values by key, with the line of each key. */
  record Mapping(Map<String, YamlNode> values, Map<String, Integer> keyLines, int line)
      implements YamlNode {}

  /**
   * Reads one document.
   *
   * @param origin what errors name
   */
  static YamlNode parse(String origin, String text) {
    try (YAMLParser parser =
        YAMLFactory.builder()
            .streamReadConstraints(InputLimits.json())
            .build()
            .createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new BadInputException(origin + ": is empty; expected a recipe");
      }
      YamlNode node = node(origin, parser, first);
      if (parser.nextToken() != null) {
        throw error(
            origin, parser, "unexpected second YAML document; expected one recipe per file");
      }
      return node;
    } catch (JsonProcessingException e) {
      String message = String.valueOf(e.getOriginalMessage());
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new BadInputException(
          origin + ":" + line + ": not valid YAML: " + Quoted.shorten(firstLine(message), 200), e);
    } catch (IOException e) {
      throw new BadInputException(origin + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static YamlNode node(String origin, YAMLParser parser, @Nullable JsonToken token)
      throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    if (parser.isCurrentAlias()) {
      throw error(origin, parser, "aliases (*name) are not supported in recipes");
    }
    return switch (token) {
      case START_OBJECT -> mapping(origin, parser, line);
      case START_ARRAY -> {
        List<YamlNode> elements = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          elements.add(node(origin, parser, t));
        }
        yield new Sequence(elements, line);
      }
      case VALUE_NULL -> new Scalar("", line);
      case null, default -> new Scalar(parser.getText(), line);
    };
  }

  private static YamlNode mapping(String origin, YAMLParser parser, int line) throws IOException {
    Map<String, YamlNode> values = new LinkedHashMap<>();
    Map<String, Integer> keyLines = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int keyLine = parser.currentTokenLocation().getLineNr();
      if (keyLines.put(key, keyLine) != null) {
        throw error(origin, parser, "the key " + Quoted.value(key) + " occurs twice");
      }
      values.put(key, node(origin, parser, parser.nextToken()));
    }
    return new Mapping(values, keyLines, line);
  }

  private static BadInputException error(String origin, JsonParser parser, String problem) {
    return new BadInputException(
        origin + ":" + parser.currentTokenLocation().getLineNr() + ": " + problem);
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
