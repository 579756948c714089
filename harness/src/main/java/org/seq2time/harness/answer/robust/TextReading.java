package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Outcome;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.robust.JsonItems.Found;
import org.seq2time.harness.answer.robust.JsonItems.Item;
import org.seq2time.harness.answer.robust.LooseJson.Document;

/**
 * Reads one task's prediction from the text of an answer: what JSON, a table and XML hold is the
 * same for all tasks.
 *
 * @param <P> the task's prediction type
 */
abstract sealed class TextReading<P> permits EventsOfText, HighlightsOfText, WindowsOfText {

  final RawAnswer answer;
  final Timeline timeline;
  private boolean denied;
  private boolean unitUnknown;
  private boolean toolCall;

  TextReading(RawAnswer answer, Timeline timeline) {
    this.answer = answer;
    this.timeline = timeline;
  }

  /** What the text holds. */
  abstract Parsed<P> read(String text);

  /** Notes why there is no time. */
  final void noteNothing(boolean isDenied, boolean isUnitUnknown) {
    denied |= isDenied;
    unitUnknown |= isUnitUnknown;
  }

  /** Fields with times, from JSON, a table or XML; null if there are none of those. */
  final @Nullable Found structured(String text) {
    Document document = LooseJson.read(text);
    Found found = document == null ? null : ofJson(document);
    if (found == null || isNothing(found)) {
      Document rows = Rows.read(text);
      rows = rows == null && isElements() ? Elements.read(text) : rows;
      Found inRows = rows == null ? null : JsonItems.of(rows);
      found = inRows == null || isNothing(inRows) ? found : inRows;
    }
    return found == null ? null : inKnownUnits(found);
  }

  /** Whether XML elements are read as objects. */
  boolean isElements() {
    return true;
  }

  private static boolean isNothing(Found found) {
    return found.items().isEmpty() && !found.isDenied() && found.scores() == null;
  }

  private Found ofJson(Document document) {
    Found found = JsonItems.of(document);
    if (document.truncated() && !found.items().isEmpty() && found.items().getLast().broken()) {
      Item last = found.items().getLast();
      if (last.second() == null || last.caption().isEmpty()) {
        timeline.note(ParseWarning.TRUNCATED);
        return found.withItems(found.items().subList(0, found.items().size() - 1));
      }
    }
    return found;
  }

  private Found inKnownUnits(Found found) {
    List<Item> known = new ArrayList<>();
    for (Item item : found.items()) {
      boolean both =
          timeline.isKnown(item.first())
              && (item.second() == null || timeline.isKnown(item.second()));
      if (both) {
        known.add(item);
      } else {
        unitUnknown = true;
      }
    }
    denied |= found.isDenied();
    toolCall |= found.isToolCall();
    if (found.guessedCaption()) {
      timeline.note(ParseWarning.CAPTION_GUESSED);
    }
    return found.withItems(known);
  }

  /** The text to read where JSON holds no times: its strings, if it is nothing but strings. */
  static String plain(String text, @Nullable Found json) {
    return json == null || json.strings().isEmpty() ? text : String.join("\n", json.strings());
  }

  /** Whether fields have said that there is no time that could be read. */
  final boolean isSettled() {
    return denied || unitUnknown || toolCall;
  }

  final Parsed<P> nothing() {
    if (answer.text().isBlank()) {
      return Parsed.nothing(answer, timeline.warnings());
    }
    Outcome outcome =
        unitUnknown ? Outcome.UNIT_UNKNOWN : denied ? Outcome.DENIED : Outcome.NO_TIME_FOUND;
    return Parsed.none(outcome, timeline.warnings());
  }

  final <T> List<T> distinct(List<T> found) {
    List<T> distinct = List.copyOf(new LinkedHashSet<>(found));
    if (distinct.size() < found.size()) {
      timeline.note(ParseWarning.REPEATED);
    }
    return distinct;
  }
}
