package org.seq2time.harness.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.Quoted;

/** Reads {@code ModelProto} down to nodes, values and tensors. */
final class GraphReader {

  private static final String LFS_POINTER = "version https://git-lfs";

  private final Path file;
  private final WireReader in;
  private final TensorReader tensors;

  private final SortedMap<String, Long> opsets = new TreeMap<>();
  private final Map<String, TensorInfo> inputs = new LinkedHashMap<>();
  private final Map<String, TensorInfo> outputs = new LinkedHashMap<>();
  private final List<GraphNode> nodes = new ArrayList<>();
  private final List<Weight> weights = new ArrayList<>();
  private final Set<String> initialized = new HashSet<>();

  private long irVersion;
  private String producer = "";
  private String producerVersion = "";
  private boolean hasGraph;

  private GraphReader(Path file, WireReader in) {
    this.file = file;
    this.in = in;
    this.tensors = new TensorReader(file, in);
  }

  static OnnxGraph read(Path file) {
    refusePointer(file);
    try (WireReader in = WireReader.open(file)) {
      GraphReader reader = new GraphReader(file, in);
      reader.model();
      return reader.graph();
    }
  }

  /** A clone without its large files has small texts in their place. */
  private static void refusePointer(Path file) {
    if (Files.isDirectory(file)) {
      return;
    }
    try (var stream = Files.newInputStream(file)) {
      String head = new String(stream.readNBytes(64), StandardCharsets.ISO_8859_1);
      if (head.isEmpty()) {
        throw new BadInputException(file + ": is empty");
      }
      if (head.startsWith(LFS_POINTER)) {
        throw new BadInputException(
            file + ": is a Git LFS pointer, not the graph itself; fetch it with git lfs pull");
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  private OnnxGraph graph() {
    if (!hasGraph) {
      throw new BadInputException(file + ": not an ONNX file: it contains no graph");
    }
    List<TensorInfo> fed =
        inputs.values().stream().filter(t -> !initialized.contains(t.name())).toList();
    String writer = (producer + " " + producerVersion).strip();
    return new OnnxGraph(
        file,
        in.size(),
        new OnnxGraph.Header(irVersion, writer, opsets),
        fed,
        List.copyOf(outputs.values()),
        nodes,
        weights,
        ExternalFile.of(file, weights));
  }

  private void model() {
    long end = in.size();
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> irVersion = in.integer();
        case 2 -> producer = in.text(end);
        case 3 -> producerVersion = in.text(end);
        case 7 -> {
          hasGraph = true;
          graph(in.message(end), 0);
        }
        case 8 -> opset(in.message(end));
        default -> in.skip(end);
      }
    }
  }

  private void opset(long end) {
    String domain = "";
    long version = 0;
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> domain = in.text(end);
        case 2 -> version = in.integer();
        default -> in.skip(end);
      }
    }
    opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version);
  }

  private void graph(long end, int depth) {
    if (depth > InputLimits.GRAPH_NESTING) {
      throw in.error("subgraphs are nested deeper than " + InputLimits.GRAPH_NESTING);
    }
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> node(in.message(end), depth);
        case 5 -> weight(tensors.tensor(in.message(end), ""), depth == 0);
        case 11 -> value(in.message(end), depth == 0 ? inputs : null);
        case 12 -> value(in.message(end), depth == 0 ? outputs : null);
        case 15 -> sparse(in.message(end), depth == 0);
        default -> in.skip(end);
      }
    }
  }

  private void weight(Weight weight, boolean outermost) {
    weights.add(weight);
    if (outermost) {
      initialized.add(weight.name());
    }
  }

  private void sparse(long end, boolean outermost) {
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1, 2 -> weight(tensors.tensor(in.message(end), ""), outermost);
        default -> in.skip(end);
      }
    }
  }

  private void node(long end, int depth) {
    in.countItem();
    List<String> from = new ArrayList<>(4);
    List<String> to = new ArrayList<>(2);
    Map<String, Long> integers = new HashMap<>();
    String operator = "";
    String domain = "";
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> from.add(in.text(end));
        case 2 -> to.add(in.text(end));
        case 4 -> operator = in.text(end);
        case 5 -> attribute(in.message(end), depth, to, integers);
        case 7 -> domain = in.text(end);
        default -> in.skip(end);
      }
    }
    nodes.add(new GraphNode(domain.equals("ai.onnx") ? "" : domain, operator, from, to, integers));
  }

  private void attribute(long end, int depth, List<String> outputs, Map<String, Long> integers) {
    String name = "";
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> name = in.text(end);
        case 3 -> integers.put(name, in.integer());
        // The value of a Constant: a weight without a name of its own.
        case 5, 10 ->
            weights.add(
                tensors.tensor(in.message(end), outputs.isEmpty() ? "" : outputs.getFirst()));
        case 6, 11 -> graph(in.message(end), depth + 1);
        default -> in.skip(end);
      }
    }
  }

  private void value(long end, @Nullable Map<String, TensorInfo> to) {
    in.countItem();
    String name = "";
    TensorInfo type = new TensorInfo("", ElementType.OTHER, null);
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> name = in.text(end);
        case 2 -> type = tensors.type(in.message(end));
        default -> in.skip(end);
      }
    }
    if (to == null) {
      return;
    }
    if (to.put(name, new TensorInfo(name, type.type(), type.shape())) != null) {
      throw in.error("two values are named " + Quoted.value(name));
    }
  }
}
