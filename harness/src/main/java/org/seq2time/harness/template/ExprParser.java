package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.template.Token.Kind;

/** Reads expressions: Jinja's grammar, level by level, the loosest operator first. */
final class ExprParser {

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> AFTER_TEST = Set.of("else", "or", "and");

  /** Variables that a macro gets only if its body names them. */
  private static final Set<String> OF_MACROS = Set.of("caller", "kwargs", "varargs");

  private final TokenStream in;
  private Set<String> used = new HashSet<>();

  ExprParser(TokenStream in) {
    this.in = in;
  }

  /** Which of a macro's own variables were named since the last call, which was this one. */
  Set<String> takeUsed() {
    Set<String> taken = used;
    used = new HashSet<>();
    return taken;
  }

  /** Names them again, for the macro around. */
  void addUsed(Set<String> more) {
    used.addAll(more);
  }

  Expr expression() {
    in.enter();
    Expr read = conditional();
    in.leave();
    return read;
  }

  /**
   * One expression, or several with commas between them, which make a tuple.
   *
   * @param withConditional whether {@code a if b} may be among them
   * @param end a name that ends them, or empty
   */
  Expr tuple(boolean withConditional, String end, boolean inParentheses) {
    int line = in.current().line();
    List<Expr> items = new ArrayList<>();
    boolean isTuple = false;
    while (!isTupleEnd(end)) {
      in.enter();
      items.add(withConditional ? conditional() : or());
      in.leave();
      if (!in.skipOperator(",")) {
        break;
      }
      isTuple = true;
    }
    if (!isTuple && items.size() == 1) {
      return items.getFirst();
    }
    if (!isTuple && !inParentheses) {
      throw in.fail("expected an expression, found '" + in.current().describe() + "'");
    }
    return new Expr.TupleOf(List.copyOf(items), line);
  }

  /** What can be assigned to: a name, a tuple of targets, or a namespace's attribute. */
  Expr target(boolean withNamespace, String end) {
    int line = in.current().line();
    List<Expr> items = new ArrayList<>();
    boolean isTuple = false;
    while (!isTupleEnd(end) && !in.current().isOperator("=")) {
      items.add(oneTarget(withNamespace));
      if (!in.skipOperator(",")) {
        break;
      }
      isTuple = true;
    }
    if (items.isEmpty()) {
      throw in.fail("expected a name to assign to, found '" + in.current().describe() + "'");
    }
    return isTuple ? new Expr.TupleOf(List.copyOf(items), line) : items.getFirst();
  }

  private Expr oneTarget(boolean withNamespace) {
    Token token = in.current();
    if (in.skipOperator("(")) {
      in.enter();
      Expr inner = target(withNamespace, "");
      in.leave();
      in.expectOperator(")");
      return inner;
    }
    if (token.kind() != Kind.NAME || isConstant(token.text())) {
      throw in.fail("cannot assign to '" + token.describe() + "'; expected a name");
    }
    in.next();
    if (withNamespace && in.skipOperator(".")) {
      String attribute = in.expect(Kind.NAME, "a name").text();
      return new Expr.NamespaceRef(token.text(), attribute, token.line());
    }
    return new Expr.Name(token.text(), token.line());
  }

  private boolean isTupleEnd(String end) {
    Kind kind = in.current().kind();
    return kind == Kind.VARIABLE_END
        || kind == Kind.BLOCK_END
        || in.current().isOperator(")")
        || (!end.isEmpty() && in.current().isName(end));
  }

  private Expr conditional() {
    int line = in.current().line();
    Expr then = or();
    while (in.skipName("if")) {
      Expr test = or();
      Expr otherwise = null;
      if (in.skipName("else")) {
        in.enter();
        otherwise = conditional();
        in.leave();
      }
      then = new Expr.Conditional(test, then, otherwise, line);
      line = in.current().line();
    }
    return then;
  }

  private Expr or() {
    int line = in.current().line();
    Expr left = and();
    while (in.skipName("or")) {
      left = new Expr.Or(left, and(), line);
      line = in.current().line();
    }
    return left;
  }

  private Expr and() {
    int line = in.current().line();
    Expr left = not();
    while (in.skipName("and")) {
      left = new Expr.And(left, not(), line);
      line = in.current().line();
    }
    return left;
  }

  private Expr not() {
    int line = in.current().line();
    if (!in.skipName("not")) {
      return comparison();
    }
    in.enter();
    Expr operand = not();
    in.leave();
    return new Expr.Not(operand, line);
  }

