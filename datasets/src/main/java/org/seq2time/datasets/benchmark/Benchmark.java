package org.seq2time.datasets.benchmark;

import java.util.Arrays;
import java.util.Optional;

/** A benchmark and the noun for its samples. */
public enum Benchmark {
  /** Dense video captioning (Zhou et al., 2018). */
  YOUCOOK2("youcook2", "YouCook2", "videos"),
  /** Temporal grounding (Gao et al., 2017). */
  CHARADES_STA("charades-sta", "Charades-STA", "queries"),
  /** Highlight detection and moment retrieval (Lei et al., 2021). */
  QVHIGHLIGHTS("qvhighlights", "QVHighlights", "queries");

  private final String key;
  private final String title;
  private final String sampleNoun;

  Benchmark(String key, String title, String sampleNoun) {
    this.key = key;
    this.title = title;
    this.sampleNoun = sampleNoun;
  }

  /** The name on the command line and in files. */
  public String key() {
    return key;
  }

  /** The name in text. */
  public String title() {
    return title;
  }

  /** What its samples are, in the plural: "videos" or "queries". */
  public String sampleNoun() {
    return sampleNoun;
  }

  /** The benchmark of this {@link #key()}. */
  public static Optional<Benchmark> of(String key) {
    return Arrays.stream(values()).filter(b -> b.key.equals(key)).findFirst();
  }
}
