package org.seq2time.harness.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;

/** The chat completions protocol. */
final class ChatJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(InputLimits.json()).build();

  private ChatJson() {}

  static byte[] request(ChatSettings settings, ChatRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model", settings.model());
      json.writeArrayFieldStart("messages");
      json.writeStartObject();
      json.writeStringField("role", "user");
      json.writeArrayFieldStart("content");
      for (ChatRequest.Picture picture : request.pictures()) {
        if (!picture.label().isEmpty()) {
          writeText(json, picture.label());
        }
        writePicture(json, picture.jpeg());
      }
      writeText(json, request.prompt());
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeNumberField("max_tokens", settings.maxTokens());
      json.writeNumberField("temperature", settings.temperature());
      if (settings.seed().isPresent()) {
        json.writeNumberField("seed", settings.seed().getAsLong());
      }
      json.writeBooleanField("stream", false);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** Reads {@code choices[0].message.content} and {@code usage}. */
  static ChatResponse response(byte[] body, int attempts, ChatKey key) throws IOException {
    Reading reading = new Reading();
    try (JsonParser json = FACTORY.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer is not a JSON object");
      }
      reading.response(json);
    } catch (JsonProcessingException e) {
      throw new IOException("the answer is not JSON: " + e.getOriginalMessage(), e);
    }
    if (reading.text == null) {
      throw new IOException("the answer has no choices[0].message.content");
    }
    return new ChatResponse(
        key.redacted(reading.text),
        reading.promptTokens,
        reading.generatedTokens,
        "length".equals(reading.finishReason),
        attempts);
  }

  private static void writeText(JsonGenerator json, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "text");
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static void writePicture(JsonGenerator json, byte[] jpeg) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "image_url");
    json.writeObjectFieldStart("image_url");
    json.writeStringField(
        "url", "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
    json.writeEndObject();
    json.writeEndObject();
  }

  /** What was found so far; unknown fields are passed over. */
  private static final class Reading {

    private @Nullable String text;
    private @Nullable String finishReason;
    private OptionalInt promptTokens = OptionalInt.empty();
    private OptionalInt generatedTokens = OptionalInt.empty();

    void response(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("choices") && value == JsonToken.START_ARRAY) {
          choices(json);
        } else if (field.equals("usage") && value == JsonToken.START_OBJECT) {
          usage(json);
        } else {
          json.skipChildren();
        }
      }
    }

    private void choices(JsonParser json) throws IOException {
      boolean first = true;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (first && json.currentToken() == JsonToken.START_OBJECT) {
          choice(json);
        } else {
          json.skipChildren();
        }
        first = false;
      }
    }

    private void choice(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("message") && value == JsonToken.START_OBJECT) {
          message(json);
        } else if (field.equals("finish_reason") && value == JsonToken.VALUE_STRING) {
          finishReason = json.getText();
        } else {
          json.skipChildren();
        }
      }
    }

    private void message(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("content") && value == JsonToken.VALUE_STRING) {
          text = json.getText();
        } else if (field.equals("content") && value == JsonToken.VALUE_NULL) {
          text = ""; // a model that stopped at once
        } else {
          json.skipChildren();
        }
      }
    }

    private void usage(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() == JsonParser.NumberType.INT) {
          int count = json.getIntValue();
          if (field.equals("prompt_tokens")) {
            promptTokens = OptionalInt.of(count);
          } else if (field.equals("completion_tokens")) {
            generatedTokens = OptionalInt.of(count);
          }
        } else {
          json.skipChildren();
        }
      }
    }
  }
}
