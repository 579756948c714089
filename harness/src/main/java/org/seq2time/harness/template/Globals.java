package org.seq2time.harness.template;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.template.Values.Function;
import org.seq2time.harness.template.Values.Namespace;
import org.seq2time.harness.template.Values.Range;
import org.seq2time.harness.template.Values.WithAttributes;

/** Functions that every template has: Jinja's and transformers'. */
final class Globals {

  /** Jinja's sandbox allows no longer range. */
  private static final int LONGEST_RANGE = 100_000;

  private Globals() {}

  static Map<String, Object> at(LocalDateTime now) {
    Map<String, Object> globals = new LinkedHashMap<>();
    globals.put("range", (Function) Globals::range);
    globals.put("dict", (Function) Globals::dict);
    globals.put("namespace", (Function) Globals::namespace);
    globals.put("cycler", (Function) arguments -> new Cycler(arguments.positional()));
    globals.put("joiner", (Function) Globals::joiner);
    globals.put(
        "raise_exception",
        (Function)
            arguments -> {
              throw TemplateFault.raisedBy(
                  Py.str(arguments.bind("raise_exception", "message").get(0)));
            });
    globals.put(
        "strftime_now",
        (Function)
            arguments ->
                Strftime.format(
                    now, Py.text(arguments.bind("strftime_now", "format").get(0), "format")));
    return globals;
  }

  private static Object range(Arguments arguments) {
    List<Object> given = arguments.positional();
    if (given.isEmpty() || given.size() > 3 || !arguments.named().isEmpty()) {
      throw new TemplateFault("range takes 1 to 3 numbers");
    }
    long first = Py.integer(given.getFirst(), "start");
    long start = given.size() == 1 ? 0 : first;
    long stop = given.size() == 1 ? first : Py.integer(given.get(1), "stop");
    long step = given.size() < 3 ? 1 : Py.integer(given.get(2), "step");
    if (step == 0) {
      throw new TemplateFault("range() arg 3 must not be zero");
    }
    double length = Math.ceil(((double) stop - start) / step);
    if (length > LONGEST_RANGE) {
      throw new TemplateFault(
          "Range too big. The sandbox blocks ranges larger than MAX_RANGE ("
              + LONGEST_RANGE
              + ").");
    }
    return length <= 0 ? new Range(0, 0, 1) : new Range(start, stop, step);
  }

  private static Map<Object, Object> pairs(Arguments arguments) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object given : arguments.positional()) {
      if (given instanceof Map<?, ?> other) {
        other.forEach((k, v) -> map.put(Objects.requireNonNull(k), Objects.requireNonNull(v)));
      } else {
        Py.iterate(given)
            .forEachRemaining(
                pair -> map.put(Py.key(Attributes.item(pair, 0L)), Attributes.item(pair, 1L)));
      }
    }
    map.putAll(arguments.named());
    return map;
  }

  private static Object dict(Arguments arguments) {
    return pairs(arguments);
  }

  private static Object namespace(Arguments arguments) {
    Namespace namespace = new Namespace();
    pairs(arguments).forEach((k, v) -> namespace.attributes().put(Py.text(k, "name"), v));
    return namespace;
  }

  /** Gives nothing the first time, then always the separator. */
  private static Object joiner(Arguments arguments) {
    String separator = arguments.bind("joiner", "sep").text(0, ", ");
    boolean[] used = {false};
    return (Function)
        ignored -> {
          boolean first = !used[0];
          used[0] = true;
          return first ? "" : separator;
        };
  }

  /** {@code cycler('odd', 'even')}. */
  private static final class Cycler implements WithAttributes {
    private final List<Object> items;
    private int at;

    Cycler(List<Object> items) {
      if (items.isEmpty()) {
        throw new TemplateFault("at least one item has to be provided");
      }
      this.items = items;
    }

    @Override
    public @Nullable Object attribute(String name) {
      return switch (name) {
        case "current" -> items.get(at);
        case "next" ->
            (Function)
                arguments -> {
                  Object item = items.get(at);
                  at = (at + 1) % items.size();
                  return item;
                };
        case "reset" ->
            (Function)
                arguments -> {
                  at = 0;
                  return None.NONE;
                };
        default -> null;
      };
    }
  }
}
