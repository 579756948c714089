package org.seq2time.harness.token;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;

/**
 * What a {@code tokenizer.json} says of itself.
 *
 * @param file where it was read from
 * @param model its kind: BPE, Unigram, WordPiece, WordLevel
 * @param vocabulary number of entries of the model's vocabulary, without added tokens
 * @param lastId the largest id in use, in the vocabulary or added
 * @param addedTokens its added tokens, in the file's order
 * @param wanted ids, in the model's vocabulary, of the tokens that {@link #read} was asked for
 * @param unknown the token of what is in no other token; null if the model has none
 * @param byteTokens ids of the tokens {@code <0x00>} to {@code <0xFF>}; empty unless all are there
 *     and the decoder joins them
 * @param parts types of its normalizers, pre-tokenizers and decoders, such as {@code
 *     normalizer.Prepend}
 */
public record TokenizerFile(
    Path file,
    String model,
    int vocabulary,
    int lastId,
    List<AddedToken> addedTokens,
    Map<String, Integer> wanted,
    @Nullable String unknown,
    List<Integer> byteTokens,
    Set<String> parts) {

  public TokenizerFile {
    addedTokens = List.copyOf(addedTokens);
    wanted = Map.copyOf(wanted);
    byteTokens = List.copyOf(byteTokens);
    parts = Collections.unmodifiableSet(new LinkedHashSet<>(parts));
  }

  /**
   * Reads the file.
   *
   * @param wanted tokens whose ids in the model's vocabulary are of interest
   * @throws BadInputException if it is no {@code tokenizer.json}
   */
  public static TokenizerFile read(Path file, Collection<String> wanted) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > InputLimits.TOKENIZER_FILE_BYTES) {
        throw new BadInputException(
            file
                + ": has "
                + Files.size(file)
                + " bytes; a tokenizer has at most "
                + InputLimits.TOKENIZER_FILE_BYTES);
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
    try (JsonCursor cursor = JsonCursor.open(file)) {
      return new Reader(file, Set.copyOf(wanted)).read(cursor);
    }
  }

  /** The number of ids: all are below it. */
  public int size() {
    return lastId + 1;
  }

  /** The id of an added or wanted token. */
  public OptionalInt id(String content) {
    for (AddedToken token : addedTokens) {
      if (token.content().equals(content)) {
        return OptionalInt.of(token.id());
      }
    }
    Integer id = wanted.get(content);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * Whether a mark is put before each piece of text between added tokens ({@code Prepend}, or
   * {@code Metaspace} that always does): then {@code "<7> to"} has a blank more after {@code <7>}
   * than the text.
   */
  public boolean marksEveryPiece() {
    return parts.contains("normalizer.Prepend") || parts.contains("pre_tokenizer.Metaspace.always");
  }

  /** Whether bytes that are in no token are written as tokens of one byte. */
  public boolean fallsBackToBytes() {
    return parts.contains("decoder.ByteFallback") || parts.contains("decoder.ByteLevel");
  }

  /** Collects the facts in one pass. */
  private static final class Reader {

    private final Path file;
    private final Set<String> wanted;
    private final Map<String, Integer> found = new HashMap<>();
    private final Map<String, AddedToken> added = new LinkedHashMap<>();
    private final Set<String> parts = new LinkedHashSet<>();
    private final int[] bytes = new int[256];
    private String model = "";
    private @Nullable String unknown;
    private int unknownId = -1;
    private int vocabulary;
    private int lastId = -1;

    Reader(Path file, Set<String> wanted) {
      this.file = file;
      this.wanted = wanted;
      Arrays.fill(bytes, -1);
    }

    TokenizerFile read(JsonCursor cursor) {
      cursor.nextRoot();
      cursor.expectObject("a tokenizer");
      boolean hasModel = false;
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        switch (f) {
          case "added_tokens" -> addedTokens(cursor);
          case "normalizer", "pre_tokenizer", "decoder" -> parts(cursor, f);
          case "post_processor" -> NativeGuard.postProcessor(cursor);
          case "model" -> {
            hasModel = true;
            model(cursor);
          }
          default -> cursor.skip();
        }
      }
      cursor.expectEnd();
      if (!hasModel || vocabulary == 0) {
        throw new BadInputException(
            file + ": not a tokenizer.json: it has no model with a vocabulary");
      }
      return new TokenizerFile(
          file,
          model,
          vocabulary,
          lastId,
          new ArrayList<>(added.values()),
          found,
          unknown,
          byteTokens(),
          parts);
    }

    private List<Integer> byteTokens() {
      boolean all = Arrays.stream(bytes).allMatch(id -> id >= 0);
      return all && parts.contains("decoder.ByteFallback")
          ? Arrays.stream(bytes).boxed().toList()
          : List.of();
    }

    private void addedTokens(JsonCursor cursor) {
      cursor.expectArray("the added tokens");
      while (cursor.nextElement()) {
        cursor.expectObject("an added token");
        int id = -1;
        String content = "";
        boolean special = false;
        for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
          switch (f) {
            case "id" -> id = cursor.expectInt("an added token's id", 0, InputLimits.MODEL_SIZE);
            case "content" -> content = cursor.expectString("an added token");
            case "special" -> special = cursor.token() == JsonToken.VALUE_TRUE;
            default -> cursor.skip();
          }
        }
        if (id < 0 || content.isEmpty()) {
          throw cursor.error("an added token has no id or no content", "both");
        }
        if (added.put(content, new AddedToken(id, content, special)) != null) {
          throw cursor.error("the added token " + Quoted.value(content) + " occurs twice");
        }
        lastId = Math.max(lastId, id);
      }
    }

    /** The types of a part, and of the parts of a sequence. */
    private void parts(JsonCursor cursor, String kind) {
      if (cursor.token() == JsonToken.START_ARRAY) {
        while (cursor.nextElement()) {
          parts(cursor, kind);
        }
        return;
      }
      if (cursor.token() != JsonToken.START_OBJECT) {
        cursor.skip();
        return;
      }
      String type = "";
      String table = null;
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        switch (f) {
          case "type" -> type = cursor.expectString("a type");
          case "precompiled_charsmap" -> {
            table = cursor.token() == JsonToken.VALUE_STRING ? cursor.expectString(f) : null;
            cursor.skip();
          }
          case "prepend_scheme" -> {
            if (cursor.expectString("the prepend scheme").equals("always")) {
              parts.add(kind + ".Metaspace.always");
            }
          }
          case "normalizers", "pretokenizers", "decoders" -> parts(cursor, kind);
          default -> cursor.skip();
        }
      }
      if (type.equals("Precompiled")) {
        NativeGuard.precompiled(cursor, table);
      }
      if (!type.isEmpty()) {
        parts.add(kind + "." + Quoted.shorten(type));
      }
    }

    private void model(JsonCursor cursor) {
      cursor.expectObject("the model");
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        switch (f) {
          case "type" -> model = Quoted.shorten(cursor.expectString("the model's type"));
          case "vocab" -> vocabulary(cursor);
          case "unk_token" -> {
            unknown = cursor.token() == JsonToken.VALUE_STRING ? cursor.expectString(f) : null;
            cursor.skip();
          }
          case "unk_id" -> {
            unknownId =
                cursor.token() == JsonToken.VALUE_NUMBER_INT
                    ? cursor.expectInt("the unknown token's id", 0, InputLimits.MODEL_SIZE)
                    : -1;
            cursor.skip();
          }
          default -> cursor.skip();
        }
      }
    }

    /** An object of ids, or Unigram's array of pairs of token and score. */
    private void vocabulary(JsonCursor cursor) {
      if (cursor.token() == JsonToken.START_ARRAY) {
        while (cursor.nextElement()) {
          cursor.expectArray("a vocabulary entry");
          cursor.nextElement();
          entry(cursor.expectString("a token"), vocabulary);
          while (cursor.nextElement()) {
            cursor.skip();
          }
        }
        return;
      }
      cursor.expectObject("the vocabulary");
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        entry(f, cursor.expectInt("a token's id", 0, InputLimits.MODEL_SIZE));
      }
    }

    private void entry(String token, int id) {
      vocabulary++;
      lastId = Math.max(lastId, id);
      if (id == unknownId) {
        unknown = token;
      }
      if (token.length() == 6 && token.startsWith("<0x") && token.endsWith(">")) {
        try {
          bytes[Integer.parseInt(token, 3, 5, 16)] = id;
        } catch (NumberFormatException e) {
          // Another token that looks alike.
        }
      }
      if (wanted.contains(token)) {
        found.put(token, id);
      }
    }
  }
}
