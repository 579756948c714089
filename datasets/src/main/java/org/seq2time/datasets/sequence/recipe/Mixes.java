package org.seq2time.datasets.sequence.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Suggestion;

/**
 * The paper's mixes as recipes that ship with the program; their sources' paths are given when they
 * are built.
 */
public final class Mixes {

  private static final List<String> NAMES =
      List.of(
          "baseline",
          "is",
          "is+mc",
          "is+mc+cs",
          "iic+iig",
          "iic+alr",
          "iig+alr",
          "iic",
          "iig",
          "alr");

  private Mixes() {}

  /** Names of all mixes: the data ablation first, then the subsets of the image tasks. */
  public static List<String> names() {
    return NAMES;
  }

  /** Whether a mix has this name. */
  public static boolean has(String name) {
    return NAMES.contains(name);
  }

  /** The text of the recipe of this name. */
  public static String text(String name) {
    if (!has(name)) {
      throw new BadInputException(
          "no recipe is named "
              + Quoted.value(name)
              + "; "
              + Suggestion.question(name, NAMES)
              + "there are "
              + String.join(", ", NAMES));
    }
    try (InputStream in = Mixes.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException(name + ".yaml is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recipe of this name. */
  public static Recipe recipe(String name) {
    return RecipeReader.read("recipe " + name, text(name));
  }
}
