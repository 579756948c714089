/**
 * What is in a model bundle? A folder of ONNX graphs with the files that Hugging Face Optimum,
 * transformers.js or ONNX Runtime GenAI put beside them, and {@code seq2time.json} for what those
 * leave out. {@link org.seq2time.harness.bundle.ModelBundle} reads one. {@code docs/export.md}
 * holds the contract of every file.
 *
 * <p>More than 20 files, because each file of a bundle has its reader here, next to what it says.
 */
@NullMarked
package org.seq2time.harness.bundle;

import org.jspecify.annotations.NullMarked;
