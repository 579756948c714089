package org.seq2time.datasets.sequence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.recipe.RecipeSource;
import org.seq2time.datasets.sequence.source.BadItems;
import org.seq2time.datasets.sequence.source.Source;
import org.seq2time.datasets.sequence.source.SourceReader;
import org.seq2time.datasets.sequence.source.SourceSpec;
import org.seq2time.datasets.sequence.write.SourceRecord;

/** All sources of a recipe, read; their files are hashed on a second thread meanwhile. */
final class LoadedSources implements Closeable {

  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final List<SourceRecord> records = new ArrayList<>();

  private LoadedSources() {}

  static LoadedSources read(
      Recipe recipe, BadItems bad, @Nullable Path checkRoot, Progress progress) {
    List<SourceSpec> specs = specs(recipe);
    LoadedSources loaded = new LoadedSources();
    Set<Path> files = new LinkedHashSet<>();
    specs.forEach(spec -> files.addAll(filesOf(spec)));
    long total = files.stream().mapToLong(LoadedSources::size).sum();
    FutureTask<Map<Path, String>> hashes = new FutureTask<>(() -> hashes(files));
    Thread.ofPlatform().daemon().name("hash").start(hashes);
    AtomicLong done = new AtomicLong();
    try {
      progress.at("reading", 0, total, "bytes");
      for (SourceSpec spec : specs) {
        loaded.sources.put(
            spec.name(),
            SourceReader.read(
                spec,
                bad,
                checkRoot,
                bytes -> progress.at("reading", done.addAndGet(bytes), total, "bytes")));
      }
      Map<Path, String> sha256 = get(hashes);
      progress.at("reading", total, total, "bytes");
      specs.forEach(spec -> loaded.records.add(loaded.record(spec, sha256)));
      return loaded;
    } catch (RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  Source get(String name) {
    Source source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException("no source is named " + name);
    }
    return source;
  }

  List<SourceRecord> records() {
    return records;
  }

  @Override
  public void close() {
    sources.values().forEach(Source::close);
  }

  private SourceRecord record(SourceSpec spec, Map<Path, String> sha256) {
    Source source = get(spec.name());
    List<SourceRecord.InputRecord> inputs = new ArrayList<>();
    for (Path file : filesOf(spec)) {
      inputs.add(
          new SourceRecord.InputRecord(
              file.equals(spec.captions()) ? "captions" : "items",
              file.toString(),
              size(file),
              sha256.getOrDefault(file, "")));
    }
    return new SourceRecord(
        spec.name(),
        source.format().key(),
        spec.prefix(),
        spec.clipPath(),
        spec.split(),
        source.size(),
        source.distinctPaths(),
        inputs);
  }

  private static List<SourceSpec> specs(Recipe recipe) {
    List<String> missing =
        recipe.sources().stream().filter(s -> s.path() == null).map(RecipeSource::name).toList();
    if (!missing.isEmpty()) {
      throw new BadInputException(
          recipe.origin()
              + ": no path is given for source "
              + String.join(", ", missing)
              + "; give it as --source NAME=PATH, or as path: in the recipe");
    }
    List<SourceSpec> specs = new ArrayList<>();
    for (RecipeSource source : recipe.sources()) {
      if (source.path() != null) {
        specs.add(
            new SourceSpec(
                source.name(),
                expand(source.name(), source.path()),
                source.format(),
                source.prefix(),
                source.captions(),
                source.clipPath(),
                source.split()));
      }
    }
    return specs;
  }

  /**
   * The files that a path names: itself, or those that fit the pattern of its last part, sorted.
   */
  private static List<Path> expand(String source, Path path) {
    String name = String.valueOf(path.getFileName());
    if (!name.contains("*") && !name.contains("?")) {
      return List.of(path);
    }
    Path folder = path.getParent() == null ? Path.of("") : path.getParent();
    Set<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, name)) {
      stream.forEach(files::add);
    } catch (IOException e) {
      throw new BadInputException(path + ": the folder cannot be read", e);
    }
    if (files.isEmpty()) {
      throw new BadInputException(path + ": no file matches the pattern of source " + source);
    }
    return List.copyOf(files);
  }

  private static List<Path> filesOf(SourceSpec spec) {
    List<Path> files = new ArrayList<>(spec.files());
    Path captions = spec.captions();
    if (captions != null) {
      files.add(captions);
    }
    return files;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  private static Map<Path, String> hashes(Set<Path> files) {
    Map<Path, String> hashes = new LinkedHashMap<>();
    files.forEach(file -> hashes.put(file, InputFile.sha256(file)));
    return hashes;
  }

  private static <T> T get(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while files were hashed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }
}
