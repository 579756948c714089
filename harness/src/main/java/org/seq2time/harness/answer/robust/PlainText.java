package org.seq2time.harness.answer.robust;

import java.util.Map;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Undoes what stands between an answer and its text: HTML entities, escaped line ends and quotes,
 * LaTeX, thin and zero-width blanks, the tokens that chat templates put around an answer.
 */
final class PlainText {

  private static final Map<String, String> LATEX =
      Map.ofEntries(
          Map.entry("to", "→"),
          Map.entry("rightarrow", "→"),
          Map.entry("longrightarrow", "→"),
          Map.entry("leq", "<="),
          Map.entry("le", "<="),
          Map.entry("leqslant", "<="),
          Map.entry("geq", ">="),
          Map.entry("ge", ">="),
          Map.entry("in", "∈"),
          Map.entry("approx", ""),
          Map.entry("sim", "~"),
          Map.entry("left", ""),
          Map.entry("right", ""),
          Map.entry("text", ""),
          Map.entry("mathrm", ""),
          Map.entry("textbf", ""),
          Map.entry("mathbf", ""),
          Map.entry("mathit", ""),
          Map.entry("textit", ""),
          Map.entry("quad", " "),
          Map.entry("qquad", " "),
          Map.entry("displaystyle", ""),
          Map.entry("ldots", "..."),
          Map.entry("dots", "..."),
          Map.entry("cdots", "..."),
          Map.entry("percent", "%"));

  private static final String[] CHAT_TOKENS = {
    "<|im_start|>assistant",
    "<|im_end|>",
    "<|im_start|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|end_of_text|>",
    "<|end|>",
    "<|return|>",
    "<end_of_turn>",
    "<eos>",
    "<|end_of_sentence|>",
    "<｜end▁of▁sentence｜>",
    "</s>",
    "<s>",
    "[/INST]",
    "[INST]",
    "<|assistant|>",
    "<|eom_id|>"
  };

  private static final int MAX_MATH = 60;

  private PlainText() {}

  /** The text without HTML entities. */
  static String withoutEntities(String text) {
    return text.indexOf('&') >= 0 && text.indexOf(';') >= 0
        ? StringEscapeUtils.unescapeHtml4(text)
        : text;
  }

  /** The text as its writer meant it. */
  static String of(String raw) {
    boolean plain = true;
    for (int i = 0; i < raw.length() && plain; i++) {
      char c = raw.charAt(i);
      plain = c != '\\' && c != '<' && c != '$' && c != '[' && !isOddBlank(c);
    }
    if (plain) {
      return raw;
    }
    String text = raw;
    if (text.indexOf('<') >= 0 || text.indexOf('[') >= 0) {
      text = withoutChatTokens(text);
    }
    if (text.indexOf('\\') >= 0) {
      text = withoutEscapes(text);
    }
    if (text.indexOf('$') >= 0) {
      text = withoutMathSigns(text);
    }
    return withPlainBlanks(text);
  }

  private static boolean isOddBlank(char c) {
    return c == '\u00ad'
        || (c >= '\u2000' && c <= '\u200f')
        || c == '\u202f'
        || c == '\u205f'
        || c == '\u2060'
        || c == '\ufeff';
  }

  private static String withPlainBlanks(String text) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isOddBlank(c)) {
        plain = plain == null ? new StringBuilder(text.length()).append(text, 0, i) : plain;
        boolean wide = (c >= '\u2000' && c <= '\u200a') || c == '\u202f' || c == '\u205f';
        if (wide) {
          plain.append(' ');
        }
      } else if (plain != null) {
        plain.append(c);
      }
    }
    return plain == null ? text : plain.toString();
  }

  private static String withoutChatTokens(String text) {
    String rest = text;
    for (String token : CHAT_TOKENS) {
      rest = rest.contains(token) ? rest.replace(token, "") : rest;
    }
    return rest.contains("<br")
        ? rest.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n")
        : rest;
  }

  /** Escaped line ends and quotes where there are no real ones, then LaTeX. */
  private static String withoutEscapes(String text) {
    String rest = text;
    String outer = rest.strip();
    if (outer.length() > 1
        && outer.startsWith("\"")
        && outer.endsWith("\"")
        && outer.contains("\\\"")) {
      rest = outer.substring(1, outer.length() - 1).replace("\\\"", "\"");
    } else if (rest.contains("{\\\"") || rest.contains("[\\\"")) {
      rest = rest.replace("\\\"", "\"");
    }
    boolean json = rest.indexOf('{') >= 0 && rest.indexOf('"') >= 0;
    StringBuilder plain = new StringBuilder(rest.length());
    boolean lines = rest.indexOf('\n') < 0;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c != '\\' || i + 1 == rest.length()) {
        plain.append(c);
        continue;
      }
      int end = commandEnd(rest, i + 1);
      String command = rest.substring(i + 1, end);
      String meaning = LATEX.get(command);
      char next = rest.charAt(i + 1);
      if (command.equals("boxed") || command.equals("fbox")) {
        plain.append("\\boxed");
        i = end - 1;
      } else if (meaning != null) {
        plain.append(meaning);
        i = end - 1;
      } else if (lines && (next == 'n' || next == 't')) {
        plain.append(next == 'n' ? '\n' : '\t');
        i++;
      } else if (json) {
        plain.append(c).append(next); // Left to the reader of JSON.
        i++;
      } else if (",;:! ()".indexOf(next) >= 0) {
        plain.append(' ');
        i++;
      } else if (end == i + 1 && next != '"') {
        plain.append(next);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static int commandEnd(String text, int from) {
    int i = from;
    while (i < text.length() && i - from < 16 && TimeVocabulary.isAsciiLetter(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** "$12.0$" is math, "$5 to $20" is money. */
  private static String withoutMathSigns(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '$') {
        plain.append(c);
        i++;
        continue;
      }
      int open = i + 1 < text.length() && text.charAt(i + 1) == '$' ? i + 2 : i + 1;
      int close = text.indexOf('$', open, Math.min(text.length(), open + MAX_MATH));
      boolean math =
          close > open
              && !Character.isWhitespace(text.charAt(open))
              && "0123456789}])abcdefghijklmnopqrstuvwxyz%".indexOf(text.charAt(close - 1)) >= 0;
      if (math) {
        plain.append(text, open, close);
        i = close + 1;
        i += i < text.length() && text.charAt(i) == '$' && open == close ? 1 : 0;
      } else {
        plain.append(c);
        i++;
      }
    }
    return plain.toString();
  }
}
