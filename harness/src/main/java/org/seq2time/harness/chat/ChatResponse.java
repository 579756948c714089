package org.seq2time.harness.chat;

import java.util.OptionalInt;

/**
 * What came back.
 *
 * @param text the answer; may be empty
 * @param promptTokens as the server counted them
 * @param generatedTokens as the server counted them
 * @param cutOff whether the server stopped because the answer was too long
 * @param attempts how many it took, at least 1
 */
public record ChatResponse(
    String text,
    OptionalInt promptTokens,
    OptionalInt generatedTokens,
    boolean cutOff,
    int attempts) {}
