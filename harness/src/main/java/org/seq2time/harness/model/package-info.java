/**
 * What can answer? A {@link org.seq2time.harness.model.VideoModel}, such as a model bundle: a
 * folder of ONNX graphs with the files that Hugging Face Optimum, transformers.js or ONNX Runtime
 * GenAI put beside them, and {@code seq2time.json} for what those do not say. {@link
 * org.seq2time.harness.model.ModelBundle} reads one, {@link org.seq2time.harness.model.BundleCheck}
 * finds what does not fit together, {@link org.seq2time.harness.model.BundleModel} answers
 * questions about videos. {@code docs/export.md} holds the contract of every file.
 */
@NullMarked
package org.seq2time.harness.model;

import org.jspecify.annotations.NullMarked;
