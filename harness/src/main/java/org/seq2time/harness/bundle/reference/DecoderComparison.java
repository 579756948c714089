package org.seq2time.harness.bundle.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.check.Tolerance;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.DecodeResult;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Logits;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.decode.Sampler;

/**
 * A text decoder beside the reference values of its own PyTorch model: logits after prompts, after
 * given tokens, and greedy tokens, for prompts alone and for rows of different lengths.
 */
final class DecoderComparison {

  private final ModelBundle bundle;
  private final Decoder decoder;
  private final ReferenceFile file;
  private final Tolerance by;
  private final double tolerance;
  private final List<StageResult> results = new ArrayList<>();

  DecoderComparison(
      ModelBundle bundle, Decoder decoder, Path file, Tolerance by, double tolerance) {
    this.bundle = bundle;
    this.decoder = decoder;
    this.file = ReferenceFile.at(file);
    this.by = by;
    this.tolerance = tolerance;
  }

  /** Compares all cases. */
  List<StageResult> compare(JsonNode root) {
    for (JsonNode one : file.array(cases(root), "cases")) {
      String name = file.text(one, "name");
      if (one.has("lengths")) {
        rightPadded(name, one);
      } else {
        rows(name, one);
      }
    }
    return List.copyOf(results);
  }

  /** A folder of several exports has the values of each under its file's name. */
  private JsonNode cases(JsonNode root) {
    if (!root.has("files")) {
      return root.path("cases");
    }
    String name = String.valueOf(bundle.decoderGraph().decoder().getFileName());
    return root.path("files").path(name).path("cases");
  }

  private void rows(String name, JsonNode one) {
    List<int[]> prompts = unpadded(one);
    boolean padded = prompts.stream().mapToInt(p -> p.length).distinct().count() > 1;
    if (padded && by.quantised() && decoder.layout().sharesBuffer()) {
      results.add(
          StageResult.notRun(
              name,
              "logits",
              "the values are of rows padded on the left, which this graph cannot"));
      return;
    }
    if (padded && by.dependsOnPadding()) {
      results.add(
          StageResult.notRun(
              name, "logits", "8 bits: one scale for all rows, so padding changes every logit"));
      return;
    }
    JsonNode computed = one.path("ort_reference");
    boolean ownValues = by.quantised() && !computed.isMissingNode();
    JsonNode reference = ownValues ? computed : one;
    List<int[]> next = nextTokens(reference, prompts.size());
    List<float[][]> found = logits(prompts, next);
    List<float[][]> expected = expected(reference, prompts.size());
    String note = ownValues ? "ONNX Runtime's values of this file" : "";
    if (!ownValues && !computed.isMissingNode()) {
      note = beside(computed, prompts, note);
    }
    for (int step = 0; step <= next.getFirst().length; step++) {
      String stage = step == 0 ? "prompt's logits" : "logits after token " + step;
      results.add(StageResult.of(name, stage, difference(found, expected, step), tolerance, note));
    }
    greedy(name, one, reference, prompts);
  }

  /** An export that is known to be wrong: is it as wrong here as where the values were made? */
  private String beside(JsonNode computed, List<int[]> prompts, String otherwise) {
    List<int[]> next = nextTokens(computed, prompts.size());
    List<float[][]> found = logits(prompts, next);
    List<float[][]> expected = expected(computed, prompts.size());
    double most =
        IntStream.rangeClosed(0, next.getFirst().length)
            .mapToDouble(step -> difference(found, expected, step))
            .max()
            .orElseThrow();
    return most <= tolerance
        ? "the export is wrong: the file says that ONNX Runtime computes these logits from it"
        : otherwise;
  }

  private void rightPadded(String name, JsonNode one) {
    JsonNode computed = one.path("ort_reference");
    boolean ownValues = by.quantised() && !computed.isMissingNode();
    JsonNode reference = ownValues ? computed : one;
    int[] lengths = file.integers(one.path("lengths"), "lengths");
    List<int[]> ids = file.integerRows(one.path("input_ids"), "input_ids");
    List<int[]> prompts =
        IntStream.range(0, lengths.length)
            .mapToObj(i -> Arrays.copyOf(ids.get(i), lengths[i]))
            .toList();
    List<float[][]> found = logits(prompts, prompts.stream().map(_ -> new int[0]).toList());
    double most = 0;
    JsonNode rows = file.array(reference.path("logits_at_last_token"), "logits_at_last_token");
    for (int row = 0; row < lengths.length; row++) {
      float[] expected = file.floats(rows.path(row), "logits_at_last_token");
      most = Math.max(most, Logits.difference(found.get(row)[0], expected));
    }
    String note = ownValues ? "ONNX Runtime's values of this file" : "";
    results.add(StageResult.of(name, "prompt's logits", most, tolerance, note));
  }

