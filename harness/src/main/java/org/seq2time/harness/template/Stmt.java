package org.seq2time.harness.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a template. */
sealed interface Stmt {

  int line();

  record Text(String text, int line) implements Stmt {}

  record Print(Expr value, int line) implements Stmt {}

  record If(Expr test, List<Stmt> then, List<Stmt> otherwise, int line) implements Stmt {}

  record For(
      Expr target,
      Expr in,
      @Nullable Expr filter,
      boolean recursive,
      List<Stmt> body,
      List<Stmt> otherwise,
      int line)
      implements Stmt {}

  record Set(Expr target, Expr value, int line) implements Stmt {}

  /** A block's text as a value, through a filter or none. */
  record SetBlock(Expr target, Expr.@Nullable Filter filter, List<Stmt> body, int line)
      implements Stmt {}

  record With(List<Expr> targets, List<Expr> values, List<Stmt> body, int line) implements Stmt {}

  record FilterBlock(Expr.Filter filter, List<Stmt> body, int line) implements Stmt {}

  /** Parameters; the last of them have defaults. */
  record Signature(List<String> names, List<Expr> defaults) {}

  /**
   * Statements that are run when they are called.
   *
   * @param uses which of caller, kwargs and varargs they name
   */
  record Function(Signature signature, List<Stmt> body, java.util.Set<String> uses) {}

  record Macro(String name, Function function, int line) implements Stmt {}

  record CallBlock(Function function, Expr.Call call, int line) implements Stmt {}

  /** What an assistant said, for training; rendered as its body. */
  record Generation(List<Stmt> body, int line) implements Stmt {}

  record Break(int line) implements Stmt {}

  record Continue(int line) implements Stmt {}
}
