package org.seq2time.harness.bundle;

/** What a graph of a bundle does. */
public enum GraphRole {
  /** Tokens or embeddings to logits. */
  DECODER("decoder"),
  /** The decoder's steps after the first, where they are a graph of their own. */
  DECODER_WITH_PAST("decoder with past"),
  /** Token ids to embeddings. */
  EMBED_TOKENS("embed tokens"),
  /** Frames to frame features. */
  VISION_ENCODER("vision encoder"),
  /** Frame features, and frame times, to visual tokens. */
  VISUAL_TOKENS("visual tokens");

  private final String label;

  GraphRole(String label) {
    this.label = label;
  }

  /** The name in output: {@code vision encoder}. */
  public String label() {
    return label;
  }

  /** The name on the command line and in JSON: {@code vision_encoder}. */
  public String key() {
    return label.replace(' ', '_');
  }
}
