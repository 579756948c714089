package org.seq2time.harness.bundle.check;

import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.graph.ElementType;
import org.seq2time.harness.graph.GraphNode;
import org.seq2time.harness.graph.OnnxGraph;

/**
 * How far logits may be from a reference, by what a decoder's weights are. Measured on exports of
 * thirty decoders: float32 is within 1e-5 of PyTorch, float16 within 1e-2, 4 bits within 1e-4 of
 * ONNX Runtime on another machine; dynamic 8 bits differ by CPU.
 *
 * @param absolute the largest difference that is allowed
 * @param kind what the weights are, in words
 * @param quantised whether weights are rounded, so that PyTorch's values are out of reach and those
 *     that ONNX Runtime computed from the file are the reference
 * @param dependsOnPadding whether activations are quantised by the tensor, padding included
 */
public record Tolerance(double absolute, String kind, boolean quantised, boolean dependsOnPadding) {

  private static final double FLOAT32 = 1e-4;
  private static final double HALF = 3e-2;
  private static final double FOUR_BITS = 1e-3;
  private static final double EIGHT_BITS = 0.3;

  /** For a trained model's logits, which are up to 30 and not 10 as those of random weights. */
  public double trained() {
    return switch (kind) {
      case "float32" -> 5e-4;
      case "float16", "4 bits with float16" -> 0.2;
      default -> absolute;
    };
  }

  /** The tolerance for a bundle's decoder. */
  public static Tolerance of(ModelBundle bundle) {
    OnnxGraph graph = bundle.graph(GraphRole.DECODER).orElseThrow().graph();
    boolean half = graph.weights().stream().anyMatch(w -> w.type() == ElementType.FLOAT16);
    if (graph.nodes().stream().anyMatch(Tolerance::isEightBits)) {
      return new Tolerance(EIGHT_BITS, "8 bits", true, true);
    }
    if (graph.nodes().stream().anyMatch(Tolerance::isFourBits)) {
      return half
          ? new Tolerance(HALF, "4 bits with float16", true, false)
          : new Tolerance(FOUR_BITS, "4 bits", true, false);
    }
    return half
        ? new Tolerance(HALF, "float16", false, false)
        : new Tolerance(FLOAT32, "float32", false, false);
  }

  private static boolean isFourBits(GraphNode node) {
    return node.isContrib("MatMulNBits") || node.isContrib("MatMulBnb4");
  }

  private static boolean isEightBits(GraphNode node) {
    return switch (node.operator()) {
      case "DynamicQuantizeLinear", "MatMulInteger", "DynamicQuantizeMatMul", "QLinearMatMul" ->
          true;
      default -> false;
    };
  }
}
