package org.seq2time.harness.bundle;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which export of each graph to take where there are several.
 *
 * @param all for graphs that are not in {@code each}; null for what is there, fp32 first
 * @param each for single graphs
 */
public record PrecisionChoice(@Nullable Precision all, Map<GraphRole, Precision> each) {

  public PrecisionChoice {
    each = Map.copyOf(each);
  }

  /** What is there, fp32 first. */
  public static PrecisionChoice any() {
    return new PrecisionChoice(null, Map.of());
  }

  /**
   * Reads {@code q4}, or {@code vision_encoder=fp16,decoder=q4}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static PrecisionChoice parse(List<String> parts) {
    Precision all = null;
    Map<GraphRole, Precision> each = new EnumMap<>(GraphRole.class);
    for (String part : parts) {
      int at = part.indexOf('=');
      String name = part.substring(at + 1);
      Precision precision = Precision.of(name);
      if (precision == null) {
        throw new IllegalArgumentException(
            "no dtype is named '"
                + name
                + "', expected one of "
                + String.join(", ", Precision.keys()));
      }
      if (at < 0) {
        all = precision;
      } else {
        each.put(role(part.substring(0, at)), precision);
      }
    }
    return new PrecisionChoice(all, each);
  }

  /** What the user chose for a graph; null if nothing. */
  @Nullable Precision of(GraphRole role) {
    Precision own = each.get(role);
    if (own == null && role == GraphRole.DECODER_WITH_PAST) {
      own = each.get(GraphRole.DECODER);
    }
    return own == null ? all : own;
  }

  private static GraphRole role(String name) {
    return Arrays.stream(GraphRole.values())
        .filter(r -> r.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no graph is named '"
                        + name
                        + "', expected one of "
                        + String.join(
                            ", ", Arrays.stream(GraphRole.values()).map(GraphRole::key).toList())));
  }
}
