package org.seq2time.datasets.sequence.task;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.seq2time.datasets.sequence.text.JsonLine;

/** The parts of an instance that all tasks write in the same way. */
final class Conversation {

  private static final int ID_DIGITS = 7;

  private final byte[] head;
  private final byte[] middle;

  Conversation(String name, SequenceTask task) {
    head = ("{\"id\":\"" + name + "-").getBytes(StandardCharsets.US_ASCII);
    middle = ("\",\"task\":\"" + task.key() + "\",").getBytes(StandardCharsets.US_ASCII);
  }

  void begin(long number, JsonLine out) {
    out.raw(head).number(number, ID_DIGITS).raw(middle);
  }

  /**
   * Draws a question and an answer of the section and appends both, and which ones they are.
   *
   * @param ask fills the question
   * @param reply fills the answer
   */
  void append(
      Templates.Section section,
      SplittableRandom random,
      JsonLine out,
      Template.Filler ask,
      Template.Filler reply) {
    int question = random.nextInt(section.questions().size());
    int answer = random.nextInt(section.answers().size());
    out.ascii("\"conversations\":[{\"from\":\"human\",\"value\":\"");
    section.questions().get(question).append(out, ask);
    out.ascii("\"},{\"from\":\"gpt\",\"value\":\"");
    section.answers().get(answer).append(out, reply);
    out.ascii("\"}],\"instruction\":\"").ascii(section.name()).ascii(" ");
    out.number(question).ascii("/").number(answer).ascii("\"");
  }
}
