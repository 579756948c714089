package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.template.Arguments.Bound;
import org.seq2time.harness.template.Values.Once;
import org.seq2time.harness.template.Values.Tuple;
import org.seq2time.harness.template.Values.Undefined;

/** Jinja's filters on sequences and mappings. */
final class SequenceFilters {

  static final Set<String> NAMES =
      Set.of(
          "batch",
          "count",
          "dictsort",
          "first",
          "groupby",
          "items",
          "join",
          "last",
          "length",
          "list",
          "map",
          "max",
          "min",
          "reject",
          "rejectattr",
          "reverse",
          "select",
          "selectattr",
          "slice",
          "sort",
          "sum",
          "unique");

  private SequenceFilters() {}

  static Object apply(String name, Object value, Arguments given, Interpreter in) {
    Budget budget = in.budget();
    return switch (name) {
      case "length", "count" -> Py.length(value);
      case "list" -> Filters.list(value, budget);
      case "first" -> {
        Iterator<Object> items = Py.iterate(value);
        yield items.hasNext() ? items.next() : new Undefined("No first item, sequence was empty.");
      }
      case "last" -> last(value);
      case "reverse" -> reverse(value, budget);
      case "join" -> join(value, given.bind(name, "d", "attribute"), budget);
      case "items" -> items(value);
      case "map" -> map(value, given, in);
      case "select", "reject", "selectattr", "rejectattr" -> select(name, value, given, in);
      case "sort" ->
          sort(value, given.bind(name, "reverse", "case_sensitive", "attribute"), budget);
      case "dictsort" ->
          dictSort(value, given.bind(name, "case_sensitive", "by", "reverse"), budget);
      case "unique" -> unique(value, given.bind(name, "case_sensitive", "attribute"), budget);
      case "min", "max" ->
          extreme(name, value, given.bind(name, "case_sensitive", "attribute"), budget);
      case "sum" -> sum(value, given.bind(name, "attribute", "start"), budget);
      case "groupby" ->
          groups(value, given.bind(name, "attribute", "default", "case_sensitive"), budget);
      case "batch" -> batches(value, given.bind(name, "linecount", "fill_with"), budget);
      default -> slices(value, given.bind(name, "slices", "fill_with"), budget);
    };
  }

  private static Object last(Object value) {
    if (value instanceof Once || value instanceof Undefined) {
      throw new TemplateFault(
          "'" + Py.typeName(value) + "' object is not reversible; use 'list' before 'last'");
    }
    Object last = new Undefined("No last item, sequence was empty.");
    for (Iterator<Object> items = Py.iterate(value); items.hasNext(); ) {
      last = items.next();
    }
    return last;
  }

  private static Object reverse(Object value, Budget budget) {
    List<Object> items = Filters.list(value, budget);
    Collections.reverse(items);
    if (Py.isText(value)) {
      return PyText.ofCodePoints(items);
    }
    return value instanceof Once ? items : new Once(items.iterator());
  }

  private static String join(Object value, Bound given, Budget budget) {
    String gap = Py.str(given.get(0, ""));
    Function<Object, Object> key = attribute(given.get(1, None.NONE), null, false);
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (Iterator<Object> items = Py.iterate(value); items.hasNext(); first = false) {
      String text = Py.str(key.apply(items.next()));
      out.append(first ? "" : gap).append(text);
      budget.size(gap.length() + (long) text.length());
      if (out.length() > InputLimits.TEMPLATE_TEXT_CHARACTERS) {
        throw Budget.tooLong();
      }
    }
    return out.toString();
  }

  private static Once items(Object value) {
    if (value instanceof Undefined) {
      return new Once(Collections.emptyIterator());
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateFault("Can only get item pairs from a mapping.");
    }
    return new Once(Attributes.items(map).items().iterator());
  }

