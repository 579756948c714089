package org.seq2time.harness.bundle;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.token.AddedTokenText;
import org.seq2time.harness.video.Resampling;

/**
 * {@code seq2time.json}: what the layouts of others do not say. Every part may be missing; {@code
 * null} says so.
 *
 * @param frameCount {@code frames.count}: how many frames the model sees
 * @param sampling {@code frames.sampling}: which
 * @param framesPerSecond {@code frames.fps}: a rate in place of a number
 * @param resize {@code frames.resize}: how they get their size
 * @param visual {@code visualTokens}
 * @param template {@code prompt.template}: the text around {@code {visual}} and {@code {question}}
 * @param frameTemplate {@code prompt.frame}: the text around each frame's {@code {visual}}, with
 *     its {@code {time}}
 * @param time {@code time.representation}: key of a {@code TimeRepresentation}
 * @param addedTokens {@code time.addedTokens}: tokens that the tokenizer must have as added tokens
 * @param besideAddedTokens {@code time.blanks}: what becomes of white space beside them
 */
record BundleSpec(
    @Nullable Integer frameCount,
    @Nullable Sampling sampling,
    @Nullable Double framesPerSecond,
    @Nullable Resampling resize,
    @Nullable VisualTokens visual,
    @Nullable String template,
    @Nullable String frameTemplate,
    @Nullable String time,
    @Nullable List<String> addedTokens,
    @Nullable AddedTokenText besideAddedTokens) {

  /** Nothing is said. */
  static final BundleSpec NONE =
      new BundleSpec(null, null, null, null, null, null, null, null, null, null);

  /** The graph from frame features, and frame times, to visual tokens. */
  Optional<VisualTokens> visualTokens() {
    return Optional.ofNullable(visual);
  }
}
