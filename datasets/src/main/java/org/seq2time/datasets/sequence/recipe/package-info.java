/**
 * Recipes: which sources, which tasks, how many instances of each. A recipe is YAML, read strictly:
 * a key that is not known is an error with its line.
 */
@NullMarked
package org.seq2time.datasets.sequence.recipe;

import org.jspecify.annotations.NullMarked;