  /** Greedy tokens, where a difference within the tolerance cannot change one. */
  private void greedy(String name, JsonNode one, JsonNode reference, List<int[]> prompts) {
    if (!reference.has("greedy")) {
      return;
    }
    List<int[]> expected = file.integerRows(reference.path("greedy"), "greedy");
    JsonNode margin = reference.path("greedy_margin_min");
    double least = (margin.isMissingNode() ? one.path("greedy_margin_min") : margin).asDouble();
    if (least <= 2 * tolerance) {
      String why = "the smallest margin, " + least + ", is within twice the tolerance";
      results.add(StageResult.notRun(name, "greedy tokens", why));
      return;
    }
    List<DecodeRequest> requests = new ArrayList<>();
    for (int row = 0; row < prompts.size(); row++) {
      requests.add(request(prompts.get(row), expected.get(row).length));
    }
    List<DecodeResult> answers = decoder.decode(requests, Cancellation.none());
    boolean equal = true;
    String note = expected.getFirst().length + " tokens";
    for (int row = 0; row < prompts.size(); row++) {
      List<Integer> tokens = answers.get(row).tokens();
      List<Integer> wanted = Arrays.stream(expected.get(row)).boxed().toList();
      if (equal && !tokens.equals(wanted)) {
        equal = false;
        note = "row " + row + ": " + tokens + ", expected " + wanted;
      }
    }
    results.add(StageResult.equality(name, "greedy tokens", equal, note));
  }

  private DecodeRequest request(int[] tokens, int length) {
    return new DecodeRequest(
        new Prompt.Tokens(tokens), length, Set.of(), Sampler.greedy(), Optional.empty());
  }

  /** In one run where the graph can mask padding at all, as the reference was computed. */
  private List<float[][]> logits(List<int[]> prompts, List<int[]> next) {
    List<Prompt> all = prompts.stream().<Prompt>map(Prompt.Tokens::new).toList();
    if (decoder.layout().takesTogether(prompts.stream().mapToInt(p -> p.length))) {
      return decoder.logits(all, next);
    }
    List<float[][]> found = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      found.addAll(decoder.logits(List.of(all.get(row)), List.of(next.get(row))));
    }
    return found;
  }

  private List<int[]> unpadded(JsonNode one) {
    List<int[]> ids = file.integerRows(one.path("input_ids"), "input_ids");
    @Nullable List<int[]> masks =
        one.has("attention_mask")
            ? file.integerRows(one.path("attention_mask"), "attention_mask")
            : null;
    List<int[]> prompts = new ArrayList<>();
    for (int row = 0; row < ids.size(); row++) {
      int[] all = ids.get(row);
      int[] mask = masks == null ? null : masks.get(row);
      prompts.add(
          IntStream.range(0, all.length)
              .filter(i -> mask == null || mask[i] == 1)
              .map(i -> all[i])
              .toArray());
    }
    return prompts;
  }

  private List<int[]> nextTokens(JsonNode reference, int rows) {
    JsonNode steps = file.array(reference.path("steps"), "steps");
    List<int[]> next = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int[] tokens = new int[steps.size()];
      for (int step = 0; step < tokens.length; step++) {
        tokens[step] = file.integerRows(steps.get(step).path("input_ids"), "input_ids").get(row)[0];
      }
      next.add(tokens);
    }
    return next;
  }

  private List<float[][]> expected(JsonNode reference, int rows) {
    JsonNode steps = file.array(reference.path("steps"), "steps");
    List<float[][]> expected = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      float[][] logits = new float[steps.size() + 1][];
      logits[0] = file.floats(reference.path("logits_last").path(row), "logits_last");
      for (int step = 0; step < steps.size(); step++) {
        JsonNode values = steps.get(step).path("logits_last").path(row);
        logits[step + 1] = file.floats(values, "logits_last");
      }
      expected.add(logits);
    }
    return expected;
  }

  private static double difference(List<float[][]> found, List<float[][]> expected, int step) {
    double most = 0;
    for (int row = 0; row < found.size(); row++) {
      most = Math.max(most, Logits.difference(found.get(row)[step], expected.get(row)[step]));
    }
    return most;
  }
}
