package org.seq2time.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source files of one module: what class files do not tell. */
final class Sources {

  /** A package with more files than these says why. */
  static final int MOST_FILES = 20;

  static final String EXPECTED = "expected a sentence that begins \"More than 20 files, because\"";

  private static final Pattern REASON =
      Pattern.compile("More than " + MOST_FILES + " files, because (?<reason>[^.]+)\\.");

  private final Path main;
  private final Path tests;

  /** Sources in Maven's folders under {@code src}. */
  Sources(Path src) {
    main = src.resolve("main/java");
    tests = src.resolve("test/java");
  }

  /** The main source files. */
  List<Path> main() {
    return javaFiles(main);
  }

  List<Path> packagesWithoutInfo() {
    return packages().stream()
        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
        .toList();
  }

  List<Path> largePackagesWithoutReason() {
    return packages().stream()
        .filter(folder -> filesIn(folder).size() > MOST_FILES)
        .filter(folder -> !givesReason(folder.resolve("package-info.java")))
        .toList();
  }

  /** Those of these types whose names are in no test. */
  List<String> unnamedInTests(List<String> types) {
    String text = javaFiles(tests).stream().map(Sources::read).collect(Collectors.joining("\n"));
    return types.stream()
        .filter(type -> !Pattern.compile("\\b" + type + "\\b").matcher(text).find())
        .sorted()
        .toList();
  }

  /** Whether the comment says why the package has so many files, in more than a word. */
  static boolean givesReason(Path packageInfo) {
    if (!Files.exists(packageInfo)) {
      return false;
    }
    String comment = read(packageInfo).replaceAll("\\s*\\n \\* ?", " ").replaceAll("\\s+", " ");
    Matcher reason = REASON.matcher(comment);
    return reason.find() && reason.group("reason").split(" ", -1).length > 3;
  }

  private List<Path> packages() {
    return javaFiles(main).stream().map(Sources::folder).distinct().toList();
  }

  private List<Path> filesIn(Path folder) {
    return javaFiles(main).stream().filter(f -> folder(f).equals(folder)).toList();
  }

  private static Path folder(Path file) {
    return file.resolveSibling("");
  }

  private static List<Path> javaFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
