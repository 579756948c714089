package org.seq2time.harness.chat;

import java.util.List;

/**
 * What is asked.
 *
 * @param prompt the text, after all pictures
 * @param pictures in their order; may be empty
 */
public record ChatRequest(String prompt, List<Picture> pictures) {

  public ChatRequest {
    pictures = List.copyOf(pictures);
  }

  /**
   * A frame.
   *
   * @param label a line before it, such as its time; may be empty
   * @param jpeg the file's bytes, not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // pixels; never compared
  public record Picture(String label, byte[] jpeg) {}
}
