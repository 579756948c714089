package org.seq2time.datasets.sequence.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.sequence.text.TextHash;

/**
 * Walks the items of a JSON file, one array or one object after another, and knows at which byte
 * each string begins and ends. After an error in an item, {@link #recover} goes on with the next
 * one: by structure if the JSON is right, else at the next line that begins as items begin in this
 * file.
 */
final class ItemCursor implements Closeable {

  private static final int MAX_MESSAGE_LENGTH = 200;
  private static final int REPORT_BYTES = 1 << 22;

  private final Path file;
  private final boolean strict;
  private OffsetParser parser;
  private final Utf8Check utf8;
  private boolean inArray;
  private boolean started;

  /** Nesting depth around the items: 1 in an array, 0 in lines. */
  private int depthOfItems;

  private long itemNumber;
  private long itemOffset;
  private long itemLine;
  private long firstItemOffset = -1;

  private ItemResume.@Nullable Point resume;
  private boolean lost;
  private boolean inItem;
  private boolean isResumable = true;
  private boolean isStopped;

  private final LongConsumer progress;
  private long reported;

  private ItemCursor(Path file, boolean strict, LongConsumer progress) {
    this.file = file;
    this.strict = strict;
    this.parser = OffsetParser.open(file, ItemResume.start(file), 1, false, strict);
    this.progress = progress;
    this.utf8 = new Utf8Check(file);
  }

  /** Opens the file before its first item. */
  static ItemCursor open(Path file) {
    return open(file, bytes -> {}, false);
  }

  /**
   * Opens the file before its first item.
   *
   * @param progress is told from time to time how many more bytes have been read
   * @param strict whether a field that stands twice in any object is an error
   */
  static ItemCursor open(Path file, LongConsumer progress, boolean strict) {
    return new ItemCursor(file, strict, progress);
  }

  /** Reads an item; an error in it is a {@link BadInputException}. */
  interface Body {
    void read();
  }

  /** Reads all items; one with an error is noted and left out. */
  void forEach(BadItems bad, Body body) {
    while (!isStopped) {
      try {
        if (!next()) {
          return;
        }
        body.read();
      } catch (BadInputException e) {
        if (lost) {
          throw e;
        }
        bad.add(e);
        recoverInAnyWay();
      }
    }
  }

  /** Called in an item: {@link #forEach} ends after it. */
  void stop() {
    isStopped = true;
  }

  /** Reads all elements of the array under the cursor as items; syntax errors end the reading. */
  void forEachElement(BadItems bad, Body body) {
    depthOfItems = parser.depth();
    isResumable = false;
    while (nextElement()) {
      begin();
      try {
        body.read();
      } catch (BadInputException e) {
        if (lost) {
          throw e;
        }
        bad.add(e);
        recover();
      }
    }
  }

  /** Moves to the next item; false after the last one. */
  boolean next() {
    inItem = false;
    JsonToken token = advance();
    if (!started) {
      started = true;
      if (token == JsonToken.START_ARRAY) {
        inArray = true;
        depthOfItems = 1;
        token = advance();
      }
    }
    if (inArray && token == JsonToken.END_ARRAY) {
      requireEnd();
      return false;
    }
    if (token == null) {
      return false;
    }
    begin();
    return true;
  }

  /** Marks the value under the cursor as an item. */
  private void begin() {
    inItem = true;
    itemNumber++;
    itemOffset = parser.tokenOffset();
    itemLine = parser.tokenLine();
    if (firstItemOffset < 0) {
      firstItemOffset = itemOffset;
    }
    if (itemOffset - reported > REPORT_BYTES) {
      progress.accept(itemOffset - reported);
      reported = itemOffset;
    }
  }

  private void recoverInAnyWay() {
    try {
      recover();
    } catch (BadInputException e) {
      if (lost) {
        throw e;
      }
      recover(); // Now from the next line: the rest of the item is no JSON.
    }
  }

  /** Goes to the end of the item, so that {@link #next} finds the next one. */
  private void recover() {
    ItemResume.Point point = resume;
    if (point == null) {
      while (parser.depth() > depthOfItems) {
        advance();
      }
      return;
    }
    resume = null;
    parser.close();
    parser = OffsetParser.open(file, point.offset(), point.line(), inArray, strict);
    if (inArray) {
      advance();
    }
  }

  /** The kind of value under the cursor; null after the end. */
  @Nullable JsonToken token() {
    return parser.json().currentToken();
  }

  /** Expects an object; loop with {@link #nextField}. */
  void expectObject(String what) {
    if (token() != JsonToken.START_OBJECT) {
      throw unexpected(what, "an object");
    }
  }

  /** Expects an array; loop with {@link #nextElement}. */
  void expectArray(String what) {
    if (token() != JsonToken.START_ARRAY) {
      throw unexpected(what, "an array");
    }
  }

