package org.seq2time.harness.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.seq2time.datasets.io.Quoted;

/**
 * The key-value cache of a decoder graph: which input and output carry which layer's keys and
 * values. Each is {@code [batch, heads, length, headDim]}.
 *
 * @param layers the layers that are complete, ascending
 * @param type the elements' type, that of the first layer's keys
 * @param sharedBuffer whether every layer is a GroupQueryAttention: then past and present may be
 *     one buffer of the greatest length, otherwise each step writes a longer copy
 * @param problems what does not fit together, in words; empty if all does
 */
public record KvLayout(
    List<Layer> layers, ElementType type, boolean sharedBuffer, List<String> problems) {

  public KvLayout {
    layers = List.copyOf(layers);
    problems = List.copyOf(problems);
  }

  /**
   * One layer's cache. Sizes are -1 where the graph does not fix them.
   *
   * @param heads number of key-value heads
   * @param keyDim size of a key
   * @param valueDim size of a value
   * @param window positions that the cache holds where it is a ring of the last ones
   *     (GroupQueryAttention's {@code sliding_window_cache}); 0 where it holds all
   */
  public record Layer(
      int index,
      String keyInput,
      String valueInput,
      String keyOutput,
      String valueOutput,
      long heads,
      long keyDim,
      long valueDim,
      long window) {}

  /** The cache of a graph, found by the names that exporters use. */
  public static KvLayout of(OnnxGraph graph) {
    return of(graph, KvNames.usual());
  }

  /** The cache of a graph with these names. */
  public static KvLayout of(OnnxGraph graph, KvNames names) {
    return new Finder(graph, names).find();
  }

  /**
   * The same with sizes that the graph leaves open, as ONNX Runtime GenAI's do: they are in the
   * configuration.
   *
   * @param heads number of key-value heads; not positive where it is not known
   * @param headDim size of a key and of a value; not positive where it is not known
   */
  public KvLayout withSizes(long heads, long headDim) {
    List<Layer> sized =
        layers.stream()
            .map(
                l ->
                    new Layer(
                        l.index(),
                        l.keyInput(),
                        l.valueInput(),
                        l.keyOutput(),
                        l.valueOutput(),
                        l.heads() > 0 ? l.heads() : heads,
                        l.keyDim() > 0 ? l.keyDim() : headDim,
                        l.valueDim() > 0 ? l.valueDim() : headDim,
                        l.window()))
            .toList();
    return new KvLayout(sized, type, sharedBuffer, problems);
  }

  /** Whether the graph has a cache at all. */
  public boolean isPresent() {
    return !layers.isEmpty() || !problems.isEmpty();
  }

  /**
   * Bytes of one token in all layers; -1 if a size is dynamic and not given here.
   *
   * @param heads number of key-value heads where the graph does not say, or -1
   * @param headDim size of a head where the graph does not say, or -1
   */
  public long bytesPerToken(long heads, long headDim) {
    long elements = 0;
    for (Layer layer : layers) {
      long h = layer.heads() > 0 ? layer.heads() : heads;
      long k = layer.keyDim() > 0 ? layer.keyDim() : headDim;
      long v = layer.valueDim() > 0 ? layer.valueDim() : headDim;
      if (h <= 0 || k <= 0 || v <= 0) {
        return -1;
      }
      try {
        elements = Math.addExact(elements, Math.multiplyExact(h, Math.addExact(k, v)));
      } catch (ArithmeticException e) {
        return -1;
      }
    }
    return elements > Long.MAX_VALUE / 128 ? -1 : type.bytes(elements);
  }

  /** Collects a graph's cache. */
  private static final class Finder {

    private final OnnxGraph graph;
    private final KvNames names;
    private final List<String> problems = new ArrayList<>();

    Finder(OnnxGraph graph, KvNames names) {
      this.graph = graph;
      this.names = names;
    }

    KvLayout find() {
      Map<Integer, Map<KvNames.Part, TensorInfo>> found = new TreeMap<>();
      graph.inputs().forEach(t -> add(found, t, true));
      graph.outputs().forEach(t -> add(found, t, false));
      List<Layer> layers = new ArrayList<>();
      found.forEach((index, parts) -> layer(layers, index, parts));
      if (!layers.isEmpty()) {
        checkRow(layers);
      }
      ElementType type =
          layers.isEmpty()
              ? ElementType.OTHER
              : graph.input(layers.getFirst().keyInput()).orElseThrow().type();
      return new KvLayout(layers, type, !layers.isEmpty() && isShared(layers), problems);
    }

    private void add(
        Map<Integer, Map<KvNames.Part, TensorInfo>> found, TensorInfo tensor, boolean input) {
      KvNames.Slot slot = input ? names.input(tensor.name()) : names.output(tensor.name());
      if (slot == null) {
        return;
      }
      TensorInfo other =
          found.computeIfAbsent(slot.layer(), l -> new TreeMap<>()).put(slot.part(), tensor);
      if (other != null) {
        problems.add(
            name(other) + " and " + name(tensor) + " are both " + slot.part().describe(slot));
      }
    }

    private void layer(List<Layer> to, int index, Map<KvNames.Part, TensorInfo> parts) {
      for (KvNames.Part part : KvNames.Part.values()) {
        TensorInfo tensor = parts.get(part);
        if (tensor == null) {
          problems.add(
              "layer "
                  + index
                  + " of the KV cache has no "
                  + part.words()
                  + " (it has "
                  + String.join(", ", parts.values().stream().map(Finder::name).toList())
                  + ")");
        } else {
          checkShape(tensor);
        }
      }
      TensorInfo keyIn = parts.get(KvNames.Part.KEY_IN);
      TensorInfo valueIn = parts.get(KvNames.Part.VALUE_IN);
      TensorInfo keyOut = parts.get(KvNames.Part.KEY_OUT);
      TensorInfo valueOut = parts.get(KvNames.Part.VALUE_OUT);
      if (keyIn == null || valueIn == null || keyOut == null || valueOut == null) {
        return;
      }
      checkPair(keyIn, keyOut);
      checkPair(valueIn, valueOut);
      to.add(
          new Layer(
              index,
              keyIn.name(),
              valueIn.name(),
              keyOut.name(),
              valueOut.name(),
              keyIn.size(1),
              keyIn.size(3),
              valueIn.size(3),
              window(keyIn.name())));
    }

    /** How many positions a ring holds; 0 for a cache that holds all. */
    private long window(String keyInput) {
      return graph.nodes().stream()
          .filter(n -> n.isContrib("GroupQueryAttention") && n.input(3).equals(keyInput))
          .filter(n -> n.integers().getOrDefault("sliding_window_cache", 0L) == 1)
          .mapToLong(n -> n.integers().getOrDefault("local_window_size", 0L))
          .findFirst()
          .orElse(0);
    }

    private void checkShape(TensorInfo tensor) {
      if (tensor.rank() >= 0 && tensor.rank() != 4) {
        problems.add(
            name(tensor)
                + " is "
                + tensor.shapeText()
                + ", expected [batch, heads, length, headDim]");
      }
      if (!tensor.type().isWeight()) {
        problems.add(name(tensor) + " is " + tensor.type().key() + ", expected a floating type");
      }
    }

    private void checkPair(TensorInfo past, TensorInfo present) {
      if (past.type() != present.type()) {
        problems.add(
            name(past)
                + " is "
                + past.type().key()
                + " but "
                + name(present)
                + " is "
                + present.type().key()
                + "; the output of a step must be the input of the next");
      }
      for (int axis : new int[] {1, 3}) {
        long a = past.size(axis);
        long b = present.size(axis);
        if (a >= 0 && b >= 0 && a != b) {
          problems.add(
              name(past)
                  + " is "
                  + past.shapeText()
                  + " but "
                  + name(present)
                  + " is "
                  + present.shapeText());
          return;
        }
      }
    }

    /** Layers count from 0 without a gap; all have one type. */
    private void checkRow(List<Layer> layers) {
      int last = layers.getLast().index();
      if (last != layers.size() - 1 && problems.isEmpty()) {
        problems.add(
            "the KV cache has " + layers.size() + " layers, but the last one is number " + last);
      }
      Set<ElementType> types = new HashSet<>();
      layers.forEach(l -> types.add(graph.input(l.keyInput()).orElseThrow().type()));
      if (types.size() > 1) {
        problems.add("the layers of the KV cache have different element types");
      }
    }

    /** Past keys and values are inputs 3 and 4 of com.microsoft.GroupQueryAttention. */
    private boolean isShared(List<Layer> layers) {
      Set<String> grouped = new HashSet<>();
      for (GraphNode node : graph.nodes()) {
        if (node.isContrib("GroupQueryAttention")) {
          grouped.add(node.input(3));
          grouped.add(node.input(4));
        }
      }
      return layers.stream()
          .allMatch(l -> grouped.contains(l.keyInput()) && grouped.contains(l.valueInput()));
    }

    private static String name(TensorInfo tensor) {
      return Quoted.value(tensor.name());
    }
  }
}
