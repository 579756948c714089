package org.seq2time.harness.cli.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.Default;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.MemoryEstimate;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.graph.DecoderInput;
import org.seq2time.harness.graph.Embedding;
import org.seq2time.harness.graph.ExternalFile;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;
import org.seq2time.harness.token.TokenizerFile;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.ImagePreprocessor;

/** A bundle as text for people. */
final class BundleText {

  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");

  private final ModelBundle bundle;
  private final MemoryEstimate memory;
  private final StringBuilder out = new StringBuilder();

  BundleText(ModelBundle bundle, MemoryEstimate memory) {
    this.bundle = bundle;
    this.memory = memory;
  }

  String render() {
    line("bundle      %s (%s)", bundle.folder(), bundle.layout().label());
    line("parameters  %,d", bundle.parameters());
    bundle.graphs().values().forEach(this::graph);
    out.append('\n');
    kv();
    memory();
    tokenizer();
    settings();
    if (!bundle.defaults().isEmpty()) {
      out.append("\ndefaults, because no file sets them:\n");
      for (Default d : bundle.defaults()) {
        line("  %s = %s (%s)", d.name(), Quoted.shorten(d.value()), d.reason());
      }
    }
    return out.toString();
  }

  private void graph(BundleGraph g) {
    OnnxGraph graph = g.graph();
    out.append('\n');
    line(
        "%s: %s (%s)",
        g.role().label(), bundle.folder().relativize(graph.file()), g.precision().key());
    List<String> opsets = new ArrayList<>();
    graph.header().opsets().forEach((d, v) -> opsets.add(Quoted.shorten(d) + " " + v));
    String producer = graph.header().producer();
    line(
        "  opset %s; %,d nodes%s",
        String.join(", ", opsets),
        graph.nodes().size(),
        producer.isEmpty() ? "" : "; written by " + Quoted.shorten(producer));
    line(
        "  %,d parameters; weights %s: %s",
        graph.parameters(), bytes(graph.weightBytes()), weightTypes(graph));
    for (ExternalFile file : graph.externalFiles()) {
      line(
          "  weights in %s (%s)",
          Quoted.shorten(file.location()),
          file.problem().map(Quoted::oneLine).orElse(bytes(file.fileBytes())));
    }
    tensors("input", graph.inputs());
    tensors("output", graph.outputs());
  }

  private static String weightTypes(OnnxGraph graph) {
    Map<String, Long> bytes = new TreeMap<>();
    graph.weights().forEach(w -> bytes.merge(w.type().key(), w.bytes(), Long::sum));
    return String.join(
        ", ", bytes.entrySet().stream().map(e -> e.getKey() + " " + bytes(e.getValue())).toList());
  }

  /** The cache's tensors, all of one shape, in one line. */
  private void tensors(String kind, List<TensorInfo> tensors) {
    int hidden = 0;
    for (TensorInfo t : tensors) {
      if (isLaterCache(t.name())) {
        hidden++;
      } else {
        line("  %-6s  %s %s %s", kind, Quoted.shorten(t.name()), t.type().key(), t.shapeText());
      }
    }
    if (hidden > 0) {
      line("  %-6s  ... and %d more of the KV cache", kind, hidden);
    }
  }

  private boolean isLaterCache(String name) {
    return bundle.kv().layers().stream()
        .skip(1)
        .anyMatch(
            l ->
                name.equals(l.keyInput())
                    || name.equals(l.valueInput())
                    || name.equals(l.keyOutput())
                    || name.equals(l.valueOutput()));
  }

  private void kv() {
    KvLayout kv = bundle.kv();
    if (kv.layers().isEmpty()) {
      line("KV cache    none");
    } else {
      KvLayout.Layer first = kv.layers().getFirst();
      line(
          "KV cache    %d layers of %s heads of %s, %s, %s",
          kv.layers().size(),
          known(first.heads()),
          known(first.keyDim()),
          kv.type().key(),
          kv.sharedBuffer()
              ? "GroupQueryAttention: past and present can share one buffer"
              : "concatenated: past and present are separate");
    }
    bundle
        .graph(GraphRole.DECODER)
        .ifPresent(
            g -> {
              List<String> names =
                  DecoderInput.of(g.graph()).stream().map(DecoderInput::inputName).toList();
              line(
                  "decoder     input %s",
                  names.isEmpty() ? "nothing known" : String.join(", ", names));
              line(
                  "vocabulary  %s logits, %s rows in the embedding",
                  known(Embedding.logits(g.graph())), known(embeddingRows(g.graph())));
            });
  }

