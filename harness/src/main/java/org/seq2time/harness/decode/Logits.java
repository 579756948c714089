package org.seq2time.harness.decode;

/** How far logits are apart. */
public final class Logits {

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
      for (int token = 0; token < a[position].length; token++) {
        double difference = Math.abs((double) a[position][token] - b[position][token]);
        boolean equal = Float.compare(a[position][token], b[position][token]) == 0;
        most = Math.max(most, equal ? 0 : Double.isNaN(difference) ? INFINITE : difference);
      }
    }
    return most;
  }

  private static final double INFINITE = Double.POSITIVE_INFINITY;

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
