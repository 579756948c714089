package org.seq2time.datasets.sequence.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.datasets.sequence.text.TextHash;

/** All wordings that ship with the program, by section. */
public final class Templates {

  /** Stands for all images or frames of the row, at the beginning of the first question. */
  public static final String PLACEHOLDER = "<video>\n";

  private static final Templates ALL = load();
  private static final Pattern NAME = Pattern.compile("([a-z-]+) ([0-9]{1,4})/([0-9]{1,4})");

  private final Map<String, Section> sections;

  private final String fingerprint;

  private Templates(Map<String, Section> sections, String fingerprint) {
    this.sections = sections;
    this.fingerprint = fingerprint;
  }

  /** Questions and answers of one kind. */
  public record Section(String name, List<Template> questions, List<Template> answers) {}

  /** A question with an answer. */
  public record Pair(String section, Template question, Template answer) {}

  /** The wordings of this version. */
  public static Templates all() {
    return ALL;
  }

  /** Sections by name. */
  public Map<String, Section> sections() {
    return sections;
  }

  /** Changes when a wording changes. */
  public String fingerprint() {
    return fingerprint;
  }

  Section section(String name) {
    Section section = sections.get(name);
    if (section == null) {
      throw new IllegalArgumentException("no templates for " + name);
    }
    return section;
  }

  /** The pair that the built data names as {@code SECTION QUESTION/ANSWER}, from 0. */
  public Optional<Pair> pair(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Section section = sections.get(matcher.group(1));
    int question = Integer.parseInt(matcher.group(2));
    int answer = Integer.parseInt(matcher.group(3));
    return section == null
            || question >= section.questions.size()
            || answer >= section.answers.size()
        ? Optional.empty()
        : Optional.of(
            new Pair(section.name, section.questions.get(question), section.answers.get(answer)));
  }

  private static Templates load() {
    Map<String, Section> sections = new LinkedHashMap<>();
    Section section = null;
    String all = text();
    for (String line : all.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        String name = line.substring(1, line.length() - 1);
        section = new Section(name, new ArrayList<>(), new ArrayList<>());
        sections.put(name, section);
        continue;
      }
      if (section == null) {
        throw new IllegalStateException("a template precedes the first section: " + line);
      }
      boolean isQuestion = line.startsWith("? ");
      String text = line.substring(2).replace("\\n", "\n");
      (isQuestion ? section.questions : section.answers)
          .add(Template.parse(isQuestion ? PLACEHOLDER + text : text));
    }
    return new Templates(
        Collections.unmodifiableMap(sections), HexFormat.of().toHexDigits(TextHash.of(all, 0)));
  }

  private static String text() {
    try (InputStream in = Templates.class.getResourceAsStream("templates.txt")) {
      if (in == null) {
        throw new IllegalStateException("templates.txt is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
