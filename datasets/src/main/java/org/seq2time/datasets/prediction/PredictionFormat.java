package org.seq2time.datasets.prediction;

/** How a file of predictions, or of raw answers, is written. */
public enum PredictionFormat {
  /**
   * TimeChat's formatted results. Captions: {@code {video: [{"timestamp": [s, e], "caption"}]}};
   * grounding: {@code {query id: {"timestamp": [[s, e], ...]}}} or {@code {query id: [[s, e],
   * ...]}}.
   */
  TIMECHAT("timechat"),
  /** {@code {"results": {video: [{"sentence", "timestamp": [s, e]}]}}}. */
  ACTIVITYNET("activitynet"),
  /**
   * A QVHighlights submission, JSON lines or an array: qid, vid, query, {@code
   * pred_relevant_windows}, {@code pred_saliency_scores}. TimeChat's highlight results have the
   * same form.
   */
  QVHIGHLIGHTS("qvhighlights-submission"),
  /**
   * TimeChat's results before they are formatted, an array or lines: {@code [{"vname",
   * "generated_cap", "query", "id"}]}. What a model said, still to be parsed.
   */
  TIMECHAT_ANSWERS("timechat-answers"),
  /** A run folder's {@code answers.jsonl}: {@code {"id", "text", ...}} a line. */
  ANSWERS("answers"),
  /**
   * Answers as another tool writes them: records with an id or a video and a query, and a text, as
   * JSON, JSON lines, TSV, CSV or XLSX.
   */
  RECORDS("answer-records");

  private final String key;

  PredictionFormat(String key) {
    this.key = key;
  }

  /** Whether such a file holds what a model said, and no predictions yet. */
  public boolean isRaw() {
    return this == TIMECHAT_ANSWERS || this == ANSWERS || this == RECORDS;
  }

  /** The name on the command line and in files. */
  public String key() {
    return key;
  }
}
