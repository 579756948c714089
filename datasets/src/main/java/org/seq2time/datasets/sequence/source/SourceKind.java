package org.seq2time.datasets.sequence.source;

/** What a source's items are, and so which tasks can be built from it. */
public enum SourceKind {
  /** Captioned images, put in a row. */
  IMAGES("images"),
  /** Captioned clips of an action class, put one after another. */
  CLIPS("clips"),
  /** Captioned videos, used whole. */
  VIDEOS("videos"),
  /** Finished conversations, passed through. */
  INSTRUCTIONS("instructions");

  private final String key;

  SourceKind(String key) {
    this.key = key;
  }

  /** Name in messages and manifests. */
  public String key() {
    return key;
  }
}
