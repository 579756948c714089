package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.robust.EventReader.Told;
import org.seq2time.harness.answer.robust.JsonItems.Found;
import org.seq2time.harness.answer.robust.JsonItems.Item;

/** Dense captioning: the events that a text, or its fields, tell. */
final class EventsOfText extends TextReading<List<Event>> {

  EventsOfText(RawAnswer answer, Timeline timeline) {
    super(answer, timeline);
  }

  @Override
  Parsed<List<Event>> read(String text) {
    Found found = structured(text);
    List<Event> events = List.of();
    if (found != null && isTold(found)) {
      events = told(ofItems(found.items()));
    } else if (!isSettled()) {
      events = ofText(Tags.remove(plain(text, found)));
    }
    return events.isEmpty() ? nothing() : Parsed.of(distinct(events), timeline.warnings());
  }

  /** Elements such as {@code <time>} that hold no caption leave it in the text around them. */
  private static boolean isTold(Found found) {
    return !found.items().isEmpty();
  }

  private List<Event> ofText(String text) {
    List<Told> told = EventReader.read(text);
    Clauses clauses = new Clauses(text);
    boolean alone = told.size() == 1 && told.getFirst().isMoment();
    boolean refusal = alone && clauses.isDenied(told.getFirst().span());
    List<Told> known = new ArrayList<>();
    boolean frames = false;
    for (Told event : told) {
      boolean both =
          timeline.isKnown(event.span().first()) && timeline.isKnown(event.span().second());
      frames |= !both;
      if (both && !refusal) {
        known.add(event);
      }
    }
    if (known.isEmpty()) {
      noteNothing(refusal || clauses.isDenial(), frames);
    }
    return told(known);
  }

  private static List<Told> ofItems(List<Item> items) {
    List<Told> told = new ArrayList<>();
    for (Item item : items) {
      TimeMention second = item.second() == null ? item.first() : item.second();
      Span span = new Span(item.first(), second, 0, 0, Span.Link.KEYED);
      told.add(new Told(span, item.second() == null, Tags.remove(item.caption()).strip()));
    }
    return told;
  }

  private List<Event> told(List<Told> told) {
    List<Told> whole = withoutBrokenEnd(told);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      Told event = whole.get(i);
      Segment segment = event.isMoment() ? untilNext(whole, i) : timeline.segment(event.span());
      events.add(new Event(segment, event.caption()));
    }
    return events;
  }

  private List<Told> withoutBrokenEnd(List<Told> told) {
    boolean captions = told.stream().anyMatch(t -> !t.caption().isEmpty());
    if (captions && told.getLast().caption().isEmpty()) {
      timeline.note(ParseWarning.TRUNCATED);
      return told.subList(0, told.size() - 1);
    }
    if (told.isEmpty()) {
      return told;
    }
    Told last = told.getLast();
    String caption = Caption.withoutBrokenEnd(last.caption());
    if (caption.length() < last.caption().length()) {
      timeline.note(ParseWarning.TRUNCATED);
      List<Told> whole = new ArrayList<>(told);
      whole.set(told.size() - 1, new Told(last.span(), last.isMoment(), caption));
      return whole;
    }
    return told;
  }

  private Segment untilNext(List<Told> told, int i) {
    timeline.note(ParseWarning.MOMENTS);
    double start = timeline.seconds(told.get(i).span().first());
    OptionalDouble next =
        i + 1 < told.size()
            ? OptionalDouble.of(timeline.seconds(told.get(i + 1).span().first()))
            : timeline.durationSeconds();
    timeline.noteBeyondEnd(start);
    return new Segment(start, Math.max(start, next.orElse(start)));
  }
}
