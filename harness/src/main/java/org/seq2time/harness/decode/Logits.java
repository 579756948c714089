package org.seq2time.harness.decode;

/** How far logits are apart. */
public final class Logits {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private Logits() {}

  /**
   * The largest absolute difference; infinite where one is not a number and the other is.
   *
   * @param a {@code [positions][vocabulary]}
   * @param b of the same shape
   */
  public static double difference(float[][] a, float[][] b) {
    double most = 0;
    for (int position = 0; position < a.length; position++) {
      most = Math.max(most, difference(a[position], b[position]));
    }
    return most;
  }

  /** The same of one position; infinite where the vocabularies differ in size. */
  public static double difference(float[] a, float[] b) {
    if (a.length != b.length) {
      return INFINITE;
    }
    double most = 0;
    for (int token = 0; token < a.length; token++) {
      double difference = Math.abs((double) a[token] - b[token]);
      boolean equal = Float.compare(a[token], b[token]) == 0;
      most = Math.max(most, equal ? 0 : Double.isNaN(difference) ? INFINITE : difference);
    }
    return most;
  }

  /** The largest absolute value that is finite. */
  public static double largest(float[][] logits) {
    double most = 0;
    for (float[] position : logits) {
      for (float value : position) {
        most = Float.isFinite(value) ? Math.max(most, Math.abs(value)) : most;
      }
    }
    return most;
  }
}
