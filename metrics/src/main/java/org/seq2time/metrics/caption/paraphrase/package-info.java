/**
 * METEOR's paraphrase table: {@link org.seq2time.metrics.caption.paraphrase.ParaphraseIndex} is its
 * compiled form, a file that is mapped into memory; {@link
 * org.seq2time.metrics.caption.paraphrase.Paraphrases#none()} represents no table.
 */
@NullMarked
package org.seq2time.metrics.caption.paraphrase;

import org.jspecify.annotations.NullMarked;
