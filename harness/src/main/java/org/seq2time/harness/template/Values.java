package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of values that are no plain Java ones. Text is a {@link String}, integers are {@link
 * Long}, lists are {@link List}, mappings are {@link Map} with their order.
 */
final class Values {

  private Values() {}

  /**
   * What a name or key that is not there gives: empty where it is printed, an error where it is
   * used.
   */
  record Undefined(String why) {
    static Undefined of(Object value, Object key) {
      String name = key instanceof String text ? PyText.repr(text) : Py.repr(key);
      String kind = key instanceof String ? "attribute " : "element ";
      String whose = value == None.NONE ? "None" : Py.typeName(value) + " object";
      return new Undefined("'" + whose + "' has no " + kind + name);
    }

    static Undefined unsafe(Object value, String name) {
      return new Undefined(
          "access to attribute '"
              + name
              + "' of '"
              + Py.typeName(value)
              + "' object is unsafe; templates may only read");
    }

    TemplateFault fault() {
      return new TemplateFault(why);
    }
  }

  /** A tuple; a group of {@code groupby} has names for its two items. */
  record Tuple(List<Object> items, boolean isGroup) {
    Tuple {
      items = List.copyOf(items);
    }

    static Tuple of(Object... items) {
      return new Tuple(List.of(items), false);
    }
  }

  /** Text that is not to be escaped again. */
  record Markup(String text) {}

  /** {@code range(start, stop, step)}. */
  record Range(long start, long stop, long step) {
    int length() {
      long span = step > 0 ? stop - start : start - stop;
      long width = Math.abs(step);
      return span <= 0 ? 0 : (int) ((span + width - 1) / width);
    }

    List<Object> items() {
      List<Object> items = new ArrayList<>(length());
      for (int i = 0; i < length(); i++) {
        items.add(start + i * step);
      }
      return items;
    }
  }

  /** A mapping's keys, values or items. */
  record View(String kind, List<Object> items) {}

  /** What can be run through once. */
  static final class Once implements Iterator<Object> {
    private final Iterator<Object> items;

    Once(Iterator<Object> items) {
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      return items.hasNext();
    }

    @Override
    public Object next() {
      return items.next();
    }
  }

  /** {@code namespace(...)}: attributes that a loop may set. */
  static final class Namespace {
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    Map<String, Object> attributes() {
      return attributes;
    }
  }

  /** What can be called. */
  interface Function {
    Object call(Arguments arguments);
  }

  /** What has attributes of its own. */
  interface WithAttributes {
    /** The attribute, or null. */
    @Nullable Object attribute(String name);
  }
}
