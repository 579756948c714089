package org.seq2time.harness.bundle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.ModelConfig;
import org.seq2time.harness.bundle.Problem;
import org.seq2time.harness.graph.DecoderInput;
import org.seq2time.harness.graph.ElementType;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;

/** What does not fit in the decoder, and between it and the graph of its embeddings. */
final class DecoderCheck {

  private final ModelBundle bundle;
  private final List<Problem> problems = new ArrayList<>();

  private DecoderCheck(ModelBundle bundle) {
    this.bundle = bundle;
  }

  static List<Problem> problems(ModelBundle bundle) {
    DecoderCheck check = new DecoderCheck(bundle);
    bundle
        .graph(GraphRole.DECODER)
        .ifPresent(
            decoder -> {
              check.inputs(GraphRole.DECODER, decoder.graph());
              check.logits(decoder.graph());
              check.embeddings(decoder.graph());
            });
    bundle
        .graph(GraphRole.DECODER_WITH_PAST)
        .ifPresent(next -> check.inputs(GraphRole.DECODER_WITH_PAST, next.graph()));
    check.cache();
    check.configuration();
    return check.problems;
  }

  /** What is neither cache nor known can not be fed. */
  private void inputs(GraphRole role, OnnxGraph graph) {
    List<DecoderInput> known = DecoderInput.of(graph);
    boolean tokens = known.contains(DecoderInput.INPUT_IDS);
    boolean embeddings = known.contains(DecoderInput.INPUTS_EMBEDS);
    if (tokens == embeddings) {
      add(
          role,
          tokens
              ? "has both input_ids and inputs_embeds; one of them must be the input"
              : "has neither input_ids nor inputs_embeds; its inputs are " + names(graph));
    }
    for (TensorInfo input : graph.inputs()) {
      Optional<DecoderInput> as =
          known.stream().filter(i -> i.inputName().equals(input.name())).findFirst();
      if (as.isPresent()) {
        if (!as.get().fits(input)) {
          add(role, input.quoted() + " should have " + as.get().rank() + " axes");
        }
        type(role, as.get(), input);
      } else if (!DecoderInput.isFeatures(input.name())
          && bundle.kv().layers().stream()
              .noneMatch(
                  l -> l.keyInput().equals(input.name()) || l.valueInput().equals(input.name()))) {
        if (bundle.kv().problems().isEmpty()) {
          add(role, "has the input " + input.quoted() + ", which is not supported");
        }
      }
    }
  }

  private void type(GraphRole role, DecoderInput as, TensorInfo input) {
    boolean fits =
        switch (as) {
          case INPUTS_EMBEDS -> input.type().isFloat();
          case USE_CACHE_BRANCH -> input.type() == ElementType.BOOL;
          default -> input.type() == ElementType.INT64 || input.type() == ElementType.INT32;
        };
    if (!fits) {
      add(role, input.quoted() + " has an unexpected type");
    }
  }

  private void logits(OnnxGraph graph) {
    Optional<TensorInfo> logits = graph.output("logits");
    if (logits.isEmpty()) {
      add(GraphRole.DECODER, "has no output logits; its outputs are " + outputNames(graph));
    } else if (!logits.get().type().isFloat()
        || (logits.get().rank() >= 0 && logits.get().rank() != 3)) {
      add(
          GraphRole.DECODER,
          logits.get().quoted() + " should be floating-point [batch, length, vocabulary]");
    }
  }

