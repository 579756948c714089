package org.seq2time.datasets.sequence.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;

/** A JSON parser that may start inside a file and still counts bytes and lines from its start. */
final class OffsetParser implements Closeable {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(InputLimits.json())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /** Refuses a field that stands twice in any object; too slow for sources of gigabytes. */
  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .streamReadConstraints(InputLimits.json())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final int BUFFER_BYTES = 1 << 18;

  private final Path file;
  private final JsonParser json;

  /** Added to the parser's own offsets and lines. */
  private final long baseOffset;

  private final long baseLine;

  private OffsetParser(Path file, JsonParser json, long baseOffset, long baseLine) {
    this.file = file;
    this.json = json;
    this.baseOffset = baseOffset;
    this.baseLine = baseLine;
  }

  /**
   * Opens a file.
   *
   * @param line the line of the offset, from 1
   * @param inArray whether the offset is an array's element: the parser is given a bracket first
   * @param strict whether a field that stands twice in an object is an error
   */
  static OffsetParser open(Path file, long offset, long line, boolean inArray, boolean strict) {
    try {
      InputStream raw = Files.newInputStream(file);
      raw.skipNBytes(offset);
      InputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
      if (inArray) {
        byte[] bracket = "[".getBytes(StandardCharsets.US_ASCII);
        in = new SequenceInputStream(new ByteArrayInputStream(bracket), in);
      }
      return new OffsetParser(
          file,
          (strict ? STRICT : FACTORY).createParser(in),
          inArray ? offset - 1 : offset,
          line - 1);
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  /** The parser itself, for values. */
  JsonParser json() {
    return json;
  }

  /** Where the current token begins, in bytes from the file's start. */
  long tokenOffset() {
    return baseOffset + json.currentTokenLocation().getByteOffset();
  }

  /** The current token's line, from 1. */
  long tokenLine() {
    return baseLine + json.currentTokenLocation().getLineNr();
  }

  /** How far has been read, in bytes from the file's start. */
  long offset() {
    return baseOffset + json.currentLocation().getByteOffset();
  }

  /** The line of a parser's error. */
  long line(IOException e) {
    JsonLocation location = json.currentLocation();
    if (e instanceof StreamReadException syntax && syntax.getLocation() != null) {
      location = syntax.getLocation();
    }
    return baseLine + location.getLineNr();
  }

  /** Objects and arrays around the current token, one that it opens included. */
  int depth() {
    return json.getParsingContext().getNestingDepth();
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }
}
