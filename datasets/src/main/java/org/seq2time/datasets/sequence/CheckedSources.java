package org.seq2time.datasets.sequence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.sequence.source.BadItems;
import org.seq2time.datasets.sequence.source.Source;
import org.seq2time.datasets.sequence.source.SourceFormat;
import org.seq2time.datasets.sequence.source.SourceKind;
import org.seq2time.datasets.sequence.source.SourceReader;
import org.seq2time.datasets.sequence.source.SourceSpec;
import org.seq2time.datasets.sequence.write.BuildManifest;
import org.seq2time.datasets.sequence.write.SourceRecord;
import org.seq2time.datasets.sequence.write.SourceRecord.InputRecord;

/** The sources that a manifest names, read again to compare with. */
final class CheckedSources {

  private final BuildManifest manifest;
  private final Map<String, Path> paths;
  private final Progress progress;
  private final Map<SourceKind, KnownItems> known = new EnumMap<>(SourceKind.class);

  CheckedSources(BuildManifest manifest, Map<String, Path> paths, Progress progress) {
    this.manifest = manifest;
    this.paths = paths;
    this.progress = progress;
  }

  /**
   * Reads what is there. If a source of a kind is missing, instances of that kind are only checked
   * in themselves.
   *
   * @param problems hears of files that are not the ones that were built from
   * @param notes hears of files that are not there
   */
  InstanceCheck read(Consumer<String> problems, Consumer<String> notes) {
    List<SourceKind> incomplete = new ArrayList<>();
    for (SourceRecord record : manifest.sources()) {
      SourceFormat format =
          SourceFormat.of(record.format()).orElseThrow(() -> unknownFormat(record));
      if (format.kind() == SourceKind.INSTRUCTIONS) {
        continue;
      }
      List<Path> files = files(record);
      List<Path> missing = files.stream().filter(f -> !Files.exists(f)).toList();
      if (missing.isEmpty()) {
        compareHashes(record, files, problems);
        read(record, format, files);
      } else {
        incomplete.add(format.kind());
        notes.accept(
            "source "
                + record.name()
                + ": "
                + missing.getFirst()
                + " was not found; captions of "
                + format.kind().key()
                + " were not compared");
      }
    }
    incomplete.forEach(known::remove);
    return new InstanceCheck(
        known.get(SourceKind.IMAGES), known.get(SourceKind.CLIPS), known.get(SourceKind.VIDEOS));
  }

  private void read(SourceRecord record, SourceFormat format, List<Path> files) {
    boolean joined = format == SourceFormat.KINETICS;
    Path captions = joined ? files.getLast() : null;
    SourceSpec spec =
        new SourceSpec(
            record.name(),
            joined ? files.subList(0, files.size() - 1) : files,
            format,
            record.prefix(),
            captions,
            record.clipPath(),
            record.split());
    long total = record.files().stream().mapToLong(InputRecord::bytes).sum();
    long[] done = new long[1];
    try (Source source =
        SourceReader.read(
            spec,
            new BadItems(Integer.MAX_VALUE),
            null,
            bytes -> progress.at("reading", done[0] += bytes, total, "bytes"))) {
      known.computeIfAbsent(format.kind(), k -> new KnownItems()).add(source);
    }
  }

  private static void compareHashes(
      SourceRecord record, List<Path> files, Consumer<String> problems) {
    for (int i = 0; i < files.size(); i++) {
      String expected = record.files().get(i).sha256();
      if (!InputFile.sha256(files.get(i)).equals(expected)) {
        problems.accept(
            files.get(i)
                + ": is not the file that source "
                + record.name()
                + " was built from: its SHA-256 differs");
      }
    }
  }

  /** The files of the manifest, or under the path that was given: there by their names. */
  private List<Path> files(SourceRecord record) {
    Path given = paths.get(record.name());
    List<Path> files = new ArrayList<>();
    for (InputRecord input : record.files()) {
      files.add(place(Path.of(input.path()), given, input.role()));
    }
    return files;
  }

  private static Path place(Path recorded, @Nullable Path given, String role) {
    if (given == null) {
      return recorded;
    }
    boolean isFolder = Files.isDirectory(given);
    Path folder = isFolder ? given : given.toAbsolutePath().getParent();
    if (!isFolder && role.equals("items")) {
      return given;
    }
    return folder == null ? recorded : folder.resolve(String.valueOf(recorded.getFileName()));
  }

  private static BadInputException unknownFormat(SourceRecord record) {
    return new BadInputException(
        BuildManifest.FILE
            + ": source "
            + record.name()
            + " has format "
            + record.format()
            + "; expected "
            + SourceFormat.keys());
  }
}
