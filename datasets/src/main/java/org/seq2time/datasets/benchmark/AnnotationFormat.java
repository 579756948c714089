package org.seq2time.datasets.benchmark;

/** How an annotation file is written. */
public enum AnnotationFormat {
  /** {@code {"annotations": [{"image_id", "segments", "pure_cap", "duration"}]}}. */
  YOUCOOK2_COCO("youcook2-coco"),
  /**
   * {@code {"database": {id: {"subset", "duration", "annotations": [{"segment", "sentence"}]}}}}.
   */
  YOUCOOK2_OFFICIAL("youcook2-official"),
  /** {@code VIDEO start end##sentence}, one query a line. */
  CHARADES_TEXT("charades-text"),
  /** {@code {"annotations": [{"image_id", "caption", "timestamp", "id"}]}}. */
  CHARADES_COCO("charades-coco"),
  /** One JSON object a line, or an array: qid, query, vid, duration, windows, saliency. */
  QVHIGHLIGHTS_JSON("qvhighlights-annotations");

  private final String key;

  AnnotationFormat(String key) {
    this.key = key;
  }

  /** The name on the command line and in files. */
  public String key() {
    return key;
  }
}
