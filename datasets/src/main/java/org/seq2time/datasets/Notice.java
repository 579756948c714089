package org.seq2time.datasets;

import java.util.List;

/**
 * Something that was ignored, mended or looks odd, counted instead of passed over in silence.
 *
 * @param text what, without the count: "predictions for unknown videos were ignored"
 * @param count how many
 * @param examples the first few, as text
 */
public record Notice(String text, int count, List<String> examples) {

  /** So many examples are kept. */
  public static final int MAX_EXAMPLES = 3;

  public Notice {
    examples = List.copyOf(examples);
  }

  /** Keeps the first {@link #MAX_EXAMPLES} of all cases as examples. */
  public static Notice of(String text, List<String> cases) {
    return new Notice(text, cases.size(), cases.subList(0, Math.min(MAX_EXAMPLES, cases.size())));
  }
}
