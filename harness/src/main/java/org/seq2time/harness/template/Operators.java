package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.harness.template.Values.Markup;
import org.seq2time.harness.template.Values.Tuple;
import org.seq2time.harness.template.Values.Undefined;

/** Python's operators on values. */
final class Operators {

  private Operators() {}

  static Object binary(String operator, Object left, Object right, Budget budget) {
    if (left instanceof Undefined undefined) {
      throw undefined.fault();
    }
    if (operator.equals("%") && Py.isText(left)) {
      return PyFormat.percent(Py.str(left), right, budget);
    }
    if (right instanceof Undefined undefined) {
      throw undefined.fault();
    }
    if (Py.isNumber(left) && Py.isNumber(right)) {
      return PyNumber.combine(operator, left, right);
    }
    return switch (operator) {
      case "+" -> add(left, right, budget);
      case "*" -> multiply(left, right, budget);
      default -> throw unsupported(operator, left, right);
    };
  }

  private static Object add(Object left, Object right, Budget budget) {
    if (Py.isText(left) && Py.isText(right)) {
      boolean escaped = left instanceof Markup || right instanceof Markup;
      return escaped
          ? new Markup(concat(List.of(Filters.escaped(left), Filters.escaped(right)), budget))
          : concat(List.of(left, right), budget);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      budget.size((long) a.size() + b.size());
      List<Object> all = new ArrayList<>(a);
      all.addAll(b);
      return all;
    }
    if (left instanceof Tuple a && right instanceof Tuple b) {
      budget.size((long) a.items().size() + b.items().size());
      List<Object> all = new ArrayList<>(a.items());
      all.addAll(b.items());
      return new Tuple(all, false);
    }
    if (Py.isText(left)) {
      throw new TemplateFault(
          "can only concatenate str (not \""
              + Py.typeName(right)
              + "\") to str; use '~' or the filter 'string'");
    }
    throw unsupported("+", left, right);
  }

  private static Object multiply(Object left, Object right, Budget budget) {
    boolean countFirst = left instanceof Long || left instanceof Boolean;
    Object sequence = countFirst ? right : left;
    Object times = countFirst ? left : right;
    if (!(times instanceof Long || times instanceof Boolean)) {
      throw unsupported("*", left, right);
    }
    int count = Math.clamp(Py.integer(times, "count"), 0, Integer.MAX_VALUE);
    if (Py.isText(sequence)) {
      String text = Py.str(sequence);
      budget.size((long) text.length() * count);
      return text.repeat(count);
    }
    List<?> items =
        sequence instanceof List<?> list
            ? list
            : sequence instanceof Tuple tuple ? tuple.items() : List.of();
    if (!(sequence instanceof List<?> || sequence instanceof Tuple)) {
      throw unsupported("*", left, right);
    }
    budget.size(16L * items.size() * count);
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count && !items.isEmpty(); i++) {
      all.addAll(items);
    }
    return sequence instanceof Tuple ? new Tuple(all, false) : all;
  }

  /** Values one after another as they are printed. */
  static String concat(List<Object> parts, Budget budget) {
    StringBuilder out = new StringBuilder();
    for (Object part : parts) {
      String text = Py.str(part);
      budget.size((long) out.length() + text.length());
      out.append(text);
    }
    return out.toString();
  }

  static Object sign(boolean negative, Object value) {
    return switch (value) {
      case Double number -> negative ? (Object) (-number) : value;
      case Undefined undefined -> throw undefined.fault();
      default -> {
        if (!Py.isNumber(value)) {
          throw new TemplateFault(
              "bad operand type for unary "
                  + (negative ? "-" : "+")
                  + ": '"
                  + Py.typeName(value)
                  + "'");
        }
        long number = Py.integer(value, "operand");
        yield negative ? PyNumber.combine("-", 0L, number) : (Object) number;
      }
    };
  }

  static boolean compare(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> Py.equal(left, right);
      case "!=" -> !Py.equal(left, right);
      case "in" -> Tests.contains(right, left);
      case "not in" -> !Tests.contains(right, left);
      case "<" -> Py.compare(left, right, operator) < 0;
      case "<=" -> Py.compare(left, right, operator) <= 0;
      case ">" -> Py.compare(left, right, operator) > 0;
      default -> Py.compare(left, right, operator) >= 0;
    };
  }

  private static TemplateFault unsupported(String operator, Object left, Object right) {
    return new TemplateFault(
        "unsupported operand type(s) for "
            + operator
            + ": '"
            + Py.typeName(left)
            + "' and '"
            + Py.typeName(right)
            + "'");
  }
}
