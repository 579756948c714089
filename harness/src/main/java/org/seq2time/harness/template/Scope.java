package org.seq2time.harness.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and their values; an inner scope sees those around it and sets only its own. */
final class Scope {

  private final @Nullable Scope outer;
  private final Map<String, Object> values;

  private Scope(@Nullable Scope outer, Map<String, Object> values) {
    this.outer = outer;
    this.values = values;
  }

  static Scope of(Map<String, Object> values) {
    return new Scope(null, new HashMap<>(values));
  }

  Scope inner() {
    return new Scope(this, new HashMap<>());
  }

  Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Object value = scope.values.get(name);
      if (value != null) {
        return value;
      }
    }
    return new Values.Undefined("'" + name + "' is undefined");
  }

  void set(String name, Object value) {
    values.put(name, value);
  }
}
