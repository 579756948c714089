package org.seq2time.harness.bundle;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Suggestion;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.video.Resampling;

/** Reads {@code seq2time.json}. Unknown fields are errors: a misspelt one would change answers. */
public final class SpecReader {

  public static final String VISUAL = "{visual}";
  public static final String QUESTION = "{question}";
  public static final String TIME = "{time}";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-zA-Z]+\\}");

  private @Nullable Integer frameCount;
  private @Nullable Sampling sampling;
  private @Nullable Double framesPerSecond;
  private @Nullable Resampling resize;
  private @Nullable VisualTokens visual;
  private @Nullable String template;
  private @Nullable String frameTemplate;
  private @Nullable String time;
  private @Nullable List<String> added;

  private SpecReader() {}

  static BundleSpec read(Path file) {
    SpecReader reader = new SpecReader();
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      cursor.expectObject("the bundle's description");
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        switch (f) {
          case "frames" -> reader.frames(cursor);
          case "visualTokens" -> reader.visualTokens(cursor);
          case "prompt" -> reader.prompt(cursor);
          case "time" -> reader.time(cursor);
          default -> throw unknown(cursor, f, "frames", "visualTokens", "prompt", "time");
        }
      }
      cursor.expectEnd();
    }
    return new BundleSpec(
        reader.frameCount,
        reader.sampling,
        reader.framesPerSecond,
        reader.resize,
        reader.visual,
        reader.template,
        reader.frameTemplate,
        reader.time,
        reader.added);
  }

  private void frames(JsonCursor cursor) {
    cursor.expectObject("frames");
    for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
      switch (f) {
        case "count" ->
            frameCount = cursor.expectInt("the number of frames", 1, InputLimits.BUNDLE_FRAMES);
        case "sampling" -> sampling = named(cursor, "the sampling", Sampling.keys(), Sampling::of);
        case "fps" -> framesPerSecond = rate(cursor);
        case "resize" -> resize = named(cursor, "the resizing", Resampling.keys(), Resampling::of);
        default -> throw unknown(cursor, f, "count", "sampling", "fps", "resize");
      }
    }
    if (framesPerSecond != null && (sampling == null || !sampling.takesRate())) {
      throw cursor.error("frames.fps needs a sampling by rate", "one of " + Sampling.rateKeys());
    }
  }

  private static double rate(JsonCursor cursor) {
    double rate = cursor.expectNumber("the frames per second");
    if (!(rate > 0)) {
      throw cursor.unexpected("the frames per second", "a number above 0");
    }
    return rate;
  }

  private static <T> T named(
      JsonCursor cursor, String what, List<String> keys, Function<String, T> of) {
    String key = cursor.expectString(what);
    try {
      return of.apply(key);
    } catch (IllegalArgumentException e) {
      throw cursor.unexpected(what, "one of " + String.join(", ", keys));
    }
  }

  private void visualTokens(JsonCursor cursor) {
    cursor.expectObject("visualTokens");
    String graph = null;
    String timeText = null;
    String timeTokenizer = null;
    for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
      switch (f) {
        case "graph" -> graph = path(cursor, "the graph's file");
        case "timeText" -> timeText = template(cursor, "the sentence for a time", TIME);
        case "timeTokenizer" -> timeTokenizer = path(cursor, "the tokenizer's file");
        default -> throw unknown(cursor, f, "graph", "timeText", "timeTokenizer");
      }
    }
    if (graph == null) {
      throw cursor.error("visualTokens names no graph", "\"graph\": a file of the bundle");
    }
    if ((timeText == null) != (timeTokenizer == null)) {
      throw cursor.error(
          "visualTokens has one of timeText and timeTokenizer", "both, or neither of them");
    }
    visual = new VisualTokens(graph, timeText, timeTokenizer);
  }

  private void prompt(JsonCursor cursor) {
    cursor.expectObject("prompt");
    for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
      switch (f) {
        case "template" -> template = template(cursor, "the prompt", VISUAL, QUESTION);
        case "frame" -> frameTemplate = template(cursor, "a frame's prompt", VISUAL, TIME);
        default -> throw unknown(cursor, f, "template", "frame");
      }
    }
  }

  private void time(JsonCursor cursor) {
    cursor.expectObject("time");
    for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
      switch (f) {
        case "representation" -> {
          String key = cursor.expectString("the time representation");
          try {
            time = TimeRepresentation.of(key).key();
          } catch (IllegalArgumentException e) {
            throw cursor.unexpected(
                "the time representation",
                "one of " + String.join(", ", TimeRepresentation.keys()));
          }
        }
        case "addedTokens" -> added = tokens(cursor);
        default -> throw unknown(cursor, f, "representation", "addedTokens");
      }
    }
  }

  private static List<String> tokens(JsonCursor cursor) {
    cursor.expectArray("the added tokens");
    Set<String> tokens = new LinkedHashSet<>();
    while (cursor.nextElement()) {
      String token = cursor.expectString("an added token");
      if (token.isEmpty() || token.length() > 100) {
        throw cursor.unexpected("an added token", "1 to 100 characters");
      }
      if (!tokens.add(token)) {
        throw cursor.error("the added token " + Quoted.value(token) + " occurs twice");
      }
      if (tokens.size() > InputLimits.BUNDLE_ADDED_TOKENS) {
        throw cursor.error(
            "there are more than " + InputLimits.BUNDLE_ADDED_TOKENS + " added tokens");
      }
    }
    return new ArrayList<>(tokens);
  }

  /** A file of the bundle: relative, and not out of it. */
  private static String path(JsonCursor cursor, String what) {
    String path = cursor.expectString(what);
    if (!BundleFiles.isInside(path)) {
      throw cursor.unexpected(what, "a path inside the bundle's folder");
    }
    return path;
  }

  /** A text in which each placeholder stands once, and no other one. */
  private static String template(JsonCursor cursor, String what, String... placeholders) {
    if (cursor.token() != JsonToken.VALUE_STRING) {
      throw cursor.unexpected(what, "a string");
    }
    String text = cursor.expectString(what);
    List<String> known = List.of(placeholders);
    Matcher matcher = PLACEHOLDER.matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      if (!known.contains(matcher.group())) {
        throw cursor.error(
            what + " has the placeholder " + Quoted.value(matcher.group()),
            String.join(" and ", known));
      }
      found.add(matcher.group());
    }
    for (String placeholder : known) {
      long times = found.stream().filter(placeholder::equals).count();
      if (times != 1) {
        throw cursor.error(what + " has " + placeholder + " " + times + " times", "once");
      }
    }
    return text;
  }

  private static BadInputException unknown(JsonCursor cursor, String field, String... known) {
    return cursor.error(
        "unknown field "
            + Quoted.value(field)
            + " here"
            + Suggestion.of(field, List.of(known))
                .map(s -> "; did you mean \"" + s + "\"?")
                .orElse(""),
        String.join(", ", known));
  }
}
