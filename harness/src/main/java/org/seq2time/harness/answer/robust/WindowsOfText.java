package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.robust.JsonItems.Found;
import org.seq2time.harness.answer.robust.JsonItems.Item;
import org.seq2time.harness.answer.robust.WindowReader.Windows;

/** Grounding: the windows of a text, or of its fields, for one sentence. */
final class WindowsOfText extends TextReading<List<Segment>> {

  /** From so many items on an answer lists the events of a video. */
  private static final int MIN_LIST = 2;

  /** Share of the query's words that the item has which names it. */
  private static final double NAMED = 0.6;

  WindowsOfText(RawAnswer answer, Timeline timeline) {
    super(answer, timeline);
  }

  @Override
  Parsed<List<Segment>> read(String text) {
    Found found = structured(text);
    List<Segment> windows = new ArrayList<>();
    if (found != null && isRanges(found)) {
      for (Item item : named(found.items())) {
        TimeMention second = item.second() == null ? item.first() : item.second();
        windows.add(timeline.segment(timeline.seconds(item.first()), timeline.seconds(second)));
      }
    } else if (!isSettled()) {
      addText(found == null ? text : plain(text, found), windows);
    }
    return windows.isEmpty() ? nothing() : Parsed.of(distinct(windows), timeline.warnings());
  }

  /** Moments in tags are the two ends of a range as often as not; text tells them apart. */
  private static boolean isRanges(Found found) {
    return !found.items().isEmpty()
        && (found.items().size() == 1 || found.items().stream().anyMatch(i -> i.second() != null));
  }

  private void addText(String text, List<Segment> windows) {
    String named = namedLine(text);
    String said = named == null ? text : named;
    Windows read = WindowReader.read(said, timeline);
    noteNothing(read.isDenied(), read.isUnitUnknown());
    for (Span span : read.spans()) {
      windows.add(timeline.segment(span));
      timeline.decided(said.substring(span.start(), span.end()));
    }
    if (read.areMoments()) {
      timeline.note(ParseWarning.MOMENTS);
    }
  }

  /** Of a list of captioned events the one that names the query. */
  private List<Item> named(List<Item> items) {
    if (items.size() < MIN_LIST || items.stream().anyMatch(i -> i.caption().isEmpty())) {
      return items;
    }
    int best = best(items.stream().map(Item::caption).toList());
    if (best < 0) {
      return items;
    }
    timeline.note(ParseWarning.NAMED_ITEM);
    return List.of(items.get(best));
  }

  /** The line that names the query among lines with a range each; null if none does. */
  private @Nullable String namedLine(String text) {
    if (answer.query().isBlank() || text.indexOf('\n') < 0) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      boolean range =
          SpanFinder.find(line, TimeMentionScanner.scan(line)).stream().anyMatch(s -> !s.isCount());
      if (range) {
        lines.add(line);
      }
    }
    int best = lines.size() < MIN_LIST + 1 ? -1 : best(lines);
    if (best < 0) {
      return null;
    }
    timeline.note(ParseWarning.NAMED_ITEM);
    return lines.get(best);
  }

  /** The text that has most of the query's words, and more than any other; -1 if none has. */
  private int best(List<String> texts) {
    Set<String> query = words(answer.query());
    if (query.isEmpty()) {
      return -1;
    }
    int best = -1;
    double most = 0;
    boolean tie = false;
    for (int i = 0; i < texts.size(); i++) {
      Set<String> common = words(texts.get(i));
      common.retainAll(query);
      double share = (double) common.size() / query.size();
      tie = share == most || (share < most && tie);
      best = share > most ? i : best;
      most = Math.max(most, share);
    }
    return most >= NAMED && !tie ? best : -1;
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    String lower = Phrases.lower(text);
    int i = 0;
    while (i < lower.length()) {
      int end = TimeVocabulary.wordEnd(lower, i);
      if (end > i) {
        String word = lower.substring(i, end);
        boolean content = word.length() > 2 && !TimeVocabulary.VAGUE.contains(word);
        if (content || word.charAt(0) >= '\u2e80') {
          words.add(
              word.length() > 4 && word.endsWith("s")
                  ? word.substring(0, word.length() - 1)
                  : word);
        }
      }
      i = Math.max(end, i + 1);
    }
    return words;
  }
}