  private static Object map(Object value, Arguments given, Interpreter in) {
    if (!Py.truth(value)) {
      return new Once(Collections.emptyIterator());
    }
    Function<Object, Object> function;
    if (given.positional().isEmpty() && given.named().containsKey("attribute")) {
      Map<String, Object> more = new LinkedHashMap<>(given.named());
      Object path = Objects.requireNonNull(more.remove("attribute"));
      Object otherwise = more.remove("default");
      if (!more.isEmpty()) {
        throw new TemplateFault(
            "Unexpected keyword argument '" + more.keySet().iterator().next() + "'");
      }
      function = attribute(path, otherwise, false);
    } else if (given.positional().isEmpty()) {
      throw new TemplateFault("map requires a filter argument");
    } else {
      String name = Py.text(given.positional().getFirst(), "filter");
      Arguments rest = rest(given, 1);
      function = item -> Filters.apply(checked(name), item, rest, in);
    }
    Iterator<Object> items = Py.iterate(value);
    return new Once(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return items.hasNext();
          }

          @Override
          public Object next() {
            in.budget().step();
            return function.apply(items.next());
          }
        });
  }

  private static String checked(String filter) {
    if (!Filters.isKnown(filter)) {
      throw new TemplateFault(Filters.unknown(filter));
    }
    return filter;
  }

  private static Arguments rest(Arguments given, int from) {
    return new Arguments(
        given.positional().subList(from, given.positional().size()), given.named());
  }

  private static Object select(String name, Object value, Arguments given, Interpreter in) {
    if (!Py.truth(value)) {
      return new Once(Collections.emptyIterator());
    }
    boolean ofAttribute = name.endsWith("attr");
    boolean wanted = name.startsWith("select");
    int used = ofAttribute ? 1 : 0;
    if (ofAttribute && given.positional().isEmpty()) {
      throw new TemplateFault("Missing parameter for attribute name");
    }
    Function<Object, Object> key =
        ofAttribute ? attribute(given.positional().getFirst(), null, false) : item -> item;
    Predicate<Object> test;
    if (given.positional().size() > used) {
      String testName = Py.text(given.positional().get(used), "test");
      if (!Tests.isKnown(testName)) {
        throw new TemplateFault(Tests.unknown(testName));
      }
      Arguments rest = rest(given, used + 1);
      test = item -> Tests.apply(testName, item, rest);
    } else {
      test = Py::truth;
    }
    return new Once(
        new Chosen(
            Py.iterate(value),
            item -> {
              in.budget().step();
              return test.test(key.apply(item)) == wanted;
            }));
  }

  /** The items that a test lets through, each tested when it is needed. */
  static final class Chosen implements Iterator<Object> {
    private final Iterator<Object> items;
    private final Predicate<Object> test;
    private @Nullable Object next;

    Chosen(Iterator<Object> items, Predicate<Object> test) {
      this.items = items;
      this.test = test;
    }

    @Override
    public boolean hasNext() {
      while (next == null && items.hasNext()) {
        Object item = items.next();
        next = test.test(item) ? item : null;
      }
      return next != null;
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Object item = Objects.requireNonNull(next);
      next = null;
      return item;
    }
  }

  /**
   * What to compare items by: the items or an attribute of them, such as {@code function.name}.
   *
   * @param otherwise what a missing attribute becomes, or null
   */
  private static Function<Object, Object> attribute(
      Object path, @Nullable Object otherwise, boolean withoutCase) {
    List<Object> parts = new ArrayList<>();
    if (Py.isText(path)) {
      for (String part : Py.str(path).split("\\.", -1)) {
        boolean isIndex = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
        parts.add(isIndex ? (Object) PyNumber.integer(part) : part);
      }
    } else if (path != None.NONE) {
      parts.add(path);
    }
    return item -> {
      Object value = item;
      for (Object part : parts) {
        value = Attributes.item(value, part);
        if (otherwise != null && value instanceof Undefined) {
          value = otherwise;
        }
      }
      return withoutCase ? Py.WITHOUT_CASE.apply(value) : value;
    };
  }

  private static List<Object> sorted(
      List<Object> items, Function<Object, Object> key, boolean reverse, Budget budget) {
    budget.size(16L * items.size());
    Comparator<Object> order =
        (a, b) -> {
          budget.step();
          return Py.compare(key.apply(a), key.apply(b), "<");
        };
    try {
      items.sort(reverse ? order.reversed() : order);
    } catch (IllegalArgumentException e) {
      throw new TemplateFault("the items have no order; NaN is not equal to itself");
    }
    return items;
  }

  private static List<Object> sort(Object value, Bound given, Budget budget) {
    boolean withoutCase = !given.flag(1, false);
    Object path = given.get(2, None.NONE);
    List<Function<Object, Object>> keys = new ArrayList<>();
    if (Py.isText(path)) {
      for (String one : Py.str(path).split(",", -1)) {
        keys.add(attribute(one, null, withoutCase));
      }
    } else {
      keys.add(attribute(path, null, withoutCase));
    }
    Function<Object, Object> key =
        item -> new Tuple(keys.stream().map(k -> k.apply(item)).toList(), false);
    return sorted(Filters.list(value, budget), key, given.flag(0, false), budget);
  }

  private static List<Object> dictSort(Object value, Bound given, Budget budget) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateFault(
          "'" + Py.typeName(value) + "' object has no attribute 'items'; dictsort needs a mapping");
    }
    String by = given.text(1, "key");
    if (!by.equals("key") && !by.equals("value")) {
      throw new TemplateFault("You can only sort by either \"key\" or \"value\"");
    }
    boolean withoutCase = !given.flag(0, false);
    Function<Object, Object> key =
        item -> {
          Object part = ((Tuple) item).items().get(by.equals("key") ? 0 : 1);
          return withoutCase ? Py.WITHOUT_CASE.apply(part) : part;
        };
    return sorted(
        new ArrayList<>(Attributes.items(map).items()), key, given.flag(2, false), budget);
  }

  private static Once unique(Object value, Bound given, Budget budget) {
    Function<Object, Object> key = attribute(given.get(1, None.NONE), null, !given.flag(0, false));
    Set<Object> seen = new HashSet<>();
    return new Once(
        new Chosen(
            Py.iterate(value),
            item -> {
              budget.step();
              return seen.add(Py.key(key.apply(item)));
            }));
  }

  private static Object extreme(String name, Object value, Bound given, Budget budget) {
    Function<Object, Object> key = attribute(given.get(1, None.NONE), null, !given.flag(0, false));
    Iterator<Object> items = Py.iterate(value);
    if (!items.hasNext()) {
      return new Undefined("No aggregated item, sequence was empty.");
    }
    Object best = items.next();
    while (items.hasNext()) {
      budget.step();
      Object item = items.next();
      int order = Py.compare(key.apply(item), key.apply(best), name.equals("min") ? "<" : ">");
      if (name.equals("min") ? order < 0 : order > 0) {
        best = item;
      }
    }
    return best;
  }

  private static Object sum(Object value, Bound given, Budget budget) {
    Function<Object, Object> key = attribute(given.get(0, None.NONE), null, false);
    Object total = given.get(1, 0L);
    if (Py.isText(total)) {
      throw new TemplateFault("sum() can't sum strings; use 'join'");
    }
    for (Iterator<Object> items = Py.iterate(value); items.hasNext(); ) {
      total = Operators.binary("+", total, key.apply(items.next()), budget);
    }
    return total;
  }

  private static List<Object> groups(Object value, Bound given, Budget budget) {
    Object path = given.get(0);
    Object otherwise = given.has(1) ? given.get(1) : null;
    boolean withoutCase = !given.flag(2, false);
    Function<Object, Object> key = attribute(path, otherwise, withoutCase);
    Function<Object, Object> shown = attribute(path, otherwise, false);
    List<Object> groups = new ArrayList<>();
    List<Object> group = new ArrayList<>();
    for (Object item : sorted(Filters.list(value, budget), key, false, budget)) {
      if (!group.isEmpty() && !Py.equal(key.apply(group.getFirst()), key.apply(item))) {
        groups.add(new Tuple(List.of(shown.apply(group.getFirst()), group), true));
        group = new ArrayList<>();
      }
      group.add(item);
    }
    if (!group.isEmpty()) {
      groups.add(new Tuple(List.of(shown.apply(group.getFirst()), group), true));
    }
    return groups;
  }

  private static Once batches(Object value, Bound given, Budget budget) {
    long width = Py.integer(given.get(0), "linecount");
    Object fill = given.get(1, None.NONE);
    List<Object> batches = new ArrayList<>();
    List<Object> batch = new ArrayList<>();
    for (Object item : Filters.list(value, budget)) {
      if (batch.size() == width) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      if (fill != None.NONE) {
        budget.size(Math.max(0, width));
        while (batch.size() < width) {
          batch.add(fill);
        }
      }
      batches.add(batch);
    }
    return new Once(batches.iterator());
  }

  private static Once slices(Object value, Bound given, Budget budget) {
    long count = Py.integer(given.get(0), "slices");
    budget.size(Math.max(0, count));
    List<Object> items = Filters.list(value, budget);
    if (count == 0) {
      throw new TemplateFault("division by zero");
    }
    Object fill = given.get(1, None.NONE);
    List<Object> slices = new ArrayList<>();
    long each = items.size() / count;
    long larger = items.size() % count;
    int from = 0;
    for (long i = 0; i < count; i++) {
      int to = (int) (from + each + (i < larger ? 1 : 0));
      List<Object> part = new ArrayList<>(items.subList(from, to));
      if (fill != None.NONE && i >= larger) {
        part.add(fill);
      }
      slices.add(part);
      from = to;
    }
    return new Once(slices.iterator());
  }
}
