package org.seq2time.harness.template;

import java.util.List;
import org.seq2time.datasets.io.InputLimits;

/** A template's tokens, read one after another; it knows how deep the reader is. */
final class TokenStream {

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token look() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = current();
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean skipName(String name) {
    boolean found = current().isName(name);
    if (found) {
      next();
    }
    return found;
  }

  boolean skipOperator(String operator) {
    boolean found = current().isOperator(operator);
    if (found) {
      next();
    }
    return found;
  }

  Token expect(Token.Kind kind, String what) {
    if (current().kind() != kind) {
      throw fail("expected " + what + ", found '" + current().describe() + "'");
    }
    return next();
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw fail("expected '" + operator + "', found '" + current().describe() + "'");
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw fail("expected '" + name + "', found '" + current().describe() + "'");
    }
  }

  /** One level deeper; {@link #leave} must follow. */
  void enter() {
    if (++depth > InputLimits.TEMPLATE_NESTING) {
      throw fail(
          "is nested deeper than " + InputLimits.TEMPLATE_NESTING + " levels; use a flatter one");
    }
  }

  void leave() {
    depth--;
  }

  SyntaxFault fail(String message) {
    return new SyntaxFault(current().line(), message);
  }
}
