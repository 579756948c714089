package org.seq2time.harness.template;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.seq2time.harness.template.Values.Markup;
import org.seq2time.harness.template.Values.Namespace;
import org.seq2time.harness.template.Values.Once;
import org.seq2time.harness.template.Values.Range;
import org.seq2time.harness.template.Values.Tuple;
import org.seq2time.harness.template.Values.Undefined;
import org.seq2time.harness.template.Values.View;

/** Python's semantics of values: truth, text, equality, order, iteration. */
final class Py {

  private Py() {}

  static boolean truth(Object value) {
    return switch (value) {
      case None ignored -> false;
      case Undefined ignored -> false;
      case Boolean flag -> flag;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case Markup markup -> !markup.text().isEmpty();
      case Collection<?> items -> !items.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case Tuple tuple -> !tuple.items().isEmpty();
      case Range range -> range.length() > 0;
      case View view -> !view.items().isEmpty();
      default -> true;
    };
  }

  static String typeName(Object value) {
    return switch (value) {
      case None ignored -> "NoneType";
      case Undefined ignored -> "Undefined";
      case Boolean ignored -> "bool";
      case Long ignored -> "int";
      case Double ignored -> "float";
      case String ignored -> "str";
      case Markup ignored -> "Markup";
      case List<?> ignored -> "list";
      case Map<?, ?> ignored -> "dict";
      case Tuple ignored -> "tuple";
      case Range ignored -> "range";
      case View view -> view.kind();
      case Once ignored -> "generator";
      case Namespace ignored -> "Namespace";
      default -> "function";
    };
  }

  /** What printing gives. */
  static String str(Object value) {
    return switch (value) {
      case String text -> text;
      case Markup markup -> markup.text();
      case Undefined ignored -> "";
      default -> repr(value);
    };
  }

  /** What printing gives for a value inside another. */
  static String repr(Object value) {
    return switch (value) {
      case None ignored -> "None";
      case Undefined ignored -> "Undefined";
      case Boolean flag -> flag ? "True" : "False";
      case Long number -> number.toString();
      case Double number -> PyNumber.repr(number);
      case String text -> PyText.repr(text);
      case Markup markup -> "Markup(" + PyText.repr(markup.text()) + ")";
      case List<?> items -> joined("[", items, "]");
      case Tuple tuple -> joined("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")");
      case Map<?, ?> map -> {
        StringBuilder out = new StringBuilder("{");
        map.forEach(
            (key, item) ->
                out.append(out.length() > 1 ? ", " : "")
                    .append(repr(Objects.requireNonNull(key)))
                    .append(": ")
                    .append(repr(Objects.requireNonNull(item))));
        yield out.append('}').toString();
      }
      case Range range ->
          "range("
              + range.start()
              + ", "
              + range.stop()
              + (range.step() == 1 ? "" : ", " + range.step())
              + ")";
      case View view -> view.kind() + "(" + joined("[", view.items(), "]") + ")";
      default -> "<" + typeName(value) + ">";
    };
  }

