package org.seq2time.harness.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.time.TimeRepresentation;

class PromptTemplateTest {

  static final List<Benchmark<?, ?>> BENCHMARKS = Benchmark.ALL;

  private static final Sample GROUNDING =
      new GroundingSample(
          "q1", "v1", OptionalDouble.of(40), "a person {opens} a door", new Segment(1, 2));

  private static final Sample DENSE =
      new DenseSample(
          "v1", OptionalDouble.of(40), List.of(new Event(new Segment(1, 2), "open the jar")));

  @TempDir Path folder;

  @Test
  void placeholdersAreFilledInTheRunsTimeRepresentation() {
    PromptTemplate template =
        PromptTemplate.ofText(
            "t",
            "{{{frame-count}}} of {duration} at {frame-times}: {query}? {range 0.25 0.5}{unit}");
    assertThat(template.render(context(GROUNDING, "seconds-1")))
        .isEqualTo(
            "{2} of 40.0 at 0.0, 20.5 seconds: a person {opens} a door? 10.0 - 20.0 seconds"
                + " seconds");
    assertThat(template.render(context(GROUNDING, "position-tokens")))
        .isEqualTo(
            "{2} of 40.0 at <0><0><0><0>, <5><1><2><5>: a person {opens} a door?"
                + " <2><5><0><0> - <5><0><0><0>");
  }

  @ParameterizedTest
  @FieldSource("BENCHMARKS")
  void theProjectsOwnTemplatesRender(Benchmark<?, ?> benchmark) {
    PromptTemplate template = PromptTemplate.of(benchmark);
    Sample sample = benchmark == Benchmark.YOUCOOK2 ? DENSE : GROUNDING;
    String prompt = template.render(context(sample, "position-tokens"));
    assertThat(prompt).contains("2 frames of").contains("<2><0><0><0>").doesNotContain("{range");
    assertThat(template.sha256()).hasSize(64);
    assertThat(template.usesDuration()).isTrue();
  }

  @Test
  void theHashIsTheTemplatesOwn() {
    assertThat(PromptTemplate.ofText("a", "abc").sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ask {quary}|unknown placeholder \"quary\"",
        "ask {range 0.1}|unknown placeholder \"range 0.1\"",
        "ask {moment 7}|\"7\" is not a fraction between 0 and 1",
        "ask {query|'{' has no '}'",
        "ask query}|'}' has no '{'",
      })
  void mistakesAreNamedWithTheirLine(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("prompt.txt"), "first\n" + text);
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> PromptTemplate.read(file))
        .withMessageStartingWith(file + ":2: ")
        .withMessageContaining(message);
  }

  @Test
  void anEmptyFileIsNoPrompt() throws IOException {
    Path file = Files.writeString(folder.resolve("prompt.txt"), " \n");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> PromptTemplate.read(file))
        .withMessage(file + ": is empty, expected a prompt");
  }

  @Test
  void denseCaptioningHasNoQuery() {
    PromptTemplate template = PromptTemplate.ofText("mine", "{query}");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> template.render(context(DENSE, "seconds")))
        .withMessageStartingWith("mine: uses {query}");
  }

  private static PromptContext context(Sample sample, String time) {
    return new PromptContext(sample, 40, List.of(0.0, 20.5), TimeRepresentation.of(time));
  }
}
