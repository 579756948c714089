package org.seq2time.metrics.caption.paraphrase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticParaphrasesTest {

  @TempDir Path folder;

  private List<String> lines(int entries, long seed, List<String> words) throws IOException {
    Path table = folder.resolve("table.gz");
    SyntheticParaphrases.write(table, entries, seed, words);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(table)), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }

  @Test
  void entriesAreInMeteorsFormatAndDifferent() throws IOException {
    List<String> lines = lines(2_000, 7, List.of("the", "pan"));
    assertThat(lines).hasSize(6_000);
    Set<String> pairs = new HashSet<>();
    int several = 0;
    int longer = 0;
    int shorter = 0;
    for (int i = 0; i < lines.size(); i += 3) {
      assertThat(lines.get(i)).matches("0\\.[1-9]\\d");
      String phrase = lines.get(i + 1);
      String paraphrase = lines.get(i + 2);
      assertThat(phrase).matches("[a-z0-9]+( [a-z0-9]+){0,3}");
      assertThat(paraphrase).matches("[a-z0-9]+( [a-z0-9]+){0,4}");
      assertThat(pairs.add(phrase + "\n" + paraphrase)).isTrue();
      int words = phrase.split(" ", -1).length;
      int other = paraphrase.split(" ", -1).length;
      assertThat(other).isBetween(1, words + 1);
      several += words > 1 ? 1 : 0;
      longer += other > words ? 1 : 0;
      shorter += other < words ? 1 : 0;
    }
    // Two thirds of the phrases have several words, of which some are left out or added.
    assertThat(several).isBetween(1_150, 1_450);
    assertThat(longer).isBetween(20, 250);
    assertThat(shorter).isBetween(100, 500);
  }

  @Test
  void theSameArgumentsGiveTheSameEntries() throws IOException {
    List<String> lines = lines(300, 7, List.of("the", "pan"));
    assertThat(lines(300, 7, List.of("the", "pan"))).isEqualTo(lines);
    assertThat(lines(300, 8, List.of("the", "pan"))).isNotEqualTo(lines);
    assertThat(lines.stream().filter(l -> l.contains("the")).count()).isGreaterThan(60);
    // The rest is the same table under other names.
    assertThat(
            lines(300, 7, List.of()).stream()
                .map(l -> (" " + l + " ").replace(" w0 ", " the ").replace(" w1 ", " pan ").strip())
                .map(l -> l.replace("w0", "the").replace("w1 ", "pan "))
                .filter(l -> l.startsWith("0."))
                .toList())
        .isEqualTo(lines.stream().filter(l -> l.startsWith("0.")).toList());
  }

  @Test
  void wordHasFewPartners() throws IOException {
    List<String> lines = lines(3_000, 5, List.of());
    Set<String> partners = new HashSet<>();
    for (int i = 0; i < lines.size(); i += 3) {
      if (lines.get(i + 1).equals("w0") && !lines.get(i + 2).contains(" ")) {
        partners.add(lines.get(i + 2));
      }
    }
    assertThat(partners).hasSizeBetween(8, 24);
  }

  @Test
  void smallTableIsThisOne() throws IOException {
    assertThat(String.join("|", lines(900, 3, List.of("egg")).subList(0, 36)))
        .isEqualTo(
            "0.61|wf|wn|0.99|wo|wa|0.67|w3|w6|0.85|wa|wb|0.36|wo w1|wo w1 w8|0.39|wp|w1|"
                + "0.49|w4|wp|0.58|wa|w5|0.75|wf w8|wf w2 w7|0.12|w3|egg|0.11|w8|w7|0.42|w9|wu");
  }
}
