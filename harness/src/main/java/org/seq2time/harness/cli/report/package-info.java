/** The commands that show, compare and check finished runs: compare, gate, paper, report. */
@NullMarked
package org.seq2time.harness.cli.report;

import org.jspecify.annotations.NullMarked;
