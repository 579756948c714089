package org.seq2time.datasets.sequence.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.sequence.read.Facts.Event;
import org.seq2time.datasets.sequence.read.Instance.Axis;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.sequence.task.Slot;
import org.seq2time.datasets.sequence.task.Templates;

/**
 * Decodes an instance's text: the wordings that it names are matched with its question and answer,
 * and every position is decoded and must be one of the axis.
 */
public final class FactsReader {

  private static final String BETWEEN = " - ";
  private static final String BEFORE_CAPTION = ", ";

  private FactsReader() {}

  /**
   * What the instance says.
   *
   * @throws InstanceProblem if the text has not the wordings that it names, or a position cannot be
   *     decoded or lies outside
   */
  public static Facts read(Instance instance) throws InstanceProblem {
    if (instance.turns().size() != 2
        || !instance.turns().get(0).from().equals("human")
        || !instance.turns().get(1).from().equals("gpt")) {
      throw new InstanceProblem("the conversation is not one question and one answer");
    }
    Templates.Pair pair =
        Templates.all()
            .pair(instance.instruction())
            .orElseThrow(
                () ->
                    new InstanceProblem(
                        "instruction is "
                            + Quoted.value(instance.instruction())
                            + ", which is not a template of this version"));
    if (!belongs(pair.section(), instance.task())) {
      throw new InstanceProblem(
          "instruction " + pair.section() + " is not one of task " + instance.task().key());
    }
    Map<Slot, String> question =
        pair.question()
            .match(instance.turns().get(0).value())
            .orElseThrow(() -> new InstanceProblem("the question does not match its template"));
    Map<Slot, String> answer =
        pair.answer()
            .match(instance.turns().get(1).value())
            .orElseThrow(() -> new InstanceProblem("the answer does not match its template"));
    return facts(instance, question, answer);
  }

  private static Facts facts(
      Instance instance, Map<Slot, String> question, Map<Slot, String> answer)
      throws InstanceProblem {
    String askedCaption = question.getOrDefault(Slot.CAPTION, "");
    String answeredCaption = answer.getOrDefault(Slot.CAPTION, "");
    if (instance.task() == SequenceTask.VIDEO_CAPTIONING) {
      return new Facts(
          OptionalInt.empty(), askedCaption, OptionalInt.empty(), answeredCaption, List.of());
    }
    Axis axis =
        instance
            .time()
            .orElseThrow(() -> new InstanceProblem("has no time: how positions are written"));
    List<Event> events = new ArrayList<>();
    String range = answer.get(Slot.RANGE);
    if (range != null) {
      events.add(event(range, "", axis));
    }
    String text = answer.get(Slot.EVENTS);
    if (text != null) {
      readEvents(text, instance, axis, events);
    }
    return new Facts(
        moment(question.get(Slot.MOMENT), axis),
        askedCaption,
        moment(answer.get(Slot.MOMENT), axis),
        answeredCaption,
        events);
  }

  private static boolean belongs(String section, SequenceTask task) {
    return section.equals(task.key())
        || (task == SequenceTask.ALR && section.startsWith(task.key() + "-"));
  }

  private static OptionalInt moment(@Nullable String text, Axis axis) throws InstanceProblem {
    if (text == null) {
      return OptionalInt.empty();
    }
    int index = index(withoutUnit(text, axis), axis);
    if (index >= axis.length()) {
      throw new InstanceProblem(
          "position " + Quoted.value(text) + " is beyond the last of " + axis.length());
    }
    return OptionalInt.of(index);
  }

  private static Event event(String range, String caption, Axis axis) throws InstanceProblem {
    String text = withoutUnit(range, axis);
    int between = text.indexOf(BETWEEN);
    if (between < 0) {
      throw new InstanceProblem(Quoted.value(range) + " is not a range");
    }
    int start = index(text.substring(0, between), axis);
    int end = index(text.substring(between + BETWEEN.length()), axis);
    if (start >= end) {
      throw new InstanceProblem("range " + Quoted.value(range) + " does not end after its start");
    }
    return new Event(start, end, caption);
  }

  /**
   * The events of dense captioning. A caption may hold line feeds: it ends before the line that
   * begins with the next clip's range.
   */
  private static void readEvents(String text, Instance instance, Axis axis, List<Event> events)
      throws InstanceProblem {
    int at = 0;
    int next = 0;
    for (int k = 0; k < instance.clips().size() && at <= text.length(); k++) {
      next += instance.clips().get(k).frames();
      int end = text.length();
      if (k + 1 < instance.clips().size()) {
        int following = next + instance.clips().get(k + 1).frames();
        end = endOfEvent(text, at, next, following, axis);
      }
      String line = text.substring(at, end);
      int comma = line.indexOf(BEFORE_CAPTION);
      if (comma < 0) {
        throw new InstanceProblem("event " + (k + 1) + " is not \"range, caption\"");
      }
      events.add(
          event(line.substring(0, comma), line.substring(comma + BEFORE_CAPTION.length()), axis));
      at = end + 1;
    }
    if (events.size() != instance.clips().size()) {
      throw new InstanceProblem(
          instance.clips().size() + " clips, but " + events.size() + " events in the answer");
    }
  }

  private static int endOfEvent(String text, int from, int start, int end, Axis axis) {
    if (end <= axis.length()) {
      StringBuilder range = new StringBuilder("\n");
      axis.representation().appendRange(range, start, end, axis.length());
      int found = text.indexOf(range.append(BEFORE_CAPTION).toString(), from);
      if (found >= 0) {
        return found;
      }
    }
    int line = text.indexOf('\n', from);
    return line < 0 ? text.length() : line;
  }

  private static String withoutUnit(String text, Axis axis) throws InstanceProblem {
    String unit = axis.representation().unit();
    if (!text.endsWith(unit)) {
      throw new InstanceProblem(
          "position " + Quoted.value(text) + " does not end with" + Quoted.value(unit));
    }
    return text.substring(0, text.length() - unit.length());
  }

  /** The index that the text stands for: nothing between two of them. */
  private static int index(String text, Axis axis) throws InstanceProblem {
    int length = axis.length();
    double value;
    try {
      value = axis.representation().decode(text, length);
    } catch (IllegalArgumentException e) {
      throw new InstanceProblem(
          "position cannot be decoded: " + Quoted.oneLine(String.valueOf(e.getMessage())));
    }
    long index = Math.round(value);
    if (index < 0 || index > length) {
      throw new InstanceProblem("position " + Quoted.value(text) + " is outside 0 to " + length);
    }
    if (!axis.representation().encode((double) index, length).equals(text)) {
      throw new InstanceProblem(
          "position "
              + Quoted.value(text)
              + " is between two of the "
              + length
              + " on the axis, near "
              + index);
    }
    return (int) index;
  }
}
