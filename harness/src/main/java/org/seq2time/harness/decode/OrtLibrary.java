package org.seq2time.harness.decode;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one way to ONNX Runtime's native library. Usage data is switched off before the library is
 * loaded, and the Java API and the C API get the same copy of it.
 *
 * <p>The library is unpacked once to {@code $XDG_CACHE_HOME/seq2time} (a temporary folder where
 * that cannot be written); {@code -Donnxruntime.native.path=DIR} names another build of the same
 * version.
 */
@SuppressWarnings("restricted")
public final class OrtLibrary {

  /** What ONNX Runtime reads once, when it is loaded. */
  static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

  private static final String PATH_PROPERTY = "onnxruntime.native.path";
  private static final String CORE = System.mapLibraryName("onnxruntime");
  private static final String JNI = System.mapLibraryName("onnxruntime4j_jni");
  private static final String SHARED_PROVIDER =
      System.mapLibraryName("onnxruntime_providers_shared");

  /** The execution provider for CUDA, in the GPU build only. */
  static final String CUDA_PROVIDER = System.mapLibraryName("onnxruntime_providers_cuda");

  private static @Nullable OrtEnvironment environment;

  private OrtLibrary() {}

  /** The folder that the native libraries are in. */
  static synchronized Path folder() {
    switchTelemetryOff();
    String given = System.getProperty(PATH_PROPERTY);
    if (given != null) {
      return Path.of(given);
    }
    Path folder = unpacked();
    System.setProperty(PATH_PROPERTY, folder.toString());
    return folder;
  }

  /**
   * ONNX Runtime's environment, one per process; loads the library, with usage data off.
   *
   * @throws DecodeException if it cannot be loaded
   */
  public static synchronized OrtEnvironment environment() {
    if (environment == null) {
      Path folder = folder();
      try {
        // Failures arrive as exceptions with the same text; stderr is the program's own.
        environment =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "seq2time");
        environment.setTelemetry(false);
      } catch (OrtException | LinkageError | RuntimeException e) {
        throw new DecodeException(
            "ONNX Runtime cannot be loaded from " + folder + ": " + rootMessage(e), e);
      }
    }
    return environment;
  }

  /** Symbols of the library that the Java API has loaded. */
  static SymbolLookup symbols() {
    environment();
    return SymbolLookup.libraryLookup(folder().resolve(CORE), Arena.global());
  }

  /** Sets the switch in the process's own environment, which Java's map of it never shows. */
  static void switchTelemetryOff() {
    boolean windows = os().equals("win");
    Linker linker = Linker.nativeLinker();
    String function = windows ? "_putenv_s" : "setenv";
    MemorySegment address =
        linker
            .defaultLookup()
            .find(function)
            .orElseThrow(() -> new DecodeException("no " + function + " in the C library"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(TELEMETRY_SWITCH);
      MemorySegment value = arena.allocateFrom("1");
      FunctionDescriptor type =
          windows
              ? FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)
              : FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT);
      MethodHandle set = linker.downcallHandle(address, type);
      int failed =
          windows ? (int) set.invokeExact(name, value) : (int) set.invokeExact(name, value, 1);
      if (failed != 0) {
        throw new DecodeException(TELEMETRY_SWITCH + "=1 cannot be set: " + function + " failed");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new DecodeException(TELEMETRY_SWITCH + "=1 cannot be set", e);
    }
  }

  private static Path unpacked() {
    List<String> present = new ArrayList<>();
    for (String name : List.of(CORE, JNI, SHARED_PROVIDER, CUDA_PROVIDER)) {
      if (resource(name) != null) {
        present.add(name);
      }
    }
    if (!present.contains(CORE) || !present.contains(JNI)) {
      throw new DecodeException(
          "ONNX Runtime has no library for "
              + platform()
              + " in its jar; -D"
              + PATH_PROPERTY
              + "=DIR names a folder with "
              + CORE
              + " and "
              + JNI);
    }
    try {
      Path cached = cacheFolder().resolve("onnxruntime-" + checksum(CORE));
      if (isComplete(cached, present)) {
        return cached;
      }
      Files.createDirectories(cached.getParent());
      Path fresh = Files.createTempDirectory(cached.getParent(), "onnxruntime-");
      copy(present, fresh);
      return moved(fresh, cached, present);
    } catch (IOException e) {
      return temporary(present);
    }
  }

  private static Path moved(Path fresh, Path cached, List<String> present) throws IOException {
    try {
      if (Files.exists(cached) && !isComplete(cached, present)) {
        // A damaged copy may be in use by another process: leave it, use the fresh one.
        present.forEach(name -> fresh.resolve(name).toFile().deleteOnExit());
        return fresh;
      }
      return Files.move(fresh, cached, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another process was first.
      return isComplete(cached, present) ? discard(fresh, cached, present) : fresh;
    }
  }

  private static Path discard(Path fresh, Path cached, List<String> present) throws IOException {
    for (String name : present) {
      Files.deleteIfExists(fresh.resolve(name));
    }
    Files.deleteIfExists(fresh);
    return cached;
  }

  private static Path temporary(List<String> present) {
    try {
      Path folder = Files.createTempDirectory("seq2time-onnxruntime-");
      folder.toFile().deleteOnExit();
      present.forEach(name -> folder.resolve(name).toFile().deleteOnExit());
      copy(present, folder);
      return folder;
    } catch (IOException e) {
      throw new DecodeException(
          "ONNX Runtime's library cannot be extracted, neither to the cache folder nor to a"
              + " temporary one: "
              + e.getMessage(),
          e);
    }
  }

  private static void copy(List<String> names, Path folder) throws IOException {
    for (String name : names) {
      URL resource = resource(name);
      if (resource != null) {
        try (InputStream in = resource.openStream()) {
          Files.copy(in, folder.resolve(name));
        }
      }
    }
  }

  private static boolean isComplete(Path folder, List<String> names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      URL resource = resource(name);
      if (resource == null
          || !Files.isRegularFile(file)
          || Files.size(file) != resource.openConnection().getContentLengthLong()) {
        return false;
      }
    }
    return true;
  }

  private static String checksum(String name) throws IOException {
    URL resource = resource(name);
    if (resource != null && resource.openConnection() instanceof JarURLConnection jar) {
      return String.format(Locale.ROOT, "%08x", jar.getJarEntry().getCrc());
    }
    throw new IOException(name + " is not in a jar");
  }

  private static @Nullable URL resource(String name) {
    return OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform() + "/" + name);
  }

  static Path cacheFolder() {
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path root =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return root.toAbsolutePath().resolve("seq2time");
  }

  private static String platform() {
    String arch = System.getProperty("os.arch", "");
    return os() + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
  }

  private static String os() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return "osx";
    }
    return name.contains("win") ? "win" : "linux";
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
