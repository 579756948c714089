package org.seq2time.harness.decode;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;

/**
 * The functions of ONNX Runtime's C API that are called here, with their place in the table {@code
 * OrtApi}. The table only ever grows at its end, so a place is good for every later version.
 */
enum OrtFunction {
  GET_ERROR_CODE("GetErrorCode", 1, FunctionDescriptor.of(JAVA_INT, ADDRESS)),
  GET_ERROR_MESSAGE("GetErrorMessage", 2, FunctionDescriptor.of(ADDRESS, ADDRESS)),
  CREATE_ENV("CreateEnv", 3, status(JAVA_INT, ADDRESS, ADDRESS)),
  DISABLE_TELEMETRY_EVENTS("DisableTelemetryEvents", 6, status(ADDRESS)),
  CREATE_SESSION("CreateSession", 7, status(ADDRESS, ADDRESS, ADDRESS, ADDRESS)),
  CREATE_SESSION_FROM_ARRAY(
      "CreateSessionFromArray", 8, status(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS)),
  CREATE_SESSION_OPTIONS("CreateSessionOptions", 10, status(ADDRESS)),
  DISABLE_MEM_PATTERN("DisableMemPattern", 17, status(ADDRESS)),
  SET_INTRA_OP_NUM_THREADS("SetIntraOpNumThreads", 24, status(ADDRESS, JAVA_INT)),
  CREATE_RUN_OPTIONS("CreateRunOptions", 39, status(ADDRESS)),
  RUN_OPTIONS_SET_TERMINATE("RunOptionsSetTerminate", 46, status(ADDRESS)),
  CREATE_TENSOR(
      "CreateTensorAsOrtValue", 48, status(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS)),
  CREATE_TENSOR_WITH_DATA(
      "CreateTensorWithDataAsOrtValue",
      49,
      status(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS)),
  GET_TENSOR_MUTABLE_DATA("GetTensorMutableData", 51, status(ADDRESS, ADDRESS)),
  CREATE_MEMORY_INFO(
      "CreateMemoryInfo", 68, status(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS)),
  ALLOCATOR_FREE("AllocatorFree", 76, status(ADDRESS, ADDRESS)),
  GET_ALLOCATOR_WITH_DEFAULT_OPTIONS("GetAllocatorWithDefaultOptions", 78, status(ADDRESS)),
  RELEASE_ENV("ReleaseEnv", 92, release()),
  RELEASE_STATUS("ReleaseStatus", 93, release()),
  RELEASE_MEMORY_INFO("ReleaseMemoryInfo", 94, release()),
  RELEASE_SESSION("ReleaseSession", 95, release()),
  RELEASE_VALUE("ReleaseValue", 96, release()),
  RELEASE_RUN_OPTIONS("ReleaseRunOptions", 97, release()),
  RELEASE_SESSION_OPTIONS("ReleaseSessionOptions", 100, release()),
  ADD_SESSION_CONFIG_ENTRY("AddSessionConfigEntry", 130, status(ADDRESS, ADDRESS, ADDRESS)),
  CREATE_ALLOCATOR("CreateAllocator", 131, status(ADDRESS, ADDRESS, ADDRESS)),
  RELEASE_ALLOCATOR("ReleaseAllocator", 132, release()),
  RUN_WITH_BINDING("RunWithBinding", 133, status(ADDRESS, ADDRESS, ADDRESS)),
  CREATE_IO_BINDING("CreateIoBinding", 134, status(ADDRESS, ADDRESS)),
  RELEASE_IO_BINDING("ReleaseIoBinding", 135, release()),
  BIND_INPUT("BindInput", 136, status(ADDRESS, ADDRESS, ADDRESS)),
  BIND_OUTPUT("BindOutput", 137, status(ADDRESS, ADDRESS, ADDRESS)),
  BIND_OUTPUT_TO_DEVICE("BindOutputToDevice", 138, status(ADDRESS, ADDRESS, ADDRESS)),
  GET_BOUND_OUTPUT_VALUES("GetBoundOutputValues", 140, status(ADDRESS, ADDRESS, ADDRESS, ADDRESS)),
  CLEAR_BOUND_INPUTS("ClearBoundInputs", 141, release()),
  CLEAR_BOUND_OUTPUTS("ClearBoundOutputs", 142, release()),
  SYNCHRONIZE_BOUND_OUTPUTS("SynchronizeBoundOutputs", 203, status(ADDRESS)),
  APPEND_CUDA("SessionOptionsAppendExecutionProvider_CUDA_V2", 204, status(ADDRESS, ADDRESS)),
  CREATE_CUDA_OPTIONS("CreateCUDAProviderOptions", 205, status(ADDRESS)),
  UPDATE_CUDA_OPTIONS(
      "UpdateCUDAProviderOptions", 206, status(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG)),
  RELEASE_CUDA_OPTIONS("ReleaseCUDAProviderOptions", 208, release());

  private final String symbol;
  private final int index;

  @SuppressWarnings("ImmutableEnumChecker") // layouts are immutable, without the annotation
  private final FunctionDescriptor type;

  OrtFunction(String symbol, int index, FunctionDescriptor type) {
    this.symbol = symbol;
    this.index = index;
    this.type = type;
  }

  /** The function's name in {@code onnxruntime_c_api.h}. */
  String symbol() {
    return symbol;
  }

  /** Its place in the table, from 0. */
  int index() {
    return index;
  }

  /** Parameters and result as C has them; a pointer result is a status. */
  FunctionDescriptor type() {
    return type;
  }

  private static FunctionDescriptor status(MemoryLayout... parameters) {
    return FunctionDescriptor.of(ADDRESS, parameters);
  }

  private static FunctionDescriptor release() {
    return FunctionDescriptor.ofVoid(ADDRESS);
  }
}
