/**
 * How does a conversation become one text? A small strict interpreter of the templates that Hugging
 * Face models carry ({@code chat_template.jinja}): the subset of Jinja 3.1 that transformers'
 * {@code apply_chat_template} offers, with its settings ({@code trim_blocks}, {@code
 * lstrip_blocks}, loop controls, {@code {% generation %}}) and Python's semantics of values.
 *
 * <p>A template is somebody else's program. It can read the conversation and nothing else: there is
 * no reflection, no file, no other template; steps, nesting and text are limited; and what the
 * messages say is a value, never read as a template.
 *
 * <p>More than 20 files, because a language has many small parts: its grammar, its values, and one
 * file for each family of Python's functions.
 */
@NullMarked
package org.seq2time.harness.template;

import org.jspecify.annotations.NullMarked;
