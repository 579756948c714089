package org.seq2time.harness.bundle;

/**
 * Something that no file of a bundle says, and what is taken instead.
 *
 * @param name what, as {@code seq2time.json} would name it: {@code frames.count}
 * @param value what is taken
 * @param reason why that
 */
public record Default(String name, String value, String reason) {}
