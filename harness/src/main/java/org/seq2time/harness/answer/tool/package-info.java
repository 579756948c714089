/**
 * Answers in the files of other tools, as those write them: {@link
 * org.seq2time.harness.answer.tool.RecordFile} finds the records, {@link
 * org.seq2time.harness.answer.tool.FieldNames} the fields in them. docs/scoring.md lists the tools.
 */
@NullMarked
package org.seq2time.harness.answer.tool;

import org.jspecify.annotations.NullMarked;
