package org.seq2time.harness.bundle;

/** Who laid a bundle's files out. */
public enum BundleLayout {
  /** Graphs at the root. */
  OPTIMUM("Optimum, graphs at the root"),
  /** Graphs under {@code onnx/}. */
  TRANSFORMERS_JS("transformers.js, graphs under onnx/"),
  /** Graphs where {@code genai_config.json} says. */
  GENAI("ONNX Runtime GenAI, graphs as genai_config.json names them");

  private final String label;

  BundleLayout(String label) {
    this.label = label;
  }

  /** The name in output. */
  public String label() {
    return label;
  }
}
