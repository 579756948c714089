/**
 * Asks a chat model behind an OpenAI-compatible endpoint (vLLM, SGLang, LM Studio, hosted ones):
 * the only place of the program that opens a connection, and only to the address that the user
 * names.
 *
 * <p>Frames are sent as JPEG in base64, each after a line with its time. The key comes from the
 * environment and is kept out of every message: wherever a server repeats it, it is redacted.
 * Redirects are not followed.
 */
@NullMarked
package org.seq2time.harness.chat;

import org.jspecify.annotations.NullMarked;
