package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.seq2time.harness.template.Token.Kind;

/** Reads a template's statements. */
final class TemplateParser {

  private static final Set<String> OTHER_TEMPLATES =
      Set.of("include", "import", "from", "extends", "block", "autoescape");

  private final TokenStream in;
  private final ExprParser expressions;

  /** Loops around this place, inside the macro that it is in. */
  private int loops;

  private TemplateParser(TokenStream in) {
    this.in = in;
    this.expressions = new ExprParser(in);
  }

  /**
   * The template's statements.
   *
   * @throws SyntaxFault if it is not well-formed
   */
  static List<Stmt> parse(String template) {
    TemplateParser parser = new TemplateParser(new TokenStream(TemplateLexer.tokens(template)));
    List<Stmt> body = parser.body(Set.of());
    NameCheck.check(body);
    return body;
  }

  /** Statements up to one of these tags, whose name is then the next token. */
  private List<Stmt> body(Set<String> ends) {
    in.enter();
    List<Stmt> body = new ArrayList<>();
    int begin = in.current().line();
    while (in.current().kind() != Kind.END) {
      Token token = in.next();
      switch (token.kind()) {
        case DATA -> body.add(new Stmt.Text(token.text(), token.line()));
        case VARIABLE_BEGIN -> {
          Expr value = expressions.tuple(true, "", false);
          body.add(new Stmt.Print(value, token.line()));
          in.expect(Kind.VARIABLE_END, "'}}'");
        }
        default -> {
          if (in.current().kind() == Kind.NAME && ends.contains(in.current().text())) {
            in.leave();
            return List.copyOf(body);
          }
          body.addAll(statement(ends));
          in.expect(Kind.BLOCK_END, "'%}'");
        }
      }
    }
    if (!ends.isEmpty()) {
      throw new SyntaxFault(
          begin, "the template ends inside a block; write '{% " + last(ends) + " %}'");
    }
    in.leave();
    return List.copyOf(body);
  }

  private static String last(Set<String> ends) {
    return ends.stream().filter(end -> end.startsWith("end")).findFirst().orElse("");
  }

  private List<Stmt> statement(Set<String> ends) {
    Token tag = in.expect(Kind.NAME, "a tag's name");
    int line = tag.line();
    return switch (tag.text()) {
      case "for" -> List.of(loop(line));
      case "if" -> List.of(condition(line));
      case "set" -> List.of(set(line));
      case "with" -> List.of(with(line));
      case "macro" -> List.of(macro(line));
      case "call" -> List.of(call(line));
      case "filter" -> List.of(filterBlock(line));
      case "generation" -> List.of(generation(line));
      case "print" -> print(line);
      case "break" -> List.of(loopControl(new Stmt.Break(line)));
      case "continue" -> List.of(loopControl(new Stmt.Continue(line)));
      default -> throw unknown(tag, ends);
    };
  }

  private static SyntaxFault unknown(Token tag, Set<String> ends) {
    if (OTHER_TEMPLATES.contains(tag.text())) {
      return new SyntaxFault(
          tag.line(), "the tag '" + tag.text() + "' is not supported; chat templates are one file");
    }
    String expected = ends.isEmpty() ? "" : "; expected '" + last(ends) + "'";
    return new SyntaxFault(tag.line(), "unknown tag '" + tag.text() + "'" + expected);
  }

  private List<Stmt> blockBody(String end) {
    in.expect(Kind.BLOCK_END, "'%}'");
    List<Stmt> body = body(Set.of(end));
    in.expectName(end);
    return body;
  }

  private Stmt loop(int line) {
    Expr target = expressions.target(false, "in");
    if (target.toString().contains("Name[name=loop,")) {
      throw new SyntaxFault(line, "'loop' cannot be a loop's target; use another name");
    }
    in.expectName("in");
    Expr values = expressions.tuple(false, "recursive", false);
    Expr filter = in.skipName("if") ? expressions.expression() : null;
    boolean recursive = in.skipName("recursive");
    in.expect(Kind.BLOCK_END, "'%}'");
    loops++;
    List<Stmt> body = body(Set.of("endfor", "else"));
    loops--;
    List<Stmt> otherwise = List.of();
    if (in.next().isName("else")) {
      otherwise = blockBody("endfor");
    }
    return new Stmt.For(target, values, filter, recursive, body, otherwise, line);
  }

