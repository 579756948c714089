package org.seq2time.datasets.sequence.task;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.sequence.text.JsonLine;

/** A question or an answer with open places. */
public final class Template {

  private final List<Part> parts;

  /** Literal text and its JSON bytes, or an open place. */
  @SuppressWarnings("ArrayRecordComponent") // Written, never compared.
  private record Part(String literal, byte[] json, @Nullable Slot slot) {}

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
      Slot slot = slotAt(text, at);
      parts.add(literal(text.substring(from, at)));
      parts.add(new Part("", new byte[0], slot));
      from = at + slot.mark().length();
    }
    parts.add(literal(text.substring(from)));
    parts.removeIf(p -> p.slot == null && p.literal.isEmpty());
    return new Template(parts);
  }

  /** Fills open places. */
  interface Filler {
    void fill(Slot slot, JsonLine out);
  }

  /** Whether this place is open. */
  public boolean has(Slot slot) {
    return parts.stream().anyMatch(p -> p.slot == slot);
  }

  /** Appends the wording as the inside of a JSON string. */
  void append(JsonLine out, Filler filler) {
    for (Part part : parts) {
      if (part.slot == null) {
        out.raw(part.json);
      } else {
        filler.fill(part.slot, out);
      }
    }
  }

  /**
   * What stands in the open places of a text; empty if the text has not this wording. A caption may
   * be anything; every other place ends where the literal text after it is first met.
   */
  public Optional<Map<Slot, String>> match(String text) {
    Map<Slot, String> found = new EnumMap<>(Slot.class);
    int from = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.slot == null) {
        if (!text.startsWith(part.literal, from)) {
          return Optional.empty();
        }
        from += part.literal.length();
        continue;
      }
      int end = text.length();
      if (i + 1 < parts.size()) {
        String next = parts.get(i + 1).literal;
        boolean last = i + 2 == parts.size();
        end = last ? text.length() - next.length() : end(text, next, from, part.slot);
      }
      if (end < from) {
        return Optional.empty();
      }
      found.put(part.slot, text.substring(from, end));
      from = end;
    }
    return from == text.length() ? Optional.of(found) : Optional.empty();
  }

  private static int end(String text, String next, int from, @Nullable Slot slot) {
    return slot == Slot.CAPTION ? text.lastIndexOf(next) : text.indexOf(next, from);
  }

  private static Part literal(String text) {
    JsonLine json = new JsonLine();
    json.text(text);
    return new Part(text, json.toString().getBytes(StandardCharsets.UTF_8), null);
  }

  private static Slot slotAt(String text, int at) {
    for (Slot slot : Slot.values()) {
      if (text.startsWith(slot.mark(), at)) {
        return slot;
      }
    }
    throw new IllegalArgumentException("unknown placeholder in: " + text.substring(at));
  }
}
