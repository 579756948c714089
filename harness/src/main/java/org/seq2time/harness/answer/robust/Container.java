package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer that says of itself that it is the answer; the most explicit comes first:
 * {@code <answer>} and its like, box tokens, {@code \\boxed{}}, what follows the name of the role.
 * Where there is none, the whole final part is it.
 *
 * @param name what marks the part, for people
 * @param text the part
 * @param isExplicit whether anything marks it
 */
record Container(String name, String text, boolean isExplicit) {

  private static final String[] TAGS = {
    "answer",
    "final_answer",
    "finalanswer",
    "final",
    "glue",
    "solution",
    "response",
    "output",
    "result"
  };

  private static final String[][] TOKENS = {
    {"<|begin_of_box|>", "<|end_of_box|>"},
    {"<|box_start|>", "<|box_end|>"},
    {"<|begin_of_solution|>", "<|end_of_solution|>"},
    {"<|answer_start|>", "<|answer_end|>"},
    {"<|begin_of_answer|>", "<|end_of_answer|>"}
  };

  private static final String BOXED = "\\boxed{";

  private static final String[] ROLES = {"ASSISTANT:", "Assistant:"};

  /** The parts to read, the most explicit first; empty if nothing follows the reasoning. */
  static List<Container> of(FinalPart part) {
    if (!part.isCutOff() && !part.text().isBlank()) {
      return candidates(part.text());
    }
    String text = closedAnswer(part.text());
    text = text == null ? closedAnswer(part.reasoning()) : text;
    return text == null || text.isBlank()
        ? List.of()
        : List.of(new Container("<answer>", text, true));
  }

  private static List<Container> candidates(String text) {
    List<Container> candidates = new ArrayList<>();
    if (text.indexOf('<') >= 0) {
      String lower = Phrases.lower(text);
      for (String tag : TAGS) {
        add(
            "<" + tag + ">",
            lastBetween(text, lower, "<" + tag + ">", "</" + tag + ">"),
            candidates);
      }
      for (String[] pair : TOKENS) {
        add(pair[0], lastBetween(text, text, pair[0], pair[1]), candidates);
      }
    }
    add("\\boxed{}", boxed(text), candidates);
    for (String role : ROLES) {
      int at = text.lastIndexOf(role);
      if (at >= 0) {
        add(role, text.substring(at + role.length()), candidates);
      }
    }
    if (candidates.isEmpty() && !isEmptyAnswer(text)) {
      candidates.add(new Container("the whole answer", text, false));
    }
    return candidates;
  }

  /** An element for the answer with nothing in it: what surrounds it is none. */
  private static boolean isEmptyAnswer(String text) {
    String answer = closedAnswer(text);
    return answer != null && answer.isBlank();
  }

  /** The content of the last {@code <answer>} that is closed; null if there is none. */
  private static @Nullable String closedAnswer(String text) {
    String lower = Phrases.lower(text);
    return lower.contains("</answer>") && lower.contains("<answer>")
        ? lastBetween(text, lower, "<answer>", "</answer>")
        : null;
  }

  private static void add(String name, @Nullable String text, List<Container> candidates) {
    if (text != null && !text.isBlank()) {
      candidates.add(new Container(name, text, true));
    }
  }

  /** The last element; one that is not closed ends with the text. */
  private static @Nullable String lastBetween(
      String text, String lower, String open, String close) {
    int start = lower.lastIndexOf(open);
    if (start < 0) {
      int end = lower.lastIndexOf(close);
      return end < 0 ? null : text.substring(0, end);
    }
    int end = lower.indexOf(close, start);
    return text.substring(start + open.length(), end < 0 ? text.length() : end);
  }

  private static @Nullable String boxed(String text) {
    int start = text.lastIndexOf(BOXED);
    if (start < 0) {
      return null;
    }
    int depth = 1;
    int i = start + BOXED.length();
    while (i < text.length() && depth > 0) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      i++;
    }
    return text.substring(start + BOXED.length(), depth == 0 ? i - 1 : i);
  }
}
