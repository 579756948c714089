package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/**
 * Finds the windows that a text names for one sentence: those that are times by their form or their
 * words; failing those, framed or lone ranges of bare numbers; failing those, open ranges such as
 * "the first 10 seconds" and single moments. What a sentence denies, gives as an example or
 * corrects is left out, as are frame numbers and the length of the video.
 */
final class WindowReader {

  private static final int LOOK_BACK = 40;

  private final String text;
  private final Clauses clauses;
  private final List<TimeMention> mentions;
  private final List<Span> all;
  private final Timeline timeline;
  private final OptionalDouble duration;
  private boolean denied;
  private boolean frames;

  private WindowReader(String text, Timeline timeline) {
    this.text = text;
    this.timeline = timeline;
    this.duration = timeline.durationSeconds();
    this.clauses = new Clauses(text);
    this.mentions = TimeMentionScanner.scan(text);
    this.all = SpanFinder.find(text, mentions);
  }

  /**
   * The windows, the surest kind only, in the order of the text.
   *
   * @param spans ranges; a single moment is a range with both ends the same
   * @param areMoments whether only single moments were found
   * @param isDenied whether the text says that there is nothing to find
   * @param isUnitUnknown whether there are times in frames only
   */
  record Windows(List<Span> spans, boolean areMoments, boolean isDenied, boolean isUnitUnknown) {}

  static Windows read(String text, Timeline timeline) {
    WindowReader reader = new WindowReader(text, timeline);
    List<Span> spans = reader.ranges();
    boolean moments = false;
    if (spans.isEmpty()) {
      spans = new OpenRanges(text, reader.clauses, reader.mentions, reader.duration).find();
    }
    if (spans.isEmpty()) {
      spans = reader.moments();
      moments = spans.stream().allMatch(Span::isSingle);
    }
    boolean none = spans.isEmpty();
    return new Windows(
        spans,
        moments && !none,
        none && !reader.frames && (reader.denied || reader.clauses.isDenial()),
        none && reader.frames);
  }

  private List<Span> ranges() {
    List<Span> kept = new ArrayList<>();
    List<Span> inFrames = new ArrayList<>();
    for (Span span : all) {
      boolean known = timeline.isKnown(span.first()) && timeline.isKnown(span.second());
      if (!known) {
        frames = true;
      } else if (span.isFrames()) {
        inFrames.add(span);
      } else if (span.isNegative()) {
        denied = true;
      } else if (!span.isCount() && !isLeftOut(span) && !clauses.isBesideDenial(span)) {
        kept.add(span);
      }
    }
    List<Span> surest = surest(kept.isEmpty() ? inFrames : kept);
    boolean mixed = surest.stream().anyMatch(s -> s.first().kind() != Kind.PERCENT);
    if (mixed) {
      surest = surest.stream().filter(s -> s.first().kind() != Kind.PERCENT).toList();
    }
    return clauses.concluded(surest);
  }

  private boolean isLeftOut(Span span) {
    if (clauses.isDenied(span)) {
      denied = true;
      return true;
    }
    boolean percent = span.first().kind() == Kind.PERCENT || span.second().kind() == Kind.PERCENT;
    return clauses.isExample(span)
        || (percent && clauses.isConfidence(span))
        || (isFromZero(span) && clauses.isVideoLength(span));
  }

  private boolean isFromZero(Span span) {
    double end = span.second().value();
    return span.first().value() == 0
        && (duration.isEmpty() || Math.abs(end - duration.getAsDouble()) <= 1);
  }

  private static List<Span> surest(List<Span> spans) {
    for (Predicate<Span> sure :
        List.<Predicate<Span>>of(Span::isExplicit, s -> s.isFramed() && !s.isMinutes())) {
      List<Span> found = spans.stream().filter(sure).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return spans;
  }

  private List<Span> moments() {
    List<TimeMention> times = new ArrayList<>();
    for (TimeMention m : SpanFinder.free(mentions, all)) {
      frames |= m.kind() == Kind.FRAME;
      denied |= m.kind() == Kind.NEGATIVE;
      boolean time = m.isExplicit() && m.kind() != Kind.FRACTION && m.kind() != Kind.PERCENT;
      if (time && !isLength(m) && !clauses.isDenied(Span.single(m))) {
        times.add(m);
      }
    }
    if (times.isEmpty() && !mentions.isEmpty()) {
      Span numbers = onlyNumbers(text, mentions);
      return numbers == null ? List.of() : List.of(numbers);
    }
    if (times.size() == 2) {
      Span both = pair(times.get(0), times.get(1));
      return both == null ? List.of() : List.of(both);
    }
    return clauses.concluded(times.stream().map(Span::single).toList());
  }

  private static @Nullable Span pair(TimeMention first, TimeMention second) {
    return SpanFinder.unify(first, second, first.start(), second.end(), Span.Link.ADJACENT);
  }

  /** "the duration is 150 seconds", "the video is 0:40 long". */
  private boolean isLength(TimeMention mention) {
    String before =
        clauses.lower().substring(Math.max(0, mention.start() - LOOK_BACK), mention.start());
    return before.contains("duration")
        || before.contains("length")
        || before.contains("longer than")
        || clauses.isVideoLength(Span.single(mention));
  }

  /** "3.0 7.5": exactly two numbers and no word; null if this is something else. */
  static @Nullable Span onlyNumbers(String text, List<TimeMention> mentions) {
    boolean two =
        mentions.size() == 2
            && mentions.stream().allMatch(m -> m.kind() == Kind.BARE || m.kind() == Kind.FRACTION)
            && isWordless(text);
    return two ? pair(mentions.get(0), mentions.get(1)) : null;
  }

  /** No word but "and", and those in tags. */
  private static boolean isWordless(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '<') {
        int close = text.indexOf('>', i, Math.min(text.length(), i + LOOK_BACK));
        i = close < 0 ? i + 1 : close + 1;
      } else if (Character.isLetter(c)) {
        int end = TimeVocabulary.wordEnd(text, i);
        if (!TimeVocabulary.AND.contains(TimeVocabulary.lower(text, i, end))) {
          return false;
        }
        i = Math.max(end, i + 1);
      } else {
        i++;
      }
    }
    return true;
  }

  /** The spans in the order of the text. */
  static List<Span> inOrder(List<Span> spans) {
    return spans.stream().sorted(Comparator.comparingInt(Span::start)).toList();
  }
}
