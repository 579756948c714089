/**
 * From a video's frames to visual tokens: how a vision encoder is fed, the graph of visual tokens,
 * and positions on three axes.
 */
@NullMarked
package org.seq2time.harness.bundle.vision;

import org.jspecify.annotations.NullMarked;
