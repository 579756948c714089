/**
 * Files from elsewhere: opened, decompressed and read as a stream, with errors that name the file,
 * the line, the value and what was expected.
 *
 * <p>Everything read here is untrusted. Text must be UTF-8; gzip is recognised by its first bytes,
 * not by the file's name.
 */
@NullMarked
package org.seq2time.datasets.io;

import org.jspecify.annotations.NullMarked;
