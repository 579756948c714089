package org.seq2time.datasets.sequence.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.TextLines;
import org.seq2time.datasets.sequence.text.Fingerprints;

/**
 * The list of a Kinetics set, {@code label,youtube_id,time_start,time_end,split}, joined with
 * captions in JSON lines or an array: {@code {"youtube_id", "time_start", "time_end", "caption"}},
 * or {@code {"clip", "caption"}} where the clip is named {@code ID_SSSSSS_EEEEEE}, with or without
 * folders and extension. A caption without times is for every row of its video.
 */
final class KineticsRows {

  private static final List<String> COLUMNS =
      List.of("label", "youtube_id", "time_start", "time_end", "split");

  private final SourceReader reader;
  private final SourceSpec spec;
  private final Path captionFile;
  private final Fingerprints captionNumbers = new Fingerprints();
  private Span[] captions = new Span[1024];
  private final ItemFields fields = new ItemFields();
  private final Text key = new Text();

  KineticsRows(SourceReader reader, SourceSpec spec, Path captionFile) {
    this.reader = reader;
    this.spec = spec;
    this.captionFile = captionFile;
  }

  void read(Path list, int captionFileNumber) {
    readCaptions();
    int[] columns = null;
    try (TextLines lines = TextLines.open(list)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.isBlank()) {
          continue;
        }
        if (columns == null) {
          columns = columns(lines, cells(line));
          continue;
        }
        try {
          readRow(lines, cells(line), columns, captionFileNumber);
        } catch (BadInputException e) {
          reader.bad().add(e);
        }
      }
    }
  }

  private void readRow(TextLines lines, List<String> row, int[] columns, int file) {
    int needed = Arrays.stream(columns).limit(4).max().orElse(0);
    if (row.size() <= needed) {
      throw lines.error("the row has " + row.size() + " cells", "at least " + (needed + 1));
    }
    if (!spec.split().isEmpty()) {
      String split = columns[4] >= 0 && columns[4] < row.size() ? row.get(columns[4]) : "";
      if (!split.equals(spec.split())) {
        return;
      }
    }
    String label = row.get(columns[0]);
    String id = row.get(columns[1]);
    int start = second(lines, row.get(columns[2]));
    int end = second(lines, row.get(columns[3]));
    if (label.isBlank() || id.isBlank() || end <= start) {
      throw lines.error(
          "the row has label "
              + Quoted.value(label)
              + ", id "
              + Quoted.value(id)
              + ", times "
              + start
              + " to "
              + end,
          "a label, an id, and an end after the start");
    }
    fields.clear();
    fields.label.set(label);
    fields.durationSeconds = end - start;
    String name = name(id, start, end);
    fields.id.set(name);
    fields.path.set(clipPath(label, id, start, end));
    Span caption = caption(name);
    if (caption == null) {
      caption = caption(id);
    }
    if (caption == null) {
      throw lines.error("no caption for " + Quoted.value(name) + " in " + captionFile, "one");
    }
    fields.caption.set(caption);
    String problem = reader.problem(fields, lines.number());
    if (problem != null) {
      throw lines.error(problem);
    }
    reader.keep(fields, file);
  }

  private @Nullable Span caption(String name) {
    key.set(name);
    int number = captionNumbers.get(key.chars, 0, key.length);
    return number == Fingerprints.ABSENT ? null : captions[number];
  }

  private String clipPath(String label, String id, int start, int end) {
    return spec.clipPath()
        .replace("{label}", label)
        .replace("{youtube_id}", id)
        .replace("{start}", String.format(Locale.ROOT, "%06d", start))
        .replace("{end}", String.format(Locale.ROOT, "%06d", end));
  }

  private static String name(String id, int start, int end) {
    return String.format(Locale.ROOT, "%s_%06d_%06d", id, start, end);
  }

  private static int second(TextLines lines, String text) {
    OptionalDouble seconds = Decimals.parse(text.strip());
    if (seconds.isEmpty() || seconds.getAsDouble() < 0 || seconds.getAsDouble() > 999_999) {
      throw lines.error("a time is " + Quoted.value(text), "seconds from 0 to 999999");
    }
    return (int) Math.round(seconds.getAsDouble());
  }

  private static int[] columns(TextLines lines, List<String> header) {
    int[] columns = new int[COLUMNS.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = header.indexOf(COLUMNS.get(i));
      if (columns[i] < 0 && i < 4) {
        throw lines.error("the header has no column " + COLUMNS.get(i), String.join(",", COLUMNS));
      }
    }
    return columns;
  }

  /** The cells of a CSV line; a quoted cell may hold commas and doubled quotes, no line end. */
  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"' && (quoted || cell.isEmpty())) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  private void readCaptions() {
    Text id = new Text();
    Text start = new Text();
    Text end = new Text();
    try (ItemCursor cursor = ItemCursor.open(captionFile)) {
      cursor.forEach(
          reader.bad(),
          () -> {
            Span span = new Span();
            id.clear();
            start.clear();
            end.clear();
            cursor.expectObject("a caption");
            for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
              switch (field) {
                case "youtube_id", "clip", "video", "video_id", "id" -> cursor.readId(field, id);
                case "time_start" -> number(cursor, field, start);
                case "time_end" -> number(cursor, field, end);
                case "caption" -> cursor.readSpan(field, span);
                default -> cursor.skip();
              }
            }
            addCaption(cursor, id, start, end, span);
          });
    }
  }

  private void addCaption(ItemCursor cursor, Text id, Text start, Text end, Span span) {
    if (!id.isSet || !span.isSet || span.isBlank) {
      throw cursor.itemProblem(
          !id.isSet
              ? "has no youtube_id and no clip"
              : span.isSet ? "the caption is empty" : "has no caption");
    }
    String name = baseName(id.toString());
    if (start.isSet && end.isSet) {
      name = name(name, Integer.parseInt(start.toString()), Integer.parseInt(end.toString()));
    }
    key.set(name);
    int number = captionNumbers.size();
    if (captionNumbers.putIfAbsent(key.chars, 0, key.length, number) != Fingerprints.ABSENT) {
      throw cursor.itemProblem("a second caption for " + Quoted.value(name));
    }
    if (number == captions.length) {
      captions = Arrays.copyOf(captions, 2 * number);
    }
    captions[number] = span;
  }

  private static void number(ItemCursor cursor, String field, Text into) {
    double value = cursor.readNumber(field);
    if (!(value >= 0 && value <= 999_999)) {
      throw cursor.unexpected(field, "seconds from 0 to 999999");
    }
    into.set(Integer.toString((int) Math.round(value)));
  }

  /** The name without folders and without the extension of a video file. */
  private static String baseName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (String extension : List.of(".mp4", ".mkv", ".webm", ".avi")) {
      if (name.endsWith(extension)) {
        return name.substring(0, name.length() - extension.length());
      }
    }
    return name;
  }
}