  private static String joined(String open, List<?> items, String close) {
    StringBuilder out = new StringBuilder(open);
    String gap = "";
    for (Object item : items) {
      out.append(gap).append(repr(Objects.requireNonNull(item)));
      gap = ", ";
      if (out.length() > org.seq2time.datasets.io.InputLimits.TEMPLATE_TEXT_CHARACTERS) {
        throw Budget.tooLong();
      }
    }
    return out.append(close).toString();
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  static boolean isText(Object value) {
    return value instanceof String || value instanceof Markup;
  }

  static double number(Object value) {
    return switch (value) {
      case Long number -> number;
      case Double number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case Undefined undefined -> throw undefined.fault();
      default -> throw new TemplateFault("expected a number, not '" + typeName(value) + "'");
    };
  }

  static long integer(Object value, String what) {
    return switch (value) {
      case Long number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case Undefined undefined -> throw undefined.fault();
      default ->
          throw new TemplateFault("'" + typeName(value) + "' cannot be the integer '" + what + "'");
    };
  }

  static String text(Object value, String what) {
    return switch (value) {
      case String text -> text;
      case Markup markup -> markup.text();
      case Undefined undefined -> throw undefined.fault();
      default ->
          throw new TemplateFault("'" + what + "' must be a text, not '" + typeName(value) + "'");
    };
  }

  @SuppressWarnings("ReferenceEquality") // Python's "is" comes first.
  static boolean equal(Object a, Object b) {
    Budget.compared();
    if (a == b) {
      return !(a instanceof Double number && number.isNaN());
    }
    if (isNumber(a) && isNumber(b)) {
      return (a instanceof Double || b instanceof Double)
          ? number(a) == number(b)
          : integer(a, "") == integer(b, "");
    }
    if (isText(a) && isText(b)) {
      return str(a).equals(str(b));
    }
    return switch (a) {
      case Undefined ignored -> b instanceof Undefined;
      case List<?> items -> b instanceof List<?> other && equalItems(items, other);
      case Tuple tuple -> b instanceof Tuple other && equalItems(tuple.items(), other.items());
      case Map<?, ?> map -> b instanceof Map<?, ?> other && equalMaps(map, other);
      case Range range -> b instanceof Range other && range.items().equals(other.items());
      default -> false;
    };
  }

  private static boolean equalItems(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(Objects.requireNonNull(a.get(i)), Objects.requireNonNull(b.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalMaps(Map<?, ?> a, Map<?, ?> b) {
    return a.size() == b.size()
        && a.entrySet().stream()
            .allMatch(
                entry -> {
                  Object other = b.get(entry.getKey());
                  return other != null && equal(Objects.requireNonNull(entry.getValue()), other);
                });
  }

  /** Order of two values; those that Python cannot order are an error. */
  static int compare(Object a, Object b, String operator) {
    if (a instanceof Undefined undefined) {
      throw undefined.fault();
    }
    if (b instanceof Undefined undefined) {
      throw undefined.fault();
    }
    if (isNumber(a) && isNumber(b)) {
      return a instanceof Double || b instanceof Double
          ? Double.compare(number(a) + 0.0, number(b) + 0.0)
          : Long.compare(integer(a, ""), integer(b, ""));
    }
    if (isText(a) && isText(b)) {
      return compareCodePoints(str(a), str(b));
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return compareItems(x, y, operator);
    }
    if (a instanceof Tuple x && b instanceof Tuple y) {
      return compareItems(x.items(), y.items(), operator);
    }
    throw new TemplateFault(
        "'"
            + operator
            + "' not supported between instances of '"
            + typeName(a)
            + "' and '"
            + typeName(b)
            + "'");
  }

  private static int compareItems(List<?> a, List<?> b, String operator) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      Object x = Objects.requireNonNull(a.get(i));
      Object y = Objects.requireNonNull(b.get(i));
      if (!equal(x, y)) {
        return compare(x, y, operator);
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int compareCodePoints(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int x = a.codePointAt(i);
      int y = b.codePointAt(i);
      if (x != y) {
        return Integer.compare(x, y);
      }
      i += Character.charCount(x);
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Runs through a value. */
  @SuppressWarnings("unchecked") // Lists and maps here hold values alone.
  static Iterator<Object> iterate(Object value) {
    return switch (value) {
      case String text -> PyText.characters(text).iterator();
      case Markup markup -> PyText.characters(markup.text()).iterator();
      case List<?> items -> (Iterator<Object>) items.iterator();
      case Tuple tuple -> tuple.items().iterator();
      case Map<?, ?> map -> List.<Object>copyOf((Collection<Object>) map.keySet()).iterator();
      case Range range -> range.items().iterator();
      case View view -> view.items().iterator();
      case Once once -> once;
      case Undefined ignored -> List.of().iterator();
      default -> throw new TemplateFault("'" + typeName(value) + "' object is not iterable");
    };
  }

  static boolean isIterable(Object value) {
    return isText(value)
        || value instanceof Collection<?>
        || value instanceof Map<?, ?>
        || value instanceof Tuple
        || value instanceof Range
        || value instanceof View
        || value instanceof Once
        || value instanceof Undefined;
  }

  static long length(Object value) {
    return switch (value) {
      case String text -> PyText.length(text);
      case Markup markup -> PyText.length(markup.text());
      case Collection<?> items -> items.size();
      case Map<?, ?> map -> map.size();
      case Tuple tuple -> tuple.items().size();
      case Range range -> range.length();
      case View view -> view.items().size();
      case Undefined ignored -> 0;
      default -> throw new TemplateFault("object of type '" + typeName(value) + "' has no len()");
    };
  }

  /** A mapping's key: numbers that are equal are one. */
  static Object key(Object value) {
    return switch (value) {
      case Boolean flag -> flag ? 1L : 0L;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          (long) (double) number;
      case Markup markup -> markup.text();
      case List<?> ignored -> throw new TemplateFault("unhashable type: 'list'");
      case Map<?, ?> ignored -> throw new TemplateFault("unhashable type: 'dict'");
      case Tuple tuple -> new Tuple(tuple.items().stream().map(Py::key).toList(), false);
      default -> {
        Budget.compared();
        yield value;
      }
    };
  }

  /** What Jinja's filters compare by: letters without case. */
  static final Function<Object, Object> WITHOUT_CASE =
      value -> isText(value) ? str(value).toLowerCase(java.util.Locale.ROOT) : value;
}
