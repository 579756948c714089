package org.seq2time.harness.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Map;

/** What every session of the Java API here has in common. */
final class HostSession {

  /**
   * How CUDA is set up in both engines. TF32 would round float32 to 10 bits, so it is off; buffers
   * of growing length would double the default arena.
   */
  static final Map<String, String> CUDA_OPTIONS =
      Map.of("arena_extend_strategy", "kSameAsRequested", "use_tf32", "0");

  private HostSession() {}

  /**
   * Options for a device.
   *
   * @param threads 0 leaves the number to ONNX Runtime
   */
  static OrtSession.SessionOptions options(Device device, int threads) throws OrtException {
    OrtLibrary.environment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      // Each length is another shape, and a plan kept for each would never be used again.
      options.setMemoryPatternOptimization(false);
      if (threads > 0) {
        options.setIntraOpNumThreads(threads);
      }
      if (device instanceof Device.Cuda cuda) {
        try (OrtCUDAProviderOptions provider = new OrtCUDAProviderOptions(cuda.index())) {
          for (Map.Entry<String, String> option : CUDA_OPTIONS.entrySet()) {
            provider.add(option.getKey(), option.getValue());
          }
          options.addCUDA(provider);
        }
      }
      return options;
    } catch (OrtException | RuntimeException e) {
      options.close();
      throw e;
    }
  }
}
