package org.seq2time.datasets.sequence.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.sequence.text.JsonLine;

/**
 * Finished conversations. Their text stays as it is, times included; {@code QA} becomes {@code
 * conversations} with the placeholder of the video before the first question, and everything else
 * that the item says is kept under {@code original}.
 */
final class InstructionInstances implements InstanceWriter {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(InputLimits.json()).build();

  private final Pool pool;
  private final LongUnaryOperator itemOfNumber;
  private final Conversation conversation;
  private final JsonLine record = new JsonLine();
  private final StringWriter turns = new StringWriter();
  private final StringWriter rest = new StringWriter();

  InstructionInstances(String name, Pool pool, LongUnaryOperator itemOfNumber) {
    this.pool = pool;
    this.itemOfNumber = itemOfNumber;
    this.conversation = new Conversation(name, SequenceTask.INSTRUCTIONS);
  }

  @Override
  public void write(long number, SplittableRandom random, JsonLine out, Tally tally) {
    int item = (int) itemOfNumber.applyAsLong(number);
    int source = pool.sourceOf(item);
    conversation.begin(number, out);
    out.ascii("\"source\":").string(pool.source(source).spec().name());
    out.ascii(",\"video\":\"");
    pool.appendPath(item, out);
    out.ascii("\",\"conversations\":");
    record.clear();
    pool.appendRecord(item, record);
    try {
      split();
    } catch (IOException e) {
      throw new BadInputException(
          "source "
              + pool.source(source).spec().name()
              + ": instruction "
              + number
              + " cannot be read: "
              + e.getMessage(),
          e);
    }
    out.json(turns.getBuffer()).ascii(",\"original\":").json(rest.getBuffer()).ascii("}");
    tally.countItem(source);
    tally.countInstance();
  }

  /** Splits the record into its turns and the rest. */
  private void split() throws IOException {
    turns.getBuffer().setLength(0);
    rest.getBuffer().setLength(0);
    try (JsonParser in = FACTORY.createParser(record.array(), 0, record.length());
        JsonGenerator talk = FACTORY.createGenerator(turns);
        JsonGenerator other = FACTORY.createGenerator(rest)) {
      boolean hasTurns = false;
      boolean hasPath = false;
      other.writeStartObject();
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        boolean isPath = (field.equals("video") || field.equals("image")) && !hasPath;
        if (isPath) {
          hasPath = true;
        } else if (field.equals("conversations") && !hasTurns) {
          hasTurns = true;
          talk.copyCurrentStructureExact(in);
        } else if (field.equals("QA") && !hasTurns) {
          hasTurns = true;
          copyPairs(in, talk);
        } else {
          other.writeFieldName(field);
          other.copyCurrentStructureExact(in);
        }
      }
      other.writeEndObject();
    }
  }

  private static void copyPairs(JsonParser in, JsonGenerator out) throws IOException {
    boolean first = true;
    out.writeStartArray();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      String question = "";
      String answer = "";
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "q" -> question = in.getText();
          case "a" -> answer = in.getText();
          default -> in.skipChildren();
        }
      }
      writeTurn(out, "human", first ? Templates.PLACEHOLDER + question : question);
      writeTurn(out, "gpt", answer);
      first = false;
    }
    out.writeEndArray();
  }

  private static void writeTurn(JsonGenerator out, String from, String value) throws IOException {
    out.writeStartObject();
    out.writeStringField("from", from);
    out.writeStringField("value", value);
    out.writeEndObject();
  }
}
