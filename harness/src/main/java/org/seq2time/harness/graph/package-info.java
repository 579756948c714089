/**
 * What does an ONNX file hold? Inputs, outputs, operators and the shapes of its weights, read from
 * the protobuf as a stream: weights are skipped, so a file of many gigabytes takes as long as its
 * list of nodes.
 *
 * <p>Files are untrusted: every length, count, name and path in them is checked before it is used,
 * and anything invalid is one {@link org.seq2time.datasets.io.BadInputException}.
 *
 * <p>Format: {@code onnx.proto3} of ONNX (IR version 13); field numbers are given where they are
 * read.
 */
@NullMarked
package org.seq2time.harness.graph;

import org.jspecify.annotations.NullMarked;
