/**
 * The decoding core: greedy and sampled text from ONNX decoder graphs with a KV cache, on the CPU
 * or on CUDA through ONNX Runtime.
 *
 * <p>{@link org.seq2time.harness.decode.Decoder} has two engines that give the same tokens: one on
 * Microsoft's Java API, one that calls the C API through the Foreign Function and Memory API, which
 * alone can leave the KV cache on the device. Lengths are in tokens, times in nanoseconds, tensors
 * row-major. All native memory belongs to an arena or a closeable resource. Usage data is never
 * sent: every way to the library goes through one class that switches it off first.
 *
 * <p>More than 20 files, because two engines and all native memory they use live behind one small
 * face, and packages of their own would have to open what only the core may touch.
 */
@NullMarked
package org.seq2time.harness.decode;

import org.jspecify.annotations.NullMarked;
