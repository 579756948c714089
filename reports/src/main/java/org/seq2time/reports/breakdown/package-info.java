/**
 * Where does a score come from? Scores of several runs over groups of samples: by outcome, length
 * of the video, length of the truth, video, length of the query.
 *
 * <p>The one place that uses Tablesaw, as {@code docs/decisions/0013-statistics-and-tables.md}
 * says: no other package may, so that no other command loads it.
 */
@NullMarked
package org.seq2time.reports.breakdown;

import org.jspecify.annotations.NullMarked;
