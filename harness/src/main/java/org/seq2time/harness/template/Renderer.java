package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.template.Values.Function;
import org.seq2time.harness.template.Values.Namespace;
import org.seq2time.harness.template.Values.Tuple;
import org.seq2time.harness.template.Values.Undefined;

/** Runs statements and collects the text that they make. */
final class Renderer {

  /** How a block of statements ended. */
  enum Flow {
    NORMAL,
    BREAK,
    CONTINUE
  }

  private final Interpreter in = new Interpreter();

  /** The line of what was computed last. */
  int line() {
    return in.line();
  }

  String render(List<Stmt> body, Scope scope) {
    StringBuilder out = new StringBuilder();
    in.budget().during(() -> run(body, scope, out));
    return out.toString();
  }

  private Flow run(List<Stmt> body, Scope scope, StringBuilder out) {
    for (Stmt statement : body) {
      in.at(statement.line());
      Flow flow = run(statement, scope, out);
      if (flow != Flow.NORMAL) {
        return flow;
      }
    }
    return Flow.NORMAL;
  }

  private Flow run(Stmt statement, Scope scope, StringBuilder out) {
    switch (statement) {
      case Stmt.Text text -> append(out, text.text());
      case Stmt.Print print -> append(out, Py.str(in.eval(print.value(), scope)));
      case Stmt.If condition -> {
        boolean holds = Py.truth(in.eval(condition.test(), scope));
        return nested(holds ? condition.then() : condition.otherwise(), scope, out);
      }
      case Stmt.For loop -> {
        loop(loop, in.eval(loop.in(), scope), 0, scope, out);
      }
      case Stmt.Set set -> {
        Object value = in.eval(set.value(), scope);
        in.at(set.line());
        assign(set.target(), value, scope);
      }
      case Stmt.SetBlock set -> {
        StringBuilder text = new StringBuilder();
        Scope inner = scope.inner();
        Flow flow = nested(set.body(), inner, text);
        if (flow != Flow.NORMAL) {
          return flow;
        }
        Object value = text.toString();
        if (set.filter() != null) {
          value = in.filters(set.filter(), value, inner);
        }
        assign(set.target(), value, scope);
      }
      case Stmt.With with -> {
        return nested(with.body(), with(with, scope), out);
      }
      case Stmt.FilterBlock filter -> {
        StringBuilder text = new StringBuilder();
        Scope inner = scope.inner();
        Flow flow = nested(filter.body(), inner, text);
        if (flow != Flow.NORMAL) {
          return flow;
        }
        append(out, Py.str(in.filters(filter.filter(), text.toString(), inner)));
      }
      case Stmt.Macro macro ->
          scope.set(macro.name(), new Macro(macro.name(), macro.function(), scope));
      case Stmt.CallBlock call -> append(out, Py.str(callBlock(call, scope)));
      case Stmt.Generation generation -> {
        Scope inner = scope.inner();
        nested(generation.body(), inner, out);
      }
      case Stmt.Break ignored -> {
        return Flow.BREAK;
      }
      case Stmt.Continue ignored -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.NORMAL;
  }

  private Flow nested(List<Stmt> body, Scope scope, StringBuilder out) {
    in.budget().enter();
    Flow flow = run(body, scope, out);
    in.budget().leave();
    return flow;
  }

  private void append(StringBuilder out, String text) {
    in.budget().size(text.length());
    if (out.length() + (long) text.length() > InputLimits.TEMPLATE_TEXT_CHARACTERS) {
      throw Budget.tooLong();
    }
    out.append(text);
  }

  private Scope with(Stmt.With with, Scope scope) {
    Scope inner = scope.inner();
    List<Object> values = new ArrayList<>();
    for (Expr value : with.values()) {
      values.add(in.eval(value, scope));
    }
    for (int i = 0; i < values.size(); i++) {
      assign(with.targets().get(i), values.get(i), inner);
    }
    return inner;
  }

  private void loop(Stmt.For loop, Object values, int depth, Scope scope, StringBuilder out) {
    Expr filter = loop.filter();
    Iterator<Object> items = Py.iterate(values);
    boolean counted = filter == null && !(values instanceof Values.Once);
    if (filter != null) {
      items =
          new SequenceFilters.Chosen(
              items,
              item -> {
                Scope test = scope.inner();
                assign(loop.target(), item, test);
                return Py.truth(in.eval(filter, test));
              });
    }
    Function recurse =
        loop.recursive()
            ? arguments -> {
              StringBuilder text = new StringBuilder();
              in.budget().enter();
              Object more = arguments.bind("loop", "iterable").get(0);
              loop(loop, more, depth + 1, scope, text);
              in.budget().leave();
              return text.toString();
            }
            : null;
    Loop state = new Loop(items, counted ? Py.length(values) : -1, depth, recurse);
    boolean any = false;
    while (state.hasNext()) {
      any = true;
      in.at(loop.line());
      Scope inner = scope.inner();
      Object item = state.next();
      inner.set("loop", state);
      assign(loop.target(), item, inner);
      if (nested(loop.body(), inner, out) == Flow.BREAK) {
        break;
      }
    }
    if (!any) {
      nested(loop.otherwise(), scope.inner(), out);
    }
  }

  private void assign(Expr target, Object value, Scope scope) {
    switch (target) {
      case Expr.Name name -> scope.set(name.name(), value);
      case Expr.NamespaceRef ref -> {
        if (!(scope.get(ref.name()) instanceof Namespace namespace)) {
          throw new TemplateFault("cannot assign attribute on non-namespace object");
        }
        namespace.attributes().put(ref.attribute(), value);
      }
      case Expr.TupleOf tuple -> {
        List<Object> values = Filters.list(value, in.budget());
        if (values.size() != tuple.items().size()) {
          throw new TemplateFault(
              "cannot unpack " + values.size() + " values into " + tuple.items().size() + " names");
        }
        for (int i = 0; i < values.size(); i++) {
          assign(tuple.items().get(i), values.get(i), scope);
        }
      }
      default -> throw new TemplateFault("cannot assign to an expression");
    }
  }

  private Object callBlock(Stmt.CallBlock block, Scope scope) {
    Object callee = in.eval(block.call().callee(), scope);
    Arguments given = in.arguments(block.call().arguments(), scope);
    Map<String, Object> named = new LinkedHashMap<>(given.named());
    named.put("caller", new Macro("caller", block.function(), scope));
    return in.call(callee, new Arguments(given.positional(), named));
  }

  /** A macro: statements with parameters, whose text is its value. */
  private final class Macro implements Function, Values.WithAttributes {
    private final String name;
    private final Stmt.Function function;
    private final Scope scope;

    Macro(String name, Stmt.Function function, Scope scope) {
      this.name = name;
      this.function = function;
      this.scope = scope;
    }

    @Override
    public @Nullable Object attribute(String attribute) {
      return switch (attribute) {
        case "name" -> name;
        case "arguments" -> new Tuple(List.copyOf(function.signature().names()), false);
        default -> null;
      };
    }

    @Override
    public Object call(Arguments arguments) {
      in.budget().enter();
      Scope inner = scope.inner();
      bind(arguments, inner);
      StringBuilder out = new StringBuilder();
      run(function.body(), inner, out);
      in.budget().leave();
      return out.toString();
    }

    private void bind(Arguments arguments, Scope inner) {
      Stmt.Signature signature = function.signature();
      List<String> names = signature.names();
      List<Object> positional = arguments.positional();
      Map<String, Object> named = new LinkedHashMap<>(arguments.named());
      int withoutDefault = names.size() - signature.defaults().size();
      for (int i = 0; i < names.size(); i++) {
        String parameter = names.get(i);
        Object value;
        if (i < positional.size()) {
          value = positional.get(i);
        } else if (named.containsKey(parameter)) {
          value = named.remove(parameter);
        } else if (i >= withoutDefault) {
          value = in.eval(signature.defaults().get(i - withoutDefault), inner);
        } else {
          value = new Undefined("parameter '" + parameter + "' was not provided");
        }
        inner.set(parameter, value);
      }
      if (!names.contains("caller") && function.uses().contains("caller")) {
        Object caller = named.remove("caller");
        inner.set("caller", caller == null ? new Undefined("No caller defined") : caller);
      }
      if (function.uses().contains("kwargs")) {
        inner.set("kwargs", new LinkedHashMap<Object, Object>(named));
      } else if (!named.isEmpty()) {
        throw new TemplateFault(
            "macro '"
                + name
                + "' takes no keyword argument '"
                + named.keySet().iterator().next()
                + "'");
      }
      int more = Math.min(names.size(), positional.size());
      if (function.uses().contains("varargs")) {
        inner.set("varargs", new Tuple(positional.subList(more, positional.size()), false));
      } else if (positional.size() > names.size()) {
        throw new TemplateFault(
            "macro '" + name + "' takes not more than " + names.size() + " argument(s)");
      }
    }
  }
}
