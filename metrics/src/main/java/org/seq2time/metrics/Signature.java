package org.seq2time.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that changes a score's value, in the manner of sacreBLEU: {@code
 * r1@0.5|iou:hull|window:first|missing:zero|v:0.1.0}. Two scores may be compared only if their
 * signatures are equal but for the version.
 *
 * @param name the score's name
 * @param parts {@code key:value} in order
 */
public record Signature(String name, List<String> parts) {
  public Signature {
    parts = List.copyOf(parts);
  }

  /** A signature that says only the score's name. */
  public static Signature of(String name) {
    return new Signature(name, List.of());
  }

  /** The same with one more part at the end. */
  public Signature with(String key, String value) {
    List<String> more = new ArrayList<>(parts);
    more.add(key + ":" + value);
    return new Signature(name, more);
  }

  /** The signature's text without the score's name. */
  public String settings() {
    return String.join("|", parts);
  }

  @Override
  public String toString() {
    return parts.isEmpty() ? name : name + "|" + settings();
  }
}
