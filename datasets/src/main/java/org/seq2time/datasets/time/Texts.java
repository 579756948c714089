package org.seq2time.datasets.time;

import java.util.OptionalDouble;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.datasets.io.Quoted;

/** Numbers as digits, without locale and without objects where they are written. */
final class Texts {

  private Texts() {}

  /** Appends {@code scaled / 10^decimals} with exactly that many decimals. */
  static void appendDecimal(StringBuilder out, long scaled, int decimals) {
    long unit = Rounding.powerOfTen(decimals);
    out.append(scaled / unit);
    if (decimals > 0) {
      out.append('.');
      long rest = scaled % unit;
      for (long digit = unit / 10; digit > 0; digit /= 10) {
        out.append((char) ('0' + rest / digit % 10));
      }
    }
  }

  /** The number, at least zero, that the text is in plain digits; otherwise an error says so. */
  static double plainDecimal(CharSequence text, String what) {
    String string = text.toString();
    OptionalDouble value = OptionalDouble.empty();
    if (!string.isEmpty() && string.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
      value = Decimals.parse(string);
    }
    return value.orElseThrow(() -> new IllegalArgumentException(quote(text) + " is not " + what));
  }

  static String quote(CharSequence text) {
    return Quoted.shorten(text.toString());
  }
}
