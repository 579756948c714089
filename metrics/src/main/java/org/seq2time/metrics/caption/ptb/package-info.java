/** The Penn Treebank tokens of Stanford CoreNLP 3.4.1, as coco-caption prepares captions. */
@NullMarked
package org.seq2time.metrics.caption.ptb;

import org.jspecify.annotations.NullMarked;
