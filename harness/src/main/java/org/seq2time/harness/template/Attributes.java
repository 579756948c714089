package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.template.Values.Function;
import org.seq2time.harness.template.Values.Namespace;
import org.seq2time.harness.template.Values.Range;
import org.seq2time.harness.template.Values.Tuple;
import org.seq2time.harness.template.Values.Undefined;
import org.seq2time.harness.template.Values.View;
import org.seq2time.harness.template.Values.WithAttributes;

/**
 * What {@code a.b}, {@code a['b']} and {@code a[1:2]} give. Only what is named here can be reached:
 * Python's own attributes and methods that change a value are unsafe, and an error where they are
 * used.
 */
final class Attributes {

  private static final Set<String> CHANGES_LIST =
      Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");
  private static final Set<String> CHANGES_MAP =
      Set.of("clear", "pop", "popitem", "setdefault", "update");

  private Attributes() {}

  /** {@code value.name}: a method or attribute first, then a key. */
  static Object attribute(Object value, String name) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    Object own = own(value, name);
    if (own != null) {
      return own;
    }
    Object item = value instanceof Map<?, ?> map ? map.get(name) : null;
    return item != null ? item : Undefined.of(value, name);
  }

  /** {@code value[key]}: an item first, then an attribute. */
  static Object item(Object value, Object key) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    Object item = itemOf(value, key);
    if (item == null && Py.isText(key)) {
      item = own(value, Py.str(key));
    }
    return item != null ? item : Undefined.of(value, key);
  }

  private static @Nullable Object itemOf(Object value, Object key) {
    if (value instanceof Map<?, ?> map) {
      return key instanceof List<?> || key instanceof Map<?, ?> ? null : map.get(Py.key(key));
    }
    if (!(key instanceof Long || key instanceof Boolean)) {
      return null;
    }
    long index = Py.integer(key, "index");
    if (Py.isText(value)) {
      String text = Py.str(value);
      int at = within(index, PyText.length(text));
      if (at < 0) {
        return null;
      }
      return Character.toString(text.codePointAt(PyText.offset(text, at)));
    }
    List<?> items = items(value);
    int at = items == null ? -1 : within(index, items.size());
    return items == null || at < 0 ? null : items.get(at);
  }

  private static int within(long index, int length) {
    long at = index < 0 ? index + length : index;
    return at >= 0 && at < length ? (int) at : -1;
  }

  private static @Nullable List<?> items(Object value) {
    return switch (value) {
      case List<?> list -> list;
      case Tuple tuple -> tuple.items();
      case Range range -> range.items();
      default -> null;
    };
  }

  /** {@code value[from:to:step]}; a bound that is not given is null. */
  static Object slice(
      Object value, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    List<?> items = Py.isText(value) ? PyText.characters(Py.str(value)) : items(value);
    if (items == null) {
      throw new TemplateFault("'" + Py.typeName(value) + "' cannot be sliced");
    }
    long width = bound(step, 1);
    if (width == 0) {
      throw new TemplateFault("slice step cannot be zero");
    }
    int length = items.size();
    boolean up = width > 0;
    long first = clamp(bound(from, up ? 0 : Long.MAX_VALUE), length, up);
    long last =
        to == null || to == None.NONE ? (up ? length : -1) : clamp(bound(to, 0), length, up);
    List<Object> part = new ArrayList<>();
    for (long i = first; up ? i < last : i > last; i += width) {
      part.add(Objects.requireNonNull(items.get((int) i)));
      if (width > length || width < -length) {
        break; // One more step would leave the range, perhaps that of the type.
      }
    }
    if (Py.isText(value)) {
      return PyText.ofCodePoints(part);
    }
    return value instanceof Tuple ? new Tuple(part, false) : part;
  }

  private static long bound(@Nullable Object value, long otherwise) {
    return value == null || value == None.NONE ? otherwise : Py.integer(value, "slice index");
  }

  private static long clamp(long index, int length, boolean up) {
    long at = index < 0 ? index + length : index;
    return up ? Math.clamp(at, 0, length) : Math.clamp(at, -1, length - 1);
  }

  /** An attribute of the value itself, or null. */
  private static @Nullable Object own(Object value, String name) {
    if (name.startsWith("__") && name.endsWith("__")) {
      return Undefined.unsafe(value, name);
    }
    return switch (value) {
      case String text -> stringMethod(text, name);
      case Values.Markup markup -> stringMethod(markup.text(), name);
      case Map<?, ?> map -> mapMethod(map, name);
      case List<?> list ->
          CHANGES_LIST.contains(name)
              ? Undefined.unsafe(value, name)
              : name.equals("copy")
                  ? (Function) arguments -> new ArrayList<>(list)
                  : sequenceMethod(list, name);
      case Tuple tuple -> {
        if (tuple.isGroup() && (name.equals("grouper") || name.equals("list"))) {
          yield tuple.items().get(name.equals("grouper") ? 0 : 1);
        }
        yield sequenceMethod(tuple.items(), name);
      }
      case Namespace namespace -> namespace.attributes().get(name);
      case WithAttributes other -> other.attribute(name);
      default -> null;
    };
  }

  private static @Nullable Object stringMethod(String text, String name) {
    return StringMethods.has(name) ? new StringMethod(text, name) : null;
  }

  /** A text's method; whoever calls it gives the budget. */
  record StringMethod(String text, String name) implements Function {
    @Override
    public Object call(Arguments arguments) {
      return call(arguments, new Budget());
    }

    Object call(Arguments arguments, Budget budget) {
      return StringMethods.call(name, text, arguments, budget);
    }
  }

  @SuppressWarnings("unchecked") // Maps here hold values alone.
  private static @Nullable Object mapMethod(Map<?, ?> map, String name) {
    if (CHANGES_MAP.contains(name)) {
      return Undefined.unsafe(map, name);
    }
    return switch (name) {
      case "keys" ->
          (Function) a -> new View("dict_keys", List.copyOf((Collection<Object>) map.keySet()));
      case "values" ->
          (Function) a -> new View("dict_values", List.copyOf((Collection<Object>) map.values()));
      case "items" -> (Function) a -> items(map);
      case "copy" -> (Function) a -> new java.util.LinkedHashMap<>(map);
      case "get" ->
          (Function)
              a -> {
                Arguments.Bound bound = a.bind("get", "key", "default");
                Object found = map.get(Py.key(bound.get(0)));
                return found != null ? found : bound.get(1, None.NONE);
              };
      default -> null;
    };
  }

  static View items(Map<?, ?> map) {
    List<Object> items = new ArrayList<>();
    map.forEach(
        (k, v) -> items.add(Tuple.of(Objects.requireNonNull(k), Objects.requireNonNull(v))));
    return new View("dict_items", items);
  }

  private static @Nullable Object sequenceMethod(List<?> items, String name) {
    return switch (name) {
      case "count" ->
          (Function)
              a -> {
                Object wanted = a.bind("count", "value").get(0);
                return items.stream()
                    .filter(item -> Py.equal(Objects.requireNonNull(item), wanted))
                    .count();
              };
      case "index" ->
          (Function)
              a -> {
                Object wanted = a.bind("index", "value").get(0);
                for (int i = 0; i < items.size(); i++) {
                  if (Py.equal(Objects.requireNonNull(items.get(i)), wanted)) {
                    return (long) i;
                  }
                }
                throw new TemplateFault(Py.repr(wanted) + " is not in list");
              };
      default -> null;
    };
  }
}
