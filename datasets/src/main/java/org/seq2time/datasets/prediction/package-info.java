/**
 * What a model answered, as prediction files hold it: TimeChat's formatted JSON for each task, the
 * ActivityNet challenge form and QVHighlights submissions; and the pairing of predictions with the
 * samples that they answer.
 */
@NullMarked
package org.seq2time.datasets.prediction;

import org.jspecify.annotations.NullMarked;
