package org.seq2time.harness.score;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Digests;
import org.seq2time.datasets.io.Quoted;

/**
 * Which samples of a benchmark are looked at.
 *
 * @param limit only so many, from the start
 * @param ids only these; empty for all
 */
public record Selection(OptionalInt limit, List<String> ids) {

  /** The whole benchmark. */
  public static final Selection ALL = new Selection(OptionalInt.empty(), List.of());

  private static final int HASH_DIGITS = 8;

  public Selection {
    ids = List.copyOf(ids);
  }

  /**
   * Positions of the selected samples, ascending.
   *
   * @throws BadInputException if an id is not in the benchmark
   */
  public List<Integer> apply(List<? extends Sample> samples) {
    Set<String> unknown = new LinkedHashSet<>(ids);
    Set<String> wanted = Set.copyOf(unknown);
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      boolean listed = unknown.remove(samples.get(i).id()) || wanted.contains(samples.get(i).id());
      if ((ids.isEmpty() || listed) && positions.size() < limit.orElse(Integer.MAX_VALUE)) {
        positions.add(i);
      }
    }
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          "--samples names "
              + Quoted.value(unknown.iterator().next())
              + ", which is not in the annotations");
    }
    return positions;
  }

  /** How the selection shows in signatures; empty for the whole benchmark. */
  Optional<String> signature(List<? extends Sample> all, List<Integer> selected) {
    if (selected.size() == all.size()) {
      return Optional.empty();
    }
    if (ids.isEmpty()) {
      return Optional.of("first-" + selected.size());
    }
    StringBuilder lines = new StringBuilder();
    selected.forEach(i -> lines.append(all.get(i).id()).append('\n'));
    return Optional.of(selected.size() + "-" + hash(lines.toString()));
  }

  private static String hash(String text) {
    return Digests.sha256(text).substring(0, HASH_DIGITS);
  }
}
