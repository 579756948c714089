package org.seq2time.datasets;

import java.util.List;

/**
 * What a benchmark asks of a model. A task fixes the types of questions and predictions; each
 * module attaches its part (prediction files, metric, page, parser) in one exhaustive switch over
 * the tasks, so that a new task does not compile until every part is there.
 *
 * @param <S> the task's kind of sample
 * @param <P> the task's prediction type
 */
public sealed interface Task<S extends Sample, P> {

  /** Find the events of a video and caption each. */
  DenseCaptioning DENSE_CAPTIONING = new DenseCaptioning();

  /** Find the window that a sentence describes. */
  Grounding GROUNDING = new Grounding();

  /** For a sentence, score every clip of a video and find the relevant windows. */
  Highlights HIGHLIGHTS = new Highlights();

  /** All tasks. */
  List<Task<?, ?>> ALL = List.of(DENSE_CAPTIONING, GROUNDING, HIGHLIGHTS);

  /** The name in files and options: {@code dense-captioning}. */
  String key();

  /** What the samples are, in the plural: "videos" or "queries". */
  String sampleNoun();

  /**
   * Whether a sample is a whole video, so that predictions are filed under the video's name, and
   * not under the id of a query.
   */
  boolean isPerVideo();

  /** Whether predictions hold captions, so that a metric for captions needs its data. */
  boolean hasCaptions();

  /** Dense video captioning. */
  record DenseCaptioning() implements Task<DenseSample, List<Event>> {
    @Override
    public String key() {
      return "dense-captioning";
    }

    @Override
    public String sampleNoun() {
      return "videos";
    }

    @Override
    public boolean isPerVideo() {
      return true;
    }

    @Override
    public boolean hasCaptions() {
      return true;
    }
  }

  /** Temporal grounding: predicted windows, the one that counts first. */
  record Grounding() implements Task<GroundingSample, List<Segment>> {
    @Override
    public String key() {
      return "grounding";
    }

    @Override
    public String sampleNoun() {
      return "queries";
    }

    @Override
    public boolean isPerVideo() {
      return false;
    }

    @Override
    public boolean hasCaptions() {
      return false;
    }
  }

  /** Highlight detection and moment retrieval. */
  record Highlights() implements Task<HighlightSample, HighlightPrediction> {
    @Override
    public String key() {
      return "highlights";
    }

    @Override
    public String sampleNoun() {
      return "queries";
    }

    @Override
    public boolean isPerVideo() {
      return false;
    }

    @Override
    public boolean hasCaptions() {
      return false;
    }
  }
}
