package org.seq2time.harness.graph;

/**
 * Where a weight lies outside of the graph's file.
 *
 * @param location path relative to the graph's folder, as written in the graph
 * @param offset first byte
 * @param length number of bytes; -1 if the graph does not say, which means all that follow
 */
public record ExternalData(String location, long offset, long length) {}
