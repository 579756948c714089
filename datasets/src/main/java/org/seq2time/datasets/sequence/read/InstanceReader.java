package org.seq2time.datasets.sequence.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.sequence.read.Instance.Axis;
import org.seq2time.datasets.sequence.read.Instance.Clip;
import org.seq2time.datasets.sequence.read.Instance.Turn;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.time.TimeRepresentation;

/** Parses lines of built data. Not for several threads. */
public final class InstanceReader {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(InputLimits.json())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Map<String, TimeRepresentation> representations = new HashMap<>();

  private String id = "";
  private String task = "";
  private String video = "";
  private String source = "";
  private String instruction = "";
  private final List<String> images = new ArrayList<>();
  private final List<Clip> clips = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();
  private Optional<Axis> time = Optional.empty();

  /**
   * Parses a line.
   *
   * @throws InstanceProblem if it is not an instance
   */
  public Instance read(String line) throws InstanceProblem {
    clear();
    try (JsonParser json = FACTORY.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new InstanceProblem("the line is not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        readField(json, field);
      }
      if (json.nextToken() != null) {
        throw new InstanceProblem("unexpected content after the JSON object");
      }
    } catch (JsonProcessingException e) {
      String message = String.valueOf(e.getOriginalMessage());
      throw new InstanceProblem("not valid JSON: " + Quoted.shorten(message, 120));
    } catch (IOException e) {
      throw new InstanceProblem("cannot be read: " + e.getMessage());
    }
    SequenceTask kind =
        SequenceTask.of(task)
            .orElseThrow(
                () ->
                    new InstanceProblem(
                        "task is " + Quoted.value(task) + "; expected " + SequenceTask.keys()));
    if (id.isEmpty()) {
      throw new InstanceProblem("has no id");
    }
    return new Instance(id, kind, images, clips, video, source, turns, instruction, time);
  }

  private void clear() {
    id = "";
    task = "";
    video = "";
    source = "";
    instruction = "";
    images.clear();
    clips.clear();
    turns.clear();
    time = Optional.empty();
  }

  private void readField(JsonParser json, String field) throws IOException, InstanceProblem {
    switch (field) {
      case "id" -> id = text(json, field);
      case "task" -> task = text(json, field);
      case "video" -> video = text(json, field);
      case "source" -> source = text(json, field);
      case "instruction" -> instruction = text(json, field);
      case "images" -> {
        expect(json, JsonToken.START_ARRAY, field);
        while (json.nextToken() != JsonToken.END_ARRAY) {
          images.add(text(json, "an image"));
        }
      }
      case "clips" -> {
        expect(json, JsonToken.START_ARRAY, field);
        while (json.nextToken() != JsonToken.END_ARRAY) {
          clips.add(clip(json));
        }
      }
      case "conversations" -> {
        expect(json, JsonToken.START_ARRAY, field);
        while (json.nextToken() != JsonToken.END_ARRAY) {
          turns.add(turn(json));
        }
      }
      case "time" -> time = Optional.of(axis(json));
      default -> json.skipChildren();
    }
  }

  private static Clip clip(JsonParser json) throws IOException, InstanceProblem {
    String path = "";
    int frames = 0;
    expect(json, JsonToken.START_OBJECT, "a clip");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "clip" -> path = text(json, field);
        case "frames" -> frames = integer(json, field);
        default -> json.skipChildren();
      }
    }
    return new Clip(path, frames);
  }

  private static Turn turn(JsonParser json) throws IOException, InstanceProblem {
    String from = "";
    String value = "";
    expect(json, JsonToken.START_OBJECT, "a turn");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "from" -> from = text(json, field);
        case "value" -> value = text(json, field);
        default -> json.skipChildren();
      }
    }
    return new Turn(from, value);
  }

  private Axis axis(JsonParser json) throws IOException, InstanceProblem {
    String key = "";
    String name = "";
    int length = 0;
    expect(json, JsonToken.START_OBJECT, "time");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "representation" -> key = text(json, field);
        case "axis" -> name = text(json, field);
        case "length" -> length = integer(json, field);
        default -> json.skipChildren();
      }
    }
    try {
      return new Axis(representations.computeIfAbsent(key, TimeRepresentation::of), name, length);
    } catch (IllegalArgumentException e) {
      throw new InstanceProblem(Quoted.shorten(String.valueOf(e.getMessage()), 200));
    }
  }

  private static String text(JsonParser json, String what) throws IOException, InstanceProblem {
    expect(json, JsonToken.VALUE_STRING, what);
    return json.getText();
  }

  private static int integer(JsonParser json, String what) throws IOException, InstanceProblem {
    expect(json, JsonToken.VALUE_NUMBER_INT, what);
    double value = json.getDoubleValue();
    if (!(value >= 1 && value <= InputLimits.INSTANCE_FRAMES)) {
      throw new InstanceProblem(
          what
              + " is "
              + Quoted.shorten(json.getText())
              + "; expected 1 to "
              + InputLimits.INSTANCE_FRAMES);
    }
    return (int) value;
  }

  private static void expect(JsonParser json, JsonToken token, String what)
      throws IOException, InstanceProblem {
    if (json.currentToken() != token) {
      throw new InstanceProblem(
          what
              + " is "
              + Quoted.value(String.valueOf(json.getText()))
              + "; expected "
              + expected(token));
    }
  }

  private static String expected(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_NUMBER_INT -> "an integer";
      default -> "a string";
    };
  }
}
