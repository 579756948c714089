package org.seq2time.harness.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of a template. */
sealed interface Expr {

  int line();

  record Const(Object value, int line) implements Expr {}

  record Name(String name, int line) implements Expr {}

  /** {@code namespace.name}, as a target only. */
  record NamespaceRef(String name, String attribute, int line) implements Expr {}

  record ListOf(List<Expr> items, int line) implements Expr {}

  record TupleOf(List<Expr> items, int line) implements Expr {}

  record DictOf(List<Expr> keys, List<Expr> values, int line) implements Expr {}

  record Not(Expr operand, int line) implements Expr {}

  record Sign(boolean negative, Expr operand, int line) implements Expr {}

  record And(Expr left, Expr right, int line) implements Expr {}

  record Or(Expr left, Expr right, int line) implements Expr {}

  record Binary(String operator, Expr left, Expr right, int line) implements Expr {}

  record Concat(List<Expr> parts, int line) implements Expr {}

  record Compare(Expr first, List<String> operators, List<Expr> rest, int line) implements Expr {}

  record Conditional(Expr test, Expr then, @Nullable Expr otherwise, int line) implements Expr {}

  record Attribute(Expr of, String name, int line) implements Expr {}

  record Item(Expr of, Expr key, int line) implements Expr {}

  record Slice(@Nullable Expr from, @Nullable Expr to, @Nullable Expr step, int line)
      implements Expr {}

  /**
   * Arguments of a call.
   *
   * @param star a sequence of further arguments, or null
   * @param starStar a mapping of further named arguments, or null
   */
  record Arguments(
      List<Expr> positional,
      List<String> names,
      List<Expr> named,
      @Nullable Expr star,
      @Nullable Expr starStar) {
    static final Arguments NONE = new Arguments(List.of(), List.of(), List.of(), null, null);
  }

  record Call(Expr callee, Arguments arguments, int line) implements Expr {}

  /** {@code value | name(arguments)}; the value is null for a filter around a block. */
  record Filter(@Nullable Expr value, String name, Arguments arguments, int line) implements Expr {}

  record Test(Expr value, String name, Arguments arguments, int line) implements Expr {}
}
