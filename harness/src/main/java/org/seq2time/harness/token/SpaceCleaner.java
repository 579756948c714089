package org.seq2time.harness.token;

/**
 * Transformers' {@code clean_up_tokenization}: no blank before punctuation and English
 * contractions, in this order of replacements. Takes text piece by piece: what may still change is
 * held back, at most a word.
 */
final class SpaceCleaner {

  private final StringBuilder held = new StringBuilder();

  /** A whole text, cleaned. */
  static String clean(String text) {
    return text.replace(" .", ".")
        .replace(" ?", "?")
        .replace(" !", "!")
        .replace(" ,", ",")
        .replace(" ' ", "'")
        .replace(" n't", "n't")
        .replace(" 'm", "'m")
        .replace(" 's", "'s")
        .replace(" 've", "'ve")
        .replace(" 're", "'re");
  }

  /** Takes the next piece; returns what is certain now. */
  String append(String piece) {
    held.append(piece);
    // No replacement reaches over the end of a word: only " ' " has a second blank, and only the
    // "n" of " n ' t" becomes part of another one by it.
    for (int i = held.length() - 1; i > 0; i--) {
      if (held.charAt(i) == ' '
          && Character.isLetterOrDigit(held.charAt(i - 1))
          && !(i > 1 && held.charAt(i - 1) == 'n' && held.charAt(i - 2) == ' ')) {
        String certain = clean(held.substring(0, i));
        held.delete(0, i);
        return certain;
      }
    }
    return "";
  }

  /** The rest, when no more comes. */
  String finish() {
    String rest = clean(held.toString());
    held.setLength(0);
    return rest;
  }
}
