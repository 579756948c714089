package org.seq2time.metrics.caption.paraphrase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.metrics.caption.meteor.Meteor;
import org.seq2time.metrics.caption.meteor.MeteorStatistics;
import org.seq2time.metrics.caption.meteor.MeteorTest;

class ParaphraseIndexTest {
  @TempDir Path folder;
  private Path table;
  private Path index;

  @BeforeEach
  void files() {
    table = folder.resolve("table.gz");
    index = folder.resolve("table.index");
  }

  @Test
  void aPhraseMatchesItsValueOnceForEveryEntryAndDirection() throws IOException {
    write("0.5", "whisk well", "stir thoroughly now", "0.5", "stir thoroughly now", "whisk well");
    MeteorStatistics found =
        Meteor.english(ParaphraseIndex.read(table))
            .score("then stir thoroughly now", "then whisk well");
    // One exact match, and a paraphrase of three content words and two: found both ways.
    assertThat(Arrays.copyOfRange(found.counts(), 16, 23)).containsExactly(3, 2, 0, 0, 1, 4, 3);
  }

  @Test
  void valuesKeepTheTablesOrderAndDuplicates() throws IOException {
    write("0.5", "a", "c", "0.4", "a", "b", "0.3", "a", "c", "0.2", "a", "d", "0.1", "b b", "a");
    ParaphraseIndex read = ParaphraseIndex.read(table);
    assertThat(valuesOf("a", "b c", read)).containsExactly("c", "b", "c");
    assertThat(valuesOf("b", "a", read)).isEmpty();
  }

