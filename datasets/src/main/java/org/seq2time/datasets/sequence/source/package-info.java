/**
 * Files of captioned images, clips and videos, and of existing instructions, indexed by offset: one
 * streaming pass over a file checks every item and notes where its caption is; the captions stay in
 * the file. Three million captions of 4 GB take about 300 MB of memory that way.
 *
 * <p>Everything read here is untrusted. An item that cannot be used is an error with file and line,
 * or one of the tolerated {@link org.seq2time.datasets.sequence.source.BadItems bad items}.
 *
 * <p>More than 20 files, because each format that captions come in has a parser of its own, and all
 * of them share the cursor that checks and resumes.
 */
@NullMarked
package org.seq2time.datasets.sequence.source;

import org.jspecify.annotations.NullMarked;