  private Stmt condition(int line) {
    Expr test = expressions.tuple(false, "", false);
    in.expect(Kind.BLOCK_END, "'%}'");
    List<Stmt> then = body(Set.of("elif", "else", "endif"));
    Token end = in.next();
    List<Stmt> otherwise = List.of();
    if (end.isName("elif")) {
      in.enter();
      otherwise = List.of(condition(end.line()));
      in.leave();
    } else if (end.isName("else")) {
      otherwise = blockBody("endif");
    }
    return new Stmt.If(test, then, otherwise, line);
  }

  private Stmt set(int line) {
    Expr target = expressions.target(true, "");
    if (in.skipOperator("=")) {
      return new Stmt.Set(target, expressions.tuple(true, "", false), line);
    }
    Expr.Filter filter = null;
    while (in.skipOperator("|")) {
      filter = expressions.filter(filter);
    }
    return new Stmt.SetBlock(target, filter, blockBody("endset"), line);
  }

  private Stmt with(int line) {
    List<Expr> targets = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (in.current().kind() != Kind.BLOCK_END) {
      if (!targets.isEmpty()) {
        in.expectOperator(",");
      }
      String name = in.expect(Kind.NAME, "a name").text();
      targets.add(new Expr.Name(name, line));
      in.expectOperator("=");
      values.add(expressions.expression());
    }
    return new Stmt.With(targets, values, blockBody("endwith"), line);
  }

  private Stmt.Signature signature() {
    in.expectOperator("(");
    List<String> names = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    while (!in.current().isOperator(")")) {
      names.add(in.expect(Kind.NAME, "a parameter").text());
      if (in.skipOperator("=")) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw in.fail("a parameter without default follows one with it; move it to the front");
      }
      if (!in.skipOperator(",")) {
        break;
      }
    }
    in.expectOperator(")");
    return new Stmt.Signature(names, defaults);
  }

  /** A body that runs as a function: loops around it are out of its reach. */
  private Stmt.Function function(Stmt.Signature signature, String end) {
    int outside = loops;
    loops = 0;
    Set<String> usedOutside = expressions.takeUsed();
    List<Stmt> body = blockBody(end);
    Set<String> uses = expressions.takeUsed();
    expressions.addUsed(usedOutside);
    expressions.addUsed(uses);
    loops = outside;
    return new Stmt.Function(signature, body, uses);
  }

  private Stmt macro(int line) {
    String name = in.expect(Kind.NAME, "the macro's name").text();
    Stmt.Signature signature = signature();
    return new Stmt.Macro(name, function(signature, "endmacro"), line);
  }

  private Stmt call(int line) {
    Stmt.Signature signature =
        in.current().isOperator("(") ? signature() : new Stmt.Signature(List.of(), List.of());
    if (!(expressions.expression() instanceof Expr.Call called)) {
      throw in.fail("expected a macro's call after 'call'");
    }
    return new Stmt.CallBlock(function(signature, "endcall"), called, line);
  }

  private Stmt filterBlock(int line) {
    Expr.Filter filter = expressions.filter(null);
    while (in.skipOperator("|")) {
      filter = expressions.filter(filter);
    }
    return new Stmt.FilterBlock(filter, blockBody("endfilter"), line);
  }

  private Stmt generation(int line) {
    Stmt.Signature none = new Stmt.Signature(List.of(), List.of());
    return new Stmt.Generation(function(none, "endgeneration").body(), line);
  }

  private List<Stmt> print(int line) {
    List<Stmt> printed = new ArrayList<>();
    do {
      printed.add(new Stmt.Print(expressions.expression(), line));
    } while (in.skipOperator(","));
    return printed;
  }

  private Stmt loopControl(Stmt control) {
    if (loops == 0) {
      throw new SyntaxFault(
          control.line(), "'break' or 'continue' outside of a loop; put it inside a 'for'");
    }
    return control;
  }
}
