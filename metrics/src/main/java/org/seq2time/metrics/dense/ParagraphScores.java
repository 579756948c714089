package org.seq2time.metrics.dense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.seq2time.datasets.Event;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.caption.cider.Cider;
import org.seq2time.metrics.caption.cider.DocumentFrequencies;
import org.seq2time.metrics.caption.meteor.Meteor;
import org.seq2time.metrics.caption.meteor.MeteorStatistics;

/**
 * CIDEr and METEOR over whole paragraphs. CIDEr's document frequencies are those of the whole
 * corpus and stay what they are under resampling; METEOR sums the counts of the drawn videos.
 */
final class ParagraphScores {

  private final Meteor meteor;
  private final String[] hypotheses;
  private final String[] references;
  private final MeteorStatistics[] statistics;

  ParagraphScores(Meteor meteor, int videos) {
    this.meteor = meteor;
    this.hypotheses = new String[videos];
    this.references = new String[videos];
    this.statistics = new MeteorStatistics[videos];
  }

  /** Measures one video; different videos may be set by different threads. */
  void set(int video, List<Event> predictions, List<Event> truths) {
    hypotheses[video] = Paragraphs.ofPrediction(predictions);
    references[video] = Paragraphs.ofTruth(truths);
    statistics[video] = meteor.score(hypotheses[video], references[video]);
  }

  /**
   * Corpus CIDEr, once all videos are set.
   *
   * @param inCorpus whether a video counts as a document
   */
  ScoreColumn cider(ScoreSpec spec, boolean[] inCorpus) {
    // One after another: the numbers of n-grams decide the order of sums, and so the last bit.
    Cider cider = new Cider();
    List<Cider.Pair> all = new ArrayList<>();
    List<Cider.Pair> documents = new ArrayList<>();
    for (int i = 0; i < hypotheses.length; i++) {
      all.add(new Cider.Pair(cider.prepare(hypotheses[i]), cider.prepare(references[i])));
      if (inCorpus[i]) {
        documents.add(all.get(i));
      }
    }
    return ScoreColumn.mean(spec, cider.scores(all, DocumentFrequencies.of(documents)));
  }

  /** Aggregate METEOR, once all videos are set. */
  ScoreColumn meteor(ScoreSpec spec) {
    double[][] counts = new double[MeteorStatistics.LENGTH][statistics.length];
    double[] perSample = new double[statistics.length];
    double[] row = new double[MeteorStatistics.LENGTH];
    for (int i = 0; i < statistics.length; i++) {
      Arrays.fill(row, 0);
      statistics[i].addTo(row, 1);
      for (int c = 0; c < row.length; c++) {
        counts[c][i] = row[c];
      }
      perSample[i] = statistics[i].score();
    }
    return ScoreColumn.folded(
            spec, List.of(counts), (sums, samples) -> MeteorStatistics.score(sums), perSample)
        .recordedAs(MeteorStatistics.FOLD);
  }
}
