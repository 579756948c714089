/**
 * From stored predictions or raw answers to scores: {@link org.seq2time.harness.score.ScoringJob}
 * reads, pairs and measures; the result is a {@link org.seq2time.harness.score.Scored}.
 */
@NullMarked
package org.seq2time.harness.score;

import org.jspecify.annotations.NullMarked;
