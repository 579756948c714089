package org.seq2time.harness.decode;

import java.util.List;
import java.util.stream.IntStream;
import org.seq2time.harness.graph.ElementType;

/**
 * Which prompts may share a run. No graph says what padding does to it: one that counts positions
 * from its input's width gives other logits for a padded row, and one that quantises activations by
 * the tensor gives other logits beside any other row. So it is tried, once per decoder, before the
 * first run of several prompts.
 */
public enum Sharing {
  /** Prompts of any lengths: each row is what it is alone. */
  ANY("prompts of any length"),
  /** Prompts of one length: a padded row differs from the row alone. */
  EQUAL_LENGTHS("prompts of equal length alone: padding changes a row's logits"),
  /** No two prompts: a row beside another one differs from the row alone. */
  NONE("one prompt at a time: a row's logits depend on the other rows");

  /** Different lengths, so that one of them is padded, by more than one token. */
  private static final int SHORT = 3;

  private static final int LONG = 6;

  private static final int NEXT = 2;

  /** Rounding of float32 sums over rows of another number is a thousandth of this. */
  private static final double FLOAT32_TOLERANCE = 1e-3;

  private static final double HALF_TOLERANCE = 5e-2;

  private final String words;

  Sharing(String words) {
    this.words = words;
  }

  /** In words, behind "one run may hold". */
  public String words() {
    return words;
  }

  /** Whether prompts of these lengths may share a run. */
  boolean allows(IntStream lengths) {
    return switch (this) {
      case ANY -> true;
      case EQUAL_LENGTHS -> lengths.distinct().count() <= 1;
      case NONE -> false;
    };
  }

  /** Tries a graph. */
  static Sharing of(LoadedGraph graph, DecodeEngine engine) {
    if (!graph.layout().batches()) {
      return NONE;
    }
    TeacherForcing forcing = new TeacherForcing(graph, engine);
    Prompt first = prompt(graph, SHORT, 3);
    Prompt other = prompt(graph, SHORT, 5);
    Prompt longer = prompt(graph, LONG, 7);
    int[] next = IntStream.range(0, NEXT).map(i -> token(graph, i, 11)).toArray();
    float[][] alone = forcing.together(List.of(first), List.of(next)).getFirst();
    if (!alike(graph, alone, forcing.together(List.of(first, other), List.of(next, next)))) {
      return NONE;
    }
    return graph.layout().masksPadding()
            && alike(graph, alone, forcing.together(List.of(first, longer), List.of(next, next)))
        ? ANY
        : EQUAL_LENGTHS;
  }

  private static boolean alike(LoadedGraph graph, float[][] alone, List<float[][]> rows) {
    return Logits.difference(alone, rows.getFirst())
        <= tolerance(graph) * Math.max(1, Logits.largest(alone));
  }

  /** What rounding may cost, for logits of size 1. */
  static double tolerance(LoadedGraph graph) {
    boolean half =
        graph.layout().logits().type() != ElementType.FLOAT32
            || graph.graph().weights().stream().anyMatch(w -> w.type().bytes(1) == 2);
    return half ? HALF_TOLERANCE : FLOAT32_TOLERANCE;
  }

  private static Prompt prompt(LoadedGraph graph, int length, int step) {
    return new Prompt.Tokens(IntStream.range(0, length).map(i -> token(graph, i, step)).toArray());
  }

  /** Ordinary tokens: the first ones of a vocabulary are often special. */
  private static int token(LoadedGraph graph, int index, int step) {
    int vocabulary = graph.vocabulary();
    return (vocabulary / 3 + step * (index + 1)) % vocabulary;
  }
}
