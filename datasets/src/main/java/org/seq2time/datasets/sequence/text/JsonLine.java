package org.seq2time.datasets.sequence.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing piece of UTF-8 JSON. The caller keeps the structure right; this class keeps the strings
 * right: {@link #text} escapes what JSON demands (quote, backslash, control characters) and writes
 * half a surrogate pair as an escape, so that the bytes are always valid UTF-8.
 */
public final class JsonLine {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[1 << 16];
  private int length;

  /** Number of bytes so far. */
  public int length() {
    return length;
  }

  /** The array that holds the bytes; another one after the next append. */
  public byte[] array() {
    return bytes;
  }

  /** Empties the line and keeps its memory. */
  public void clear() {
    length = 0;
  }

  /** Cuts the line back to an earlier length. */
  public void truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IllegalArgumentException("length is " + length + ", cannot cut to " + newLength);
    }
    length = newLength;
  }

  /** Appends characters below 128 as they are. */
  public JsonLine ascii(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Appends bytes that are JSON already. */
  public JsonLine raw(byte[] source) {
    return raw(source, 0, source.length);
  }

  /** Appends bytes that are JSON already. */
  public JsonLine raw(byte[] source, int from, int count) {
    ensure(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends an integer that is not negative. */
  public JsonLine number(long value) {
    return number(value, 1);
  }

  /** Appends an integer that is not negative, with zeros before it up to so many digits. */
  public JsonLine number(long value, int digits) {
    int count = digits;
    for (long limit = power(digits); count < 19 && value >= limit; limit *= 10) {
      count++;
    }
    ensure(count);
    long rest = value;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
    return this;
  }

  /** Appends a JSON string with its quotes. */
  public JsonLine string(CharSequence text) {
    return ascii("\"").text(text).ascii("\"");
  }

  /** Appends the inside of a JSON string. */
  public JsonLine text(CharSequence text) {
    ensure(6 * text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else {
        i += escaped(text, i, c);
      }
    }
    return this;
  }

  /** Appends the characters {@code [from, to)} as the inside of a JSON string. */
  public JsonLine text(char[] text, int from, int to) {
    return text(CharBuffer.wrap(text, from, to - from));
  }

  /** Appends characters that are JSON already; half a surrogate pair becomes an escape. */
  public JsonLine json(CharSequence text) {
    ensure(6 * text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        i += escaped(text, i, c);
      }
    }
    return this;
  }

  /** Room for a reader to fill; {@link #filled} says how much of it was. */
  public ByteBuffer room(int count) {
    ensure(count);
    return ByteBuffer.wrap(bytes, length, count);
  }

  /** Takes over bytes that were written into {@link #room}. */
  public void filled(int count) {
    length += count;
  }

  /** Removes the bytes {@code [from, to)}. */
  public void delete(int from, int to) {
    System.arraycopy(bytes, to, bytes, from, length - to);
    length -= to - from;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Writes one character that is not plain; returns how many more characters it took. */
  private int escaped(CharSequence text, int at, char c) {
    if (c < 0x80) {
      escape(c);
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | (c >> 6));
      bytes[length++] = (byte) (0x80 | (c & 0x3f));
    } else if (!Character.isSurrogate(c)) {
      bytes[length++] = (byte) (0xe0 | (c >> 12));
      bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
      bytes[length++] = (byte) (0x80 | (c & 0x3f));
    } else if (Character.isHighSurrogate(c)
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1))) {
      int point = Character.toCodePoint(c, text.charAt(at + 1));
      bytes[length++] = (byte) (0xf0 | (point >> 18));
      bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      bytes[length++] = (byte) (0x80 | (point & 0x3f));
      return 1;
    } else {
      unicode(c);
    }
    return 0;
  }

  private void escape(char c) {
    byte short2 =
        switch (c) {
          case '"' -> '"';
          case '\\' -> '\\';
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          case '\b' -> 'b';
          case '\f' -> 'f';
          default -> 0;
        };
    if (short2 == 0) {
      unicode(c);
    } else {
      bytes[length++] = '\\';
      bytes[length++] = short2;
    }
  }

  private void unicode(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    bytes[length++] = HEX[c >> 12];
    bytes[length++] = HEX[(c >> 8) & 0xf];
    bytes[length++] = HEX[(c >> 4) & 0xf];
    bytes[length++] = HEX[c & 0xf];
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
    }
  }
}
