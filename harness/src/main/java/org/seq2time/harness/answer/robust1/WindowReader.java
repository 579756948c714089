package org.seq2time.harness.answer.robust1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.seq2time.harness.answer.robust1.TimeMention.Kind;

/**
 * Finds the windows that a text names for one sentence: those that are times by their form or their
 * words; failing those, framed or lone ranges of bare numbers; failing those, single moments.
 */
final class WindowReader {

  private static final int LOOK_BACK = 40;

  private WindowReader() {}

  /**
   * The windows, the surest kind only, in the order of the text.
   *
   * @param spans ranges; a single moment is a range with both ends the same
   * @param areMoments whether only single moments were found
   */
  record Windows(List<Span> spans, boolean areMoments) {}

  static Windows read(String text) {
    List<TimeMention> mentions = TimeMentionScanner.scan(text);
    List<Span> all = SpanFinder.find(text, mentions);
    List<Span> spans = all.stream().filter(s -> !s.isCount()).toList();
    List<Span> explicit = spans.stream().filter(Span::isExplicit).toList();
    if (!explicit.isEmpty()) {
      return new Windows(explicit, false);
    }
    List<Span> framed = spans.stream().filter(s -> s.isFramed() && !s.isMinutes()).toList();
    if (!framed.isEmpty()) {
      return new Windows(framed, false);
    }
    if (!spans.isEmpty()) {
      return new Windows(spans, false);
    }
    return fromMentions(text, SpanFinder.free(mentions, all));
  }

  private static Windows fromMentions(String text, List<TimeMention> mentions) {
    List<TimeMention> times = new ArrayList<>();
    for (TimeMention m : mentions) {
      boolean time = m.isExplicit() && m.kind() != Kind.FRACTION && m.kind() != Kind.PERCENT;
      if (time && !isLength(text, m)) {
        times.add(m);
      }
    }
    if (times.isEmpty() && isOnlyNumbers(text, mentions)) {
      times = mentions;
    }
    if (times.size() == 2) {
      Span both =
          SpanFinder.unify(
              times.get(0),
              times.get(1),
              times.get(0).start(),
              times.get(1).end(),
              Span.Link.ADJACENT);
      return new Windows(both == null ? List.of() : List.of(both), false);
    }
    List<Span> singles = times.stream().map(Span::single).toList();
    return new Windows(singles, true);
  }

  /** "the duration is 150 seconds". */
  private static boolean isLength(String text, TimeMention mention) {
    String before =
        text.substring(Math.max(0, mention.start() - LOOK_BACK), mention.start())
            .toLowerCase(Locale.ROOT);
    return before.contains("duration") || before.contains("length");
  }

  /** "3.0 7.5": exactly two numbers and no word. */
  private static boolean isOnlyNumbers(String text, List<TimeMention> mentions) {
    return mentions.size() == 2
        && mentions.stream().allMatch(m -> m.kind() == Kind.BARE || m.kind() == Kind.FRACTION)
        && text.codePoints().noneMatch(Character::isLetter);
  }
}
