/**
 * What a model is asked: prompt templates per benchmark, worded by this project to the answer
 * formats that the parsers know, or the user's own.
 *
 * <p>A template is text with placeholders in braces. Rendered for a sample it names the query, how
 * long the video is, which frames the model sees and how times are to be written; its hash goes
 * into the run's record, so that two runs with different prompts are never confused.
 */
@NullMarked
package org.seq2time.harness.prompt;

import org.jspecify.annotations.NullMarked;
