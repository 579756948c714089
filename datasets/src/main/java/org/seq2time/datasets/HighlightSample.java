package org.seq2time.datasets;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Highlight detection and moment retrieval: for a sentence, score every clip of a video and find
 * the windows.
 *
 * @param id the query id ({@code qid})
 * @param video the video that is asked about ({@code vid})
 * @param durationSeconds length of the video; always known for this benchmark
 * @param query the sentence
 * @param windows the true windows, at least one
 * @param saliency the raters' scores of all clips
 */
public record HighlightSample(
    String id,
    String video,
    OptionalDouble durationSeconds,
    String query,
    List<Segment> windows,
    Saliency saliency)
    implements Sample {
  public HighlightSample {
    windows = List.copyOf(windows);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("query " + id + " has no relevant window");
    }
  }

  @Override
  public Task<HighlightSample, HighlightPrediction> task() {
    return Task.HIGHLIGHTS;
  }
}
