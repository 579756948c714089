package org.seq2time.harness.answer.robust1;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Saliency;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.DurationNeededException;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.robust1.EventReader.Told;
import org.seq2time.harness.answer.robust1.HighlightReader.Highlight;
import org.seq2time.harness.answer.robust1.JsonItems.Item;
import org.seq2time.harness.answer.robust1.LooseJson.Document;
import org.seq2time.harness.answer.robust1.WindowReader.Windows;

/**
 * Reads times however models write them.
 *
 * <p><b>Times</b>: position tokens ({@code <0><7><2><9>}), time tokens ({@code <TIME_ZERO>...}),
 * {@code 12.5s}, {@code 1 min 5 s}, {@code 1:05}, {@code 00:01:05.5}, percentages, relative
 * decimals (three or more decimals, at most 1, no unit), bare numbers as seconds; digits of any
 * script. <b>Ranges</b>: hyphen, dashes, tilde, arrow, "to" and its like, "from ... to", "between
 * ... and", "start ... end", brackets, cells. <b>Answers</b>: lines, lists, sentences, tables, JSON
 * in many shapes, also broken off.
 *
 * <p>A reversed range is put in order. A time beyond the end of the video stays as given in windows
 * and events (the metrics deal with it, as they do in the published pipelines) and is dropped from
 * highlights. An exact repetition of an event or window counts once. An event without a caption
 * that ends an answer with captions is broken off and left out. Where only single moments are
 * given, an event lasts until the next one (the last until the end, where that is known), and a
 * window is empty. Each is counted as an {@link ParseWarning}.
 *
 * <p>Highlights: a moment {@code t} belongs to the clip with {@code start < t <= end}, as in
 * TimeChat's data, where clips are named by their last second; a range covers the clips that it
 * touches. A clip's score is the mean of its highlights', 0 without any. A highlight without a
 * score has the lowest that the answer gives, or 1 if it gives none.
 */
public final class Robust1Parser implements AnswerParser {

  @Override
  public String key() {
    return "robust-1";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String signature() {
    return key();
  }

  @Override
  public Parsed<List<Event>> events(RawAnswer answer) {
    Timeline timeline = new Timeline(answer.durationSeconds());
    String text = cleaned(answer, timeline);
    JsonItems.Found json = json(text, timeline);
    List<Event> events =
        json == null || json.items().isEmpty()
            ? told(EventReader.read(plain(text, json)), timeline)
            : fromJson(json.items(), timeline);
    return result(answer, distinct(events, timeline), timeline);
  }

  @Override
  public Parsed<List<Segment>> windows(RawAnswer answer) {
    Timeline timeline = new Timeline(answer.durationSeconds());
    String text = cleaned(answer, timeline);
    JsonItems.Found json = json(text, timeline);
    List<Segment> windows = new ArrayList<>();
    if (json == null || json.items().isEmpty()) {
      Windows found = WindowReader.read(plain(text, json));
      for (Span span : found.spans()) {
        windows.add(timeline.segment(span));
      }
      if (found.areMoments() && !windows.isEmpty()) {
        timeline.note(ParseWarning.MOMENTS);
      }
    } else {
      for (Item item : json.items()) {
        TimeMention second = item.second() == null ? item.first() : item.second();
        windows.add(timeline.segment(timeline.seconds(item.first()), timeline.seconds(second)));
      }
    }
    return result(answer, distinct(windows, timeline), timeline);
  }

  @Override
  public Parsed<HighlightPrediction> highlights(RawAnswer answer) {
    if (answer.text().isBlank()) {
      return Parsed.nothing(answer, Set.of());
    }
    double duration =
        answer
            .durationSeconds()
            .orElseThrow(() -> new DurationNeededException("scores of a video's clips"));
    Timeline timeline = new Timeline(answer.durationSeconds());
    String text = cleaned(answer, timeline);
    JsonItems.Found json = json(text, timeline);
    ClipScores clips = new ClipScores(Saliency.clipsIn(duration));
    if (json == null || json.items().isEmpty()) {
      for (Highlight highlight : HighlightReader.read(plain(text, json))) {
        Span span = highlight.span();
        clips.add(timeline, span.first(), span.second(), highlight.score());
      }
    } else {
      for (Item item : json.items()) {
        TimeMention second = item.second() == null ? item.first() : item.second();
        clips.add(timeline, item.first(), second, item.score());
      }
    }
    double[] scores = clips.scores();
    return scores == null
        ? Parsed.nothing(answer, timeline.warnings())
        : Parsed.of(HighlightPrediction.of(null, scores), timeline.warnings());
  }

  private static String cleaned(RawAnswer answer, Timeline timeline) {
    PromptEcho.Cleaned cleaned = PromptEcho.remove(answer);
    if (cleaned.found()) {
      timeline.note(ParseWarning.ECHO);
    }
    return cleaned.text();
  }

  private static JsonItems.@Nullable Found json(String text, Timeline timeline) {
    Document document = LooseJson.read(text);
    if (document == null) {
      return null;
    }
    JsonItems.Found found = JsonItems.of(document);
    if (document.truncated() && !found.items().isEmpty() && found.items().getLast().broken()) {
      Item last = found.items().getLast();
      if (last.second() == null || last.caption().isEmpty()) {
        timeline.note(ParseWarning.TRUNCATED);
        return new JsonItems.Found(
            found.items().subList(0, found.items().size() - 1), found.strings());
      }
    }
    return found;
  }

  /** The text to read where JSON holds no times: its strings, if it is nothing but strings. */
  private static String plain(String text, JsonItems.@Nullable Found json) {
    return json == null || json.strings().isEmpty() ? text : String.join("\n", json.strings());
  }

  private static List<Event> fromJson(List<Item> items, Timeline timeline) {
    List<Told> told = new ArrayList<>();
    for (Item item : items) {
      TimeMention second = item.second() == null ? item.first() : item.second();
      Span span = new Span(item.first(), second, 0, 0, Span.Link.KEYED);
      told.add(new Told(span, item.second() == null, item.caption()));
    }
    return told(told, timeline);
  }

  private static List<Event> told(List<Told> told, Timeline timeline) {
    List<Told> whole = withoutBrokenEnd(told, timeline);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      Told event = whole.get(i);
      Segment segment =
          event.isMoment() ? untilNext(whole, i, timeline) : timeline.segment(event.span());
      events.add(new Event(segment, event.caption()));
    }
    return events;
  }

  private static List<Told> withoutBrokenEnd(List<Told> told, Timeline timeline) {
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

  private static Segment untilNext(List<Told> told, int i, Timeline timeline) {
    timeline.note(ParseWarning.MOMENTS);
    double start = timeline.seconds(told.get(i).span().first());
    OptionalDouble next =
        i + 1 < told.size()
            ? OptionalDouble.of(timeline.seconds(told.get(i + 1).span().first()))
            : timeline.durationSeconds();
    timeline.noteBeyondEnd(start);
    return new Segment(start, Math.max(start, next.orElse(start)));
  }

  private static <T> List<T> distinct(List<T> found, Timeline timeline) {
    List<T> distinct = List.copyOf(new LinkedHashSet<>(found));
    if (distinct.size() < found.size()) {
      timeline.note(ParseWarning.REPEATED);
    }
    return distinct;
  }

  private static <T> Parsed<List<T>> result(RawAnswer answer, List<T> found, Timeline timeline) {
    return found.isEmpty()
        ? Parsed.nothing(answer, timeline.warnings())
        : Parsed.of(found, timeline.warnings());
  }
}
