package org.seq2time.harness.token;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.JsonCursor;

/**
 * What {@code tokenizer_config.json} says beside {@code tokenizer.json}; what it lacks is in {@code
 * special_tokens_map.json}, if that is there.
 *
 * @param cleansSpaces {@code clean_up_tokenization_spaces}: whether decoded text loses the blanks
 *     before punctuation and English contractions
 * @param chatTemplate {@code chat_template}; of several the one named {@code default}
 * @param specialTokens such as {@code bos_token}, with their text, in transformers' order
 */
public record TokenizerConfig(
    boolean cleansSpaces, Optional<String> chatTemplate, Map<String, String> specialTokens) {

  /** The names under which a tokenizer has special tokens. */
  private static final List<String> NAMES =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  public TokenizerConfig {
    specialTokens = Collections.unmodifiableMap(new LinkedHashMap<>(specialTokens));
  }

  /**
   * Reads both files of a folder, as far as they are there.
   *
   * @throws org.seq2time.datasets.io.BadInputException if one of them is not JSON
   */
  public static TokenizerConfig read(Path folder) {
    Reader reader = new Reader();
    for (String name : List.of("tokenizer_config.json", "special_tokens_map.json")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        reader.read(file);
      }
    }
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String name : NAMES) {
      String token = reader.tokens.get(name);
      if (token != null) {
        ordered.put(name, token);
      }
    }
    return new TokenizerConfig(reader.cleans, Optional.ofNullable(reader.template), ordered);
  }

  /** Collects what the files say; the first file's word counts. */
  private static final class Reader {
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private boolean cleans;
    private @Nullable String template;

    void read(Path file) {
      try (JsonCursor cursor = JsonCursor.open(file)) {
        cursor.nextRoot();
        cursor.expectObject("the tokenizer's configuration");
        for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
          if (NAMES.contains(f)) {
            String token = token(cursor);
            if (token != null) {
              tokens.putIfAbsent(f, token);
            }
          } else if (f.equals("clean_up_tokenization_spaces")) {
            cleans = cursor.token() == JsonToken.VALUE_TRUE;
          } else if (f.equals("chat_template")) {
            template = template(cursor);
          } else {
            cursor.skip();
          }
        }
        cursor.expectEnd();
      }
    }

    /** A token's text, or an object with it; null is no token. */
    private static @Nullable String token(JsonCursor cursor) {
      if (cursor.token() == JsonToken.VALUE_STRING) {
        return cursor.expectString("a token");
      }
      if (cursor.token() != JsonToken.START_OBJECT) {
        cursor.skip();
        return null;
      }
      String content = null;
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        if (f.equals("content") && cursor.token() == JsonToken.VALUE_STRING) {
          content = cursor.expectString("a token");
        } else {
          cursor.skip();
        }
      }
      return content;
    }

    /** One template, or several with names. */
    private static @Nullable String template(JsonCursor cursor) {
      if (cursor.token() == JsonToken.VALUE_STRING) {
        return cursor.expectString("the chat template");
      }
      if (cursor.token() != JsonToken.START_ARRAY) {
        cursor.skip();
        return null;
      }
      List<String> all = new ArrayList<>();
      String chosen = null;
      while (cursor.nextElement()) {
        cursor.expectObject("a chat template");
        String name = "";
        String text = "";
        for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
          switch (f) {
            case "name" -> name = cursor.expectString("the template's name");
            case "template" -> text = cursor.expectString("the template");
            default -> cursor.skip();
          }
        }
        all.add(text);
        chosen = name.equals("default") ? text : chosen;
      }
      return chosen == null && !all.isEmpty() ? all.getFirst() : chosen;
    }
  }
}