  @Test
  void longListsOfValuesAreSearchedToTheSameResult() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      lines.addAll(List.of("0.5", "a", "v" + i * 7 % 100));
    }
    write(lines.toArray(String[]::new));
    ParaphraseIndex read = ParaphraseIndex.read(table);
    List<String> expected =
        IntStream.range(0, 500)
            .mapToObj(i -> "v" + i * 7 % 100)
            .filter(List.of("v3", "v77", "v40")::contains)
            .toList();
    assertThat(valuesOf("a", "v40 x v3 v77", read)).isEqualTo(expected).hasSize(15);
  }

  private static List<String> valuesOf(String key, String sentence, ParaphraseIndex table) {
    String[] words = sentence.split(" ");
    PhraseOccurrences found = table.phrasesIn(ids(table, words));
    Map<Integer, String> names = new HashMap<>();
    for (int i = 0; i < found.count(); i++) {
      names.put(found.phrase()[i], words[found.start()[i]]);
    }
    int phrase = table.phrasesIn(ids(table, key)).phrase()[0];
    return Arrays.stream(table.valuesAmong(phrase, found)).mapToObj(names::get).toList();
  }

  @Test
  void phrasesAreFoundByStartThenLength() throws IOException {
    write("0.5", "a b c", "b");
    ParaphraseIndex read = ParaphraseIndex.read(table);
    PhraseOccurrences found = read.phrasesIn(ids(read, "x", "a", "b", "c"));
    assertThat(found.start()).containsExactly(1, 1, 1, 2);
    assertThat(found.length()).containsExactly(1, 2, 3, 1);
  }

  @Test
  void anIndexFileAnswersLikeTheTableItWasMadeFrom() throws IOException {
    List<String> frequent = List.of("the", "pan", "add", "salt", "stir", "oil", "and", "heat");
    SyntheticParaphrases.write(table, 20_000, 7, frequent);
    ParaphraseIndex.compile(table, index);
    Meteor fromFile = Meteor.english(ParaphraseIndex.open(index));
    Meteor fromTable = Meteor.english(ParaphraseIndex.read(table));
    SplittableRandom random = new SplittableRandom(1);
    int paraphrases = 0;
    for (int i = 0; i < 300; i++) {
      String hypothesis = MeteorTest.sentence(random, frequent, 12);
      String reference = MeteorTest.sentence(random, frequent, 12);
      MeteorStatistics found = fromFile.score(hypothesis, reference);
      assertThat(found).isEqualTo(fromTable.score(hypothesis, reference));
      paraphrases += found.counts()[16] + found.counts()[18];
    }
    assertThat(paraphrases).isPositive();
  }

  @Test
  void theSameTableGivesTheSameBytes() throws IOException {
    SyntheticParaphrases.write(table, 5_000, 3, List.of());
    ParaphraseIndex.compile(table, index);
    byte[] first = Files.readAllBytes(index);
    ParaphraseIndex.compile(table, index);
    assertThat(Files.readAllBytes(index)).isEqualTo(first);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(table, index);
    }
  }

  @Test
  void itKnowsTheTableItWasMadeFrom() throws IOException {
    write("0.5", "a", "b");
    ParaphraseIndex.compile(table, index);
    ParaphraseIndex opened = ParaphraseIndex.open(index);
    assertThat(opened.blobId()).isEqualTo(ParaphraseIndex.blobIdOf(table)).hasSize(40);
    assertThat(opened.entryCount()).isEqualTo(1);
    assertThat(opened.signature()).isEqualTo(opened.blobId().substring(0, 10));
  }

  @Test
  void blobIdIsGits() throws IOException {
    Files.writeString(table, "hello\n");
    assertThat(ParaphraseIndex.blobIdOf(table))
        .isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    write("0.5", "a b", "c", "0.5", "c", "d");
    ParaphraseIndex.compile(table, index);
    byte[] whole = Files.readAllBytes(index);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      Files.write(index, damaged);
      assertThatIOException()
          .as("byte %d", i)
          .isThrownBy(() -> ParaphraseIndex.open(index))
          .withMessageStartingWith(index + ": ")
          .withMessageEndingWith("; compile the table again");
    }
  }

  @Test
  void everyCutFileIsNoticed() throws IOException {
    write("0.5", "a b", "c");
    ParaphraseIndex.compile(table, index);
    byte[] whole = Files.readAllBytes(index);
    for (int length = 0; length < whole.length; length++) {
      Files.write(index, Arrays.copyOf(whole, length));
      assertThatIOException()
          .as("%d bytes", length)
          .isThrownBy(() -> ParaphraseIndex.open(index))
          .withMessageStartingWith(index + ": ");
    }
  }

  @Test
  void aMissingIndexIsNamed() {
    assertThatIOException()
        .isThrownBy(() -> ParaphraseIndex.open(index))
        .withCauseInstanceOf(NoSuchFileException.class)
        .withMessageContaining(index.toString());
  }

  @Test
  void aTableWithoutProbabilityNamesTheLine() throws IOException {
    write("0.5", "a", "b", "a phrase", "b");
    assertThatIOException()
        .isThrownBy(() -> ParaphraseIndex.compile(table, index))
        .withMessageStartingWith(table + ":4: \"a phrase\" is not a probability");
    assertThat(index).doesNotExist();
  }

  @Test
  void aTableThatEndsInAnEntryNamesTheLine() throws IOException {
    write("0.5", "a");
    assertThatIOException()
        .isThrownBy(() -> ParaphraseIndex.read(table))
        .withMessageStartingWith(table + ":3: a phrase is missing");
  }

  @Test
  void aTableThatIsCutOrNotGzipIsNamed() throws IOException {
    SyntheticParaphrases.write(table, 1_000, 5, List.of());
    byte[] whole = Files.readAllBytes(table);
    Files.write(table, Arrays.copyOf(whole, whole.length / 2));
    assertThatIOException()
        .isThrownBy(() -> ParaphraseIndex.read(table))
        .withMessageStartingWith(table + ": not a complete gzip file");
    Files.writeString(table, "0.5\na\nb\n");
    assertThatIOException()
        .isThrownBy(() -> ParaphraseIndex.read(table))
        .withMessageStartingWith(table + ": not a complete gzip file");
  }

  @Test
  void anEmptyTableIsAnIndexThatMatchesNothing() throws IOException {
    write();
    ParaphraseIndex read = ParaphraseIndex.read(table);
    assertThat(read.phrasesIn(ids(read, "a")).count()).isZero();
  }

  private static int[] ids(ParaphraseIndex table, String... words) {
    return Stream.of(words).mapToInt(table::wordId).toArray();
  }

  private void write(String... lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(table))) {
      for (String line : lines) {
        out.write((line + "\n").getBytes(UTF_8));
      }
    }
  }

  @Test
  void thousandsOfWordsAreAllFoundAgain() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.addAll(List.of("0.5", "key-number-" + i, "value-number-" + i));
    }
    write(lines.toArray(String[]::new));
    ParaphraseIndex.compile(table, index);
    for (ParaphraseIndex read : List.of(ParaphraseIndex.read(table), ParaphraseIndex.open(index))) {
      assertThat(read.entryCount()).isEqualTo(3_000);
      for (int i = 0; i < 3_000; i += 7) {
        String next = "value-number-" + (i + 1) % 3_000;
        String sentence = next + " x value-number-" + i;
        assertThat(valuesOf("key-number-" + i, sentence, read))
            .containsExactly("value-number-" + i);
      }
    }
  }
}
