/** What several commands share: groups of options, progress, interruption. */
@NullMarked
package org.seq2time.harness.cli.shared;

import org.jspecify.annotations.NullMarked;
