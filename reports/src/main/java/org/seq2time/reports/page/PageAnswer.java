package org.seq2time.reports.page;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a model said about one sample, and how long it took.
 *
 * @param text the raw answer
 * @param outputTokens how many tokens it has, where known
 * @param seconds from request to end of the answer, where known
 */
public record PageAnswer(String text, OptionalInt outputTokens, OptionalDouble seconds) {}
