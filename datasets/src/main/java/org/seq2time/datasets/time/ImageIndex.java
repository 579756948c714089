package org.seq2time.datasets.time;

/**
 * The index itself in plain digits: image 7 of 96 is {@code 7}. Counted from 0.
 *
 * <p>Error: none for an index; at most 1/2 for a value between two.
 */
public record ImageIndex() implements TimeRepresentation {

  static final String NAME = "index";

  @Override
  public String key() {
    return NAME;
  }

  @Override
  public void append(StringBuilder out, double value, double length) {
    Axis.checkLength(length);
    Axis.checkValue(value, length);
    out.append(Rounding.ofProduct(value, 0));
  }

  @Override
  public double decode(CharSequence text, double length) {
    Axis.checkLength(length);
    double index = Texts.plainDecimal(text, "an index");
    if (index != Math.rint(index) || text.toString().indexOf('.') >= 0) {
      throw new IllegalArgumentException(Texts.quote(text) + " is not an index");
    }
    return index;
  }

  @Override
  public double maxError(double length) {
    Axis.checkLength(length);
    return 0.5;
  }
}