  /** A decoder of embeddings needs the graph that makes them, of the same width. */
  private void embeddings(OnnxGraph decoder) {
    Optional<TensorInfo> embeds = decoder.input("inputs_embeds");
    Optional<BundleGraph> table = bundle.graph(GraphRole.EMBED_TOKENS);
    if (embeds.isEmpty() || table.isEmpty()) {
      if (embeds.isPresent() && unreadable(GraphRole.EMBED_TOKENS)) {
        add(GraphRole.DECODER, "takes inputs_embeds, but there is no embed_tokens.onnx");
      }
      return;
    }
    OnnxGraph graph = table.get().graph();
    if (graph.input("input_ids").isEmpty()) {
      add(GraphRole.EMBED_TOKENS, "has no input input_ids; its inputs are " + names(graph));
    }
    if (graph.outputs().size() != 1) {
      add(GraphRole.EMBED_TOKENS, "should have one output; it has " + outputNames(graph));
      return;
    }
    TensorInfo output = graph.outputs().getFirst();
    long made = output.size(-1);
    long taken = embeds.get().size(-1);
    if (made > 0 && taken > 0 && made != taken) {
      add(
          GraphRole.EMBED_TOKENS,
          "outputs embeddings of " + made + " values, but the decoder takes " + taken);
    }
    if (!output.type().isFloat()) {
      add(GraphRole.EMBED_TOKENS, output.quoted() + " should be floating-point");
    }
  }

  private void cache() {
    KvLayout kv = bundle.kv();
    GraphRole role =
        bundle.graph(GraphRole.DECODER_WITH_PAST).isPresent()
            ? GraphRole.DECODER_WITH_PAST
            : GraphRole.DECODER;
    if (bundle.graph(role).isEmpty()) {
      return;
    }
    kv.problems().forEach(problem -> add(role, problem));
    if (!kv.isPresent()) {
      add(
          role,
          "has no KV cache, so every token would recompute the whole text; re-export it with"
              + " the task text-generation-with-past");
    }
    if (role == GraphRole.DECODER_WITH_PAST) {
      firstStep(kv);
    }
  }

  /** The first of two graphs must write what the second reads. */
  private void firstStep(KvLayout kv) {
    Optional<BundleGraph> first = bundle.graph(GraphRole.DECODER);
    Optional<BundleGraph> next = bundle.graph(GraphRole.DECODER_WITH_PAST);
    if (first.isEmpty() || next.isEmpty()) {
      return;
    }
    for (KvLayout.Layer layer : kv.layers()) {
      for (String output : List.of(layer.keyOutput(), layer.valueOutput())) {
        Optional<TensorInfo> here = first.get().graph().output(output);
        Optional<TensorInfo> there = next.get().graph().output(output);
        if (here.isEmpty()) {
          add(
              GraphRole.DECODER,
              "does not write " + output + ", which the decoder with past reads");
        } else if (there.isPresent() && here.get().type() != there.get().type()) {
          add(
              GraphRole.DECODER,
              "writes "
                  + here.get().quoted()
                  + ", the decoder with past "
                  + there.get().type().key());
        }
      }
    }
  }

  private void configuration() {
    KvLayout kv = bundle.kv();
    ModelConfig config = bundle.config();
    if (kv.layers().isEmpty()) {
      return;
    }
    KvLayout.Layer first = kv.layers().getFirst();
    differs("layers in its KV cache", kv.layers().size(), "num_hidden_layers", config.layers());
    differs("key-value heads", first.heads(), "num_key_value_heads", config.kvHeads());
    differs("values per head", first.keyDim(), "head_dim", config.headDim());
    bundle
        .graph(GraphRole.DECODER)
        .flatMap(g -> g.graph().input("inputs_embeds"))
        .ifPresent(
            t -> differs("values per embedding", t.size(-1), "hidden_size", config.hidden()));
  }

  private void differs(String what, long found, String field, long configured) {
    if (found > 0 && configured > 0 && found != configured) {
      add(
          GraphRole.DECODER,
          "has "
              + found
              + " "
              + what
              + ", but the configuration has "
              + field
              + " "
              + configured
              + ": they are from different models");
    }
  }

  /** Whether nothing has been said yet about the graph that is not there. */
  private boolean unreadable(GraphRole role) {
    return bundle.problems().stream().noneMatch(p -> p.where().equals(role.label()));
  }

  private void add(GraphRole role, String what) {
    problems.add(Problem.of(role, what));
  }

  private static String names(OnnxGraph graph) {
    return graph.inputs().stream().map(TensorInfo::quoted).limit(8).toList().toString();
  }

  private static String outputNames(OnnxGraph graph) {
    return graph.outputs().stream().map(TensorInfo::quoted).limit(8).toList().toString();
  }
}
