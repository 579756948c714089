package org.seq2time.harness.decode;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;

/** Where graphs run: {@code cpu}, {@code cuda}, {@code cuda:N} or {@code auto}. */
public sealed interface Device {

  /** The processor. */
  record Cpu() implements Device {
    @Override
    public String toString() {
      return "cpu";
    }
  }

  /**
   * A GPU through CUDA.
   *
   * @param index the driver's number of the GPU, from 0
   */
  record Cuda(int index) implements Device {
    public Cuda {
      if (index < 0 || index > 1023) {
        throw new IllegalArgumentException("CUDA device " + index + " is not in 0..1023");
      }
    }

    @Override
    public String toString() {
      return "cuda:" + index;
    }
  }

  /** The first GPU if CUDA can be used, otherwise the processor. */
  record Auto() implements Device {
    @Override
    public String toString() {
      return "auto";
    }
  }

  /**
   * Reads what the user wrote.
   *
   * @throws BadInputException if it is no device
   */
  static Device parse(String text) {
    Matcher cuda = Pattern.compile("cuda(?::(\\d{1,3}))?").matcher(text);
    if (cuda.matches()) {
      return new Cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }
    return switch (text) {
      case "cpu" -> new Cpu();
      case "auto" -> new Auto();
      default ->
          throw new BadInputException(
              "device " + Quoted.value(text) + ": expected cpu, cuda, cuda:N or auto");
    };
  }

  /**
   * The device that will be used: never {@link Auto}.
   *
   * @param notice receives the one line that says why {@code auto} takes the processor
   * @throws BadInputException if CUDA was asked for and something it needs is missing; the message
   *     names it
   */
  default Device resolve(Consumer<String> notice) {
    return switch (this) {
      case Cpu cpu -> cpu;
      case Cuda cuda -> {
        CudaLibraries.missing(cuda.index())
            .ifPresent(
                missing -> {
                  throw new BadInputException("device " + cuda + " cannot be used: " + missing);
                });
        yield cuda;
      }
      case Auto _ -> {
        var missing = CudaLibraries.missing(0);
        missing.ifPresent(reason -> notice.accept("device auto: using the CPU: " + reason));
        yield missing.isPresent() ? new Cpu() : new Cuda(0);
      }
    };
  }
}
