package org.seq2time.harness.video;

import org.bytedeco.ffmpeg.global.swscale;

/** How pixels are computed when a frame changes its size. Both widen their reach when shrinking. */
public enum Resampling {
  /** Pillow's and PyTorch's code 2. */
  BILINEAR(swscale.SWS_BILINEAR),
  /** Pillow's and PyTorch's code 3: Keys' kernel with a = -1/2. */
  BICUBIC(swscale.SWS_BICUBIC);

  private final int flag;

  Resampling(int flag) {
    this.flag = flag;
  }

  int flag() {
    return flag;
  }
}
