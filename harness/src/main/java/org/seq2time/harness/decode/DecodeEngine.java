package org.seq2time.harness.decode;

/** A loaded graph in ONNX Runtime, which batches are run in one after the other. */
sealed interface DecodeEngine extends AutoCloseable permits HostEngine, DeviceEngine {

  /** Opens a cache for a batch. */
  DecoderRun begin(Batch batch);

  @Override
  void close();
}
