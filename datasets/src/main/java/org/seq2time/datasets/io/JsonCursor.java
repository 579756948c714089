package org.seq2time.datasets.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON file (or JSON lines: any number of values one after another) without building it in
 * memory. Every "expect" method reads the value under the cursor or throws a {@link
 * BadInputException} with file, line, JSON path, the value found and what was expected instead.
 *
 * <p>A field that stands twice in one object is an error: which of the two counts is nobody's
 * guess.
 */
public final class JsonCursor implements Closeable {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(InputLimits.json())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // NaN and Infinity are read so that the error can name them.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final String JSON = "JSON";

  /** A path or a parser's message is cut to this length. */
  private static final int MAX_PART_LENGTH = 200;

  private final Path file;
  private final JsonParser parser;
  private final String language;
  private final int linesBefore;

  /** Locations are costly, and files of a million fields are not in languages for people. */
  private final boolean remembersFieldLine;

  private int fieldLine;

  private JsonCursor(Path file, JsonParser parser, String language, int linesBefore) {
    this.file = file;
    this.parser = parser;
    this.language = language;
    this.linesBefore = linesBefore;
    this.remembersFieldLine = !language.equals(JSON);
  }

  /** Opens the file with the cursor before its first value. */
  public static JsonCursor open(Path file) {
    return open(file, FACTORY, JSON);
  }

  /**
   * Opens a file in another language that Jackson reads as JSON's tokens, such as YAML.
   *
   * @param factory of parsers; it should detect duplicate fields
   * @param language its name in messages
   */
  public static JsonCursor open(Path file, JsonFactory factory, String language) {
    try {
      return new JsonCursor(file, factory.createParser(InputFile.open(file)), language, 0);
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  /**
   * Opens one line of a file of JSON lines, so that a damaged line does not take others with it.
   *
   * @param number of the line, from 1
   * @param line its bytes, without a line end
   */
  public static JsonCursor ofLine(Path file, int number, byte[] line) {
    try {
      return new JsonCursor(file, FACTORY.createParser(line), JSON, number - 1);
    } catch (IOException e) {
      throw InputFile.failure(file, ":" + number, e);
    }
  }

  /**
   * Reads a resource of the program.
   *
   * @param name stands in messages
   */
  public static JsonCursor read(InputStream in, Path name) {
    try {
      return new JsonCursor(name, FACTORY.createParser(in), JSON, 0);
    } catch (IOException e) {
      throw InputFile.failure(name, "", e);
    }
  }

  /** Moves to the next value at the root; false at the end of the file. */
  public boolean nextRoot() {
    return advance() != null;
  }

  /** The kind of value under the cursor. */
  public JsonToken token() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw error("the file ends early", "a value");
    }
    return token;
  }

  /**
   * Expects an object. Loop: {@code cursor.expectObject("a query"); for (String f =
   * cursor.nextField(); f != null; f = cursor.nextField()) ...}.
   */
  public void expectObject(String what) {
    expect(JsonToken.START_OBJECT, what, "an object");
  }

