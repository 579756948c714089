package org.seq2time.datasets.benchmark;

/** How an annotation file is written. */
public enum AnnotationFormat {
  /** {@code {"annotations": [{"image_id", "segments", "pure_cap", "duration"}]}}. */
  YOUCOOK2_COCO("youcook2-coco", Benchmark.YOUCOOK2),
  /**
   * {@code {"database": {id: {"subset", "duration", "annotations": [{"segment", "sentence"}]}}}}.
   */
  YOUCOOK2_OFFICIAL("youcook2-official", Benchmark.YOUCOOK2),
  /** {@code VIDEO start end##sentence}, one query a line. */
  CHARADES_TEXT("charades-text", Benchmark.CHARADES_STA),
  /** {@code {"annotations": [{"image_id", "caption", "timestamp", "id"}]}}. */
  CHARADES_COCO("charades-coco", Benchmark.CHARADES_STA),
  /** One JSON object a line, or an array: qid, query, vid, duration, windows, saliency. */
  QVHIGHLIGHTS_JSON("qvhighlights-annotations", Benchmark.QVHIGHLIGHTS);

  private final String key;
  private final Benchmark benchmark;

  AnnotationFormat(String key, Benchmark benchmark) {
    this.key = key;
    this.benchmark = benchmark;
  }

  /** The name on the command line and in files. */
  public String key() {
    return key;
  }

  /** The benchmark whose annotations are written so. */
  public Benchmark benchmark() {
    return benchmark;
  }
}
