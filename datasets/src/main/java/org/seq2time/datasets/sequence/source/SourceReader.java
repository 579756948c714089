package org.seq2time.datasets.sequence.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.sequence.text.Fingerprints;
import org.seq2time.datasets.sequence.text.JsonLine;
import org.seq2time.datasets.sequence.text.TextHash;

/** Reads sources: one pass over each file, every item checked. */
public final class SourceReader {

  static final long PATH_SEED = 0x1B873593CC9E2D51L;

  private static final int MAX_LISTED_LINE = Integer.MAX_VALUE;

  private final SourceSpec spec;
  private final BadItems bad;
  private final @Nullable Path checkRoot;
  private final LongConsumer progress;
  private final ItemTable table = new ItemTable();
  private final Fingerprints ids = new Fingerprints();
  private final Labels labels = new Labels();
  private final Text prefixed = new Text();
  private final JsonLine path = new JsonLine();

  private SourceReader(
      SourceSpec spec, BadItems bad, @Nullable Path checkRoot, LongConsumer progress) {
    this.spec = spec;
    this.bad = bad;
    this.checkRoot = checkRoot;
    this.progress = progress;
  }

  /**
   * Reads a source.
   *
   * @param bad where items are noted that cannot be used
   * @param checkRoot folder under which every item's path must exist; null not to look
   * @param progress is told from time to time how many more bytes have been read
   * @throws BadInputException if a file cannot be read, has another format, or has more bad items
   *     than are allowed; with file and line
   */
  public static Source read(
      SourceSpec spec, BadItems bad, @Nullable Path checkRoot, LongConsumer progress) {
    return new SourceReader(spec, bad, checkRoot, progress).read();
  }

  private Source read() {
    SourceFormat format = spec.format();
    List<SourceFile> files = new ArrayList<>();
    for (Path file : spec.files()) {
      SourceFormat found = spec.format() == null ? FormatSniffer.sniff(file) : spec.format();
      if (format != null && found.kind() != format.kind()) {
        throw new BadInputException(
            file
                + ": is "
                + found.key()
                + ", but the files before it in source "
                + spec.name()
                + " are "
                + format.key()
                + "; declare it as a separate source");
      }
      format = found;
      readFile(file, found, files);
    }
    if (format == null || table.size() == 0) {
      throw new BadInputException(
          spec.files().getFirst() + ": source " + spec.name() + " has no usable item");
    }
    return new Source(spec, format, table, files, labels.names());
  }

  private void readFile(Path file, SourceFormat format, List<SourceFile> files) {
    if (format == SourceFormat.KINETICS) {
      Path captions = spec.captions();
      if (captions == null) {
        throw new BadInputException(
            file
                + ": is a Kinetics list without captions; the recipe's source "
                + spec.name()
                + " needs captions: FILE");
      }
      files.add(SourceFile.open(captions));
      new KineticsRows(this, spec, captions).read(file, files.size() - 1);
      return;
    }
    files.add(SourceFile.open(file));
    int number = files.size() - 1;
    ItemFields fields = new ItemFields();
    try (ItemCursor cursor = ItemCursor.open(file, progress, format == SourceFormat.INSTRUCTIONS)) {
      if (format == SourceFormat.COCO_CAPTIONS) {
        new CocoCaptions(this, cursor, number).read();
        return;
      }
      ItemParser parser = ItemParser.of(format);
      cursor.forEach(
          bad,
          () -> {
            fields.clear();
            parser.parse(cursor, fields);
            accept(cursor, fields, number);
          });
    }
  }

  BadItems bad() {
    return bad;
  }

  ItemTable table() {
    return table;
  }

  /** Checks an item that was read to its end, and keeps it. */
  void accept(ItemCursor cursor, ItemFields fields, int file) {
    String problem = problem(fields, cursor.itemLine());
    if (problem != null) {
      throw cursor.itemProblem(problem);
    }
    keep(fields, file);
  }

  /** Why the item cannot be used; null if it can. Remembers its id. */
  @Nullable String problem(ItemFields fields, long line) {
    if (!fields.path.isSet || fields.path.isBlank()) {
      return fields.path.isSet ? "the path is empty" : "has no path of an image, clip or video";
    }
    if (!fields.caption.isSet || fields.caption.isBlank) {
      return fields.caption.isSet ? "the caption is empty" : "has no caption";
    }
    Text id = fields.id.isSet ? fields.id : fields.path;
    int first = ids.putIfAbsent(id.chars, 0, id.length, (int) Math.min(line, MAX_LISTED_LINE));
    if (first != Fingerprints.ABSENT) {
      return "duplicate id " + Quoted.value(id.toString()) + ", first in line " + first;
    }
    if (spec.prefix().length() + fields.path.length > InputLimits.SOURCE_PATH_BYTES / 6) {
      return "the path is longer than " + InputLimits.SOURCE_PATH_BYTES / 6 + " characters";
    }
    return fileProblem(fields.path);
  }

  /** Keeps an item that has no problem. */
  void keep(ItemFields fields, int file) {
    prefixed.set(spec.prefix());
    prefixed.append(fields.path.chars, 0, fields.path.length);
    path.clear();
    path.text(prefixed.chars, 0, prefixed.length);
    table.add(
        table.paths.add(path.array(), path.length()),
        TextHash.of(prefixed.chars, 0, prefixed.length, PATH_SEED),
        file,
        fields.caption);
    if (fields.label.isSet) {
      table.addClip(labels.number(fields.label), fields.durationSeconds);
    }
  }

  private @Nullable String fileProblem(Text relative) {
    Path root = checkRoot;
    if (root == null) {
      return null;
    }
    String name = spec.prefix() + relative;
    try {
      return Files.exists(root.resolve(name))
          ? null
          : "no file " + Quoted.value(name) + " under " + root;
    } catch (InvalidPathException e) {
      return Quoted.value(name) + " is not a file name";
    }
  }
}
