package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.template.Values.Function;
import org.seq2time.harness.template.Values.Markup;
import org.seq2time.harness.template.Values.Tuple;
import org.seq2time.harness.template.Values.Undefined;

/** Computes expressions; one object for one rendering. */
final class Interpreter {

  private final Budget budget = new Budget();
  private int line = 1;

  Budget budget() {
    return budget;
  }

  /** The line of what was computed last: where a fault is. */
  int line() {
    return line;
  }

  void at(int statementLine) {
    line = statementLine;
    budget.step();
  }

  Object eval(Expr read, Scope scope) {
    budget.step();
    budget.enter();
    Object value = compute(read, scope);
    budget.leave();
    return value;
  }

  private Object compute(Expr read, Scope scope) {
    return switch (read) {
      case Expr.Const constant -> constant.value();
      case Expr.Name name -> scope.get(name.name());
      case Expr.NamespaceRef ref -> Attributes.attribute(scope.get(ref.name()), ref.attribute());
      case Expr.ListOf list -> all(list.items(), scope);
      case Expr.TupleOf tuple -> new Tuple(all(tuple.items(), scope), false);
      case Expr.DictOf dict -> mapping(dict, scope);
      case Expr.Not not -> !Py.truth(eval(not.operand(), scope));
      case Expr.Sign sign -> {
        Object value = eval(sign.operand(), scope);
        line = sign.line();
        yield Operators.sign(sign.negative(), value);
      }
      case Expr.And and -> {
        Object left = eval(and.left(), scope);
        yield Py.truth(left) ? eval(and.right(), scope) : left;
      }
      case Expr.Or or -> {
        Object left = eval(or.left(), scope);
        yield Py.truth(left) ? left : eval(or.right(), scope);
      }
      case Expr.Binary binary -> {
        Object left = eval(binary.left(), scope);
        Object right = eval(binary.right(), scope);
        line = binary.line();
        yield Operators.binary(binary.operator(), left, right, budget);
      }
      case Expr.Concat concat -> Operators.concat(all(concat.parts(), scope), budget);
      case Expr.Compare compare -> compare(compare, scope);
      case Expr.Conditional condition -> conditional(condition, scope);
      case Expr.Attribute attribute -> {
        Object of = eval(attribute.of(), scope);
        line = attribute.line();
        yield Attributes.attribute(of, attribute.name());
      }
      case Expr.Item item -> item(item, scope);
      case Expr.Slice slice ->
          throw new TemplateFault("a slice stands alone; write it behind one value");
      case Expr.Call call -> {
        Object callee = eval(call.callee(), scope);
        Arguments arguments = arguments(call.arguments(), scope);
        line = call.line();
        yield call(callee, arguments);
      }
      case Expr.Filter filter -> {
        Expr inner = Objects.requireNonNull(filter.value());
        yield filter(filter, eval(inner, scope), scope);
      }
      case Expr.Test test -> {
        Object value = eval(test.value(), scope);
        Arguments arguments = arguments(test.arguments(), scope);
        line = test.line();
        yield Tests.apply(test.name(), value, arguments);
      }
    };
  }

  private List<Object> all(List<Expr> items, Scope scope) {
    List<Object> values = new ArrayList<>(items.size());
    for (Expr item : items) {
      values.add(eval(item, scope));
    }
    return values;
  }

  private Object mapping(Expr.DictOf dict, Scope scope) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < dict.keys().size(); i++) {
      Object key = eval(dict.keys().get(i), scope);
      map.put(Py.key(key), eval(dict.values().get(i), scope));
    }
    return map;
  }

  private Object compare(Expr.Compare compare, Scope scope) {
    Object left = eval(compare.first(), scope);
    for (int i = 0; i < compare.operators().size(); i++) {
      Object right = eval(compare.rest().get(i), scope);
      line = compare.line();
      if (right instanceof List<?> || Py.isText(right)) {
        budget.size(Py.length(right));
      }
      if (!Operators.compare(compare.operators().get(i), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private Object conditional(Expr.Conditional condition, Scope scope) {
    if (Py.truth(eval(condition.test(), scope))) {
      return eval(condition.then(), scope);
    }
    Expr otherwise = condition.otherwise();
    return otherwise != null
        ? eval(otherwise, scope)
        : new Undefined(
            "the inline if-expression evaluated to false and no else section was defined");
  }

  private Object item(Expr.Item item, Scope scope) {
    Object of = eval(item.of(), scope);
    if (item.key() instanceof Expr.Slice slice) {
      Object from = optional(slice.from(), scope);
      Object to = optional(slice.to(), scope);
      Object step = optional(slice.step(), scope);
      line = item.line();
      Object part = Attributes.slice(of, from, to, step);
      budget.size(Py.length(part));
      return part;
    }
    Object key = eval(item.key(), scope);
    line = item.line();
    if (Py.isText(of)) {
      budget.size(Py.str(of).length());
    }
    return Attributes.item(of, key);
  }

  private @Nullable Object optional(@Nullable Expr read, Scope scope) {
    return read == null ? null : eval(read, scope);
  }

  /** A filter on a value. */
  Object filter(Expr.Filter filter, Object value, Scope scope) {
    Arguments arguments = arguments(filter.arguments(), scope);
    line = filter.line();
    return Filters.apply(filter.name(), value, arguments, this);
  }

  /** A chain of filters, the innermost of which has no value of its own, on this one. */
  Object filters(Expr.Filter filter, Object value, Scope scope) {
    Object inner =
        filter.value() instanceof Expr.Filter before ? filters(before, value, scope) : value;
    return filter(filter, inner, scope);
  }

  Arguments arguments(Expr.Arguments given, Scope scope) {
    if (given.equals(Expr.Arguments.NONE)) {
      return Arguments.NONE;
    }
    List<Object> positional = all(given.positional(), scope);
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < given.names().size(); i++) {
      named.put(given.names().get(i), eval(given.named().get(i), scope));
    }
    if (given.star() != null) {
      positional.addAll(Filters.list(eval(given.star(), scope), budget));
    }
    if (given.starStar() != null) {
      if (!(eval(given.starStar(), scope) instanceof Map<?, ?> map)) {
        throw new TemplateFault("argument after ** must be a mapping");
      }
      map.forEach(
          (key, value) -> {
            String name = Py.text(Objects.requireNonNull(key), "keyword");
            if (named.put(name, Objects.requireNonNull(value)) != null) {
              throw new TemplateFault("got multiple values for keyword argument '" + name + "'");
            }
          });
    }
    return new Arguments(positional, named);
  }

  Object call(Object callee, Arguments arguments) {
    return switch (callee) {
      case Undefined undefined -> throw undefined.fault();
      case Attributes.StringMethod method -> method.call(arguments, budget);
      case Function function -> {
        int caller = line;
        Object result = function.call(arguments);
        line = caller;
        yield result;
      }
      case Markup ignored -> throw new TemplateFault("'Markup' object is not callable");
      default -> throw new TemplateFault("'" + Py.typeName(callee) + "' object is not callable");
    };
  }
}
