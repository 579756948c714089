package org.seq2time.datasets.sequence.recipe;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.sequence.source.SourceFormat;

/**
 * A source as a recipe names it.
 *
 * @param path a file, or a folder and a pattern such as {@code recap/*.json}; null if the command
 *     line must say it
 * @param format null to recognise it
 * @param prefix text before every path in the built data
 * @param captions the file of captions that a Kinetics list is joined with
 * @param clipPath how a Kinetics clip's path is made
 * @param split the split of a Kinetics list; empty for all
 */
public record RecipeSource(
    String name,
    @Nullable Path path,
    @Nullable SourceFormat format,
    String prefix,
    @Nullable Path captions,
    String clipPath,
    String split) {

  /** The same at another path. */
  public RecipeSource withPath(Path newPath) {
    return new RecipeSource(name, newPath, format, prefix, captions, clipPath, split);
  }

  /** The same with another file of captions. */
  public RecipeSource withCaptions(Path newCaptions) {
    return new RecipeSource(name, path, format, prefix, newCaptions, clipPath, split);
  }
}
