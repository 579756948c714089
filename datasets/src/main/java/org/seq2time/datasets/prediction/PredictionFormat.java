package org.seq2time.datasets.prediction;

/** How a prediction file is written. */
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
  QVHIGHLIGHTS("qvhighlights-submission");

  private final String key;

  PredictionFormat(String key) {
    this.key = key;
  }

  /** The name on the command line and in files. */
  public String key() {
    return key;
  }
}
