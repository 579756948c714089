package org.seq2time.harness.decode;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.seq2time.harness.graph.ElementType;
import org.seq2time.harness.graph.OnnxGraph;

/**
 * Any graph from tensors to tensors without a cache: a vision encoder, a Q-Former. Values are
 * float32 on this side; what the graph takes in another type is converted, whole numbers exactly up
 * to 2^24.
 */
public final class EncoderGraph implements AutoCloseable {

  /**
   * A tensor.
   *
   * @param values row-major; not copied, it is large
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Values(float[] values, long... shape) {
    public Values {
      long size = 1;
      for (long dimension : shape) {
        size = Math.multiplyExact(size, dimension);
      }
      if (size != values.length) {
        throw new IllegalArgumentException(values.length + " values, the shape has " + size);
      }
    }
  }

  private final OnnxGraph graph;
  private final OrtSession session;

  private EncoderGraph(OnnxGraph graph, OrtSession session) {
    this.graph = graph;
    this.session = session;
  }

  /**
   * Loads a graph.
   *
   * @param device resolved
   * @param threads 0 leaves the number to ONNX Runtime
   * @throws org.seq2time.datasets.io.BadInputException if the file is not a graph
   * @throws DecodeException if ONNX Runtime refuses it
   */
  public static EncoderGraph open(Path file, Device device, int threads) {
    OnnxGraph graph = OnnxGraph.read(file);
    try (OrtSession.SessionOptions options = HostSession.options(device, threads)) {
      // Threads that wait in a loop for the next call would take the decoder's processors.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return new EncoderGraph(
          graph, OrtLibrary.environment().createSession(file.toString(), options));
    } catch (OrtException e) {
      throw new DecodeException(file + ": " + e.getMessage(), e);
    }
  }

  /** What the file says about the graph. */
  public OnnxGraph graph() {
    return graph;
  }

  /**
   * Runs the graph.
   *
   * @param inputs by name
   * @param output the wanted output's name, of a real type
   * @throws DecodeException if the graph fails
   * @throws IllegalArgumentException if there is no such input or output
   */
  public Values run(Map<String, Values> inputs, String output) {
    return Objects.requireNonNull(run(inputs, output, List.of()).get(output));
  }

  /**
   * Runs the graph for several outputs.
   *
   * @param more wanted outputs besides the first
   * @return each output by its name
   */
  public Map<String, Values> run(Map<String, Values> inputs, String output, List<String> more) {
    Set<String> wanted = new LinkedHashSet<>(List.of(output));
    wanted.addAll(more);
    for (String name : wanted) {
      if (graph.output(name).isEmpty()) {
        throw new IllegalArgumentException(name() + " has no output " + name);
      }
    }
    List<OnnxTensor> open = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      Map<String, OnnxTensor> fed = new HashMap<>();
      for (Map.Entry<String, Values> input : inputs.entrySet()) {
        OnnxTensor tensor = tensor(input.getKey(), input.getValue(), arena).toOnnx();
        open.add(tensor);
        fed.put(input.getKey(), tensor);
      }
      Map<String, Values> outputs = new HashMap<>();
      try (OrtSession.Result result = session.run(fed, wanted)) {
        for (String name : wanted) {
          outputs.put(name, values(name, (OnnxTensor) result.get(name).orElseThrow()));
        }
      }
      return outputs;
    } catch (OrtException e) {
      throw new DecodeException(name() + ": " + e.getMessage(), e);
    } finally {
      open.forEach(OnnxTensor::close);
    }
  }

  private Values values(String output, OnnxTensor tensor) {
    FloatBuffer buffer = tensor.getFloatBuffer();
    if (buffer == null) {
      throw new DecodeException(
          name() + ": output " + output + " is of type " + tensor.getInfo().type);
    }
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return new Values(values, tensor.getInfo().getShape());
  }

  private String name() {
    return String.valueOf(graph.file().getFileName());
  }

  private HostTensor tensor(String name, Values values, Arena arena) {
    ElementType type =
        graph
            .input(name)
            .orElseThrow(() -> new IllegalArgumentException(name() + " has no input " + name))
            .type();
    MemorySegment data = NativeMemory.allocate(type.bytes(values.values().length), arena);
    FloatConversion.write(values.values(), data, 0, type);
    return new HostTensor(name, type, values.shape(), data);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new DecodeException(name() + ": " + e.getMessage(), e);
    }
  }
}
