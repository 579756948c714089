package org.seq2time.metrics.dense;

import java.util.List;
import org.seq2time.datasets.Event;
import org.seq2time.metrics.caption.meteor.Meteor;
import org.seq2time.metrics.caption.meteor.MeteorStatistics;

/**
 * A video's captions as one paragraph, predicted and true, as {@link Paragraphs} joins them.
 *
 * @param hypothesis the predicted one; empty without predictions
 * @param reference the true one
 * @param meteor METEOR's counts of the two
 */
record MeasuredParagraph(String hypothesis, String reference, MeteorStatistics meteor) {

  static MeasuredParagraph of(Meteor meteor, List<Event> predictions, List<Event> truths) {
    String hypothesis = Paragraphs.ofPrediction(predictions);
    String reference = Paragraphs.ofTruth(truths);
    return new MeasuredParagraph(hypothesis, reference, meteor.score(hypothesis, reference));
  }
}
