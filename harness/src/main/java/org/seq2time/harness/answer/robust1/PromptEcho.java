package org.seq2time.harness.answer.robust1;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.seq2time.harness.answer.RawAnswer;

/**
 * Takes out of an answer what is not the model's own: the prompt that came back, or sentences of
 * it; the query; examples, be they announced ("A specific example is ...") or those that TimeChat's
 * templates give, which models are known to repeat word for word.
 *
 * <p>What is taken out leaves a line end. A template's example counts as an echo where the prompt
 * is unknown or holds it.
 */
final class PromptEcho {

  /** Shorter sentences are too common to be an echo. */
  private static final int MIN_SENTENCE = 12;

  private static final int MIN_QUERY = 8;

  /** What announces an example or a format; the rest of the sentence belongs to it. */
  private static final List<String> ANNOUNCEMENTS =
      List.of("example is", "for example", "should be like", "output format", "format is");

  /** The examples of TimeChat's templates for the three tasks. */
  private static final List<String> EXAMPLES =
      List.of(
          "90 - 102 seconds, spread margarine on two slices of white bread",
          "20.8 - 30.0 seconds",
          "82, 84, 86, 88, 90, 92, 94, 96, 98, 100 second",
          "1.3, 1.7, 1.7, 1.7, 1.7, 1.3, 1.7, 2.3, 2.3, 2.3");

  private static final String CLOSERS = "'\"’”`";

  private PromptEcho() {}

  /**
   * What is left.
   *
   * @param text the answer without echoes
   * @param found whether there were any
   */
  record Cleaned(String text, boolean found) {}

  /** The answer without echoes. */
  static Cleaned remove(RawAnswer answer) {
    String text = answer.text();
    String prompt = told(answer);
    if (!prompt.isEmpty() && text.stripLeading().startsWith(prompt)) {
      text = text.stripLeading().substring(prompt.length());
    }
    text = withoutQuery(text, answer.query().strip());
    for (String example : EXAMPLES) {
      if (prompt.isEmpty() || prompt.contains(example)) {
        text = text.replace(example, "\n");
      }
    }
    boolean mended = text.length() != answer.text().length();
    if (prompt.isEmpty() && !isAnnounced(text.toLowerCase(Locale.ROOT))) {
      return new Cleaned(text, mended);
    }
    Set<String> sentences = prompt.isEmpty() ? Set.of() : sentences(prompt);
    StringBuilder kept = new StringBuilder();
    int copied = 0;
    int start = 0;
    while (start < text.length()) {
      int end = sentenceEnd(text, start);
      if (end - start >= MIN_SENTENCE && isEcho(text.substring(start, end), sentences)) {
        kept.append(text, copied, start).append('\n');
        end = closingQuote(text, start, end);
        copied = end;
      }
      start = end;
    }
    boolean found = copied > 0 || mended;
    return new Cleaned(
        copied == 0 ? text : kept.append(text, copied, text.length()).toString(), found);
  }

  /** The prompt; some tools store the whole conversation, with the answer at its end. */
  private static String told(RawAnswer answer) {
    String prompt = answer.prompt().strip();
    String text = answer.text().strip();
    String end = "</s>";
    String plain =
        prompt.endsWith(end) ? prompt.substring(0, prompt.length() - end.length()) : prompt;
    plain = plain.stripTrailing();
    return !text.isEmpty() && plain.endsWith(text)
        ? plain.substring(0, plain.length() - text.length()).strip()
        : prompt;
  }

  private static String withoutQuery(String text, String query) {
    if (query.length() < MIN_QUERY || query.chars().noneMatch(Character::isDigit)) {
      return text;
    }
    String bare = query.endsWith(".") ? query.substring(0, query.length() - 1) : query;
    return text.replace(bare, "");
  }

  private static boolean isEcho(String sentence, Set<String> told) {
    String plain = plain(sentence);
    if (plain.length() < MIN_SENTENCE) {
      return false;
    }
    return told.contains(plain) || isAnnounced(plain);
  }

  private static boolean isAnnounced(String lower) {
    for (String announcement : ANNOUNCEMENTS) {
      if (lower.contains(announcement)) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String sentence) {
    String plain = sentence.strip().toLowerCase(Locale.ROOT);
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }

  private static Set<String> sentences(String prompt) {
    Set<String> sentences = new HashSet<>();
    int start = 0;
    while (start < prompt.length()) {
      int end = sentenceEnd(prompt, start);
      sentences.add(plain(prompt.substring(start, end)));
      start = end;
    }
    return sentences;
  }

  /** Behind the line end, or the full stop and blank, that ends the sentence from here. */
  private static int sentenceEnd(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean stop = ".!?".indexOf(c) >= 0 && i + 1 < text.length() && text.charAt(i + 1) == ' ';
      if (c == '\n' || stop) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** An example in quotes goes on to its closing quote, if that stands in the same line. */
  private static int closingQuote(String text, int start, int end) {
    int open = -1;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean opens = i == start || !Character.isLetterOrDigit(text.charAt(i - 1));
      if (CLOSERS.indexOf(c) >= 0 && (open >= 0 || opens)) {
        open = open >= 0 && text.charAt(open) == c ? -1 : i;
      }
    }
    if (open < 0 || text.charAt(end - 1) == '\n') {
      return end;
    }
    for (int i = end; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == text.charAt(open)) {
        return i + 1;
      }
    }
    return end;
  }
}
