/**
 * Text to token ids and back, as the model's own Hugging Face {@code tokenizer.json} says.
 *
 * <p>The file is read by the Rust library {@code tokenizers}, whose natives DJL's jar carries. Only
 * that jar's native methods are used: nothing here, and nothing that is on the class path for it,
 * can open a connection or report use.
 */
@NullMarked
package org.seq2time.harness.token;

import org.jspecify.annotations.NullMarked;
