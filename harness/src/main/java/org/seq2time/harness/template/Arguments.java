package org.seq2time.harness.template;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments of a call, computed. */
record Arguments(List<Object> positional, Map<String, Object> named) {

  static final Arguments NONE = new Arguments(List.of(), Map.of());

  static Arguments of(Object... positional) {
    return new Arguments(List.of(positional), Map.of());
  }

  /** Arguments in the order of their names; one that was not given is null. */
  Bound bind(String function, String... names) {
    if (positional.size() > names.length) {
      throw new TemplateFault(
          function + "() takes at most " + names.length + " arguments, not " + positional.size());
    }
    @Nullable Object[] values = new @Nullable Object[names.length];
    for (int i = 0; i < positional.size(); i++) {
      values[i] = positional.get(i);
    }
    named.forEach(
        (name, value) -> {
          int at = Arrays.asList(names).indexOf(name);
          if (at < 0) {
            throw new TemplateFault(
                function + "() got an unexpected keyword argument '" + name + "'");
          }
          if (at < positional.size()) {
            throw new TemplateFault(
                function + "() got multiple values for argument '" + name + "'");
          }
          values[at] = value;
        });
    return new Bound(function, names, values);
  }

  /** Arguments by position. */
  static final class Bound {
    private final String function;
    private final String[] names;
    private final @Nullable Object[] values;

    Bound(String function, String[] names, @Nullable Object[] values) {
      this.function = function;
      this.names = names;
      this.values = values;
    }

    boolean has(int at) {
      return values[at] != null;
    }

    Object get(int at) {
      Object value = values[at];
      if (value == null) {
        throw new TemplateFault(function + "() needs the argument '" + names[at] + "'");
      }
      return value;
    }

    Object get(int at, Object otherwise) {
      Object value = values[at];
      return value == null ? otherwise : value;
    }

    boolean flag(int at, boolean otherwise) {
      Object value = values[at];
      return value == null ? otherwise : Py.truth(value);
    }

    long integer(int at, long otherwise) {
      Object value = values[at];
      return value == null ? otherwise : Py.integer(value, names[at]);
    }

    String text(int at, String otherwise) {
      Object value = values[at];
      return value == null ? otherwise : Py.text(value, names[at]);
    }
  }
}