  /** Moves to the next field's value and returns the field's name, or null after the last one. */
  public @Nullable String nextField() {
    if (advance() == JsonToken.END_OBJECT) {
      return null;
    }
    try {
      String name = parser.currentName();
      if (remembersFieldLine) {
        fieldLine = line();
      }
      advance();
      return name;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Expects an array; loop with {@link #nextElement()}. */
  public void expectArray(String what) {
    expect(JsonToken.START_ARRAY, what, "an array");
  }

  /** Moves to the next element; false after the last one. */
  public boolean nextElement() {
    return advance() != JsonToken.END_ARRAY;
  }

  /** Expects a string. */
  public String expectString(String what) {
    expect(JsonToken.VALUE_STRING, what, "a string");
    try {
      return parser.getText();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Expects true or false. */
  public boolean expectBoolean(String what) {
    if (token() != JsonToken.VALUE_TRUE && token() != JsonToken.VALUE_FALSE) {
      throw unexpected(what, "true or false");
    }
    return token() == JsonToken.VALUE_TRUE;
  }

  /** Expects an id: a non-empty string, or an integer, which becomes its decimal digits. */
  public String expectId(String what) {
    if (token() == JsonToken.VALUE_NUMBER_INT) {
      return rawText();
    }
    if (token() != JsonToken.VALUE_STRING || rawText().isEmpty()) {
      throw unexpected(what, "a non-empty string or an integer");
    }
    return rawText();
  }

  /** Expects a finite number. */
  public double expectNumber(String what) {
    if (token() != JsonToken.VALUE_NUMBER_FLOAT && token() != JsonToken.VALUE_NUMBER_INT) {
      throw unexpected(what, "a number");
    }
    try {
      double value = parser.getDoubleValue();
      if (!Double.isFinite(value)) {
        throw unexpected(what, "a finite number");
      }
      return value;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Expects an integer in {@code [min, max]}. */
  public int expectInt(String what, int min, int max) {
    if (token() == JsonToken.VALUE_NUMBER_INT || token() == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = expectNumber(what);
      if (value == Math.rint(value) && value >= min && value <= max) {
        return (int) value;
      }
    }
    throw unexpected(what, "an integer from " + min + " to " + max);
  }

  /** Skips the value under the cursor, with all that is in it. */
  public void skip() {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The value under the cursor with all that is in it, as JSON without white space. */
  public String copy() {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = FACTORY.createGenerator(text)) {
      copy.copyCurrentStructureExact(parser);
    } catch (IOException e) {
      throw failure(e);
    }
    return text.toString();
  }

  /** Expects nothing more in the file. */
  public void expectEnd() {
    if (nextRoot()) {
      throw error(
          "unexpected content after the end of the " + language + " value",
          "one value in the file");
    }
  }

  /** The line of the value under the cursor, from 1. */
  public int line() {
    return linesBefore + parser.currentTokenLocation().getLineNr();
  }

  /**
   * An error at the name of the field that {@link #nextField()} returned last, in a language other
   * than JSON.
   */
  public BadInputException fieldError(String problem) {
    return new BadInputException(file + ":" + fieldLine + ": " + problem);
  }

  /** An error at the value under the cursor. */
  public BadInputException unexpected(String what, String expected) {
    return error(what + " is " + describe(), expected);
  }

  /** An error at the cursor's place. */
  public BadInputException error(String problem, String expected) {
    return new BadInputException(place() + problem + "; expected " + expected);
  }

  /** An error at the cursor's place that needs no "expected". */
  public BadInputException error(String problem) {
    return new BadInputException(place() + problem);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void expect(JsonToken kind, String what, String expected) {
    if (token() != kind) {
      throw unexpected(what, expected);
    }
  }

  private @Nullable JsonToken advance() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private String rawText() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private String describe() {
    return switch (token()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case END_ARRAY -> "missing (the array ends)";
      case END_OBJECT -> "missing (the object ends)";
      case VALUE_STRING -> Quoted.value(rawText());
      default -> Quoted.shorten(rawText());
    };
  }

  private String place() {
    String path = path(parser.getParsingContext());
    return file + ":" + line() + ": " + (path.isEmpty() ? "" : path + ": ");
  }

  /** The path of the cursor, such as {@code annotations[3].segments[0]}; empty at the root. */
  private static String path(@Nullable JsonStreamContext context) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext c = context; c != null && !c.inRoot(); c = c.getParent()) {
      if (c.inArray()) {
        if (c.hasCurrentIndex()) {
          path.insert(0, "[" + c.getCurrentIndex() + "]");
        }
      } else if (c.getCurrentName() != null) {
        String dot = c.getParent() != null && !c.getParent().inRoot() ? "." : "";
        path.insert(0, dot + Quoted.shorten(c.getCurrentName()));
      }
    }
    if (path.length() <= MAX_PART_LENGTH) {
      return path.toString();
    }
    int from = path.length() - MAX_PART_LENGTH;
    while (path.charAt(from) != '[' && path.charAt(from) != '.') {
      from++;
    }
    return "..." + path.substring(from);
  }

  private BadInputException failure(IOException e) {
    if (e instanceof StreamConstraintsException limit) {
      return error("too large to read: " + summary(limit.getOriginalMessage()));
    }
    if (!(e instanceof StreamReadException syntax)) {
      int number = linesBefore + parser.currentLocation().getLineNr();
      return InputFile.failure(file, ":" + number, e);
    }
    String message = syntax.getOriginalMessage();
    String where =
        file
            + ":"
            + (syntax.getLocation() == null
                ? line()
                : linesBefore + syntax.getLocation().getLineNr())
            + ": ";
    // The parser does not use its own exception for it everywhere.
    if (e instanceof JsonEOFException || message.startsWith("Unexpected end-of-input")) {
      return new BadInputException(
          where + "the " + language + " ends early; the file is truncated, write or fetch it again",
          e);
    }
    if (message.startsWith("Invalid UTF-8")) {
      return new BadInputException(
          where
              + "text is not valid UTF-8; convert it, for example with iconv -f ISO-8859-1 -t"
              + " UTF-8",
          e);
    }
    String path = path(parser.getParsingContext());
    return new BadInputException(
        where
            + (path.isEmpty() ? "" : path + ": ")
            + "not valid "
            + language
            + ": "
            + summary(message),
        e);
  }

  /** A parser's message without its second line and without the Java settings it names. */
  private static String summary(String message) {
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return Quoted.shorten(line.replaceAll(", from `[^`]*`", ""), MAX_PART_LENGTH);
  }
}
