package org.seq2time.harness.model;

/** No question can be answered any more: a refused key, a device that is gone. */
public final class ModelUnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ModelUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
