package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.template.Values.Function;
import org.seq2time.harness.template.Values.Undefined;
import org.seq2time.harness.template.Values.WithAttributes;

/** {@code loop}: where a {@code for} is; called, it renders the body for other items. */
final class Loop implements WithAttributes, Function {

  private final long knownLength;
  private final int depth;
  private final @Nullable Function recurse;
  private Iterator<Object> items;
  private long length = -1;
  private long index0 = -1;
  private @Nullable Object before;
  private @Nullable Object current;
  private @Nullable Object after;
  private @Nullable List<Object> lastChanged;

  /**
   * A loop before its first item.
   *
   * @param knownLength number of items, or -1 where they have to be counted
   * @param depth of loops that call themselves, from 0
   */
  Loop(Iterator<Object> items, long knownLength, int depth, @Nullable Function recurse) {
    this.items = items;
    this.knownLength = knownLength;
    this.depth = depth;
    this.recurse = recurse;
  }

  boolean hasNext() {
    return after != null || items.hasNext();
  }

  Object next() {
    Object item = after != null ? after : items.next();
    after = null;
    index0++;
    before = current;
    current = item;
    return item;
  }

  private @Nullable Object peek() {
    if (after == null && items.hasNext()) {
      after = items.next();
    }
    return after;
  }

  private long length() {
    if (length < 0) {
      if (knownLength >= 0) {
        length = knownLength;
      } else {
        List<Object> rest = new ArrayList<>();
        items.forEachRemaining(rest::add);
        items = rest.iterator();
        length = rest.size() + index0 + 1 + (after == null ? 0 : 1);
      }
    }
    return length;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "index" -> index0 + 1;
      case "index0" -> index0;
      case "revindex" -> length() - index0;
      case "revindex0" -> length() - index0 - 1;
      case "first" -> index0 == 0;
      case "last" -> peek() == null;
      case "length" -> length();
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" -> before != null ? before : new Undefined("there is no previous item");
      case "nextitem" -> {
        Object next = peek();
        yield next != null ? next : new Undefined("there is no next item");
      }
      case "cycle" -> (Function) this::cycle;
      case "changed" -> (Function) this::changed;
      default -> null;
    };
  }

  private Object cycle(Arguments arguments) {
    List<Object> items = arguments.positional();
    if (items.isEmpty()) {
      throw new TemplateFault("no items for cycling given");
    }
    return items.get((int) (index0 % items.size()));
  }

  private Object changed(Arguments arguments) {
    List<Object> now = arguments.positional();
    boolean changed = lastChanged == null || !Py.equal(lastChanged, now);
    lastChanged = now;
    return changed;
  }

  @Override
  public Object call(Arguments arguments) {
    if (recurse == null) {
      throw new TemplateFault(
          "The loop must have the 'recursive' marker to be called recursively.");
    }
    return recurse.call(arguments);
  }
}
