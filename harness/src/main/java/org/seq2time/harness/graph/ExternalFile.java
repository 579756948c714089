package org.seq2time.harness.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.Quoted;

/**
 * A file beside a graph in which weights lie.
 *
 * @param location its path as the graph writes it
 * @param file the file
 * @param fileBytes its size; -1 if it is missing
 * @param neededBytes how far the graph's weights reach into it
 * @param weights number of weights in it
 */
public record ExternalFile(
    String location, Path file, long fileBytes, long neededBytes, int weights) {

  /** ONNX Runtime's mark for an address in its own memory; in a file it is an attack. */
  private static final String MEMORY_MARK = "_ORT_MEM_ADDR_";

  /** What is wrong with the file. */
  public Optional<String> problem() {
    if (fileBytes < 0) {
      return Optional.of(
          "weight file " + Quoted.value(location) + " is missing (" + weights + " weights)");
    }
    if (fileBytes < neededBytes) {
      return Optional.of(
          "weight file "
              + Quoted.value(location)
              + " has "
              + fileBytes
              + " bytes, but weights reach up to byte "
              + neededBytes
              + "; it is truncated or of another export");
    }
    return Optional.empty();
  }

  /** The files of a graph's weights, ordered by location. */
  static List<ExternalFile> of(Path graph, List<Weight> weights) {
    Map<String, long[]> reach = new TreeMap<>();
    for (Weight weight : weights) {
      ExternalData data = weight.external();
      if (data != null) {
        long[] of = reach.computeIfAbsent(data.location(), l -> new long[2]);
        of[0] = Math.max(of[0], end(graph, weight, data));
        of[1]++;
      }
    }
    List<ExternalFile> files = new ArrayList<>();
    reach.forEach(
        (location, of) -> {
          Path file = resolve(graph, location);
          try {
            long bytes = Files.isRegularFile(file) ? Files.size(file) : -1;
            files.add(new ExternalFile(location, file, bytes, of[0], (int) of[1]));
          } catch (IOException e) {
            throw InputFile.failure(file, "", e);
          }
        });
    return files;
  }

  private static long end(Path graph, Weight weight, ExternalData data) {
    if (data.length() >= 0 && weight.type().bits() > 0 && data.length() != weight.bytes()) {
      throw new BadInputException(
          graph
              + ": weight "
              + Quoted.value(weight.name())
              + " has "
              + data.length()
              + " bytes of data, but its shape "
              + Quoted.shorten(weight.dimensions().toString())
              + " of "
              + weight.type().key()
              + " needs "
              + weight.bytes());
    }
    try {
      return Math.addExact(data.offset(), Math.max(data.length(), weight.bytes()));
    } catch (ArithmeticException e) {
      throw new BadInputException(
          graph + ": weight " + Quoted.value(weight.name()) + " ends beyond any file", e);
    }
  }

  /**
   * The file of a location. It must stay in the graph's folder, by its name and by where links
   * lead. A download cache may hold links to files in one other folder; then the graph is such a
   * link itself, and its data must lie beside its target.
   */
  private static Path resolve(Path graph, String location) {
    Path folder = graph.toAbsolutePath().normalize().getParent();
    Path relative = relative(graph, location);
    if (folder == null) {
      throw outside(graph, location);
    }
    Path file = folder.resolve(relative);
    try {
      if (!Files.exists(file)) {
        return file;
      }
      Path real = file.toRealPath();
      Path beside = graph.toRealPath().getParent();
      if (!real.startsWith(folder.toRealPath()) && (beside == null || !real.startsWith(beside))) {
        throw outside(graph, location);
      }
      return file;
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  private static Path relative(Path graph, String location) {
    try {
      Path path = Path.of(location);
      boolean climbs = false;
      for (Path part : path) {
        climbs |= part.toString().equals("..");
      }
      if (location.isEmpty()
          || path.isAbsolute()
          || climbs
          || location.indexOf('\\') >= 0
          || location.matches("[A-Za-z]:.*")
          || location.contains(MEMORY_MARK)) {
        throw outside(graph, location);
      }
      return path;
    } catch (InvalidPathException e) {
      throw outside(graph, location);
    }
  }

  private static BadInputException outside(Path graph, String location) {
    return new BadInputException(
        graph
            + ": refused: its weights lie at "
            + Quoted.value(location)
            + ", outside of the graph's folder; a graph may only name files beside it");
  }
}
