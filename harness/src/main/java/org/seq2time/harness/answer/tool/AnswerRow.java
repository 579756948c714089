package org.seq2time.harness.answer.tool;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One answer in a tool's file.
 *
 * @param id what the tool calls the question; empty without one
 * @param isPosition whether {@code id} counts the file's rows, and may not be the benchmark's
 * @param video the video; empty if the file does not say
 * @param query the sentence or the whole question; empty if the file does not say
 * @param position of the query among those of its video, from 0; -1 if the file does not say
 * @param text what the model said; null if the record has none
 * @param durationSeconds length of the video, where the file says
 * @param finishReason why the model stopped; empty if unknown
 * @param line where the record starts, from 1
 */
public record AnswerRow(
    String id,
    boolean isPosition,
    String video,
    String query,
    int position,
    @Nullable String text,
    OptionalDouble durationSeconds,
    String finishReason,
    int line) {}
