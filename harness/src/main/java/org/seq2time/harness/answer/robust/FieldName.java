package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/**
 * What the name of a field, column or attribute says: what its value is, and in which unit.
 *
 * @param role what the value is
 * @param unit the unit of its numbers
 * @param rank among fields with the same role the lesser counts first
 */
record FieldName(Role role, Unit unit, int rank) {

  /** What a value is. */
  enum Role {
    START,
    END,
    TIME,
    LENGTH,
    SCORE,
    CAPTION,
    UNIT,
    FRAME_RATE,
    FOUND,
    FINAL,
    /** Thoughts, candidates and the like, in which no answer is looked for. */
    ASIDE,
    OTHER
  }

  /** What a bare number counts. */
  enum Unit {
    NONE,
    SECONDS,
    MILLISECONDS,
    MINUTES,
    FRACTION,
    PERCENT,
    FRAMES;

    /** The number as a time of this unit. */
    TimeMention mention(double value, Kind bare) {
      return switch (this) {
        case NONE -> new TimeMention(bare, 0, 0, value);
        case SECONDS -> new TimeMention(Kind.SECONDS, 0, 0, value);
        case MILLISECONDS -> new TimeMention(Kind.SECONDS, 0, 0, value / 1000);
        case MINUTES -> new TimeMention(Kind.SECONDS, 0, 0, value * 60);
        case FRACTION -> new TimeMention(Kind.FRACTION, 0, 0, value);
        case PERCENT -> new TimeMention(Kind.PERCENT, 0, 0, value);
        case FRAMES -> new TimeMention(Kind.FRAME, 0, 0, value);
      };
    }
  }

  private static final Map<String, Unit> UNITS = units();

  private static final Set<String> START =
      Set.of(
          "start",
          "starts",
          "begin",
          "begins",
          "beginning",
          "from",
          "onset",
          "starting",
          "startat",
          "inicio",
          "début",
          "开始",
          "开始时间",
          "起始",
          "起始时间",
          "開始",
          "since");

  private static final Set<String> END =
      Set.of(
          "end",
          "ends",
          "stop",
          "stops",
          "finish",
          "finishes",
          "to",
          "offset",
          "ending",
          "until",
          "fin",
          "ende",
          "结束",
          "结束时间",
          "終了",
          "till");

  private static final Set<String> TIME =
      Set.of(
          "time",
          "times",
          "timestamp",
          "timestamps",
          "segment",
          "segments",
          "window",
          "windows",
          "interval",
          "intervals",
          "range",
          "span",
          "spans",
          "timerange",
          "timespan",
          "timeinterval",
          "timewindow",
          "timestamprange",
          "moment",
          "moments",
          "period",
          "highlight",
          "highlights",
          "second",
          "seconds",
          "t",
          "position",
          "positions",
          "temporal",
          "clip",
          "timeframe",
          "sec",
          "ts",
          "时间",
          "时间段",
          "時間",
          "tiempo");

  private static final List<String> CAPTIONS =
      List.of(
          "caption",
          "captions",
          "description",
          "descriptions",
          "sentence",
          "sentences",
          "instruction",
          "instructions",
          "narration",
          "text",
          "summary",
          "event",
          "events",
          "action",
          "activity",
          "content",
          "label",
          "step",
          "scene",
          "title",
          "query",
          "task",
          "what",
          "detail",
          "details",
          "name",
          "描述",
          "事件");

  private static final Set<String> SCORES =
      Set.of(
          "score",
          "scores",
          "saliency",
          "rating",
          "ratings",
          "relevance",
          "salience",
          "saliencyscore",
          "saliencyscores",
          "importance");

  private static final Set<String> ASIDES =
      Set.of(
          "reason",
          "reasoning",
          "thought",
          "thoughts",
          "thinking",
          "think",
          "analysis",
          "explanation",
          "rationale",
          "evidence",
          "observation",
          "observations",
          "candidates",
          "candidate",
          "options",
          "alternatives",
          "rejected",
          "distractors",
          "justification",
          "context",
          "notes",
          "note",
          "example",
          "examples",
          "cot",
          "chain");

  private static final Set<String> FINALS =
      Set.of("final", "answer", "finalanswer", "prediction", "best", "result", "output");

  private static final Set<String> FOUND =
      Set.of(
          "found",
          "present",
          "exists",
          "occurs",
          "visible",
          "answerable",
          "detected",
          "appears",
          "happens",
          "success",
          "exist");

  private static final Set<String> LENGTHS = Set.of("duration", "length", "dur");

