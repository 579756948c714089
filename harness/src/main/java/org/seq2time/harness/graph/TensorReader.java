package org.seq2time.harness.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.Quoted;

/** Reads {@code TensorProto} without its data, and {@code TypeProto}. */
final class TensorReader {

  private final Path file;
  private final WireReader in;

  TensorReader(Path file, WireReader in) {
    this.file = file;
    this.in = in;
  }

  /**
   * A tensor that ends there.
   *
   * @param defaultName its name if it has none
   */
  Weight tensor(long end, String defaultName) {
    in.countItem();
    List<Long> dimensions = new ArrayList<>(4);
    Map<String, String> external = new HashMap<>();
    boolean isExternal = false;
    String name = "";
    ElementType type = ElementType.OTHER;
    long rawBytes = -1;
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> in.integers(end, size -> addAxis(dimensions, size));
        case 2 -> type = ElementType.of(in.integer());
        case 8 -> name = in.text(end);
        case 9 -> rawBytes = in.skipBytes(end);
        case 13 -> entry(in.message(end), external);
        case 14 -> isExternal = in.integer() == 1;
        default -> in.skip(end);
      }
    }
    return weight(
        name.isEmpty() ? defaultName : name,
        type,
        dimensions,
        rawBytes,
        isExternal ? external : null);
  }

  private Weight weight(
      String name,
      ElementType type,
      List<Long> dimensions,
      long rawBytes,
      @Nullable Map<String, String> external) {
    long elements = 1;
    long bytes;
    try {
      for (long size : dimensions) {
        elements = Math.multiplyExact(elements, size);
      }
      bytes = type.bytes(elements);
    } catch (ArithmeticException e) {
      throw new BadInputException(
          describe(name) + "its shape " + Quoted.shorten(dimensions + "") + " is too large", e);
    }
    if (rawBytes >= 0 && type.bits() > 0 && rawBytes != bytes) {
      throw new BadInputException(
          describe(name)
              + rawBytes
              + " bytes of data, but its shape "
              + Quoted.shorten(dimensions + "")
              + " of "
              + type.key()
              + " needs "
              + bytes);
    }
    return new Weight(
        name,
        type,
        dimensions,
        elements,
        type.bits() > 0 ? bytes : Math.max(0, rawBytes),
        external == null ? null : external(name, external));
  }

  private String describe(String name) {
    return file + ": weight " + Quoted.value(name) + ": ";
  }

  private void addAxis(List<Long> dimensions, long size) {
    if (size < 0) {
      throw in.error("an axis of a weight has size " + size);
    }
    if (dimensions.size() == InputLimits.GRAPH_AXES) {
      throw in.error("a weight has more than " + InputLimits.GRAPH_AXES + " axes");
    }
    dimensions.add(size);
  }

  private void entry(long end, Map<String, String> to) {
    String key = "";
    String value = "";
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> key = in.text(end);
        case 2 -> value = in.text(end);
        default -> in.skip(end);
      }
    }
    to.put(key, value);
  }

  private ExternalData external(String name, Map<String, String> entries) {
    return new ExternalData(
        entries.getOrDefault("location", ""),
        number(name, "offset", entries.getOrDefault("offset", "0")),
        entries.containsKey("length")
            ? number(name, "length", entries.getOrDefault("length", ""))
            : -1);
  }

  private long number(String name, String key, String text) {
    if (text.matches("[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    throw new BadInputException(
        describe(name)
            + "external_data."
            + key
            + " is "
            + Quoted.value(text)
            + ", expected a number of bytes");
  }

  /** The type of a value; its name is empty. */
  TensorInfo type(long end) {
    TensorInfo type = new TensorInfo("", ElementType.OTHER, null);
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      if (field == 1) {
        type = tensorType(in.message(end));
      } else {
        in.skip(end);
      }
    }
    return type;
  }

  private TensorInfo tensorType(long end) {
    ElementType element = ElementType.OTHER;
    List<Dimension> shape = null;
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> element = ElementType.of(in.integer());
        case 2 -> shape = shape(in.message(end));
        default -> in.skip(end);
      }
    }
    return new TensorInfo("", element, shape);
  }

  private List<Dimension> shape(long end) {
    List<Dimension> shape = new ArrayList<>(4);
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      if (field != 1) {
        in.skip(end);
        continue;
      }
      if (shape.size() == InputLimits.GRAPH_AXES) {
        throw in.error("a value has more than " + InputLimits.GRAPH_AXES + " axes");
      }
      shape.add(dimension(in.message(end)));
    }
    return shape;
  }

  private Dimension dimension(long end) {
    Dimension dimension = Dimension.dynamic("");
    for (int field = in.field(end); field != 0; field = in.field(end)) {
      switch (field) {
        case 1 -> {
          long size = in.integer();
          // Some exporters write -1 or 0 for an axis that is not known.
          dimension = size > 0 ? Dimension.fixed(size) : Dimension.dynamic("");
        }
        case 2 -> dimension = Dimension.dynamic(in.text(end));
        default -> in.skip(end);
      }
    }
    return dimension;
  }
}
