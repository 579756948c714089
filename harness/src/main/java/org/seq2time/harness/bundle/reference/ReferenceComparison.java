package org.seq2time.harness.bundle.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.check.Tolerance;
import org.seq2time.harness.bundle.vision.FrameEncoder;
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
    JsonNode root = ReferenceFile.read(file);
    Tolerance by = Tolerance.of(bundle);
    if (!root.has("cases") && !root.has("files")) {
      throw new BadInputException(file + ": has neither cases nor files (docs/export.md)");
    }
    try (Decoder decoder = Decoder.open(bundle.decoderGraph().unbounded(), options)) {
      if (VideoComparison.isForm(root)) {
        return video(bundle, decoder, file, options, root, tolerance.orElse(by.absolute()));
      }
      if (SampledComparison.isForm(root)) {
        return new SampledComparison(decoder, file, by, tolerance.orElse(by.trained()))
            .compare(root);
      }
      return new DecoderComparison(bundle, decoder, file, by, tolerance.orElse(by.absolute()))
          .compare(root);
    }
  }

  private static List<StageResult> video(
      ModelBundle bundle,
      Decoder decoder,
      Path file,
      Decoder.Options options,
      JsonNode root,
      double tolerance) {
    int frames = bundle.settings().frameCount();
    try (FrameEncoder encoder = FrameEncoder.open(bundle, options.device(), options.threads());
        VisualEncoder visuals =
            VisualEncoder.open(bundle, options.device(), options.threads(), frames)) {
      return new VideoComparison(bundle, decoder, encoder, visuals, file, tolerance).compare(root);
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
