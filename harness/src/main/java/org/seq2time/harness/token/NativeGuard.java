package org.seq2time.harness.token;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;

/**
 * Checks what the native library (tokenizers 0.21.4) takes for granted: it would not report such a
 * file but end the whole process. Found by mutating files; there is no list.
 */
final class NativeGuard {

  private NativeGuard() {}

  /** A post-processor's template may only name special tokens that it defines. */
  static void postProcessor(JsonCursor cursor) {
    if (cursor.token() != JsonToken.START_OBJECT) {
      cursor.skip();
      return;
    }
    Set<String> used = new HashSet<>();
    Set<String> defined = new HashSet<>();
    boolean isTemplate = false;
    for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
      switch (f) {
        case "type" -> isTemplate = "TemplateProcessing".equals(text(cursor));
        case "single", "pair" -> pieces(cursor, used);
        case "special_tokens" -> definitions(cursor, defined);
        case "processors" -> {
          if (cursor.token() == JsonToken.START_ARRAY) {
            while (cursor.nextElement()) {
              postProcessor(cursor);
            }
          } else {
            cursor.skip();
          }
        }
        default -> cursor.skip();
      }
    }
    used.removeAll(defined);
    if (isTemplate && !used.isEmpty()) {
      throw cursor.error(
          "the template uses the special token "
              + Quoted.value(used.iterator().next())
              + ", which its special_tokens does not define");
    }
  }

  /**
   * A {@code Precompiled} normalizer needs its table: base64 of the trie's size in bytes, the trie
   * and the replacements.
   */
  static void precompiled(JsonCursor cursor, @Nullable String table) {
    if (!isTable(table)) {
      throw cursor.error(
          "the Precompiled normalizer has no usable precompiled_charsmap", "its table in base64");
    }
  }

  private static boolean isTable(@Nullable String table) {
    if (table == null) {
      return false;
    }
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode(table)).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.remaining() < 4) {
        return false;
      }
      long trie = Integer.toUnsignedLong(bytes.getInt());
      if (trie % 4 != 0 || trie > bytes.remaining()) {
        return false;
      }
      bytes.position(bytes.position() + (int) trie);
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return false;
    }
  }

  /** {@code [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": ...}]}. */
  private static void pieces(JsonCursor cursor, Set<String> used) {
    if (cursor.token() != JsonToken.START_ARRAY) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      if (cursor.token() != JsonToken.START_OBJECT) {
        cursor.skip();
        continue;
      }
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        if (!f.equals("SpecialToken") || cursor.token() != JsonToken.START_OBJECT) {
          cursor.skip();
          continue;
        }
        for (String g = cursor.nextField(); g != null; g = cursor.nextField()) {
          String id = g.equals("id") ? text(cursor) : null;
          if (id != null) {
            used.add(id);
          } else if (!g.equals("id")) {
            cursor.skip();
          }
        }
      }
    }
  }

  private static void definitions(JsonCursor cursor, Set<String> defined) {
    if (cursor.token() != JsonToken.START_OBJECT) {
      cursor.skip();
      return;
    }
    for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
      defined.add(f);
      cursor.skip();
    }
  }

  private static @Nullable String text(JsonCursor cursor) {
    if (cursor.token() == JsonToken.VALUE_STRING) {
      return cursor.expectString("a text");
    }
    cursor.skip();
    return null;
  }
}
