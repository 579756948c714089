package org.seq2time.datasets.sequence.source;

import java.util.Arrays;

/** A text that is read again and again into the same memory. */
final class Text {

  char[] chars = new char[64];
  int length;
  boolean isSet;

  void clear() {
    length = 0;
    isSet = false;
  }

  void set(char[] source, int from, int count) {
    clear();
    isSet = true;
    append(source, from, count);
  }

  void set(CharSequence text) {
    clear();
    isSet = true;
    append(text);
  }

  void set(Text other) {
    set(other.chars, 0, other.length);
  }

  void append(CharSequence text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      chars[length++] = text.charAt(i);
    }
  }

  void append(char[] source, int from, int count) {
    ensure(count);
    System.arraycopy(source, from, chars, length, count);
    length += count;
  }

  boolean contentEquals(String text) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (chars[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (!Character.isWhitespace(chars[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }

  private void ensure(int more) {
    if (chars.length - length < more) {
      chars = Arrays.copyOf(chars, Math.max(length + more, 2 * chars.length));
    }
  }
}
