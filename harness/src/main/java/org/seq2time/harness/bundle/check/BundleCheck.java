package org.seq2time.harness.bundle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.seq2time.datasets.time.AbsoluteTimeTokens;
import org.seq2time.datasets.time.PositionTokens;
import org.seq2time.harness.bundle.BundleDefaults;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.Problem;
import org.seq2time.harness.graph.Embedding;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.token.TokenizerFile;

/**
 * Finds what does not fit together in a bundle, all of it: files that cannot be read or are
 * missing, sizes and types that differ between graphs, tokenizer and configuration. Nothing is
 * loaded.
 */
public final class BundleCheck {

  private final ModelBundle bundle;
  private final List<Problem> problems;

  private BundleCheck(ModelBundle bundle) {
    this.bundle = bundle;
    this.problems = new ArrayList<>(bundle.problems());
  }

  /** All problems of the bundle, those of reading it first. */
  public static List<Problem> problems(ModelBundle bundle) {
    BundleCheck check = new BundleCheck(bundle);
    bundle.graphs().forEach(check::weightFiles);
    check.problems.addAll(DecoderCheck.problems(bundle));
    check.problems.addAll(VisionCheck.problems(bundle));
    check.vocabulary();
    check.timeTokens();
    check.endOfText();
    return List.copyOf(check.problems);
  }

  private void weightFiles(GraphRole role, BundleGraph graph) {
    graph.graph().missingData().forEach(missing -> problems.add(Problem.of(role, missing)));
  }

  /** Every id of the tokenizer must have a row in the embedding and a logit. */
  private void vocabulary() {
    TokenizerFile file = bundle.tokenizerFile();
    if (file == null) {
      if (bundle.problems().stream().noneMatch(p -> p.where().equals("tokenizer.json"))) {
        problems.add(new Problem("tokenizer", bundle.folder() + ": has no tokenizer.json"));
      }
      return;
    }
    long ids = (long) file.size() + newTokens(file).size();
    String added = newTokens(file).isEmpty() ? "" : " with the added tokens";
    for (GraphRole role : List.of(GraphRole.EMBED_TOKENS, GraphRole.DECODER)) {
      bundle.graph(role).ifPresent(g -> rows(role, g.graph(), ids, added));
    }
    bundle
        .graph(GraphRole.DECODER)
        .flatMap(g -> asLong(Embedding.logits(g.graph())))
        .filter(logits -> logits < ids)
        .ifPresent(
            logits ->
                problems.add(
                    Problem.of(
                        GraphRole.DECODER,
                        "gives "
                            + logits
                            + " logits, but the tokenizer has "
                            + ids
                            + " ids"
                            + added
                            + ": the model was exported before tokens were added, or with a"
                            + " different tokenizer")));
  }

  private void rows(GraphRole role, OnnxGraph graph, long ids, String added) {
    OptionalLong rows = Embedding.rows(graph);
    long configured = bundle.config().vocabulary();
    if (rows.isPresent() && rows.getAsLong() < ids) {
      problems.add(
          Problem.of(
              role,
              "embeds "
                  + rows.getAsLong()
                  + " ids, but the tokenizer has "
                  + ids
                  + added
                  + ": the embedding was not resized for added tokens, or the tokenizer is a"
                  + " different model's"));
    }
    if (rows.isPresent() && configured > 0 && rows.getAsLong() != configured) {
      problems.add(
          Problem.of(
              role,
              "embeds "
                  + rows.getAsLong()
                  + " ids, but config.json has vocab_size "
                  + configured
                  + ": they are from different exports"));
    }
  }

  private List<String> newTokens(TokenizerFile file) {
    return bundle.settings().addedTokens().stream().filter(t -> file.id(t).isEmpty()).toList();
  }

  private void timeTokens() {
    TokenizerFile file = bundle.tokenizerFile();
    List<String> needed =
        switch (bundle.settings().time()) {
          case PositionTokens p -> BundleDefaults.digitTokens();
          case AbsoluteTimeTokens a -> AbsoluteTimeTokens.vocabulary();
          default -> List.of();
        };
    if (file == null || needed.isEmpty()) {
      return;
    }
    List<String> missing =
        needed.stream()
            .filter(
                t ->
                    file.addedTokens().stream().noneMatch(a -> a.content().equals(t))
                        && !bundle.settings().addedTokens().contains(t))
            .toList();
    if (!missing.isEmpty()) {
      problems.add(
          new Problem(
              "tokenizer",
              "the time representation "
                  + bundle.settings().time().key()
                  + " writes "
                  + String.join(" ", missing)
                  + ", which are not added tokens of tokenizer.json; list them in seq2time.json"
                  + " under time.addedTokens if the model was trained with them"));
    }
  }

  private void endOfText() {
    TokenizerFile file = bundle.tokenizerFile();
    if (file == null) {
      return;
    }
    for (int id : bundle.generation().eos()) {
      if (id >= file.size()) {
        problems.add(
            new Problem(
                "generation",
                bundle.generation().source()
                    + " has eos_token_id "
                    + id
                    + ", but the tokenizer's last id is "
                    + file.lastId()));
      }
    }
  }

  static Optional<Long> asLong(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }
}