  private Expr comparison() {
    int line = in.current().line();
    Expr first = sum();
    List<String> operators = new ArrayList<>();
    List<Expr> rest = new ArrayList<>();
    while (true) {
      Token token = in.current();
      if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text())) {
        operators.add(in.next().text());
      } else if (in.skipName("in")) {
        operators.add("in");
      } else if (token.isName("not") && in.look().isName("in")) {
        in.next();
        in.next();
        operators.add("not in");
      } else {
        break;
      }
      rest.add(sum());
    }
    return operators.isEmpty()
        ? first
        : new Expr.Compare(first, List.copyOf(operators), List.copyOf(rest), line);
  }

  private Expr sum() {
    int line = in.current().line();
    Expr left = concat();
    while (in.current().isOperator("+") || in.current().isOperator("-")) {
      String operator = in.next().text();
      left = new Expr.Binary(operator, left, concat(), line);
      line = in.current().line();
    }
    return left;
  }

  private Expr concat() {
    int line = in.current().line();
    List<Expr> parts = new ArrayList<>(List.of(product()));
    while (in.skipOperator("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expr.Concat(List.copyOf(parts), line);
  }

  private Expr product() {
    int line = in.current().line();
    Expr left = power();
    while (isProduct(in.current())) {
      String operator = in.next().text();
      left = new Expr.Binary(operator, left, power(), line);
      line = in.current().line();
    }
    return left;
  }

  private static boolean isProduct(Token token) {
    return token.isOperator("*")
        || token.isOperator("/")
        || token.isOperator("//")
        || token.isOperator("%");
  }

  private Expr power() {
    int line = in.current().line();
    Expr left = unary(true);
    while (in.skipOperator("**")) {
      left = new Expr.Binary("**", left, unary(true), line);
      line = in.current().line();
    }
    return left;
  }

  private Expr unary(boolean withFilter) {
    int line = in.current().line();
    Expr read;
    if (in.current().isOperator("-") || in.current().isOperator("+")) {
      boolean negative = in.next().isOperator("-");
      in.enter();
      read = new Expr.Sign(negative, unary(false), line);
      in.leave();
    } else {
      read = primary();
    }
    read = postfix(read);
    return withFilter ? filters(read) : read;
  }

  private Expr primary() {
    Token token = in.current();
    return switch (token.kind()) {
      case NAME -> name(in.next());
      case STRING -> strings();
      case INTEGER -> new Expr.Const(PyNumber.integer(in.next().text()), token.line());
      case FLOAT -> new Expr.Const(Double.parseDouble(in.next().text()), token.line());
      case OPERATOR -> bracketed(token);
      default -> throw in.fail("unexpected '" + token.describe() + "'; expected a value");
    };
  }

  private static boolean isConstant(String name) {
    return switch (name) {
      case "true", "True", "false", "False", "none", "None" -> true;
      default -> false;
    };
  }

  private Expr name(Token token) {
    if (OF_MACROS.contains(token.text())) {
      used.add(token.text());
    }
    return switch (token.text()) {
      case "true", "True" -> new Expr.Const(true, token.line());
      case "false", "False" -> new Expr.Const(false, token.line());
      case "none", "None" -> new Expr.Const(None.NONE, token.line());
      default -> new Expr.Name(token.text(), token.line());
    };
  }

  /** Strings one after another are one. */
  private Expr strings() {
    int line = in.current().line();
    StringBuilder text = new StringBuilder();
    while (in.current().kind() == Kind.STRING) {
      text.append(in.next().text());
    }
    return new Expr.Const(text.toString(), line);
  }

  private Expr bracketed(Token token) {
    if (in.skipOperator("(")) {
      in.enter();
      Expr inner = tuple(true, "", true);
      in.leave();
      in.expectOperator(")");
      return inner;
    }
    if (in.skipOperator("[")) {
      List<Expr> items = new ArrayList<>();
      while (!in.current().isOperator("]")) {
        items.add(expression());
        if (!in.skipOperator(",")) {
          break;
        }
      }
      in.expectOperator("]");
      return new Expr.ListOf(List.copyOf(items), token.line());
    }
    if (!in.skipOperator("{")) {
      throw in.fail("unexpected '" + token.text() + "'; expected a value");
    }
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!in.current().isOperator("}")) {
      keys.add(expression());
      in.expectOperator(":");
      values.add(expression());
      if (!in.skipOperator(",")) {
        break;
      }
    }
    in.expectOperator("}");
    return new Expr.DictOf(List.copyOf(keys), List.copyOf(values), token.line());
  }

  private Expr postfix(Expr read) {
    Expr value = read;
    while (true) {
      int line = in.current().line();
      if (in.skipOperator(".")) {
        value = attribute(value, line);
      } else if (in.skipOperator("[")) {
        value = new Expr.Item(value, subscript(line), line);
      } else if (in.current().isOperator("(")) {
        value = new Expr.Call(value, arguments(), line);
      } else {
        return value;
      }
    }
  }

  private Expr attribute(Expr of, int line) {
    Token token = in.next();
    if (token.kind() == Kind.NAME) {
      return new Expr.Attribute(of, token.text(), line);
    }
    if (token.kind() != Kind.INTEGER) {
      throw new SyntaxFault(line, "expected a name or a number after '.'");
    }
    return new Expr.Item(of, new Expr.Const(PyNumber.integer(token.text()), token.line()), line);
  }

  private Expr subscript(int line) {
    List<Expr> keys = new ArrayList<>();
    while (!in.current().isOperator("]")) {
      keys.add(subscribed());
      if (!in.skipOperator(",")) {
        break;
      }
    }
    in.expectOperator("]");
    return keys.size() == 1 ? keys.getFirst() : new Expr.TupleOf(List.copyOf(keys), line);
  }

  private Expr subscribed() {
    int line = in.current().line();
    Expr from = in.current().isOperator(":") ? null : expression();
    if (!in.skipOperator(":")) {
      if (from == null) {
        throw in.fail("expected an index");
      }
      return from;
    }
    Expr to = isSliceEnd() ? null : expression();
    Expr step = in.skipOperator(":") && !isSliceEnd() ? expression() : null;
    return new Expr.Slice(from, to, step, line);
  }

  private boolean isSliceEnd() {
    return in.current().isOperator(":")
        || in.current().isOperator("]")
        || in.current().isOperator(",");
  }

  Expr.Arguments arguments() {
    in.expectOperator("(");
    List<Expr> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Expr> named = new ArrayList<>();
    Expr star = null;
    Expr starStar = null;
    while (!in.current().isOperator(")")) {
      if (in.skipOperator("*")) {
        require(star == null && starStar == null);
        star = expression();
      } else if (in.skipOperator("**")) {
        require(starStar == null);
        starStar = expression();
      } else if (in.current().kind() == Kind.NAME && in.look().isOperator("=")) {
        require(starStar == null);
        names.add(in.next().text());
        in.next();
        named.add(expression());
      } else {
        require(star == null && starStar == null && names.isEmpty());
        positional.add(expression());
      }
      if (!in.skipOperator(",")) {
        break;
      }
    }
    in.expectOperator(")");
    return new Expr.Arguments(positional, names, named, star, starStar);
  }

  private void require(boolean valid) {
    if (!valid) {
      throw in.fail("arguments are out of order; positional ones come first");
    }
  }

  private Expr filters(Expr read) {
    Expr value = read;
    while (true) {
      if (in.skipOperator("|")) {
        value = filter(value);
      } else if (in.current().isName("is")) {
        value = test(value);
      } else if (in.current().isOperator("(")) {
        int line = in.current().line();
        value = new Expr.Call(value, arguments(), line);
      } else {
        return value;
      }
    }
  }

  /** A filter's name and arguments, behind its bar. */
  Expr.Filter filter(@Nullable Expr value) {
    int line = in.current().line();
    String name = dottedName();
    Expr.Arguments arguments = in.current().isOperator("(") ? arguments() : Expr.Arguments.NONE;
    return new Expr.Filter(value, name, arguments, line);
  }

  private String dottedName() {
    StringBuilder name = new StringBuilder(in.expect(Kind.NAME, "a name").text());
    while (in.skipOperator(".")) {
      name.append('.').append(in.expect(Kind.NAME, "a name").text());
    }
    return name.toString();
  }

  private Expr test(Expr value) {
    int line = in.next().line();
    boolean negated = in.skipName("not");
    String name = dottedName();
    Expr.Arguments arguments = Expr.Arguments.NONE;
    if (in.current().isOperator("(")) {
      arguments = arguments();
    } else if (startsArgument()) {
      if (in.current().isName("is")) {
        throw in.fail("tests cannot be chained with 'is'; use 'and'");
      }
      in.enter();
      Expr argument = postfix(primary());
      in.leave();
      arguments = new Expr.Arguments(List.of(argument), List.of(), List.of(), null, null);
    }
    Expr test = new Expr.Test(value, name, arguments, line);
    return negated ? new Expr.Not(test, line) : test;
  }

  private boolean startsArgument() {
    Token token = in.current();
    return switch (token.kind()) {
      case NAME -> !AFTER_TEST.contains(token.text());
      case STRING, INTEGER, FLOAT -> true;
      default -> token.isOperator("[") || token.isOperator("{");
    };
  }
}