  private static final Set<String> OF_VIDEO = Set.of("video", "total", "clip", "movie", "full");

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new HashMap<>();
    Words.of("second").forEach(w -> units.put(w, Unit.SECONDS));
    Words.of("minute").forEach(w -> units.put(w, Unit.MINUTES));
    Words.of("millisecond").forEach(w -> units.put(w, Unit.MILLISECONDS));
    Words.of("frame").forEach(w -> units.put(w, Unit.FRAMES));
    for (String word : List.of("millis", "milli", "msecs")) {
      units.put(word, Unit.MILLISECONDS);
    }
    for (String word :
        List.of("ratio", "fraction", "normalized", "normalised", "norm", "relative")) {
      units.put(word, Unit.FRACTION);
    }
    for (String word : List.of("percent", "percentage", "pct", "%")) {
      units.put(word, Unit.PERCENT);
    }
    for (String word : List.of("index", "idx", "indices")) {
      units.put(word, Unit.FRAMES);
    }
    units.put("mm", Unit.NONE);
    return Map.copyOf(units);
  }

  /** The unit that a word names; {@link Unit#NONE} if it names none. */
  static Unit unit(String word) {
    return UNITS.getOrDefault(word.strip().toLowerCase(Locale.ROOT), Unit.NONE);
  }

  /** What a name says. */
  static FieldName of(String name) {
    List<String> words = words(name);
    Unit unit = Unit.NONE;
    boolean ofVideo = false;
    for (String word : words) {
      unit = unit == Unit.NONE ? UNITS.getOrDefault(word, Unit.NONE) : unit;
      ofVideo |= OF_VIDEO.contains(word);
    }
    if (name.indexOf('%') >= 0) {
      unit = Unit.PERCENT;
    }
    int rank = unit == Unit.FRAMES ? 1 : 0;
    String joined = String.join("", words);
    if (words.contains("fps") || joined.equals("framerate")) {
      return new FieldName(Role.FRAME_RATE, unit, 0);
    }
    if (words.contains("unit") || words.contains("units")) {
      return new FieldName(Role.UNIT, unit, 0);
    }
    if (name.equals("t0") || name.equals("t1")) {
      return new FieldName(name.equals("t0") ? Role.START : Role.END, unit, rank);
    }
    for (int i = 0; i < words.size(); i++) {
      if (START.contains(words.get(i))) {
        return new FieldName(Role.START, unit, rank);
      }
      if (END.contains(words.get(i))) {
        return new FieldName(Role.END, unit, rank);
      }
    }
    Role role = role(words, joined, ofVideo);
    if (role == Role.CAPTION) {
      return new FieldName(role, unit, captionRank(words));
    }
    return new FieldName(role, unit, rank);
  }

  private static Role role(List<String> words, String joined, boolean ofVideo) {
    if (any(words, SCORES)) {
      return Role.SCORE;
    }
    if (any(words, ASIDES)) {
      return Role.ASIDE;
    }
    if (any(words, LENGTHS)) {
      return ofVideo ? Role.OTHER : Role.LENGTH;
    }
    if (any(words, FOUND) && words.size() <= 3) {
      return Role.FOUND;
    }
    if (captionRank(words) < CAPTIONS.size() && !any(words, Set.of("time", "timestamp"))) {
      return Role.CAPTION;
    }
    if (FINALS.contains(joined) || words.contains("final")) {
      return Role.FINAL;
    }
    return any(words, TIME) || joined.equals("tstamp") ? Role.TIME : Role.OTHER;
  }

  private static boolean any(List<String> words, Set<String> known) {
    for (String word : words) {
      if (known.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static int captionRank(List<String> words) {
    int rank = CAPTIONS.size();
    for (String word : words) {
      int at = CAPTIONS.indexOf(word);
      rank = at >= 0 ? Math.min(rank, at) : rank;
    }
    return rank;
  }

  /** {@code startTime}, {@code start_time}, {@code "Start (s)"}, {@code starttime}. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length() && i < 80; i++) {
      char c = name.charAt(i);
      boolean hump = Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
      if (hump || !Character.isLetter(c)) {
        add(word, words);
      }
      if (Character.isLetter(c)) {
        word.append(Character.toLowerCase(c));
      }
    }
    add(word, words);
    return words;
  }

  private static void add(StringBuilder word, List<String> words) {
    if (word.isEmpty()) {
      return;
    }
    String whole = word.toString();
    word.setLength(0);
    for (String prefix : List.of("start", "begin", "end")) {
      String rest = whole.startsWith(prefix) ? whole.substring(prefix.length()) : "";
      if (!rest.isEmpty() && (UNITS.containsKey(rest) || TIME.contains(rest))) {
        words.add(prefix);
        words.add(rest);
        return;
      }
    }
    words.add(whole);
  }
}
