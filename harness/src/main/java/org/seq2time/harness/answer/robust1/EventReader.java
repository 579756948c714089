package org.seq2time.harness.answer.robust1;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.harness.answer.robust1.TimeMention.Kind;

/**
 * Finds the events that a text tells: ranges, or single moments, at the heads of lines or sentences
 * with captions behind them; failing those, ranges inside or at the end of sentences with captions
 * before them. Numbers inside captions are left alone.
 */
final class EventReader {

  private final String text;
  private final List<TimeMention> mentions;
  private final List<Span> spans;

  private EventReader(String text) {
    this.text = text;
    this.mentions = TimeMentionScanner.scan(text);
    this.spans = SpanFinder.find(text, mentions);
  }

  /**
   * An event as told.
   *
   * @param span its range; for a single moment both ends are the same
   * @param isMoment whether only one moment was told
   * @param caption may be empty
   */
  record Told(Span span, boolean isMoment, String caption) {}

  /** The events in the order of the text. */
  static List<Told> read(String text) {
    EventReader reader = new EventReader(text);
    List<RangeContext> heads = reader.heads(reader.spans);
    if (!heads.isEmpty() && !reader.isProse(heads.getFirst())) {
      return reader.captionsAfter(heads, false);
    }
    List<Told> bodies = reader.bodies(reader.spans, false);
    if (!bodies.isEmpty()) {
      return bodies;
    }
    List<Span> singles = reader.singles();
    heads = reader.heads(singles);
    return heads.isEmpty() ? reader.bodies(singles, true) : reader.captionsAfter(heads, true);
  }

  /** Whether a range stands before the first head in the same line: sentences, not a list. */
  private boolean isProse(RangeContext firstHead) {
    for (Span span : spans) {
      if (span.end() > firstHead.itemStart()) {
        return false;
      }
      boolean time = span.isExplicit() && !span.isCount();
      if (time && text.indexOf('\n', span.end(), firstHead.itemStart()) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Single moments that are times by their form. */
  private List<Span> singles() {
    List<Span> singles = new ArrayList<>();
    for (TimeMention m : SpanFinder.free(mentions, spans)) {
      boolean time = m.isExplicit() && m.kind() != Kind.PERCENT && m.kind() != Kind.FRACTION;
      if (time) {
        singles.add(Span.single(m));
      }
    }
    return singles;
  }

  private List<RangeContext> heads(List<Span> candidates) {
    List<RangeContext> heads = new ArrayList<>();
    int from = 0;
    for (Span span : candidates) {
      if (span.isCount()) {
        continue;
      }
      RangeContext context = RangeContext.of(text, span, from);
      boolean token = !heads.isEmpty() && span.first().isToken();
      boolean announced =
          !heads.isEmpty() && span.isExplicit() && context.isAnnounced() && !context.isInPhrase();
      boolean head = context.isHead() && (span.isExplicit() || context.isSeparated());
      if (head || token || announced) {
        heads.add(context);
        from = span.end();
      }
    }
    return heads;
  }

  /** Each head's caption stands behind it, or in front of it if nothing stands behind any. */
  private List<Told> captionsAfter(List<RangeContext> heads, boolean singles) {
    List<Told> events = new ArrayList<>();
    boolean any = false;
    for (int i = 0; i < heads.size(); i++) {
      int limit = i + 1 < heads.size() ? heads.get(i + 1).itemStart() : text.length();
      String caption = Caption.after(text, heads.get(i).span().end(), limit);
      any |= !caption.isEmpty();
      events.add(new Told(heads.get(i).span(), singles, caption));
    }
    int last = heads.getLast().span().end();
    boolean nothingBehind = Caption.after(text, last, text.length()).isEmpty();
    boolean before = !Caption.before(text, 0, heads.getFirst().itemStart()).isEmpty();
    if (nothingBehind && before && (any || heads.size() == 1) && isCaptionFirst(heads, events)) {
      return captionsBefore(heads, singles);
    }
    return events;
  }

  /** Whether every head ends its line or paragraph, and the captions so stand before them. */
  private boolean isCaptionFirst(List<RangeContext> heads, List<Told> events) {
    for (int i = 0; i < heads.size(); i++) {
      int limit = i + 1 < heads.size() ? heads.get(i + 1).itemStart() : text.length();
      boolean below =
          events.get(i).caption().isEmpty()
              || Caption.restOfLine(text, heads.get(i).span().end(), limit).isEmpty();
      if (!below) {
        return false;
      }
    }
    String first = Caption.before(text, 0, heads.getFirst().itemStart());
    return !first.endsWith(":");
  }

  private List<Told> captionsBefore(List<RangeContext> heads, boolean singles) {
    List<Told> events = new ArrayList<>();
    int from = 0;
    for (RangeContext head : heads) {
      String caption = Caption.before(text, from, head.itemStart());
      events.add(new Told(head.span(), singles, caption));
      from = head.span().end();
    }
    return events;
  }

  /** Ranges inside sentences; a bare one counts only where its words say that it is a time. */
  private List<Told> bodies(List<Span> candidates, boolean singles) {
    List<Told> events = new ArrayList<>();
    int from = 0;
    int sentenceEnd = 0;
    for (int i = 0; i < candidates.size(); i++) {
      Span span = candidates.get(i);
      sentenceEnd = sentenceEnd > span.end() ? sentenceEnd : Caption.sentenceEnd(text, span.end());
      RangeContext context = RangeContext.of(text, span, from);
      boolean framed = span.isFramed() && !span.isMinutes();
      boolean minutes = span.isMinutes() && span.isFramed() && context.isAtEnd();
      if (span.isCount() || !(span.isExplicit() || framed || minutes)) {
        continue;
      }
      int next = i + 1 < candidates.size() ? candidates.get(i + 1).start() : text.length();
      boolean sameSentence = next < sentenceEnd;
      int end = Math.min(next, sentenceEnd);
      events.add(new Told(span, singles, Caption.around(text, from, span, end, sameSentence)));
      from = sameSentence ? span.end() : end;
    }
    return events;
  }
}
