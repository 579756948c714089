package org.seq2time.harness.graph;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a graph names the parts of its key-value cache.
 *
 * <p>The usual names are those of Optimum, transformers.js and ONNX Runtime GenAI: {@code
 * past_key_values.3.key} and {@code present.3.key}, also with {@code decoder.} before the last part
 * or as {@code past_key_3} and {@code present_key_3}. A {@code genai_config.json} may set others.
 */
public final class KvNames {

  private static final KvNames USUAL =
      new KvNames(
          List.of(
              Pattern.compile(
                  "past(?:_key_values)?[._](?<layer>\\d{1,6})[._](?:decoder[._])?(?<part>key|value)"),
              Pattern.compile("past_(?<part>key|value)s?[._](?<layer>\\d{1,6})")),
          List.of(
              Pattern.compile(
                  "present(?:_key_values)?[._](?<layer>\\d{1,6})[._](?:decoder[._])?(?<part>key|value)"),
              Pattern.compile("present_(?<part>key|value)s?[._](?<layer>\\d{1,6})")),
          Map.of());

  private final List<Pattern> inputs;
  private final List<Pattern> outputs;
  private final Map<Part, Pattern> own;

  private KvNames(List<Pattern> inputs, List<Pattern> outputs, Map<Part, Pattern> own) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.own = own;
  }

  /** One of the four tensors of a layer. */
  public enum Part {
    KEY_IN("past key input"),
    VALUE_IN("past value input"),
    KEY_OUT("present key output"),
    VALUE_OUT("present value output");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    String describe(Slot slot) {
      return "the " + words + " of layer " + slot.layer();
    }
  }

  /** A place in the cache. */
  record Slot(int layer, Part part) {}

  /** The names that exporters use. */
  public static KvNames usual() {
    return USUAL;
  }

  /**
   * Names with {@code %d} where the layer's number stands, as in {@code genai_config.json}; a part
   * that is not given has its usual name.
   */
  public static KvNames of(Map<Part, String> templates) {
    Map<Part, Pattern> own = new EnumMap<>(Part.class);
    templates.forEach(
        (part, template) -> {
          int at = template.indexOf("%d");
          if (at < 0) {
            throw new IllegalArgumentException("the name \"" + template + "\" has no %d in it");
          }
          own.put(
              part,
              Pattern.compile(
                  Pattern.quote(template.substring(0, at))
                      + "(?<layer>\\d{1,6})"
                      + Pattern.quote(template.substring(at + 2))));
        });
    return new KvNames(USUAL.inputs, USUAL.outputs, own);
  }

  /** Where an input belongs; null if it is no part of the cache. */
  @Nullable Slot input(String name) {
    return find(name, inputs, Part.KEY_IN, Part.VALUE_IN);
  }

  /** Where an output belongs; null if it is no part of the cache. */
  @Nullable Slot output(String name) {
    return find(name, outputs, Part.KEY_OUT, Part.VALUE_OUT);
  }

  private @Nullable Slot find(String name, List<Pattern> usual, Part key, Part value) {
    for (Part part : List.of(key, value)) {
      Pattern pattern = own.get(part);
      Matcher matcher = pattern == null ? null : pattern.matcher(name);
      if (matcher != null && matcher.matches()) {
        return new Slot(Integer.parseInt(matcher.group("layer")), part);
      }
    }
    for (Pattern pattern : usual) {
      Matcher matcher = pattern.matcher(name);
      if (matcher.matches()) {
        Part part = matcher.group("part").equals("key") ? key : value;
        return new Slot(Integer.parseInt(matcher.group("layer")), part);
      }
    }
    return null;
  }
}
