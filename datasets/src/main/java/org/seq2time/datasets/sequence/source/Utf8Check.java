package org.seq2time.datasets.sequence.source;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.sequence.text.JsonLine;

/**
 * Looks whether bytes of a file are UTF-8. The JSON parser lets overlong forms and encoded
 * surrogates pass, which must not be copied into the built data. Both take more bytes than
 * characters, so that only texts that do are looked at.
 */
final class Utf8Check implements Closeable {

  private final Path path;
  private final JsonLine bytes = new JsonLine();
  private @Nullable SourceFile file;

  Utf8Check(Path path) {
    this.path = path;
  }

  boolean isValid(Span span) {
    SourceFile open = file;
    if (open == null) {
      open = SourceFile.open(path);
      file = open;
    }
    bytes.clear();
    open.append(span.offset, span.length, bytes);
    return isAscii() || isDecoded();
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  private boolean isAscii() {
    byte[] array = bytes.array();
    for (int i = 0; i < bytes.length(); i++) {
      if (array[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isDecoded() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array(), 0, bytes.length()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
