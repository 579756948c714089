package org.seq2time.metrics.caption;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.seq2time.metrics.caption.DenseCaptions.Video;

/**
 * Times the caption measures on the published dense captioning data, round after round in one
 * process: the first round is a cold start. Arguments: rounds, and a paraphrase index if wanted.
 */
final class CaptionTiming {
  private CaptionTiming() {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Paraphrases paraphrases =
        args.length > 1 ? ParaphraseIndex.open(Path.of(args[1])) : Paraphrases.none();
    JsonNode annotations =
        Golden.publishedJson("real/dvc/val.caption_coco_format.json.gz").get("annotations");
    JsonNode predictions = Golden.publishedJson("real/dvc/pred.json.gz");
    for (int round = 1; round <= rounds; round++) {
      long start = System.nanoTime();
      DenseCaptions dense = new DenseCaptions(Meteor.english(paraphrases));
      List<Video> videos = new ArrayList<>();
      for (JsonNode annotation : annotations) {
        videos.add(dense.read(annotation, predictions));
      }
      long prepared = System.nanoTime();
      double soda = 0.0;
      for (Video video : videos) {
        soda += dense.score(video).soda() / videos.size();
      }
      long scored = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "round %d: tokens and preparation %d ms, scores %d ms, SODA_c %.6f%n",
          round,
          (prepared - start) / 1_000_000,
          (scored - prepared) / 1_000_000,
          soda);
    }
  }
}
