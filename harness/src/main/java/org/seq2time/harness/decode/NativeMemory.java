package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Zeroed memory from the C library. An arena's own allocation would write every byte; these pages
 * cost nothing until they are used, which for a KV cache of the longest answer may be never.
 */
@SuppressWarnings("restricted")
final class NativeMemory {

  private static final MethodHandle CALLOC =
      handle(
          "calloc",
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      handle("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  private NativeMemory() {}

  /**
   * Allocates; the arena frees.
   *
   * @throws DecodeException if there is not so much memory
   */
  static MemorySegment allocate(long bytes, Arena arena) {
    try {
      MemorySegment memory = (MemorySegment) CALLOC.invokeExact(Math.max(1, bytes), 1L);
      if (memory.address() == 0) {
        throw new DecodeException("out of memory for " + bytes + " bytes of KV cache or inputs");
      }
      return memory.reinterpret(bytes, arena, NativeMemory::free);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void free(MemorySegment memory) {
    try {
      FREE.invokeExact(memory);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }
}
