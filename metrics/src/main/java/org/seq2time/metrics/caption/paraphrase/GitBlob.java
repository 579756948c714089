package org.seq2time.metrics.caption.paraphrase;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.seq2time.datasets.io.Digests;

/**
 * The name that git gives to a file's content: SHA-1 of {@code "blob <size>\0"} and the content.
 */
final class GitBlob {
  private GitBlob() {}

  /** Returns the id as 40 hexadecimal digits. */
  static String id(Path file) throws IOException {
    MessageDigest digest = Digests.sha1();
    digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.hex(digest, in);
    }
  }
}
