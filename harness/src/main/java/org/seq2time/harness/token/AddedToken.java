package org.seq2time.harness.token;

/**
 * A token that is cut out of the text before anything else happens to it.
 *
 * @param special whether it stands for no text, as end-of-text does
 */
public record AddedToken(int id, String content, boolean special) {}
