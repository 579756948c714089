package org.seq2time.metrics.dense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.caption.cider.Cider;
import org.seq2time.metrics.caption.cider.DocumentFrequencies;
import org.seq2time.metrics.caption.meteor.MeteorStatistics;

/**
 * CIDEr and METEOR over whole paragraphs. CIDEr's document frequencies are those of the whole
 * corpus and stay what they are under resampling; METEOR sums the counts of the drawn videos.
 */
final class ParagraphScores {

  private final List<MeasuredParagraph> paragraphs;

  ParagraphScores(List<MeasuredParagraph> paragraphs) {
    this.paragraphs = paragraphs;
  }

  /**
   * Corpus CIDEr.
   *
   * @param inCorpus whether a video counts as a document
   */
  ScoreColumn cider(ScoreSpec spec, boolean[] inCorpus) {
    // One after another: the numbers of n-grams decide the order of sums, and so the last bit.
    Cider cider = new Cider();
    List<Cider.Pair> all = new ArrayList<>();
    List<Cider.Pair> documents = new ArrayList<>();
    for (int i = 0; i < paragraphs.size(); i++) {
      MeasuredParagraph paragraph = paragraphs.get(i);
      all.add(
          new Cider.Pair(
              cider.prepare(paragraph.hypothesis()), cider.prepare(paragraph.reference())));
      if (inCorpus[i]) {
        documents.add(all.get(i));
      }
    }
    return ScoreColumn.mean(spec, cider.scores(all, DocumentFrequencies.of(documents)));
  }

  /** Aggregate METEOR. */
  ScoreColumn meteor(ScoreSpec spec) {
    double[][] counts = new double[MeteorStatistics.LENGTH][paragraphs.size()];
    double[] perSample = new double[paragraphs.size()];
    double[] row = new double[MeteorStatistics.LENGTH];
    for (int i = 0; i < paragraphs.size(); i++) {
      Arrays.fill(row, 0);
      MeteorStatistics statistics = paragraphs.get(i).meteor();
      statistics.addTo(row, 1);
      for (int c = 0; c < row.length; c++) {
        counts[c][i] = row[c];
      }
      perSample[i] = statistics.score();
    }
    return ScoreColumn.folded(
            spec, List.of(counts), (sums, samples) -> MeteorStatistics.score(sums), perSample)
        .recordedAs(MeteorStatistics.FOLD);
  }
}
