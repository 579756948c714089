package org.seq2time.harness.answer.robust;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits an answer into what a model thought, the tools that it called, and what it finally said.
 *
 * @param text what it finally said
 * @param reasoning everything else, for those who look for an answer there
 * @param isCutOff whether the answer ends within the reasoning
 */
record FinalPart(String text, String reasoning, boolean isCutOff) {

  private static final Set<String> REASONING =
      Set.of(
          "think",
          "thinking",
          "thought",
          "thoughts",
          "reasoning",
          "reason",
          "rationale",
          "observe",
          "observation",
          "observations",
          "reflection",
          "reflect",
          "analysis",
          "analyze",
          "analyse",
          "scratchpad",
          "plan",
          "planning",
          "cot",
          "perception",
          "perceive",
          "review",
          "verify",
          "verification",
          "rethink",
          "critique",
          "seed:think",
          "inner_thoughts",
          "explore",
          "thought_process",
          "inner_monologue",
          "reasoning_process",
          "chain_of_thought",
          "understanding",
          "process",
          "watch",
          "look",
          "search",
          "hypothesis",
          "evidence",
          "mm:think",
          "longcat_think",
          "think_fast",
          "draft",
          "brainstorm",
          "deliberation");

  private static final Set<String> TOOLS =
      Set.of(
          "tool_call",
          "tool_calls",
          "tool_response",
          "tool_responses",
          "tool",
          "tools",
          "function_call",
          "function_calls",
          "function",
          "tool_use",
          "invoke",
          "tool_code",
          "tool_output",
          "tool_result",
          "code_execution",
          "tool_outputs",
          "tool_results",
          "function_results",
          "parameter",
          "crop_video",
          "zoom_in",
          "video_zoom");

  private static final int MAX_TAG = 48;

  /** Deeper nesting is taken for one level, so that looking for a name takes constant time. */
  private static final int MAX_OPEN = 16;

  private static final String CHANNEL = "<|channel|>";
  private static final String MESSAGE = "<|message|>";

  /** A tag: its name in lower case, whether it closes, and where it ends. */
  private record Tag(String name, boolean closes, int end) {}

  /** Splits in one pass from left to right. */
  static FinalPart of(String raw) {
    String text = ofChannels(raw);
    if (text == null) {
      return new FinalPart("", raw, true);
    }
    if (text.indexOf('<') < 0 && text.indexOf('[') < 0 && text.indexOf('◁') < 0) {
      return new FinalPart(text, "", false);
    }
    StringBuilder kept = new StringBuilder(text.length());
    StringBuilder removed = new StringBuilder();
    Deque<String> open = new ArrayDeque<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      Tag tag = c == '<' || c == '[' || c == '◁' ? tag(text, i) : null;
      if (tag == null) {
        (open.isEmpty() ? kept : removed).append(c);
        i++;
        continue;
      }
      if (!tag.closes) {
        if (open.size() < MAX_OPEN) {
          open.push(tag.name);
        }
      } else if (open.contains(tag.name)) {
        while (!open.pop().equals(tag.name)) {
          // What was not closed ends with what surrounds it.
        }
        kept.append(open.isEmpty() ? "\n" : "");
      } else if (open.isEmpty()) {
        removed.append(kept).append('\n');
        kept.setLength(0);
      }
      i = tag.end;
    }
    return new FinalPart(kept.toString(), removed.toString(), !open.isEmpty());
  }

  /** The final channel of a model that names its channels; null if it did not get that far. */
  private static @Nullable String ofChannels(String text) {
    int channel = text.lastIndexOf(CHANNEL);
    if (channel < 0) {
      return text;
    }
    int message = text.indexOf(MESSAGE, channel);
    boolean last = text.startsWith("final", channel + CHANNEL.length());
    return last && message >= 0 ? text.substring(message + MESSAGE.length()) : null;
  }

  /** The tag of reasoning or of a tool that starts here; null if none does. */
  private static @Nullable Tag tag(String text, int at) {
    char open = text.charAt(at);
    char close = open == '<' ? '>' : open == '[' ? ']' : '▷';
    int end = text.indexOf(close, at, Math.min(text.length(), at + MAX_TAG));
    if (end < 0) {
      return null;
    }
    int from = at + 1;
    boolean closes = from < end && text.charAt(from) == '/';
    from += closes ? 1 : 0;
    if (text.charAt(end - 1) == '/') {
      return null;
    }
    int to = from;
    while (to < end
        && (Character.isLetterOrDigit(text.charAt(to)) || "_|:".indexOf(text.charAt(to)) >= 0)) {
      to++;
    }
    String name = text.substring(from, to).replace("|", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("begin_of_")) {
      name = name.substring("begin_of_".length());
    } else if (name.startsWith("end_of_")) {
      name = name.substring("end_of_".length());
      closes = true;
    } else if (name.endsWith("_begin")) {
      name = name.substring(0, name.length() - "_begin".length());
    } else if (name.endsWith("_end")) {
      name = name.substring(0, name.length() - "_end".length());
      closes = true;
    }
    boolean known = REASONING.contains(name) || (open == '<' && TOOLS.contains(name));
    return known && (open != '[' || name.equals("think")) ? new Tag(name, closes, end + 1) : null;
  }
}
