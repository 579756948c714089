/**
 * The default parser of version 0.1.0, kept as it was: runs that were scored with it are scored
 * again with the same numbers by {@code --parser robust-1}. Nothing is changed here; new forms are
 * read by {@link org.seq2time.harness.answer.robust}.
 */
@NullMarked
package org.seq2time.harness.answer.robust1;

import org.jspecify.annotations.NullMarked;
