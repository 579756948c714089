package org.seq2time.reports.paper;

import java.util.Arrays;
import java.util.Optional;

/** How a report on the paper is written. */
public enum PaperFormat {
  MARKDOWN("markdown"),
  LATEX("latex"),
  CSV("csv"),
  JSON("json");

  private final String key;

  PaperFormat(String key) {
    this.key = key;
  }

  /** The name on the command line. */
  public String key() {
    return key;
  }

  /** The whole document, every line ended. */
  public String render(PaperReport report) {
    return switch (this) {
      case MARKDOWN -> PaperMarkdown.render(report);
      case LATEX -> PaperLatex.render(report);
      case CSV -> PaperCsv.render(report);
      case JSON -> PaperJson.render(report);
    };
  }

  /** The format of this {@link #key()}. */
  public static Optional<PaperFormat> of(String key) {
    return Arrays.stream(values()).filter(f -> f.key.equals(key)).findFirst();
  }
}
