package org.seq2time.harness.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.harness.template.Token.Kind;

/**
 * Cuts a template into tokens as Jinja's lexer does with {@code trim_blocks} and {@code
 * lstrip_blocks}: a line end after a block is dropped, and blanks before a block at the start of a
 * line; {@code -} strips all white space on its side, {@code +} strips none.
 */
final class TemplateLexer {

  private static final Pattern RAW_BEGIN = Pattern.compile("\\{%([-+]?)\\s*raw\\s*(-%\\}|%\\})");
  private static final Pattern RAW_END =
      Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(\\+%\\}|-%\\}|%\\}\\n?)");
  private static final Pattern COMMENT_END = Pattern.compile("\\+#\\}|-#\\}|#\\}\\n?");
  private static final Pattern FLOAT =
      Pattern.compile(
          "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+"
              + "|\\.(?:\\d+_)*\\d+)");
  private static final Pattern INTEGER =
      Pattern.compile(
          "0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?\\d)*|0(?:_?0)*");
  private static final List<String> OPERATORS =
      List.of(
          "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private boolean lineStarting = true;

  private TemplateLexer(String source) {
    this.source = source;
  }

  /** All tokens, the last of them the end. */
  static List<Token> tokens(String template) {
    String source = template.replace("\r\n", "\n").replace('\r', '\n');
    if (source.endsWith("\n")) {
      source = source.substring(0, source.length() - 1);
    }
    TemplateLexer lexer = new TemplateLexer(source);
    try {
      lexer.run();
    } catch (TemplateFault e) {
      throw new SyntaxFault(lexer.line, e.text());
    }
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      int open = nextOpening();
      if (open < 0) {
        data(source.substring(at));
        move(source.length());
        break;
      }
      Matcher raw = RAW_BEGIN.matcher(source).region(open, source.length());
      boolean isRaw = raw.lookingAt();
      char kind = source.charAt(open + 1);
      char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
      if (sign != '-' && sign != '+') {
        sign = ' ';
      }
      data(stripped(source.substring(at, open), sign, kind != '{'));
      if (isRaw) {
        move(raw.end());
        if (raw.group(2).startsWith("-")) {
          skipSpace();
        }
        raw();
        continue;
      }
      move(open + (sign == ' ' ? 2 : 3));
      if (kind == '#') {
        comment();
      } else {
        code(kind == '{');
      }
    }
    tokens.add(new Token(Kind.END, "", line));
  }

  private int nextOpening() {
    for (int i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private String stripped(String text, char sign, boolean isBlock) {
    if (sign == '-') {
      return PyText.rstrip(text);
    }
    if (sign != '+' && isBlock) {
      int from = text.lastIndexOf('\n') + 1;
      if ((from > 0 || lineStarting) && PyText.isSpace(text.substring(from))) {
        return text.substring(0, from);
      }
    }
    return text;
  }

  private void data(String text) {
    if (!text.isEmpty()) {
      tokens.add(new Token(Kind.DATA, text, line));
    }
  }

  private void comment() {
    Matcher end = COMMENT_END.matcher(source);
    if (!end.find(at)) {
      throw new TemplateFault("a comment is not closed; write '#}' at its end");
    }
    move(end.end());
    if (end.group().startsWith("-")) {
      skipSpace();
    }
  }

  private void raw() {
    Matcher end = RAW_END.matcher(source);
    if (!end.find(at)) {
      throw new TemplateFault("'raw' is not closed; write '{% endraw %}'");
    }
    char sign = end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0);
    data(stripped(source.substring(at, end.start()), sign, true));
    move(end.end());
    if (end.group(2).startsWith("-")) {
      skipSpace();
    }
  }

  private void code(boolean isVariable) {
    tokens.add(new Token(isVariable ? Kind.VARIABLE_BEGIN : Kind.BLOCK_BEGIN, "", line));
    String close = isVariable ? "}}" : "%}";
    Deque<Character> open = new ArrayDeque<>();
    int begin = line;
    while (at < source.length()) {
      if (open.isEmpty() && closes(isVariable, close)) {
        return;
      }
      char c = source.charAt(at);
      if (PyText.isSpace(c)) {
        move(at + 1);
      } else if (c == '"' || c == '\'') {
        string(c);
      } else if (!number() && !name()) {
        operator(open);
      }
    }
    throw new SyntaxFault(
        begin, "'" + (isVariable ? "{{" : "{%") + "' is not closed; write '" + close + "'");
  }

  private boolean closes(boolean isVariable, String close) {
    boolean minus = source.startsWith("-" + close, at);
    boolean plus = !isVariable && source.startsWith("+" + close, at);
    if (!minus && !plus && !source.startsWith(close, at)) {
      return false;
    }
    tokens.add(new Token(isVariable ? Kind.VARIABLE_END : Kind.BLOCK_END, "", line));
    move(at + (minus || plus ? 3 : 2));
    if (minus) {
      skipSpace();
    } else if (!plus && !isVariable && at < source.length() && source.charAt(at) == '\n') {
      move(at + 1);
    }
    return true;
  }

  private void string(char quote) {
    int begin = line;
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw new TemplateFault("a string is not closed; write " + quote + " at its end");
    }
    String body = source.substring(at + 1, end);
    tokens.add(new Token(Kind.STRING, PyText.unescape(body), begin));
    move(end + 1);
  }

  private boolean number() {
    return match(FLOAT, Kind.FLOAT) || match(INTEGER, Kind.INTEGER);
  }

  private boolean match(Pattern pattern, Kind kind) {
    Matcher matcher =
        pattern.matcher(source).region(at, source.length()).useTransparentBounds(true);
    if (!matcher.lookingAt()) {
      return false;
    }
    tokens.add(new Token(kind, matcher.group().replace("_", ""), line));
    move(matcher.end());
    return true;
  }

  private boolean name() {
    int end = at;
    while (end < source.length()
        && (Character.isLetterOrDigit(source.codePointAt(end)) || source.charAt(end) == '_')) {
      end += Character.charCount(source.codePointAt(end));
    }
    if (end == at) {
      return false;
    }
    if (Character.isDigit(source.codePointAt(at))) {
      throw new TemplateFault("'" + source.substring(at, end) + "' is no name");
    }
    tokens.add(new Token(Kind.NAME, source.substring(at, end), line));
    move(end);
    return true;
  }

  private void operator(Deque<Character> open) {
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, at)) {
        char c = operator.charAt(0);
        if ("([{".indexOf(c) >= 0) {
          open.push(c);
        } else if (")]}".indexOf(c) >= 0) {
          char expected = c == ')' ? '(' : c == ']' ? '[' : '{';
          if (open.isEmpty() || open.pop() != expected) {
            throw new TemplateFault("unexpected '" + c + "'; it closes nothing");
          }
        }
        tokens.add(new Token(Kind.OPERATOR, operator, line));
        move(at + operator.length());
        return;
      }
    }
    throw new TemplateFault(
        "unexpected character " + PyText.repr(Character.toString(source.codePointAt(at))));
  }

  private void skipSpace() {
    int end = at;
    while (end < source.length() && PyText.isSpace(source.charAt(end))) {
      end++;
    }
    move(end);
  }

  private void move(int to) {
    for (int i = at; i < to; i++) {
      if (source.charAt(i) == '\n') {
        line++;
      }
    }
    if (to > at) {
      lineStarting = source.charAt(to - 1) == '\n';
    }
    at = to;
  }
}
