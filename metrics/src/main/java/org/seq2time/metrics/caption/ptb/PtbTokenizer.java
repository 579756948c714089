package org.seq2time.metrics.caption.ptb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Penn Treebank tokens of a caption, as coco-caption makes them: Stanford CoreNLP 3.4.1's tokenizer
 * with {@code -preserveLines -lowerCase}, then punctuation tokens dropped.
 *
 * <p>Lower-casing comes after tokenizing and before dropping, so bracket tokens ({@code -lrb-})
 * stay, as in the reference. Each caption is tokenized by itself, followed by a newline; the
 * reference tokenizes a whole file, whose captions shift when one holds a line end. Characters that
 * the lexer takes for line ends become spaces here. Safe for use by several threads.
 */
public final class PtbTokenizer {
  private static final Set<String> DROPPED =
      Set.of("''", "'", "``", "`", ".", "?", "!", ",", ":", "-", "--", "...", ";");

  private final ThreadLocal<PtbLexer> lexers = ThreadLocal.withInitial(PtbLexer::new);

  /** Returns the caption's tokens, lower-cased, without punctuation. */
  public List<String> tokens(String caption) {
    PtbLexer lexer = lexers.get();
    lexer.read(oneLine(caption));
    List<String> tokens = new ArrayList<>();
    for (String word = lexer.next(); word != null; word = lexer.next()) {
      String token = word.toLowerCase(Locale.ROOT);
      if (!DROPPED.contains(token)) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  /** Returns the tokens joined by one space: the text that METEOR and CIDEr take. */
  public String tokenized(String caption) {
    return String.join(" ", tokens(caption));
  }

  private static String oneLine(String caption) {
    StringBuilder line = new StringBuilder(caption.length() + 1);
    for (int i = 0; i < caption.length(); i++) {
      char c = caption.charAt(i);
      line.append(isLineEnd(c) ? ' ' : c);
    }
    return line.append('\n').toString();
  }

  private static boolean isLineEnd(char c) {
    return switch (c) {
      case '\n', '\r', '\f', '\u000b', '\u2028', '\u2029' -> true;
      default -> false;
    };
  }
}
