package org.seq2time.harness.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts a model's parameters in the graph that holds them.
 *
 * <p>A parameter is an element of a floating-point or quantised weight. Weights that are packed
 * count as what they stand for: a {@code MatMulNBits} or {@code MatMulBnb4} of attributes K and N
 * has K x N of them, whatever the bits; a {@code GatherBlockQuantized} over bytes has as many more
 * as fit a byte. Their scales and zero points are none, nor are integer and boolean constants, nor
 * single numbers, which exporters write for epsilons and square roots.
 */
final class Parameters {

  private Parameters() {}

  static long count(OnnxGraph graph) {
    Set<String> scales = new HashSet<>();
    Map<String, Long> packed = new HashMap<>();
    Map<String, Long> perElement = new HashMap<>();
    for (GraphNode node : graph.nodes()) {
      if (node.isContrib("MatMulNBits") || node.isContrib("MatMulBnb4")) {
        long inner = node.integers().getOrDefault("K", 0L);
        long outer = node.integers().getOrDefault("N", 0L);
        packed.put(node.input(1), product(inner, outer));
        node.inputs().stream().skip(2).limit(2).forEach(scales::add);
      } else if (node.isContrib("GatherBlockQuantized")) {
        long bits = node.integers().getOrDefault("bits", 4L);
        perElement.put(node.input(0), bits == 4 || bits == 2 ? 8 / bits : 1);
        node.inputs().stream().skip(2).forEach(scales::add);
      } else if (node.operator().equals("DequantizeLinear")) {
        node.inputs().stream().skip(1).forEach(scales::add);
      }
    }
    scales.remove("");
    long sum = 0;
    for (Weight weight : graph.weights()) {
      if (!weight.type().isWeight() || weight.elements() <= 1 || scales.contains(weight.name())) {
        continue;
      }
      // Types of four bits have one element per parameter already.
      long each = weight.type().bits() == 8 ? perElement.getOrDefault(weight.name(), 1L) : 1;
      long elements = packed.getOrDefault(weight.name(), product(weight.elements(), each));
      sum = elements > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + elements;
    }
    return sum;
  }

  /** The product; 0 for hostile attributes. */
  private static long product(long a, long b) {
    return a < 0 || b < 0 || (a != 0 && b > Long.MAX_VALUE / a) ? 0 : a * b;
  }
}
