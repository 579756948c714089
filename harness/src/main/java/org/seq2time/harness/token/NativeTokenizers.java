package org.seq2time.harness.token;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;

/**
 * Loads the native library from the class path. DJL's own loader is not used: it may look for a
 * GPU, download another build and report its use.
 */
final class NativeTokenizers {

  private NativeTokenizers() {}

  /** The native methods. */
  static TokenizersLibrary library() {
    String failure = Holder.FAILURE;
    if (failure != null) {
      throw new BadInputException(failure);
    }
    return TokenizersLibrary.LIB;
  }

  /** Loads at the first use, once. */
  private static final class Holder {

    private static final @Nullable String FAILURE = load();

    @SuppressWarnings("restricted") // Natives are what this class is for.
    private static @Nullable String load() {
      String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      String platform = platform(system, System.getProperty("os.arch", ""));
      List<String> names = new ArrayList<>();
      if (platform.startsWith("win")) {
        // In the order in which they need each other.
        names.addAll(List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll"));
      }
      names.add(System.mapLibraryName("tokenizers"));
      try {
        Path folder = Files.createTempDirectory("seq2time-tokenizers");
        List<Path> files = new ArrayList<>();
        try {
          for (String name : names) {
            Path file = folder.resolve(name);
            files.add(file);
            unpack("/native/lib/" + platform + "/cpu/" + name, file);
            System.load(file.toString());
          }
        } finally {
          delete(files, folder);
        }
        return null;
      } catch (IOException | UnsatisfiedLinkError e) {
        return "the tokenizer's native library cannot be used on "
            + platform
            + ": "
            + e.getMessage();
      }
    }

    private static void unpack(String resource, Path to) throws IOException {
      try (InputStream in = TokenizersLibrary.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IOException("the jar has none for this platform");
        }
        Files.copy(in, to);
      }
    }

    /** A loaded library needs its file no longer; where the system thinks otherwise, at exit. */
    private static void delete(List<Path> files, Path folder) {
      for (Path file : files) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          folder.toFile().deleteOnExit();
          file.toFile().deleteOnExit();
        }
      }
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // Deleted at exit with what is still in it.
      }
    }

    private static String platform(String system, String architecture) {
      String name = system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux";
      return name + "-" + (architecture.equals("amd64") ? "x86_64" : architecture);
    }
  }
}
