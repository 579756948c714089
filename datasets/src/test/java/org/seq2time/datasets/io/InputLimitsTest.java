package org.seq2time.datasets.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.seq2time.datasets.TestFiles.problem;
import static org.seq2time.datasets.TestFiles.text;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.sequence.recipe.RecipeReader;

class InputLimitsTest {

  /** A row: constant, limit, two texts. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Z_]+)` \\| ([0-9,]+) \\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE);

  private static final Path HOME = Path.of(System.getProperty("seq2time.home", ".."));

  @TempDir private Path folder;

  private static List<String> names() {
    return Stream.of(InputLimits.class.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .map(Field::getName)
        .toList();
  }

  @Test
  void theTableOfTheGuideIsTheConstantsInTheirOrder() throws Exception {
    List<String> expected = new ArrayList<>();
    for (String name : names()) {
      int value = InputLimits.class.getField(name).getInt(null);
      expected.add(String.format(Locale.ROOT, "%s %,d", name, value));
    }
    Matcher rows = ROW.matcher(Files.readString(HOME.resolve("docs/limits.md")));
    assertThat(rows.results().map(row -> row.group(1) + " " + row.group(2)).toList())
        .isEqualTo(expected);
  }

  @Test
  void everyConstantIsWhatSomeCodeRefersTo() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String module : List.of("datasets", "metrics", "reports", "harness")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    Stream<String> used =
        Pattern.compile("InputLimits\\.([A-Z_]+)|\\.max[A-Za-z]+\\((JSON_[A-Z_]+)\\)")
            .matcher(sources)
            .results()
            .map(use -> use.group(1) == null ? use.group(2) : use.group(1))
            .distinct();
    assertThat(used).containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void jsonInsideTheLimitsIsReadAndJustBeyondThemRefused() {
    String deepest = "[".repeat(InputLimits.JSON_NESTING) + "]".repeat(InputLimits.JSON_NESTING);
    assertThat(readThrough(deepest)).isNull();
    assertThat(readThrough("[" + deepest + "]")).contains("(1001)", "(1000)");
    String digits = "1".repeat(InputLimits.JSON_NUMBER_CHARACTERS);
    assertThat(readThrough(digits)).isNull();
    assertThat(readThrough(digits + "1")).contains("(1001)", "(1000)");
  }

  /** What is wrong with the text as JSON; null if nothing. */
  private @Nullable String readThrough(String json) {
    try (JsonCursor cursor = JsonCursor.open(text(folder, "a.json", json))) {
      cursor.nextRoot();
      cursor.skip();
      cursor.expectEnd();
      return null;
    } catch (BadInputException e) {
      return e.getMessage();
    }
  }

  @Test
  void aRecipeOfTooManyCharactersIsToldTheLimit() {
    Path file = text(folder, "r.yaml", "#".repeat(InputLimits.RECIPE_CHARACTERS + 1));
    assertThat(problem(() -> RecipeReader.read(file)))
        .isEqualTo(file + ": is longer than 1048576 characters; expected a recipe in YAML");
  }
}
