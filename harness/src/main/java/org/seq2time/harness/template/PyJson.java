package org.seq2time.harness.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.template.Values.Tuple;
import org.seq2time.harness.template.Values.Undefined;

/** {@code tojson} as transformers defines it: Python's {@code json.dumps}, not escaped for HTML. */
final class PyJson {

  private final boolean ascii;
  private final @Nullable String indent;
  private final String itemSeparator;
  private final String keySeparator;
  private final boolean sorted;
  private final StringBuilder out = new StringBuilder();

  private PyJson(
      boolean ascii,
      @Nullable String indent,
      String itemSeparator,
      String keySeparator,
      boolean sorted) {
    this.ascii = ascii;
    this.indent = indent;
    this.itemSeparator = itemSeparator;
    this.keySeparator = keySeparator;
    this.sorted = sorted;
  }

  static String write(Object value, Arguments.Bound options) {
    Object indent = options.get(1, None.NONE);
    String step =
        indent == None.NONE
            ? null
            : Py.isText(indent)
                ? Py.str(indent)
                : " ".repeat(Math.clamp(Py.integer(indent, "indent"), 0, 1000));
    String items = step == null ? ", " : ",";
    String keys = ": ";
    Object separators = options.get(2, None.NONE);
    if (separators != None.NONE) {
      Iterator<Object> both = Py.iterate(separators);
      items = both.hasNext() ? Py.text(both.next(), "separators") : "";
      keys = both.hasNext() ? Py.text(both.next(), "separators") : "";
    }
    PyJson json = new PyJson(options.flag(0, false), step, items, keys, options.flag(3, false));
    json.value(value, 0);
    return json.out.toString();
  }

  private void value(Object value, int depth) {
    if (out.length() > InputLimits.TEMPLATE_TEXT_CHARACTERS) {
      throw Budget.tooLong();
    }
    switch (value) {
      case None ignored -> out.append("null");
      case Boolean flag -> out.append(flag);
      case Long number -> out.append(number);
      case Double number -> out.append(number(number));
      case List<?> items -> array(items, depth);
      case Tuple tuple -> array(tuple.items(), depth);
      case Map<?, ?> map -> object(map, depth);
      case Undefined ignored ->
          throw new TemplateFault("Object of type Undefined is not JSON serializable");
      default -> {
        if (!Py.isText(value)) {
          throw new TemplateFault(
              "Object of type " + Py.typeName(value) + " is not JSON serializable");
        }
        text(Py.str(value));
      }
    }
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "NaN"
        : Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : PyNumber.repr(value);
  }

  private void array(List<?> items, int depth) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    boolean first = true;
    for (Object item : items) {
      out.append(first ? "" : itemSeparator);
      line(depth + 1);
      value(Objects.requireNonNull(item), depth + 1);
      first = false;
    }
    line(depth);
    out.append(']');
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    Map<?, ?> entries = map;
    if (sorted) {
      Map<Object, Object> tree = new TreeMap<>((a, b) -> Py.compare(a, b, "<"));
      map.forEach((k, v) -> tree.put(Objects.requireNonNull(k), Objects.requireNonNull(v)));
      entries = tree;
    }
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      out.append(first ? "" : itemSeparator);
      line(depth + 1);
      text(key(Objects.requireNonNull(entry.getKey())));
      out.append(keySeparator);
      value(Objects.requireNonNull(entry.getValue()), depth + 1);
      first = false;
    }
    line(depth);
    out.append('}');
  }

  private static String key(Object key) {
    return switch (key) {
      case None ignored -> "null";
      case Boolean flag -> flag.toString();
      case Long number -> number.toString();
      case Double number -> number(number);
      default -> {
        if (!Py.isText(key)) {
          throw new TemplateFault(
              "keys must be str, int, float, bool or None, not " + Py.typeName(key));
        }
        yield Py.str(key);
      }
    };
  }

  private void line(int depth) {
    if (indent != null) {
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || (ascii && c > '~')) {
            out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
