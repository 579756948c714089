package org.seq2time.reports.table;

import org.seq2time.datasets.io.Quoted;

/**
 * Text made inert for Markdown, as GitHub and GitLab read it. Untrusted text goes into a code span:
 * there neither HTML, links and images nor mentions, references, emoji or formulas mean anything,
 * while character references would still be turned into mentions after rendering.
 */
public final class Markdown {

  private static final String SPECIAL = "\\`*_{}[]<>#|~$&!";

  private Markdown() {}

  /** Untrusted text as a code span; nothing for empty text. */
  public static String code(String text) {
    String line = Quoted.oneLine(text);
    if (line.isBlank()) {
      return "";
    }
    int longest = 0;
    int run = 0;
    for (int i = 0; i < line.length(); i++) {
      run = line.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    boolean spaced = longest > 0 || (line.startsWith(" ") && line.endsWith(" "));
    return spaced ? fence + " " + line + " " + fence : fence + line + fence;
  }

  /** The same inside a table, where a vertical bar would end the cell even in a code span. */
  public static String codeCell(String text) {
    return code(text).replace("|", "\\|");
  }

  /** Text that a person wrote, with what Markdown would read as its own escaped. */
  public static String text(String text) {
    String line = Quoted.oneLine(text);
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      if (SPECIAL.indexOf(line.charAt(i)) >= 0 && !isInsideWord(line, i)) {
        escaped.append('\\');
      }
      escaped.append(line.charAt(i));
    }
    return escaped.toString();
  }

  /** An underscore between letters is no emphasis: {@code soda_c}. */
  private static boolean isInsideWord(String line, int i) {
    return line.charAt(i) == '_'
        && i > 0
        && i + 1 < line.length()
        && Character.isLetterOrDigit(line.charAt(i - 1))
        && Character.isLetterOrDigit(line.charAt(i + 1));
  }
}