  private OptionalLong embeddingRows(OnnxGraph decoder) {
    return bundle
        .graph(GraphRole.EMBED_TOKENS)
        .map(g -> Embedding.rows(g.graph()))
        .orElseGet(() -> Embedding.rows(decoder));
  }

  private void memory() {
    if (bundle.kv().layers().isEmpty()) {
      line("memory      weights %s (and activations)", bytes(memory.weights()));
      return;
    }
    if (memory.kvPerToken().isEmpty()) {
      line("memory      weights %s; the KV cache's sizes are unknown", bytes(memory.weights()));
      return;
    }
    line(
        "memory      weights %s + KV cache %s = %s (and activations)",
        bytes(memory.weights()), bytes(memory.kv().orElse(0)), bytes(memory.total()));
    line(
        "            %,d bytes per token, %,d tokens, batch size %d%s",
        memory.kvPerToken().getAsLong(),
        memory.context(),
        memory.batch(),
        bundle.kv().sharedBuffer() ? "" : ", twice while a step runs");
  }

  private void tokenizer() {
    TokenizerFile file = bundle.tokenizerFile();
    if (file == null) {
      line("tokenizer   none");
      return;
    }
    List<String> added = bundle.settings().addedTokens();
    long fresh = added.stream().filter(t -> file.id(t).isEmpty()).count();
    line(
        "tokenizer   %s, %,d ids, %,d added tokens in the file and %,d by seq2time.json",
        file.model(), file.size() + fresh, file.addedTokens().size(), fresh);
    if (file.marksEveryPiece()) {
      line("            inserts a space before each piece of text, also after an added token");
    }
    line(
        "end         %s; chat template %s",
        bundle.generation().eos().isEmpty()
            ? "no end-of-sequence token is known"
            : "tokens " + bundle.generation().eos() + " of " + bundle.generation().source(),
        bundle.chatTemplate() ? "present" : "none");
  }

  private void settings() {
    ModelBundle.Settings settings = bundle.settings();
    String rate =
        settings.framesPerSecond().isPresent()
            ? " at most, %s, %s a second"
                .formatted(settings.sampling().key(), settings.framesPerSecond().getAsDouble())
            : ", " + settings.sampling().key();
    line("frames      %d%s", settings.frameCount(), rate);
    if (bundle.graph(GraphRole.VISION_ENCODER).isPresent()) {
      line("images      %s", images(bundle.images()));
    }
    line("prompt      %s", template(settings.promptTemplate()));
    settings.framePrompt().ifPresent(frame -> line("a frame     %s", template(frame)));
    line("time        %s", settings.time().key());
  }

  private static String images(ImagePreprocessor images) {
    String size = size(images.size());
    String crop =
        images.cropWidth() > 0
            ? ", middle " + images.cropWidth() + " x " + images.cropHeight()
            : "";
    return size + crop + ", " + images.resampling().name().toLowerCase(Locale.ROOT);
  }

  private static String size(FrameSize size) {
    return switch (size) {
      case FrameSize.Original() -> "as decoded";
      case FrameSize.Exact(int width, int height) -> width + " x " + height;
      case FrameSize.ShortestEdge(int pixels) -> "shortest edge " + pixels;
      case FrameSize.EdgesWithin(int shortest, int longest) ->
          "shortest edge " + shortest + ", longest at most " + longest;
      case FrameSize.LongestEdge(int pixels) -> "longest edge " + pixels;
      case FrameSize.Area(int factor, long least, long most) ->
          "multiples of " + factor + ", " + least + " to " + most + " pixels";
      case FrameSize.Volume(int factor, long least, long most, int frames) ->
          "multiples of " + factor + ", " + least + " to " + most + " pixels of all frames";
      case FrameSize.Then(FrameSize first, FrameSize second) ->
          size(first) + ", then " + size(second);
    };
  }

  private static String template(String text) {
    return Quoted.value(text.replace("\n", "\\n"));
  }

  private static String known(long size) {
    return size >= 0 ? Long.toString(size) : "?";
  }

  private static String known(OptionalLong size) {
    return size.isPresent() ? String.format(Locale.ROOT, "%,d", size.getAsLong()) : "unknown";
  }

  /** Bytes with three digits: {@code 1.10 GB}. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5) {
      value /= 1000;
      unit++;
    }
    String form = value < 9.995 ? "%.2f %s" : value < 99.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, form, value, UNITS.get(unit));
  }

  @SuppressWarnings("AnnotateFormatMethod") // Its annotation would be a dependency of its own.
  private void line(String format, Object... values) {
    // File names, and names in files, may hold anything.
    out.append(Quoted.oneLine(String.format(Locale.ROOT, format, values))).append('\n');
  }
}
