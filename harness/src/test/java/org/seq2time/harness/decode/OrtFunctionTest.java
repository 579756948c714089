package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The places of functions in the C API's table, against the table of the library itself. */
class OrtFunctionTest {

  private static final String FOLDER = "/ai/onnxruntime/native/osx-aarch64/";
  private static final String SYMBOLS =
      "libonnxruntime.dylib.dSYM/Contents/Resources/DWARF/libonnxruntime.dylib";

  @Test
  void everyFunctionIsWhereTheLibrariesOwnTableHasIt() throws IOException {
    try (InputStream symbols = OrtEnvironment.class.getResourceAsStream(FOLDER + SYMBOLS);
        InputStream library =
            OrtEnvironment.class.getResourceAsStream(FOLDER + "libonnxruntime.dylib")) {
      // The GPU build's jar has no macOS library; the table is the same.
      assumeThat(symbols != null && library != null).isTrue();
      Map<Integer, String> table =
          FunctionTable.read(library.readAllBytes(), symbols.readAllBytes(), "ort_api_1_to_29");
      assertThat(table.size()).isGreaterThan(300);
      for (OrtFunction function : OrtFunction.values()) {
        assertThat(table.get(function.index()))
            .as("place %d", function.index())
            .isEqualTo("OrtApis::" + function.symbol());
      }
    }
  }
}
