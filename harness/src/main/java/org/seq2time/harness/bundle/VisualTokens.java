package org.seq2time.harness.bundle;

import org.jspecify.annotations.Nullable;

/**
 * How frame features become visual tokens: {@code visualTokens} of {@code seq2time.json}.
 *
 * @param graph the graph's file, relative to the bundle
 * @param timeText the sentence by which the graph is told a frame's time, with {@code {time}} in
 *     it; null if the graph takes seconds or no times
 * @param timeTokenizer the {@code tokenizer.json} for that sentence, relative to the bundle
 */
public record VisualTokens(
    String graph, @Nullable String timeText, @Nullable String timeTokenizer) {}
