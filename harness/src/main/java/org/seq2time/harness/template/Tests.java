package org.seq2time.harness.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.seq2time.harness.template.Values.Tuple;
import org.seq2time.harness.template.Values.Undefined;

/** Jinja's tests, behind {@code is}. */
final class Tests {

  private static final Set<String> NAMES =
      Set.of(
          "odd",
          "even",
          "divisibleby",
          "defined",
          "undefined",
          "filter",
          "test",
          "none",
          "boolean",
          "false",
          "true",
          "integer",
          "float",
          "lower",
          "upper",
          "string",
          "mapping",
          "number",
          "sequence",
          "iterable",
          "callable",
          "sameas",
          "escaped",
          "in",
          "==",
          "eq",
          "equalto",
          "!=",
          "ne",
          ">",
          "gt",
          "greaterthan",
          ">=",
          "ge",
          "<",
          "lt",
          "lessthan",
          "<=",
          "le");

  private Tests() {}

  static boolean isKnown(String name) {
    return NAMES.contains(name);
  }

  static String unknown(String name) {
    return "no test named '" + name + "'; see Jinja's built-in tests";
  }

  static boolean apply(String name, Object value, Arguments given) {
    return switch (name) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      case "none" -> value == None.NONE;
      case "boolean" -> value instanceof Boolean;
      case "false" -> Boolean.FALSE.equals(value);
      case "true" -> Boolean.TRUE.equals(value);
      case "integer" -> value instanceof Long;
      case "float" -> value instanceof Double;
      case "number" -> Py.isNumber(value);
      case "string" -> Py.isText(value);
      case "mapping" -> value instanceof Map<?, ?>;
      case "iterable" -> Py.isIterable(value);
      case "sequence" -> isSequence(value);
      case "callable" -> value instanceof Values.Function;
      case "escaped" -> value instanceof Values.Markup;
      case "lower" -> lettersAre("islower", value);
      case "upper" -> lettersAre("isupper", value);
      case "filter" -> Filters.isKnown(Py.str(value));
      case "test" -> isKnown(Py.str(value));
      case "odd" -> Py.equal(remainder(value, 2L), 1L);
      case "even" -> Py.equal(remainder(value, 2L), 0L);
      case "divisibleby" -> Py.equal(remainder(value, given.bind(name, "num").get(0)), 0L);
      case "sameas" -> isSame(value, given.bind(name, "other").get(0));
      default -> compare(name, value, given);
    };
  }

  private static boolean compare(String name, Object value, Arguments given) {
    if (!isKnown(name)) {
      throw new TemplateFault(unknown(name));
    }
    Object other = given.bind(name, "other").get(0);
    return switch (name) {
      case "in" -> contains(other, value);
      case "==", "eq", "equalto" -> Py.equal(value, other);
      case "!=", "ne" -> !Py.equal(value, other);
      case ">", "gt", "greaterthan" -> Py.compare(value, other, ">") > 0;
      case ">=", "ge" -> Py.compare(value, other, ">=") >= 0;
      case "<", "lt", "lessthan" -> Py.compare(value, other, "<") < 0;
      default -> Py.compare(value, other, "<=") <= 0;
    };
  }

  /** {@code item in values}. */
  static boolean contains(Object values, Object item) {
    if (Py.isText(values)) {
      if (!Py.isText(item)) {
        throw new TemplateFault(
            "'in <string>' requires string as left operand, not " + Py.typeName(item));
      }
      return Py.str(values).contains(Py.str(item));
    }
    if (values instanceof Map<?, ?> map) {
      return map.containsKey(Py.key(item));
    }
    if (!Py.isIterable(values)) {
      throw new TemplateFault("argument of type '" + Py.typeName(values) + "' is not iterable");
    }
    for (Iterator<Object> items = Py.iterate(values); items.hasNext(); ) {
      if (Py.equal(items.next(), item)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSequence(Object value) {
    return Py.isText(value)
        || value instanceof List<?>
        || value instanceof Map<?, ?>
        || value instanceof Tuple
        || value instanceof Undefined
        || value instanceof Values.Range;
  }

  private static boolean lettersAre(String method, Object value) {
    return Py.truth(StringMethods.call(method, Py.str(value), Arguments.NONE, new Budget()));
  }

  private static Object remainder(Object value, Object by) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    if (!Py.isNumber(value)) {
      throw new TemplateFault("expected a number, not '" + Py.typeName(value) + "'");
    }
    return PyNumber.combine("%", value, by);
  }

  /** Python's identity, as far as values have one: small numbers and texts are one object. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object a, Object b) {
    return a == b
        || (a.getClass() == b.getClass()
            && (a instanceof Boolean || a instanceof Long || a instanceof String)
            && a.equals(b));
  }
}
