/**
 * A bundle that answers questions about videos: frames through the vision encoder, visual tokens
 * into the prompt, the prompt through the decoder. {@link
 * org.seq2time.harness.bundle.video.BundleModel} is the {@link
 * org.seq2time.harness.model.VideoModel}.
 */
@NullMarked
package org.seq2time.harness.bundle.video;

import org.jspecify.annotations.NullMarked;
