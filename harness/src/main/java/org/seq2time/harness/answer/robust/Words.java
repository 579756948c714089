package org.seq2time.harness.answer.robust;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words that tell times from other numbers, in one table a language: {@code words/en.txt} and
 * its like. A line is {@code class: word, phrase, ...}; a line that starts with a blank goes on
 * with the class before it. All languages count at once, since answers mix them.
 */
final class Words {

  private static final List<String> LANGUAGES =
      List.of("en", "es", "fr", "de", "pt", "it", "ru", "tr", "vi", "ja", "ko", "zh", "hi", "ar");

  private static final Map<String, Set<String>> CLASSES = read();

  private Words() {}

  /** Words and phrases of a class, in lower case. */
  static Set<String> of(String name) {
    Set<String> words = CLASSES.get(name);
    if (words == null) {
      throw new IllegalArgumentException("no table of words has the class " + name);
    }
    return words;
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> classes = new HashMap<>();
    for (String language : LANGUAGES) {
      String name = "words/" + language + ".txt";
      try (InputStream in = Words.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException(name + " is missing from the program");
        }
        read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), classes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    classes.replaceAll((name, words) -> Set.copyOf(words));
    return classes;
  }

  private static void read(BufferedReader lines, Map<String, Set<String>> classes)
      throws IOException {
    String name = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("#")) {
        continue;
      }
      int colon = line.startsWith(" ") ? -1 : line.indexOf(':');
      name = colon < 0 ? name : line.substring(0, colon);
      Set<String> words = classes.computeIfAbsent(name, n -> new LinkedHashSet<>());
      for (String word : line.substring(colon + 1).split(",", -1)) {
        if (!word.isBlank()) {
          words.add(word.strip());
        }
      }
    }
  }
}