  /** Moves to the next field's value and returns the field's name; null after the last one. */
  @Nullable String nextField() {
    if (advance() != JsonToken.FIELD_NAME) {
      return null;
    }
    try {
      String name = parser.json().currentName();
      advance();
      return name;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Moves to the next element; false after the last one. */
  boolean nextElement() {
    return advance() != JsonToken.END_ARRAY;
  }

  /** Skips the value under the cursor, with all that is in it. */
  void skip() {
    try {
      parser.json().skipChildren();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Reads a string. */
  void readText(String what, Text into) {
    if (token() != JsonToken.VALUE_STRING) {
      throw unexpected(what, "a string");
    }
    copyText(into);
  }

  /** Reads an id: a string, or an integer, which becomes its digits. */
  void readId(String what, Text into) {
    if (token() != JsonToken.VALUE_STRING && token() != JsonToken.VALUE_NUMBER_INT) {
      throw unexpected(what, "a string or an integer");
    }
    copyText(into);
  }

  /** Reads a finite number. */
  double readNumber(String what) {
    if (token() != JsonToken.VALUE_NUMBER_INT && token() != JsonToken.VALUE_NUMBER_FLOAT) {
      throw unexpected(what, "a number");
    }
    try {
      double value = parser.json().getDoubleValue();
      if (!Double.isFinite(value)) {
        throw unexpected(what, "a finite number");
      }
      return value;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Notes where a string lies, and its hash without white space at both ends. */
  void readSpan(String what, Span into) {
    if (token() != JsonToken.VALUE_STRING) {
      throw unexpected(what, "a string");
    }
    try {
      JsonParser json = parser.json();
      into.offset = parser.tokenOffset() + 1;
      char[] chars = json.getTextCharacters();
      int from = json.getTextOffset();
      int to = from + json.getTextLength();
      into.length = Math.toIntExact(parser.offset() - 1 - into.offset);
      if (into.length != to - from && !utf8.isValid(into)) {
        throw problem("text is not valid UTF-8; convert it, for example with iconv");
      }
      while (from < to && isJsonSpace(chars[from])) {
        from++;
      }
      while (to > from && isJsonSpace(chars[to - 1])) {
        to--;
      }
      into.hash = TextHash.of(chars, from, to, Span.SEED);
      into.isBlank = from == to;
      into.isSet = true;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Notes where the item lies that has just been read to its end. */
  void itemSpan(Span into) {
    into.offset = itemOffset;
    into.length = Math.toIntExact(parser.offset() - itemOffset);
    into.hash = 0;
    into.isBlank = false;
    into.isSet = true;
  }

  /** The white space that is cut from captions: what JSON itself knows. */
  static boolean isJsonSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Number of the item, from 1. */
  long itemNumber() {
    return itemNumber;
  }

  /** The item's first line, from 1. */
  long itemLine() {
    return itemLine;
  }

  /** An error at the value under the cursor. */
  BadInputException unexpected(String what, String expected) {
    return problem(what + " is " + describe() + "; expected " + expected);
  }

  /** An error at the value under the cursor. */
  BadInputException problem(String problem) {
    return at(parser.tokenLine(), problem);
  }

  /** An error of the item as a whole. */
  BadInputException itemProblem(String problem) {
    return at(itemLine, problem);
  }

  @Override
  public void close() {
    parser.close();
    utf8.close();
  }

  private void requireEnd() {
    if (advance() != null) {
      lost = true;
      throw problem(
          "unexpected content after the end of the array;  expected one array in the file");
    }
  }

  private void copyText(Text into) {
    try {
      JsonParser json = parser.json();
      into.set(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private @Nullable JsonToken advance() {
    try {
      return parser.json().nextToken();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private String describe() {
    JsonToken token = token();
    if (token == null) {
      return "missing (the file ends)";
    }
    try {
      return switch (token) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case END_ARRAY, END_OBJECT -> "missing";
        case VALUE_STRING -> Quoted.value(parser.json().getText());
        default -> Quoted.shorten(parser.json().getText());
      };
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** An error in a line of the file. */
  BadInputException at(long line, String problem) {
    return new BadInputException(file + ":" + line + ": item " + itemNumber + ": " + problem);
  }

  /** What a parser's error means, and where reading can go on after it. */
  private BadInputException failure(IOException e) {
    if (!(e instanceof StreamReadException) && !(e instanceof StreamConstraintsException)) {
      lost = true;
      return InputFile.failure(file, ":" + itemLine, e);
    }
    long line = parser.line(e);
    String message =
        e instanceof StreamReadException syntax
            ? String.valueOf(syntax.getOriginalMessage())
            : String.valueOf(e.getMessage());
    boolean endsEarly =
        e instanceof JsonEOFException || message.startsWith("Unexpected end-of-input");
    if (!inItem && !inArray) {
      // What stands here is not even the beginning of an item.
      itemNumber++;
      itemLine = line;
      itemOffset = parser.offset() - 1;
    }
    resume = findResume();
    lost = resume == null || (endsEarly && inArray && resume.atEnd());
    if (resume != null && !resume.atEnd() && resume.line() <= line) {
      // The next item begins where this one should have ended.
      return at(itemLine, "not valid JSON: the item does not end before the next one begins");
    }
    if (endsEarly) {
      return at(line, "the JSON ends early; the file is truncated, write or fetch it again");
    }
    if (message.startsWith("Invalid UTF-8")) {
      return at(line, "text is not valid UTF-8; convert it, for example with iconv");
    }
    return at(line, "not valid JSON: " + summary(message));
  }

  private ItemResume.@Nullable Point findResume() {
    return isResumable && started && (firstItemOffset >= 0 || !inArray)
        ? ItemResume.find(file, firstItemOffset, itemOffset, itemLine, inArray)
        : null;
  }

  private static String summary(String message) {
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return Quoted.shorten(line.replaceAll(", from `[^`]*`", ""), MAX_MESSAGE_LENGTH);
  }
}
