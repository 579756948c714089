package org.seq2time.datasets.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> KNOWN = List.of("frames", "prompt", "time", "is+mc", "b");

  @Test
  void aMistypedNameIsFound() {
    assertThat(Suggestion.of("framez", KNOWN)).contains("frames");
    assertThat(Suggestion.of("Prompt", KNOWN)).as("another case").contains("prompt");
    assertThat(Suggestion.of("is+cm", KNOWN)).as("turned letters").contains("is+mc");
    assertThat(Suggestion.of("tme", List.of("tim", "time", "tame"))).contains("time");
  }

  @Test
  void aQuestionStandsBeforeWhatFollows() {
    assertThat(Suggestion.question("framez", KNOWN)).isEqualTo("did you mean \"frames\"? ");
    assertThat(Suggestion.question("sampling", KNOWN)).isEmpty();
  }

  @Test
  void anotherWordIsNotTakenForAName() {
    assertThat(Suggestion.of("sampling", KNOWN)).isEmpty();
    assertThat(Suggestion.of("ax", KNOWN)).as("half of two letters is one").isEmpty();
    assertThat(Suggestion.of("", KNOWN)).isEmpty();
    assertThat(Suggestion.of("a", KNOWN)).as("nothing of the name is left").isEmpty();
    assertThat(Suggestion.of("frames".repeat(1000), KNOWN)).isEmpty();
  }
}
