package org.seq2time.harness.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Sizes of a language model that stand in its weights. */
public final class Embedding {

  private Embedding() {}

  /**
   * Rows of the table in which {@code input_ids} are looked up: the number of ids that the graph
   * can embed. Empty if the look-up is not found.
   */
  public static OptionalLong rows(OnnxGraph graph) {
    Map<String, Weight> weights = byName(graph);
    for (GraphNode node : graph.nodes()) {
      boolean looksUp =
          (node.operator().equals("Gather") && node.domain().isEmpty())
              || node.isContrib("GatherBlockQuantized");
      Weight table = weights.get(node.input(0));
      if (looksUp && node.input(1).equals("input_ids") && table != null && table.size(0) > 0) {
        return OptionalLong.of(table.size(0));
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Number of logits a position: the output's last axis, or the width of the product that makes it.
   * Empty if neither says.
   */
  public static OptionalLong logits(OnnxGraph graph) {
    long fixed = graph.output("logits").map(t -> t.size(-1)).orElse(-1L);
    if (fixed > 0) {
      return OptionalLong.of(fixed);
    }
    Map<String, Weight> weights = byName(graph);
    for (GraphNode node : graph.nodes()) {
      if (!node.outputs().contains("logits")) {
        continue;
      }
      long n = node.integers().getOrDefault("N", 0L);
      Weight factor = weights.get(node.input(1));
      if (node.isContrib("MatMulNBits") && n > 0) {
        return OptionalLong.of(n);
      }
      if (node.operator().equals("MatMul") && factor != null && factor.size(-1) > 0) {
        return OptionalLong.of(factor.size(-1));
      }
    }
    return OptionalLong.empty();
  }

  private static Map<String, Weight> byName(OnnxGraph graph) {
    Map<String, Weight> weights = new HashMap<>();
    graph.weights().forEach(w -> weights.putIfAbsent(w.name(), w));
    return weights;
  }
}
