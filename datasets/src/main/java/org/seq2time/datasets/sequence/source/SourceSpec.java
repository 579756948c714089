package org.seq2time.datasets.sequence.source;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to read as one source.
 *
 * @param name name in recipes and in the built data
 * @param files its files, in order; ids are unique over all of them
 * @param format their format; null to recognise it by the first item
 * @param prefix text before every path in the built data, for example {@code coco/}
 * @param captions the file with the captions, for {@link SourceFormat#KINETICS} only
 * @param clipPath how a clip's path is made, for {@link SourceFormat#KINETICS} only
 * @param split the split to take, for {@link SourceFormat#KINETICS} only; empty for all
 */
public record SourceSpec(
    String name,
    List<Path> files,
    @Nullable SourceFormat format,
    String prefix,
    @Nullable Path captions,
    String clipPath,
    String split) {

  /** How Kinetics names its clips. */
  public static final String DEFAULT_CLIP_PATH = "{youtube_id}_{start}_{end}.mp4";

  public SourceSpec {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("source " + name + " has no file");
    }
  }

  /** Files of one source with nothing special about them. */
  public static SourceSpec of(String name, @Nullable SourceFormat format, Path... files) {
    return new SourceSpec(name, List.of(files), format, "", null, DEFAULT_CLIP_PATH, "");
  }
}
