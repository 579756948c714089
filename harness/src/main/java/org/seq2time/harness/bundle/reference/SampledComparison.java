package org.seq2time.harness.bundle.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.bundle.check.Tolerance;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.decode.Sampler;

/**
 * A trained text decoder beside reference values of a large vocabulary: logits of some ids at some
 * positions, their log-sum-exp, the largest, and greedy tokens.
 */
final class SampledComparison {

  /** Where ids are that a file leaves out since another one beside it has them. */
  private static final String IDS_BESIDE = "torch-fp32.json";

  private final Decoder decoder;
  private final Path path;
  private final ReferenceFile file;
  private final Tolerance by;
  private final double tolerance;
  private final List<StageResult> results = new ArrayList<>();

  SampledComparison(Decoder decoder, Path path, Tolerance by, double tolerance) {
    this.decoder = decoder;
    this.path = path;
    this.file = ReferenceFile.at(path);
    this.by = by;
    this.tolerance = tolerance;
  }

  static boolean isForm(JsonNode root) {
    return root.has("vocabulary") && root.has("cases");
  }

  List<StageResult> compare(JsonNode root) {
    int[] ids = file.integers(root.path("vocabulary"), "vocabulary");
    Set<Integer> stops = new HashSet<>();
    if (root.has("eos_token_id")) {
      stops.add(root.path("eos_token_id").asInt());
    }
    for (JsonNode one : file.array(root.path("cases"), "cases")) {
      String name = file.text(one, "name");
      int[] tokens = tokens(name, one);
      if (tokens == null) {
        results.add(StageResult.notRun(name, "logits", "no input_ids, here or in " + IDS_BESIDE));
        continue;
      }
      positions(name, one, tokens, ids);
      greedy(name, one, tokens, stops);
    }
    return List.copyOf(results);
  }

  private int @Nullable [] tokens(String name, JsonNode one) {
    if (one.path("input_ids").isArray()) {
      return file.integers(one.path("input_ids"), "input_ids");
    }
    Path beside = path.resolveSibling(IDS_BESIDE);
    if (!Files.isRegularFile(beside)) {
      return null;
    }
    for (JsonNode other : ReferenceFile.read(beside).path("cases")) {
      if (other.path("name").asText().equals(name) && other.path("input_ids").isArray()) {
        return file.integers(other.path("input_ids"), "input_ids");
      }
    }
    return null;
  }

  /** The first positions token by token, the last one with the whole prompt at once. */
  private void positions(String name, JsonNode one, int[] tokens, int[] ids) {
    int[] positions = file.integers(one.path("positions"), "positions");
    JsonNode logits = file.array(one.path("logits"), "logits");
    float[] sums = file.floats(one.path("logsumexp"), "logsumexp");
    int first = 0;
    while (first < positions.length && positions[first] == first && first < tokens.length - 1) {
      first++;
    }
    float[][] stepwise = new float[0][];
    if (first > 0 && !by.dependsOnPadding()) {
      stepwise = forced(Arrays.copyOf(tokens, 1), Arrays.copyOfRange(tokens, 1, first));
      stage(name, "logits token by token", positions, 0, first, stepwise, logits, sums, ids);
    } else if (first > 0) {
      String why = "8 bits: logits depend on the pieces in which a prompt is fed";
      results.add(StageResult.notRun(name, "logits token by token", why));
    }
    float[][] last = forced(tokens, new int[0]);
    int at = positions.length - 1;
    stage(name, "logits of the prompt", positions, at, at + 1, last, logits, sums, ids);
  }

  private void stage(
      String name,
      String stage,
      int[] positions,
      int from,
      int to,
      float[][] found,
      JsonNode logits,
      float[] sums,
      int[] ids) {
    double most = 0;
    for (int i = from; i < to; i++) {
      float[] row = found[i - from];
      float[] expected = file.floats(logits.path(i), "logits");
      for (int k = 0; k < ids.length; k++) {
        double here = ids[k] < row.length ? row[ids[k]] : Double.NaN;
        most = worst(most, here - expected[k]);
      }
      most = worst(most, logSumExp(row) - sums[i]);
    }
    String note = to - from > 1 ? "positions 0 to " + positions[to - 1] : "";
    results.add(StageResult.of(name, stage, most, tolerance, note));
  }

  private static double worst(double most, double difference) {
    return Double.isNaN(difference)
        ? Double.POSITIVE_INFINITY
        : Math.max(most, Math.abs(difference));
  }

  private static double logSumExp(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float value : logits) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (float value : logits) {
      sum += Math.exp(value - largest);
    }
    return largest + Math.log(sum);
  }

  private float[][] forced(int[] tokens, int[] next) {
    return decoder.logits(List.of(new Prompt.Tokens(tokens)), List.of(next)).getFirst();
  }

  /** The tokens in front of the first one whose margin the tolerance could turn. */
  private void greedy(String name, JsonNode one, int[] tokens, Set<Integer> stops) {
    if (!one.has("greedy")) {
      return;
    }
    int[] expected = file.integers(one.path("greedy"), "greedy");
    int safe = expected.length;
    if (one.has("greedy_margins")) {
      float[] margins = file.floats(one.path("greedy_margins"), "greedy_margins");
      for (int i = margins.length - 1; i >= 0; i--) {
        safe = margins[i] <= 2 * tolerance ? i : safe;
      }
    }
    if (safe == 0) {
      results.add(
          StageResult.notRun(name, "greedy tokens", "the first margin is within the tolerance"));
      return;
    }
    DecodeRequest request =
        new DecodeRequest(
            new Prompt.Tokens(tokens), safe, stops, Sampler.greedy(), Optional.empty());
    List<Integer> found = new ArrayList<>(decoder.decode(request).tokens());
    List<Integer> wanted = new ArrayList<>();
    for (int i = 0; i < safe && !stops.contains(expected[i]); i++) {
      wanted.add(expected[i]); // A stop token ends an answer and is no part of it.
    }
    boolean equal = found.equals(wanted);
    String note = equal ? wanted.size() + " tokens" : found + ", expected " + wanted;
    results.add(StageResult.equality(name, "greedy tokens", equal, note));
  }
}
