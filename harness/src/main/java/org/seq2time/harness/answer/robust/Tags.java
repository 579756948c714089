package org.seq2time.harness.answer.robust;

/** Takes tags out of a text; what a model writes times with stays. */
final class Tags {

  private static final int MAX_TAG = 80;

  private Tags() {}

  /** The text without tags such as {@code <b>}, {@code </event>} and {@code <|sync|>}. */
  static String remove(String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = text.charAt(i) == '<' ? end(text, i) : -1;
      if (end < 0) {
        plain.append(text.charAt(i));
        i++;
      } else {
        boolean inWord =
            !plain.isEmpty()
                && !Character.isWhitespace(plain.charAt(plain.length() - 1))
                && end < text.length()
                && !Character.isWhitespace(text.charAt(end));
        plain.append(inWord ? " " : "");
        i = end;
      }
    }
    return plain.toString();
  }

  private static int end(String text, int at) {
    int name = at + 1;
    name += text.startsWith("/", name) || text.startsWith("|", name) ? 1 : 0;
    boolean letter = name < text.length() && TimeVocabulary.isAsciiLetter(text.charAt(name));
    if (!letter || text.startsWith("TIME_", name)) {
      return -1;
    }
    int close = text.indexOf('>', name, Math.min(text.length(), at + MAX_TAG));
    int line = close < 0 ? -1 : text.indexOf('\n', name, close);
    return close < 0 || line >= 0 ? -1 : close + 1;
  }
}
