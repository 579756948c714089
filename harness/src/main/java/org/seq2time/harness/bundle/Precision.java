package org.seq2time.harness.bundle;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of several exports of one graph a file is, by the suffix that transformers.js gives it. In
 * the order in which one is chosen where the user does not.
 */
public enum Precision {
  FP32("fp32", ""),
  FP16("fp16", "_fp16"),
  Q4F16("q4f16", "_q4f16"),
  Q4("q4", "_q4"),
  INT8("int8", "_int8"),
  UINT8("uint8", "_uint8"),
  QUANTIZED("quantized", "_quantized"),
  BNB4("bnb4", "_bnb4"),
  /** Half precision inside, float32 at inputs and outputs. */
  FP16_KEEP_IO("fp16_keep_io", "_fp16_keep_io");

  private final String key;
  private final String suffix;

  Precision(String key, String suffix) {
    this.key = key;
    this.suffix = suffix;
  }

  /** The name on the command line: {@code q4f16}. */
  public String key() {
    return key;
  }

  /** What stands between the graph's name and {@code .onnx}; empty for {@link #FP32}. */
  public String suffix() {
    return suffix;
  }

  /** The precision of this name; null if there is none. */
  public static @Nullable Precision of(String key) {
    return Arrays.stream(values()).filter(p -> p.key.equals(key)).findFirst().orElse(null);
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Precision::key).toList();
  }
}
