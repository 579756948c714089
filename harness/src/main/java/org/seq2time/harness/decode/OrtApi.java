package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's C API through the Foreign Function and Memory API: the calls of each decoding step
 * by name, all others through {@link #call}. A status that is not null becomes a {@link
 * DecodeException} with its message.
 */
@SuppressWarnings("restricted")
final class OrtApi {

  /** Version 17 has every function used here; a library answers for all versions up to its own. */
  private static final int API_VERSION = 17;

  private static final long MAXIMUM_MESSAGE_BYTES = 1 << 16;

  private final Map<OrtFunction, MethodHandle> handles = new EnumMap<>(OrtFunction.class);
  private final MethodHandle errorMessage;
  private final MethodHandle releaseStatus;
  private final MethodHandle createTensorWithData;
  private final MethodHandle releaseValue;
  private final MethodHandle bindInput;
  private final MethodHandle bindOutput;
  private final MethodHandle runWithBinding;
  private final MemorySegment environment;

  private static @Nullable OrtApi instance;

  private OrtApi() {
    MemorySegment table = table();
    Linker linker = Linker.nativeLinker();
    for (OrtFunction function : OrtFunction.values()) {
      MemorySegment address = table.getAtIndex(ValueLayout.ADDRESS, function.index());
      handles.put(function, linker.downcallHandle(address, function.type()));
    }
    errorMessage = handle(OrtFunction.GET_ERROR_MESSAGE);
    releaseStatus = handle(OrtFunction.RELEASE_STATUS);
    createTensorWithData = handle(OrtFunction.CREATE_TENSOR_WITH_DATA);
    releaseValue = handle(OrtFunction.RELEASE_VALUE);
    bindInput = handle(OrtFunction.BIND_INPUT);
    bindOutput = handle(OrtFunction.BIND_OUTPUT);
    runWithBinding = handle(OrtFunction.RUN_WITH_BINDING);
    // The Java API's environment is the process's only one; this adds a reference to it.
    try (Arena arena = Arena.ofConfined()) {
      environment = create(OrtFunction.CREATE_ENV, 4, arena.allocateFrom("seq2time"));
    }
    call(OrtFunction.DISABLE_TELEMETRY_EVENTS, environment);
  }

  /** The API of this process; loads the library at the first call. */
  static synchronized OrtApi get() {
    if (instance == null) {
      instance = new OrtApi();
    }
    return instance;
  }

  private static MemorySegment table() {
    SymbolLookup symbols = OrtLibrary.symbols();
    MemorySegment entry =
        symbols
            .find("OrtGetApiBase")
            .orElseThrow(() -> new DecodeException("ONNX Runtime has no OrtGetApiBase"));
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor getBase = FunctionDescriptor.of(ValueLayout.ADDRESS);
    FunctionDescriptor getApi = FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try {
      MemorySegment base = (MemorySegment) linker.downcallHandle(entry, getBase).invokeExact();
      MemorySegment first =
          base.reinterpret(ValueLayout.ADDRESS.byteSize()).get(ValueLayout.ADDRESS, 0);
      MemorySegment api =
          (MemorySegment) linker.downcallHandle(first, getApi).invokeExact(API_VERSION);
      if (api.address() == 0) {
        throw new DecodeException("ONNX Runtime is older than 1." + API_VERSION);
      }
      return api.reinterpret(ValueLayout.ADDRESS.byteSize() * 300);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private MethodHandle handle(OrtFunction function) {
    MethodHandle handle = handles.get(function);
    if (handle == null) {
      throw new IllegalStateException(function.symbol());
    }
    return handle;
  }

  /** The process's environment. */
  MemorySegment environment() {
    return environment;
  }

  /** Calls a function that returns a status or nothing; not for the innermost loop. */
  void call(OrtFunction function, Object... arguments) {
    try {
      Object result = handle(function).invokeWithArguments(arguments);
      if (result instanceof MemorySegment status) {
        check(status);
      }
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Calls a function whose last parameter receives a pointer, and returns that pointer. */
  MemorySegment create(OrtFunction function, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      Object[] all = new Object[arguments.length + 1];
      System.arraycopy(arguments, 0, all, 0, arguments.length);
      all[arguments.length] = out;
      call(function, all);
      return out.get(ValueLayout.ADDRESS, 0);
    }
  }

  /**
   * A tensor over memory that somebody else owns.
   *
   * @param out one pointer, overwritten
   * @return the value, to be released
   */
  MemorySegment tensor(
      MemorySegment memoryInfo,
      MemorySegment data,
      long bytes,
      MemorySegment shape,
      long rank,
      int type,
      MemorySegment out) {
    try {
      check(
          (MemorySegment)
              createTensorWithData.invokeExact(memoryInfo, data, bytes, shape, rank, type, out));
      return out.get(ValueLayout.ADDRESS, 0);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  void releaseValue(MemorySegment value) {
    try {
      releaseValue.invokeExact(value);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  void bindInput(MemorySegment binding, MemorySegment name, MemorySegment value) {
    try {
      check((MemorySegment) bindInput.invokeExact(binding, name, value));
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  void bindOutput(MemorySegment binding, MemorySegment name, MemorySegment value) {
    try {
      check((MemorySegment) bindOutput.invokeExact(binding, name, value));
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  void run(MemorySegment session, MemorySegment options, MemorySegment binding) {
    try {
      check((MemorySegment) runWithBinding.invokeExact(session, options, binding));
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private void check(MemorySegment status) throws Throwable {
    if (status.address() == 0) {
      return;
    }
    MemorySegment text = (MemorySegment) errorMessage.invokeExact(status);
    String message = text.reinterpret(MAXIMUM_MESSAGE_BYTES).getString(0);
    releaseStatus.invokeExact(status);
    throw new DecodeException(message);
  }

  private static RuntimeException unchecked(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
