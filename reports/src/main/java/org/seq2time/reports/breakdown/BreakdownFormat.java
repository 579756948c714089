package org.seq2time.reports.breakdown;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a breakdown is written. */
public enum BreakdownFormat {
  /** For a terminal. */
  TEXT("text"),
  /** For GitHub and GitLab. */
  MARKDOWN("markdown"),
  /** Unrounded fractions, a row for each grouping, score, group and run. */
  CSV("csv");

  private final String key;

  BreakdownFormat(String key) {
    this.key = key;
  }

  /** The name on the command line. */
  public String key() {
    return key;
  }

  /** The names of all of them. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(BreakdownFormat::key).toList();
  }

  /** The format of this {@link #key()}. */
  public static Optional<BreakdownFormat> of(String key) {
    return Arrays.stream(values()).filter(f -> f.key.equals(key)).findFirst();
  }

  /** The whole document, every line ended. */
  public String render(Breakdown breakdown) {
    return switch (this) {
      case TEXT -> BreakdownText.render(breakdown);
      case MARKDOWN -> BreakdownText.renderMarkdown(breakdown);
      case CSV -> BreakdownCsv.render(breakdown);
    };
  }
}
