package org.seq2time.harness.decode;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What CUDA needs in addition to ONNX Runtime's GPU build: the driver and CUDA 12's libraries, the
 * system's or those of a jar on the class path. Libraries that are loaded by absolute path first
 * satisfy the execution provider by their names, without LD_LIBRARY_PATH.
 */
@SuppressWarnings("restricted")
final class CudaLibraries {

  private static final String DRIVER = "libcuda.so.1";
  private static final String JAR_FOLDER = "/org/bytedeco/cuda/linux-x86_64/";

  /** In the order of their dependencies. */
  private static final List<String> REQUIRED =
      List.of(
          "libcudart.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcurand.so.10",
          "libcufft.so.11",
          "libcudnn.so.9");

  /** What cuDNN opens by itself; only found beside it. */
  private static final List<String> OPTIONAL =
      List.of(
          "libnvJitLink.so.12",
          "libnvrtc.so.12",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcudnn_engines_runtime_compiled.so.9");

  private CudaLibraries() {}

  /** What keeps a GPU from being used, as one sentence; empty if nothing does. Loads libraries. */
  static synchronized Optional<String> missing(int deviceIndex) {
    if (!Files.exists(OrtLibrary.folder().resolve(OrtLibrary.CUDA_PROVIDER))) {
      return Optional.of(
          "this is the CPU build of ONNX Runtime, without "
              + OrtLibrary.CUDA_PROVIDER
              + "; use './seq2time --with gpu ...'");
    }
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    SymbolLookup driver = open(DRIVER);
    if (driver == null) {
      return Optional.of(
          "the driver's library " + DRIVER + " was not found; install NVIDIA's driver");
    }
    List<String> absent = new ArrayList<>();
    for (String name : REQUIRED) {
      if (openFromJar(name) == null && open(name) == null) {
        absent.add(name);
      }
    }
    OPTIONAL.forEach(CudaLibraries::openFromJar);
    if (!absent.isEmpty()) {
      return Optional.of(
          String.join(", ", absent)
              + " not found; install CUDA 12 and cuDNN 9, or build with"
              + " SEQ2TIME_GPU_PROFILES=gpu,gpu-libraries ./seq2time --with gpu");
    }
    return devices(driver, deviceIndex);
  }

  private static Optional<String> devices(SymbolLookup driver, int deviceIndex) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
      FunctionDescriptor init = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      FunctionDescriptor getCount =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
      int failed = (int) function(driver, "cuInit", init).invokeExact(0);
      if (failed == 0) {
        failed = (int) function(driver, "cuDeviceGetCount", getCount).invokeExact(count);
      }
      if (failed != 0) {
        return Optional.of("the driver finds no usable GPU (CUDA error " + failed + ")");
      }
      int devices = count.get(ValueLayout.JAVA_INT, 0);
      return deviceIndex < devices
          ? Optional.empty()
          : Optional.of("there is no GPU " + deviceIndex + ", the driver finds " + devices);
    } catch (Throwable e) {
      return Optional.of("the driver's library cannot be called: " + e.getMessage());
    }
  }

  private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
  }

  private static @Nullable SymbolLookup open(String name) {
    try {
      return SymbolLookup.libraryLookup(name, Arena.global());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable SymbolLookup openFromJar(String name) {
    URL resource = CudaLibraries.class.getResource(JAR_FOLDER + name);
    if (resource == null) {
      return null;
    }
    try {
      return SymbolLookup.libraryLookup(unpacked(resource, name), Arena.global());
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Path unpacked(URL resource, String name) throws IOException {
    Path folder = OrtLibrary.cacheFolder().resolve("cuda-12");
    Path file = folder.resolve(name);
    if (Files.isRegularFile(file)
        && Files.size(file) == resource.openConnection().getContentLengthLong()) {
      return file;
    }
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, name, ".part");
    try (InputStream in = resource.openStream()) {
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
    }
    return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
