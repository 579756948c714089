package org.seq2time.datasets.benchmark;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;

/**
 * Video lengths in seconds from a file beside the annotations.
 *
 * <p>CSV with a header that names a video column ({@code video, video_id, vid, image_id, name, id})
 * and a length column ({@code duration, duration_seconds, seconds, length}; Charades' own lists
 * fit), or two columns without a header. Where there are several, the first of these names counts.
 * JSON: {@code {video: seconds}}, {@code {video: {"duration": seconds}}} or a list of objects with
 * such fields. Videos are matched by {@link VideoName}, so {@code a/b.mp4} and {@code b} are one.
 */
public final class Durations {

  private static final String EXPECTED =
      "a number of seconds above 0, at most " + InputLimits.VIDEO_SECONDS;

  /** Names of the column or field, the one that counts first where there are several. */
  private static final List<String> VIDEO_COLUMNS =
      List.of("video", "video_id", "vid", "image_id", "name", "id");

  private static final List<String> LENGTH_COLUMNS =
      List.of("duration", "duration_seconds", "seconds", "length");

  private static final int MAX_PROBLEM_LENGTH = 200;

  private final Path file;
  private final Map<String, Double> secondsOfVideo = new HashMap<>();

  private Durations(Path file) {
    this.file = file;
  }

  /** Reads the file. */
  public static Durations read(Path file) {
    Durations durations = new Durations(file);
    if (InputFile.looksLikeJson(file)) {
      durations.readJson();
    } else {
      durations.readCsv();
    }
    if (durations.secondsOfVideo.isEmpty()) {
      throw new BadInputException(file + ": contains no durations");
    }
    return durations;
  }

  /** The length of a video in seconds. */
  public OptionalDouble of(String video) {
    Double seconds = secondsOfVideo.get(VideoName.key(video));
    return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
  }

  /** Number of videos listed. */
  public int size() {
    return secondsOfVideo.size();
  }

  /** Expects a number of seconds above 0 and up to {@value InputLimits#VIDEO_SECONDS}. */
  static OptionalDouble expectDuration(JsonCursor cursor, String what) {
    double seconds = cursor.expectNumber(what);
    if (!isDuration(seconds)) {
      throw cursor.unexpected(what, EXPECTED);
    }
    return OptionalDouble.of(seconds);
  }

  private static boolean isDuration(double seconds) {
    return seconds > 0 && seconds <= InputLimits.VIDEO_SECONDS;
  }

  private void readJson() {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      if (cursor.token() == JsonToken.START_ARRAY) {
        while (cursor.nextElement()) {
          readJsonRow(cursor, null);
        }
      } else {
        cursor.expectObject("durations");
        for (String video = cursor.nextField(); video != null; video = cursor.nextField()) {
          if (cursor.token() == JsonToken.START_OBJECT) {
            readJsonRow(cursor, video);
          } else {
            put(video, expectDuration(cursor, "duration").getAsDouble(), cursor.line());
          }
        }
      }
      cursor.expectEnd();
    }
  }

  private void readJsonRow(JsonCursor cursor, @Nullable String key) {
    String video = key;
    OptionalDouble seconds = OptionalDouble.empty();
    int videoRank = VIDEO_COLUMNS.size();
    int lengthRank = LENGTH_COLUMNS.size();
    cursor.expectObject("a video");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      int asVideo = key == null ? VIDEO_COLUMNS.indexOf(field) : -1;
      int asLength = LENGTH_COLUMNS.indexOf(field);
      if (asVideo >= 0 && asVideo < videoRank) {
        video = cursor.expectId(field);
        videoRank = asVideo;
      } else if (asLength >= 0 && asLength < lengthRank) {
        seconds = expectDuration(cursor, field);
        lengthRank = asLength;
      } else {
        cursor.skip();
      }
    }
    if (video == null || seconds.isEmpty()) {
      throw cursor.error(
          "a row has no " + (video == null ? "video" : "duration"),
          "{\"video\": name, \"duration\": seconds}");
    }
    put(video, seconds.getAsDouble(), cursor.line());
  }

  private void readCsv() {
    CsvFactory factory = CsvFactory.builder().build();
    try (CsvParser parser = factory.createParser(InputFile.openText(file))) {
      try {
        readCsvRows(parser);
      } catch (JsonProcessingException e) {
        JsonLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        String problem = Quoted.shorten(e.getOriginalMessage(), MAX_PROBLEM_LENGTH);
        throw new BadInputException(
            file + ":" + place.getLineNr() + ": not valid CSV: " + problem, e);
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  private void readCsvRows(CsvParser parser) throws IOException {
    Columns columns = null;
    while (parser.nextToken() != null) {
      // At the row's first cell: the row's own token still stands on the line before.
      parser.nextToken();
      int line = parser.currentTokenLocation().getLineNr();
      List<String> row = readRow(parser);
      if (row.size() <= 1 && (row.isEmpty() || row.getFirst().isBlank())) {
        continue;
      }
      if (columns == null) {
        columns = Columns.ofHeader(row);
        if (columns != null) {
          continue;
        }
        columns = new Columns(0, 1);
      }
      readCsvRow(row, columns, line);
    }
  }

  private static List<String> readRow(JsonParser parser) throws IOException {
    List<String> row = new ArrayList<>();
    for (JsonToken t = parser.currentToken();
        t != null && t != JsonToken.END_ARRAY;
        t = parser.nextToken()) {
      if (t == JsonToken.VALUE_STRING) {
        row.add(parser.getText());
      }
    }
    return row;
  }

  private void readCsvRow(List<String> row, Columns columns, int line) {
    if (row.size() <= Math.max(columns.video, columns.length)) {
      throw new BadInputException(
          file + ":" + line + ": a row has " + row.size() + " columns; expected video,seconds");
    }
    String text = row.get(columns.length).strip();
    double seconds = Decimals.parse(text).orElse(Double.NaN);
    if (!isDuration(seconds)) {
      throw new BadInputException(
          file + ":" + line + ": duration is " + Quoted.value(text) + "; expected " + EXPECTED);
    }
    put(row.get(columns.video).strip(), seconds, line);
  }

  private void put(String video, double seconds, int line) {
    if (video.isBlank()) {
      throw new BadInputException(
          file + ":" + line + ": a row has no video; expected a video's name");
    }
    Double earlier = secondsOfVideo.putIfAbsent(VideoName.key(video), seconds);
    if (earlier != null && earlier != seconds) {
      throw new BadInputException(
          file
              + ":"
              + line
              + ": video "
              + Quoted.value(video)
              + " is "
              + seconds
              + " s here and "
              + earlier
              + " s before; keep one");
    }
  }

  /** Where the two values stand in a CSV row. */
  private record Columns(int video, int length) {

    /** The columns that a header names; null if the row is no header. */
    static @Nullable Columns ofHeader(List<String> row) {
      List<String> names = row.stream().map(n -> n.strip().toLowerCase(Locale.ROOT)).toList();
      int video = firstOf(VIDEO_COLUMNS, names);
      int length = firstOf(LENGTH_COLUMNS, names);
      return video >= 0 && length >= 0 ? new Columns(video, length) : null;
    }

    private static int firstOf(List<String> wanted, List<String> names) {
      return wanted.stream().mapToInt(names::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
    }
  }
}
