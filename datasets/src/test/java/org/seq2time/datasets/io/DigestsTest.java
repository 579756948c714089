package org.seq2time.datasets.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DigestsTest {

  /** FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void textsAreHashedAsUtf8() {
    assertThat(Digests.sha256("abc")).isEqualTo(ABC);
    assertThat(Digests.sha256("é"))
        .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  }

  @Test
  void streamsLongerThanTheBufferAreHashedWhole() throws IOException {
    byte[] bytes = new byte[200_001];
    Arrays.fill(bytes, (byte) 'x');
    assertThat(Digests.hex(Digests.sha256(), new ByteArrayInputStream(bytes)))
        .isEqualTo(Digests.sha256("x".repeat(bytes.length)));
  }

  @Test
  void aDigestMayHoldSomethingBeforeTheStream() throws IOException {
    // The name that git gives to the file "hello\n".
    var digest = Digests.sha1();
    digest.update("blob 6\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(
            Digests.hex(
                digest, new ByteArrayInputStream("hello\n".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");
  }
}
