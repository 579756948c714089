package org.seq2time.harness.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses unknown filters and tests where Jinja does: at once, except directly inside a condition,
 * where templates may name filters that they use only if they exist.
 */
final class NameCheck {

  private NameCheck() {}

  static void check(List<Stmt> body) {
    statements(body, false);
  }

  private static void statements(List<Stmt> body, boolean soft) {
    for (Stmt statement : body) {
      switch (statement) {
        case Stmt.Text ignored -> {}
        case Stmt.Break ignored -> {}
        case Stmt.Continue ignored -> {}
        case Stmt.Print print -> expression(print.value(), soft);
        case Stmt.If condition -> {
          expression(condition.test(), true);
          statements(condition.then(), true);
          statements(condition.otherwise(), true);
        }
        case Stmt.For loop -> {
          expression(loop.in(), soft);
          expression(loop.filter(), false);
          statements(loop.body(), false);
          statements(loop.otherwise(), false);
        }
        case Stmt.Set set -> expression(set.value(), soft);
        case Stmt.SetBlock set -> {
          expression(set.filter(), false);
          statements(set.body(), false);
        }
        case Stmt.With with -> {
          with.values().forEach(value -> expression(value, soft));
          statements(with.body(), false);
        }
        case Stmt.FilterBlock filter -> {
          expression(filter.filter(), false);
          statements(filter.body(), false);
        }
        case Stmt.Macro macro -> {
          expressions(macro.function().signature().defaults(), false);
          statements(macro.function().body(), false);
        }
        case Stmt.CallBlock call -> {
          expression(call.call(), soft);
          expressions(call.function().signature().defaults(), false);
          statements(call.function().body(), false);
        }
        case Stmt.Generation generation -> statements(generation.body(), false);
      }
    }
  }

  private static void expressions(List<Expr> all, boolean soft) {
    all.forEach(one -> expression(one, soft));
  }

  private static void expression(@Nullable Expr read, boolean soft) {
    switch (read) {
      case null -> {}
      case Expr.Const ignored -> {}
      case Expr.Name ignored -> {}
      case Expr.NamespaceRef ignored -> {}
      case Expr.ListOf list -> expressions(list.items(), soft);
      case Expr.TupleOf tuple -> expressions(tuple.items(), soft);
      case Expr.DictOf dict -> {
        expressions(dict.keys(), soft);
        expressions(dict.values(), soft);
      }
      case Expr.Not not -> expression(not.operand(), soft);
      case Expr.Sign sign -> expression(sign.operand(), soft);
      case Expr.And and -> expressions(List.of(and.left(), and.right()), soft);
      case Expr.Or or -> expressions(List.of(or.left(), or.right()), soft);
      case Expr.Binary binary -> expressions(List.of(binary.left(), binary.right()), soft);
      case Expr.Concat concat -> expressions(concat.parts(), soft);
      case Expr.Compare compare -> {
        expression(compare.first(), soft);
        expressions(compare.rest(), soft);
      }
      case Expr.Conditional condition -> {
        expressions(List.of(condition.test(), condition.then()), true);
        expression(condition.otherwise(), true);
      }
      case Expr.Attribute attribute -> expression(attribute.of(), soft);
      case Expr.Item item -> expressions(List.of(item.of(), item.key()), soft);
      case Expr.Slice slice -> {
        expression(slice.from(), soft);
        expression(slice.to(), soft);
        expression(slice.step(), soft);
      }
      case Expr.Call call -> {
        expression(call.callee(), soft);
        arguments(call.arguments(), soft);
      }
      case Expr.Filter filter -> {
        if (!soft && !Filters.isKnown(filter.name())) {
          throw new SyntaxFault(filter.line(), Filters.unknown(filter.name()));
        }
        expression(filter.value(), soft);
        arguments(filter.arguments(), soft);
      }
      case Expr.Test test -> {
        if (!soft && !Tests.isKnown(test.name())) {
          throw new SyntaxFault(test.line(), Tests.unknown(test.name()));
        }
        expression(test.value(), soft);
        arguments(test.arguments(), soft);
      }
    }
  }

  private static void arguments(Expr.Arguments arguments, boolean soft) {
    expressions(arguments.positional(), soft);
    expressions(arguments.named(), soft);
    expression(arguments.star(), soft);
    expression(arguments.starStar(), soft);
  }
}
