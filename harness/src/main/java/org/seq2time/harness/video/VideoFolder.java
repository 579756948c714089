package org.seq2time.harness.video;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.seq2time.datasets.benchmark.VideoName;
import org.seq2time.datasets.io.BadInputException;

/**
 * The videos below a folder, found by id: with any extension that FFmpeg reads or with none,
 * folders and a leading {@code v_}, in any sub-folder. The folder is walked once. A file without a
 * known extension is a video if it begins like one.
 */
public final class VideoFolder {

  /** An extension of something else; ids with points in them end otherwise. */
  private static final Pattern OTHER_EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,7}$");

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
              if (attributes.isRegularFile() && isVideo(file, name)) {
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

  /** All files, in order of their names. */
  public List<Path> all() {
    return files.values().stream().flatMap(Collection::stream).sorted().toList();
  }

  /**
   * The file of a video.
   *
   * @throws VideoException if there is none, or several
   */
  public Path find(String video) {
    SortedSet<Path> candidates = files.get(key(video));
    if (candidates == null) {
      throw new VideoException(root, "has no video " + video);
    }
    if (candidates.size() == 1) {
      return candidates.first();
    }
    List<Path> named = candidates.stream().filter(file -> file.endsWith(video)).toList();
    if (named.size() == 1) {
      return named.getFirst(); // with its folder and extension
    }
    List<Path> videos = candidates.stream().filter(VideoFolder::hasVideo).toList();
    if (videos.size() == 1) {
      return videos.getFirst(); // the others are its sound, or data about it
    }
    throw new VideoException(root, severalFiles(video, videos.isEmpty() ? candidates : videos));
  }

  /** For each id of which several files could be the video, a sentence that names them. */
  public List<String> severalFiles() {
    List<String> found = new ArrayList<>();
    files.forEach(
        (id, candidates) -> {
          if (candidates.size() > 1) {
            List<Path> videos = candidates.stream().filter(VideoFolder::hasVideo).toList();
            if (videos.size() > 1) {
              found.add(severalFiles(id, videos));
            }
          }
        });
    return found;
  }

  private String severalFiles(String video, Collection<Path> candidates) {
    return "has several files for video %s: %s"
        .formatted(
            video,
            candidates.stream()
                .map(file -> root.relativize(file).toString())
                .collect(Collectors.joining(" and ")));
  }

  private static boolean hasVideo(Path file) {
    try (VideoTrack track = VideoTrack.open(file)) {
      return !track.format().isEmpty();
    } catch (VideoException e) {
      return false;
    }
  }

  private static boolean isVideo(Path file, String name) {
    return VideoName.hasExtension(name)
        || (!OTHER_EXTENSION.matcher(name).find() && Ffmpeg.looksLikeVideo(file));
  }

  private static String key(String name) {
    String key = VideoName.key(name);
    return key.startsWith("v_") ? key.substring(2) : key;
  }
}
