package org.seq2time.harness.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as Python reads, writes and combines them; integers have 64 bits here. */
final class PyNumber {

  private PyNumber() {}

  /** An integer literal: decimal, or with 0x, 0o, 0b. */
  static Long integer(String literal) {
    String text = literal.toLowerCase(Locale.ROOT);
    int radix =
        text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : text.startsWith("0b") ? 2 : 10;
    return fits(new BigInteger(radix == 10 ? text : text.substring(2), radix));
  }

  static Long fits(BigInteger value) {
    if (value.bitLength() > 63) {
      throw new TemplateFault("a number has more than 64 bits; use smaller numbers");
    }
    return value.longValueExact();
  }

  /** Python's repr: the shortest digits that give the number again. */
  static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String unscaled = digits.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + unscaled.charAt(0)
        + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "")
        + "e"
        + exponent(exponent);
  }

  static String exponent(int exponent) {
    int size = Math.abs(exponent);
    return (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  /** {@code %.Nf}: the exact value, rounded half to even. */
  static String fixed(double value, int digits) {
    if (!Double.isFinite(value)) {
      return repr(value);
    }
    String text =
        new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).abs().toPlainString();
    return isNegative(value) ? "-" + text : text;
  }

  /** {@code %.Ne}. */
  static String scientific(double value, int digits) {
    if (!Double.isFinite(value)) {
      return repr(value);
    }
    String unscaled;
    int exponent = 0;
    if (value == 0) {
      unscaled = "0".repeat(digits + 1);
    } else {
      BigDecimal rounded =
          new BigDecimal(value).abs().round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
      unscaled = rounded.unscaledValue().toString();
      exponent = rounded.precision() - rounded.scale() - 1;
      unscaled = unscaled + "0".repeat(Math.max(0, digits + 1 - unscaled.length()));
    }
    return (isNegative(value) ? "-" : "")
        + unscaled.charAt(0)
        + (digits > 0 ? "." + unscaled.substring(1, digits + 1) : "")
        + "e"
        + exponent(exponent);
  }

  /** {@code %.Ng}: the shorter of both, without zeros at the end. */
  static String general(double value, int precision) {
    if (!Double.isFinite(value)) {
      return repr(value);
    }
    int digits = Math.max(1, precision);
    String scientific = scientific(value, digits - 1);
    int mark = scientific.indexOf('e');
    int exponent = Integer.parseInt(scientific.substring(mark + 1));
    if (exponent < -4 || exponent >= digits) {
      return withoutZeros(scientific.substring(0, mark)) + scientific.substring(mark);
    }
    return withoutZeros(fixed(value, digits - 1 - exponent));
  }

  private static String withoutZeros(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }

  private static boolean isNegative(double value) {
    return value < 0 || (value == 0 && 1 / value < 0);
  }

  /** Python's round: half to even, of the exact value. */
  static Object round(Object value, long digits) {
    if (digits > 400 || digits < -400) {
      throw new TemplateFault("round to " + digits + " digits; expected -400 to 400");
    }
    if (value instanceof Double number) {
      if (!Double.isFinite(number)) {
        return number;
      }
      double rounded =
          new BigDecimal(number).setScale((int) digits, RoundingMode.HALF_EVEN).doubleValue();
      return rounded == 0 && number < 0 ? (Object) (-0.0) : (Object) rounded;
    }
    long number = Py.integer(value, "value");
    if (digits >= 0) {
      return number;
    }
    return fits(
        BigDecimal.valueOf(number)
            .setScale((int) digits, RoundingMode.HALF_EVEN)
            .toBigIntegerExact());
  }

  /** A binary operation; both are numbers. */
  static Object combine(String operator, Object left, Object right) {
    if (left instanceof Double || right instanceof Double) {
      return combine(operator, Py.number(left), Py.number(right));
    }
    long a = Py.integer(left, "operand");
    long b = Py.integer(right, "operand");
    try {
      return switch (operator) {
        case "+" -> Math.addExact(a, b);
        case "-" -> Math.subtractExact(a, b);
        case "*" -> Math.multiplyExact(a, b);
        case "/" -> (double) a / nonZero(b);
        case "//" -> Math.floorDiv(a, nonZero(b));
        case "%" -> Math.floorMod(a, nonZero(b));
        default -> power(a, b);
      };
    } catch (ArithmeticException e) {
      throw new TemplateFault("a number has more than 64 bits; use smaller numbers");
    }
  }

  private static Object combine(String operator, double a, double b) {
    if ((operator.equals("/") || operator.equals("//") || operator.equals("%")) && b == 0) {
      throw new TemplateFault("division by zero");
    }
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "%" -> modulo(a, b);
      default -> Math.pow(a, b);
    };
  }

  private static double modulo(double a, double b) {
    double rest = a % b;
    if (rest != 0 && (rest < 0) != (b < 0)) {
      return rest + b;
    }
    return rest == 0 ? Math.copySign(0.0, b) : rest;
  }

  private static long nonZero(long value) {
    if (value == 0) {
      throw new TemplateFault("division by zero");
    }
    return value;
  }

  private static Object power(long a, long b) {
    if (b < 0) {
      nonZero(a);
      return Math.pow((double) a, (double) b);
    }
    if (b > 64 && a != 0 && a != 1 && a != -1) {
      throw new ArithmeticException("too large");
    }
    return fits(BigInteger.valueOf(a).pow((int) (a == -1 ? b % 2 : Math.min(b, 65))));
  }
}
