package org.seq2time.harness.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;

/** Writes a {@code tokenizer.json} again, in memory, with more tokens and without its limits. */
final class TokenizerJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(InputLimits.json()).build();

  private TokenizerJson() {}

  /**
   * The file's text with tokens appended to {@code added_tokens}. Its {@code truncation} and {@code
   * padding} are dropped: they would cut prompts silently.
   *
   * @param verbatim those of the file's own added tokens that are to be found in the text as it is
   *     written: a normalised one is found only where the normalizer leaves it alone, of a run the
   *     first
   */
  static String with(TokenizerFile tokenizer, List<AddedToken> more, Set<String> verbatim) {
    try (InputStream in = InputFile.open(tokenizer.file())) {
      long size = Files.size(tokenizer.file());
      StringWriter text = new StringWriter((int) Math.min(size + 4096, 1 << 28));
      try (JsonParser parser = FACTORY.createParser(in);
          JsonGenerator json = FACTORY.createGenerator(text)) {
        copy(parser, json, more, verbatim);
      }
      return text.toString();
    } catch (IOException e) {
      throw InputFile.failure(tokenizer.file(), "", e);
    }
  }

  private static void copy(
      JsonParser parser, JsonGenerator json, List<AddedToken> more, Set<String> verbatim)
      throws IOException {
    boolean added = false;
    parser.nextToken();
    json.writeStartObject();
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      json.writeFieldName(field);
      switch (field) {
        case "truncation", "padding" -> {
          parser.skipChildren();
          json.writeNull();
        }
        case "added_tokens" -> {
          added = true;
          json.writeStartArray();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            copyToken(parser, json, verbatim);
          }
          write(json, more);
          json.writeEndArray();
        }
        default -> json.copyCurrentStructure(parser);
      }
    }
    if (!added) {
      json.writeArrayFieldStart("added_tokens");
      write(json, more);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** An added token, flat as all of them are. */
  private static void copyToken(JsonParser parser, JsonGenerator json, Set<String> verbatim)
      throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (value) {
        case VALUE_TRUE, VALUE_FALSE -> fields.put(name, value == JsonToken.VALUE_TRUE);
        case VALUE_NUMBER_INT -> fields.put(name, parser.getLongValue());
        case VALUE_STRING -> fields.put(name, parser.getText());
        default -> parser.skipChildren();
      }
    }
    if (fields.get("content") instanceof String content && verbatim.contains(content)) {
      fields.put("normalized", false);
    }
    json.writeStartObject();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      json.writeFieldName(field.getKey());
      switch (field.getValue()) {
        case Boolean flag -> json.writeBoolean(flag);
        case Long number -> json.writeNumber(number);
        default -> json.writeString(field.getValue().toString());
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<AddedToken> tokens) throws IOException {
    for (AddedToken token : tokens) {
      json.writeStartObject();
      json.writeNumberField("id", token.id());
      json.writeStringField("content", token.content());
      json.writeBooleanField("single_word", false);
      json.writeBooleanField("lstrip", false);
      json.writeBooleanField("rstrip", false);
      // A normalised token would be found only where the normalizer leaves it as it is.
      json.writeBooleanField("normalized", false);
      json.writeBooleanField("special", token.special());
      json.writeEndObject();
    }
  }
}
