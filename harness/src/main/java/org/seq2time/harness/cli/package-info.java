/**
 * The command line. {@link org.seq2time.harness.cli.Main} is the only place that turns exceptions
 * into exit codes and one-line messages.
 *
 * <p>Exit codes: 0 success, 1 failure, 2 wrong usage, 3 regression found. Results go to stdout,
 * everything else to stderr.
 */
@NullMarked
package org.seq2time.harness.cli;

import org.jspecify.annotations.NullMarked;
