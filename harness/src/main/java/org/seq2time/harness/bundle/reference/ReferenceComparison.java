package org.seq2time.harness.bundle.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.check.Tolerance;
import org.seq2time.harness.bundle.vision.FrameEncoder;
import org.seq2time.harness.bundle.vision.OpenParts;
import org.seq2time.harness.bundle.vision.VisualEncoder;
import org.seq2time.harness.decode.Decoder;

/**
 * A bundle beside a file of reference values, that whoever exported it wrote with PyTorch: {@code
 * seq2time models check --against}. The forms of the file are in {@code docs/export.md}.
 */
public final class ReferenceComparison {

  private ReferenceComparison() {}

  /**
   * Runs every case of the file through the bundle's graphs.
   *
   * @param options how to run the decoder
   * @param tolerance the largest difference of a logit; by the weights' type where it is empty
   * @return a line for each stage of each case, in the file's order
   * @throws BadInputException if the file has none of the known forms
   */
  public static List<StageResult> compare(
      ModelBundle bundle, Path file, Decoder.Options options, OptionalDouble tolerance) {
    return compare(bundle, file, List.of(options), tolerance);
  }

  /** The same with several decoders, whose results follow each other; videos are encoded once. */
  static List<StageResult> compare(
      ModelBundle bundle, Path file, List<Decoder.Options> options, OptionalDouble tolerance) {
    JsonNode root = ReferenceFile.read(file);
    Tolerance by = Tolerance.of(bundle);
    if (!root.has("cases") && !root.has("files")) {
      throw new BadInputException(file + ": has neither cases nor files (docs/export.md)");
    }
    List<Decoder> decoders = new ArrayList<>();
    try {
      options.forEach(o -> decoders.add(Decoder.open(bundle.decoderGraph().unbounded(), o)));
      if (VideoComparison.isForm(root)) {
        double allowed = tolerance.orElse(by.absolute());
        return video(bundle, decoders, file, options.getFirst(), root, allowed);
      }
      List<StageResult> results = new ArrayList<>();
      for (Decoder decoder : decoders) {
        results.addAll(
            SampledComparison.isForm(root)
                ? new SampledComparison(decoder, file, by, tolerance.orElse(by.trained()))
                    .compare(root)
                : new DecoderComparison(bundle, decoder, file, by, tolerance.orElse(by.absolute()))
                    .compare(root));
      }
      return List.copyOf(results);
    } finally {
      OpenParts.close(List.copyOf(decoders));
    }
  }

  private static List<StageResult> video(
      ModelBundle bundle,
      List<Decoder> decoders,
      Path file,
      Decoder.Options options,
      JsonNode root,
      double tolerance) {
    int frames = bundle.settings().frameCount();
    try (FrameEncoder encoder = FrameEncoder.open(bundle, options.device(), options.threads());
        VisualEncoder visuals =
            VisualEncoder.open(bundle, options.device(), options.threads(), frames)) {
      return new VideoComparison(bundle, decoders, encoder, visuals, file, tolerance).compare(root);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInputException(file + ": the comparison was interrupted", e);
    }
  }

  /** What the tolerance follows from, in words: {@code float32}. */
  public static String kind(ModelBundle bundle) {
    return Tolerance.of(bundle).kind();
  }
}
