package org.seq2time.harness.prompt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.datasets.io.Digests;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.Quoted;

/**
 * A text with placeholders: {@code {query}}, {@code {duration}} (seconds), {@code {frame-count}},
 * {@code {frame-times}} (of all frames, in the run's time representation), {@code {unit}} ("
 * seconds" or nothing), and {@code {range A B}} and {@code {moment A}}, which write made-up times
 * at the fractions {@code A} and {@code B} of the video as the model shall write them. A brace that
 * stands for itself is doubled.
 */
public final class PromptTemplate {

  private final String name;
  private final String text;
  private final List<PromptPart> parts;

  private PromptTemplate(String name, String text) {
    this.name = name;
    this.text = text;
    this.parts = parse(name, text);
  }

  /** The project's own template for a benchmark. */
  public static PromptTemplate of(Benchmark<?, ?> benchmark) {
    String file = benchmark.key() + ".txt";
    try (InputStream in = PromptTemplate.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the program");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new PromptTemplate("seq2time/" + benchmark.key(), text.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " in the program cannot be read", e);
    }
  }

  /**
   * The user's own template, for a published number the model's original prompt.
   *
   * @throws BadInputException if the file cannot be read, is empty, or has an unknown placeholder
   */
  public static PromptTemplate read(Path file) {
    StringBuilder text = new StringBuilder();
    try (BufferedReader in = InputFile.openText(file)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
        if (text.length() > InputLimits.PROMPT_FILE_CHARACTERS) {
          throw new BadInputException(
              file
                  + ": is longer than "
                  + InputLimits.PROMPT_FILE_CHARACTERS
                  + " characters; expected a prompt");
        }
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
    String stripped = text.toString().strip();
    if (stripped.isEmpty()) {
      throw new BadInputException(file + ": is empty, expected a prompt");
    }
    return new PromptTemplate(file.toString(), stripped);
  }

  /** A template from text, for programs that have their own. */
  public static PromptTemplate ofText(String name, String text) {
    return new PromptTemplate(name, text);
  }

  /** Where the template comes from: a file, or {@code seq2time/} and the benchmark. */
  public String name() {
    return name;
  }

  /** The template itself. */
  public String text() {
    return text;
  }

  /** SHA-256 of the template's UTF-8 bytes, in hexadecimal digits. */
  public String sha256() {
    return Digests.sha256(text);
  }

  /** Whether the prompt says how long the video is. */
  public boolean usesDuration() {
    return parts.stream().anyMatch(PromptPart.Duration.class::isInstance);
  }

  /**
   * The prompt for a sample.
   *
   * @throws BadInputException if the template names the query of a sample that has none
   */
  public String render(PromptContext context) {
    StringBuilder out = new StringBuilder(text.length() + 256);
    for (PromptPart part : parts) {
      part.appendTo(out, context, name);
    }
    return out.toString();
  }

  private static List<PromptPart> parse(String name, String text) {
    List<PromptPart> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int line = 1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      line += c == '\n' ? 1 : 0;
      boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        literal.append(c);
        at += 2;
      } else if (c == '{') {
        int end = text.indexOf('}', at);
        if (end < 0) {
          throw new BadInputException(
              name + ":" + line + ": '{' has no '}'; write '{{' for a brace");
        }
        if (!literal.isEmpty()) {
          parts.add(new PromptPart.Literal(literal.toString()));
          literal.setLength(0);
        }
        parts.add(placeholder(name, line, text.substring(at + 1, end).strip()));
        at = end + 1;
      } else if (c == '}') {
        throw new BadInputException(name + ":" + line + ": '}' has no '{'; write '}}' for a brace");
      } else {
        literal.append(c);
        at++;
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new PromptPart.Literal(literal.toString()));
    }
    return List.copyOf(parts);
  }

  private static PromptPart placeholder(String name, int line, String placeholder) {
    String[] words = placeholder.toLowerCase(Locale.ROOT).split("\\s+", -1);
    return switch (words[0] + "/" + (words.length - 1)) {
      case "query/0" -> new PromptPart.Query();
      case "duration/0" -> new PromptPart.Duration();
      case "frame-count/0" -> new PromptPart.FrameCount();
      case "frame-times/0" -> new PromptPart.FrameTimes();
      case "unit/0" -> new PromptPart.Unit();
      case "moment/1" -> new PromptPart.Moment(fraction(name, line, words[1]));
      case "range/2" ->
          new PromptPart.Range(fraction(name, line, words[1]), fraction(name, line, words[2]));
      default ->
          throw new BadInputException(
              name
                  + ":"
                  + line
                  + ": unknown placeholder "
                  + Quoted.value(placeholder)
                  + "; expected query, duration, frame-count, frame-times, unit, moment A,"
                  + " range A B");
    };
  }

  private static double fraction(String name, int line, String word) {
    return Decimals.parse(word).stream()
        .filter(value -> value >= 0 && value <= 1)
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    name
                        + ":"
                        + line
                        + ": "
                        + Quoted.value(word)
                        + " is not a fraction between 0 and 1"));
  }
}
