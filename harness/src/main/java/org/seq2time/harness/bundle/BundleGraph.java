package org.seq2time.harness.bundle;

import java.util.List;
import org.seq2time.harness.graph.OnnxGraph;

/**
 * A graph of a bundle.
 *
 * @param precision which of its exports was taken
 * @param present the exports that there are
 */
public record BundleGraph(
    GraphRole role, Precision precision, List<Precision> present, OnnxGraph graph) {

  public BundleGraph {
    present = List.copyOf(present);
  }
}
