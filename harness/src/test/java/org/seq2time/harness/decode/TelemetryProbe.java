package org.seq2time.harness.decode;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process of its own that prints what the native environment says at each moment: the switch's
 * value or "unset", and whether ONNX Runtime is loaded.
 */
@SuppressWarnings("restricted")
final class TelemetryProbe {

  private TelemetryProbe() {}

  public static void main(String[] args) throws Throwable {
    print("before");
    try {
      if (args[0].equals("java")) {
        OrtLibrary.environment();
      } else {
        OrtApi.get();
      }
      print("loaded");
    } catch (DecodeException e) {
      print("failed");
    }
  }

  private static void print(String moment) throws Throwable {
    System.out.println(moment + " " + variable() + " " + isLoaded());
  }

  private static String variable() throws Throwable {
    Linker linker = Linker.nativeLinker();
    try (var arena = java.lang.foreign.Arena.ofConfined()) {
      MemorySegment value =
          (MemorySegment)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("getenv"),
                      FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                  .invokeExact(arena.allocateFrom(OrtLibrary.TELEMETRY_SWITCH));
      return value.address() == 0 ? "unset" : value.reinterpret(16).getString(0);
    }
  }

  private static boolean isLoaded() throws IOException {
    return Files.readString(Path.of("/proc/self/maps")).contains("libonnxruntime.");
  }
}
