package org.seq2time.harness.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.template.Values.Tuple;

/** Python's two ways to format: {@code "%.1f" % x} and {@code "{:.1f}".format(x)}. */
final class PyFormat {

  private static final Pattern PERCENT =
      Pattern.compile(
          "%(?:\\(([^)]*)\\))?([-+ #0]*)(\\*|\\d+)?(?:\\.(\\*|\\d*))?[hlL]?(.)?", Pattern.DOTALL);
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?([a-zA-Z%])?",
          Pattern.DOTALL);

  private PyFormat() {}

  /** How one value is to be written. */
  private record Form(
      boolean left, String sign, boolean alternate, boolean zeros, int width, int precision) {}

  /** {@code text % arguments}. */
  static String percent(String text, Object arguments, Budget budget) {
    List<Object> values =
        new ArrayList<>(arguments instanceof Tuple t ? t.items() : List.of(arguments));
    int used = 0;
    StringBuilder out = new StringBuilder();
    Matcher matcher = PERCENT.matcher(text);
    int from = 0;
    boolean byName = false;
    while (matcher.find()) {
      out.append(text, from, matcher.start());
      from = matcher.end();
      String kind = matcher.group(5);
      if (kind == null) {
        throw new TemplateFault("incomplete format; write %% for a percent sign");
      }
      if (kind.equals("%")) {
        out.append('%');
        continue;
      }
      String flags = String.valueOf(matcher.group(2));
      int width = 0;
      boolean left = flags.contains("-");
      if ("*".equals(matcher.group(3))) {
        width = (int) limited(Py.integer(next(values, used++), "width"));
        left |= width < 0;
        width = Math.abs(width);
      } else if (matcher.group(3) != null) {
        width = size(matcher.group(3));
      }
      int precision = -1;
      String digits = matcher.group(4);
      if (digits != null) {
        precision =
            digits.equals("*")
                ? (int) limited(Py.integer(next(values, used++), "precision"))
                : digits.isEmpty() ? 0 : size(digits);
      }
      Object value;
      if (matcher.group(1) != null) {
        byName = true;
        if (!(arguments instanceof Map<?, ?> map)) {
          throw new TemplateFault("format requires a mapping");
        }
        Object found = map.get(matcher.group(1));
        if (found == null) {
          throw new TemplateFault("no value for the format's key " + PyText.repr(matcher.group(1)));
        }
        value = found;
      } else {
        value = next(values, used++);
      }
      String sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
      Form form =
          new Form(left, sign, flags.contains("#"), flags.contains("0") && !left, width, precision);
      budget.size(width);
      out.append(one(kind.charAt(0), value, form));
      check(out);
    }
    if (!byName && used < values.size() && !(arguments instanceof Map<?, ?>) && used != -1) {
      if (!(arguments instanceof List<?>) || used > 0) {
        throw new TemplateFault("not all arguments converted during string formatting");
      }
    }
    return out.append(text.substring(from)).toString();
  }

  private static Object next(List<Object> values, int at) {
    if (at >= values.size()) {
      throw new TemplateFault("not enough arguments for format string");
    }
    return values.get(at);
  }

  private static String one(char kind, Object value, Form form) {
    return switch (kind) {
      case 's', 'r', 'a' -> {
        String text = kind == 's' ? Py.str(value) : Py.repr(value);
        if (form.precision() >= 0 && form.precision() < PyText.length(text)) {
          text = text.substring(0, PyText.offset(text, form.precision()));
        }
        yield pad(text, form.width(), form.left() ? '<' : '>', ' ');
      }
      case 'c' -> {
        String text =
            Py.isText(value) ? Py.str(value) : Character.toString((int) Py.integer(value, "%c"));
        yield pad(text, form.width(), form.left() ? '<' : '>', ' ');
      }
      case 'd', 'i', 'u', 'x', 'X', 'o' -> {
        if (!Py.isNumber(value)) {
          throw mismatch(kind, value);
        }
        if (value instanceof Double && "xXo".indexOf(kind) >= 0) {
          throw mismatch(kind, value);
        }
        BigInteger number = whole(value);
        String digits = digits(number.abs(), kind, form.alternate());
        digits = "0".repeat(Math.max(0, form.precision() - digits.length())) + digits;
        yield numeric(number.signum() < 0, digits, form);
      }
      case 'f', 'F', 'e', 'E', 'g', 'G' -> {
        if (!Py.isNumber(value)) {
          throw mismatch(kind, value);
        }
        double number = Py.number(value);
        String digits = real(number, kind, form.precision() < 0 ? 6 : form.precision());
        boolean negative = digits.startsWith("-");
        yield numeric(negative, negative ? digits.substring(1) : digits, form);
      }
      default -> throw new TemplateFault("unsupported format character " + PyText.repr(kind + ""));
    };
  }

  private static TemplateFault mismatch(char kind, Object value) {
    if (value instanceof Values.Undefined undefined) {
      return undefined.fault();
    }
    return new TemplateFault(
        "%" + kind + " format: a number is required, not " + Py.typeName(value));
  }

  private static BigInteger whole(Object value) {
    if (value instanceof Double number) {
      if (!Double.isFinite(number)) {
        throw new TemplateFault("cannot convert float " + PyNumber.repr(number) + " to integer");
      }
      return new java.math.BigDecimal(number).toBigInteger();
    }
    return BigInteger.valueOf(Py.integer(value, "value"));
  }

  private static String digits(BigInteger number, char kind, boolean alternate) {
    return switch (kind) {
      case 'x' -> (alternate ? "0x" : "") + number.toString(16);
      case 'X' -> (alternate ? "0X" : "") + number.toString(16).toUpperCase(Locale.ROOT);
      case 'o' -> (alternate ? "0o" : "") + number.toString(8);
      case 'b' -> (alternate ? "0b" : "") + number.toString(2);
      default -> number.toString();
    };
  }

  private static String real(double number, char kind, int precision) {
    String text =
        switch (Character.toLowerCase(kind)) {
          case 'f' -> PyNumber.fixed(number, precision);
          case 'e' -> PyNumber.scientific(number, precision);
          default -> PyNumber.general(number, precision);
        };
    return Character.isUpperCase(kind) ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String numeric(boolean negative, String digits, Form form) {
    String sign = negative ? "-" : form.sign();
    if (form.zeros()) {
      return sign
          + "0".repeat(Math.max(0, form.width() - sign.length() - digits.length()))
          + digits;
    }
    return pad(sign + digits, form.width(), form.left() ? '<' : '>', ' ');
  }

  private static String pad(String text, int width, char align, int fill) {
    int missing = Math.max(0, width - PyText.length(text));
    int left = align == '<' ? 0 : align == '>' ? missing : missing / 2;
    String one = Character.toString(fill);
    return one.repeat(left) + text + one.repeat(missing - left);
  }

  /** {@code text.format(arguments)}. */
  static String format(String text, Arguments given, Budget budget) {
    StringBuilder out = new StringBuilder();
    int[] automatic = {0};
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        out.append(c);
        at += 2;
      } else if (c == '}') {
        throw new TemplateFault("Single '}' encountered in format string");
      } else if (c == '{') {
        int end = text.indexOf('}', at);
        if (end < 0 || text.substring(at + 1, end).indexOf('{') >= 0) {
          throw new TemplateFault("expected '}' in a format string; nested fields are unsupported");
        }
        out.append(field(text.substring(at + 1, end), given, automatic, budget));
        at = end + 1;
        check(out);
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static String field(String field, Arguments given, int[] automatic, Budget budget) {
    int colon = field.indexOf(':');
    String name = colon < 0 ? field : field.substring(0, colon);
    String spec = colon < 0 ? "" : field.substring(colon + 1);
    int mark = name.indexOf('!');
    String conversion = mark < 0 ? "" : name.substring(mark + 1);
    name = mark < 0 ? name : name.substring(0, mark);
    Object value = lookup(name, given, automatic);
    if (conversion.equals("r")) {
      value = Py.repr(value);
    } else if (conversion.equals("s")) {
      value = Py.str(value);
    } else if (!conversion.isEmpty()) {
      throw new TemplateFault("unknown conversion " + PyText.repr(conversion));
    }
    return format(value, spec, budget);
  }

  private static Object lookup(String name, Arguments given, int[] automatic) {
    Matcher parts = Pattern.compile("([^.\\[]*)((?:\\.[^.\\[]+|\\[[^\\]]+\\])*)").matcher(name);
    if (!parts.matches()) {
      throw new TemplateFault("cannot read the format's field " + PyText.repr(name));
    }
    String first = parts.group(1);
    Object value;
    if (first.isEmpty() || first.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int index = first.isEmpty() ? automatic[0]++ : size(first);
      if (index >= given.positional().size()) {
        throw new TemplateFault("Replacement index " + index + " out of range");
      }
      value = given.positional().get(index);
    } else {
      Object found = given.named().get(first);
      if (found == null) {
        throw new TemplateFault("the format has no value for " + PyText.repr(first));
      }
      value = found;
    }
    Matcher steps = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]").matcher(parts.group(2));
    while (steps.find()) {
      if (steps.group(1) != null) {
        value = Attributes.attribute(value, steps.group(1));
      } else {
        String key = steps.group(2);
        boolean isIndex = key.chars().allMatch(c -> c >= '0' && c <= '9');
        value = Attributes.item(value, isIndex ? (Object) (long) size(key) : key);
      }
    }
    return value;
  }

  /** One value by a format specification. */
  static String format(Object value, String spec, Budget budget) {
    if (spec.isEmpty()) {
      return Py.str(value);
    }
    Matcher m = SPEC.matcher(spec);
    if (!m.matches()) {
      throw new TemplateFault("Invalid format specifier " + PyText.repr(spec));
    }
    String type = m.group(9) == null ? "" : m.group(9);
    int precision = m.group(8) == null ? -1 : size(m.group(8));
    int width = m.group(6) == null ? 0 : size(m.group(6));
    budget.size(width);
    boolean isText = Py.isText(value);
    String align = m.group(2) == null ? (isText ? "<" : ">") : m.group(2);
    int fill = m.group(1) == null ? ' ' : m.group(1).codePointAt(0);
    if (m.group(5) != null && m.group(2) == null) {
      align = isText ? "<" : "=";
      fill = '0';
    }
    if (isText) {
      if (!type.isEmpty() && !type.equals("s")) {
        throw new TemplateFault("Unknown format code '" + type + "' for object of type 'str'");
      }
      String text = Py.str(value);
      if (precision >= 0 && precision < PyText.length(text)) {
        text = text.substring(0, PyText.offset(text, precision));
      }
      return pad(text, width, align.charAt(0), fill);
    }
    if (!Py.isNumber(value)) {
      throw new TemplateFault(
          "unsupported format string passed to " + Py.typeName(value) + ".__format__");
    }
    String body = number(value, type, precision, m.group(4) != null);
    boolean negative = body.startsWith("-");
    String digits = negative ? body.substring(1) : body;
    if (m.group(7) != null) {
      digits = grouped(digits, m.group(7));
    }
    String plus = m.group(3) == null || m.group(3).equals("-") ? "" : m.group(3);
    String sign = negative ? "-" : plus;
    if (align.equals("=")) {
      int missing = Math.max(0, width - sign.length() - digits.length());
      return sign + Character.toString(fill).repeat(missing) + digits;
    }
    return pad(sign + digits, width, align.charAt(0), fill);
  }

  private static String number(Object value, String type, int precision, boolean alternate) {
    boolean isReal = value instanceof Double;
    char kind = type.isEmpty() ? (isReal ? 'r' : 'd') : type.charAt(0);
    return switch (kind) {
      case 'd', 'x', 'X', 'o', 'b', 'n' -> {
        if (isReal) {
          throw new TemplateFault("Unknown format code '" + kind + "' for object of type 'float'");
        }
        BigInteger number = whole(value);
        yield (number.signum() < 0 ? "-" : "") + digits(number.abs(), kind, alternate);
      }
      case 'f', 'F', 'e', 'E', 'g', 'G' ->
          real(Py.number(value), kind, precision < 0 ? 6 : precision);
      case '%' -> PyNumber.fixed(Py.number(value) * 100, precision < 0 ? 6 : precision) + "%";
      case 'r' -> {
        if (precision < 0) {
          yield PyNumber.repr(Py.number(value));
        }
        String text = PyNumber.general(Py.number(value), precision);
        yield text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text;
      }
      default -> throw new TemplateFault("Unknown format code '" + kind + "'");
    };
  }

  private static String grouped(String digits, String separator) {
    int end = 0;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
      end++;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int i = end - 3; i > 0; i -= 3) {
      out.insert(i, separator);
    }
    return out.toString();
  }

  private static int size(String digits) {
    if (digits.length() > 7) {
      throw Budget.tooLong();
    }
    return (int) limited(Integer.parseInt(digits));
  }

  private static long limited(long size) {
    if (Math.abs(size) > InputLimits.TEMPLATE_FORMAT_WIDTH) {
      throw new TemplateFault(
          "a format's width or precision of "
              + size
              + "; expected at most "
              + InputLimits.TEMPLATE_FORMAT_WIDTH);
    }
    return size;
  }

  private static void check(StringBuilder out) {
    if (out.length() > InputLimits.TEMPLATE_TEXT_CHARACTERS) {
      throw Budget.tooLong();
    }
  }
}
