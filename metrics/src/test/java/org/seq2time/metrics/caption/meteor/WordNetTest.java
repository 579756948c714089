package org.seq2time.metrics.caption.meteor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordNetTest {
  private final WordNet wordNet = WordNet.load();

  @Test
  void isWordNet30AsMeteorReadsIt() {
    assertThat(wordNet.entryCount()).isEqualTo(147_306);
    assertThat(wordNet.exceptionCount()).isEqualTo(5_940);
  }

  @Test
  void synsetsAreSortedNumbersWithoutRepetition() {
    assertThat(wordNet.synsets("cook")).isNotEmpty().isSorted().doesNotHaveDuplicates();
  }

  @Test
  void baseFormsAddTheirSynsets() {
    assertThat(wordNet.synsets("potatoes")).contains(wordNet.synsets("potato"));
    assertThat(wordNet.synsets("knives")).contains(wordNet.synsets("knife"));
    assertThat(wordNet.synsets("chopping")).contains(wordNet.synsets("chop"));
  }

  @Test
  void unknownWordsHaveNone() {
    assertThat(wordNet.synsets("qzxv")).isEmpty();
    assertThat(wordNet.synsets("")).isEmpty();
    assertThat(wordNet.synsets("日本")).isEmpty();
  }
}
