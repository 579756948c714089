package org.seq2time.reports.page;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.Serial;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON that can stand in a script element: no {@code <} that could end it, and no character that
 * steers the direction or the lines of the source.
 */
final class ScriptEscapes extends CharacterEscapes {

  @Serial private static final long serialVersionUID = 1L;

  private static final String MARKUP = "<>&'";

  private final int[] ascii = standardAsciiEscapesForJSON();

  ScriptEscapes() {
    MARKUP.chars().forEach(c -> ascii[c] = ESCAPE_STANDARD);
    ascii[0x7F] = ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return Arrays.copyOf(ascii, ascii.length);
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          new SerializedString("\\u" + Integer.toHexString(0x10000 | c).substring(1));
      default -> null;
    };
  }
}
