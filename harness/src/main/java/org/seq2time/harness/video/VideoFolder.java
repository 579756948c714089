package org.seq2time.harness.video;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.seq2time.datasets.benchmark.VideoName;
import org.seq2time.datasets.io.BadInputException;

/**
 * The videos below a folder, found by id: with or without extension, folders and a leading {@code
 * v_}, in any sub-folder. The folder is walked once.
 */
public final class VideoFolder {

  /** Where one id has files of several kinds, the first of these is taken. */
  private static final List<String> PREFERRED =
      List.of("mp4", "mkv", "webm", "mov", "m4v", "avi", "mpg", "flv");

  private final Path root;
  private final Map<String, SortedSet<Path>> files;

  private VideoFolder(Path root, Map<String, SortedSet<Path>> files) {
    this.root = root;
    this.files = files;
  }

  /**
   * Lists a folder and its sub-folders; links are followed.
   *
   * @throws BadInputException if it is not a folder or cannot be read
   */
  public static VideoFolder of(Path root) {
    if (!Files.isDirectory(root)) {
      throw new BadInputException(
          root + ": " + (Files.exists(root) ? "is a file, expected a folder" : "no such folder"));
    }
    Map<String, SortedSet<Path>> files = new TreeMap<>();
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String name = file.getFileName().toString();
              if (attributes.isRegularFile() && !VideoName.key(name).equals(name)) {
                files.computeIfAbsent(key(name), k -> new TreeSet<>()).add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // a loop of links, or a folder not for us
            }
          });
    } catch (IOException e) {
      throw new BadInputException(root + ": cannot be listed: " + e.getMessage(), e);
    }
    return new VideoFolder(root, files);
  }

  /** The number of different ids. */
  public int size() {
    return files.size();
  }

  /**
   * The file of a video.
   *
   * @throws VideoException if there is none, or several of one kind
   */
  public Path find(String video) {
    SortedSet<Path> candidates = files.get(key(video));
    if (candidates == null) {
      throw new VideoException(root, "has no video " + video);
    }
    for (Path candidate : candidates) {
      if (candidate.endsWith(video)) {
        return candidate; // named with its folder
      }
    }
    for (String extension : PREFERRED) {
      List<Path> ofKind =
          candidates.stream()
              .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith("." + extension))
              .toList();
      if (ofKind.size() > 1) {
        throw new VideoException(
            root,
            "has several files for video %s: %s and %s"
                .formatted(video, root.relativize(ofKind.get(0)), root.relativize(ofKind.get(1))));
      }
      if (ofKind.size() == 1) {
        return ofKind.getFirst();
      }
    }
    return candidates.first();
  }

  private static String key(String name) {
    String key = VideoName.key(name);
    return key.startsWith("v_") ? key.substring(2) : key;
  }
}
