package org.seq2time.datasets.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Hashes that name contents: files, prompts, questions. SHA-256 everywhere, and SHA-1 for names
 * that git gives. All are written in lower-case hexadecimal.
 */
public final class Digests {

  private static final int BUFFER_BYTES = 1 << 16;

  private Digests() {}

  /** A SHA-256 that nothing was put into yet. */
  public static MessageDigest sha256() {
    return of("SHA-256");
  }

  /** A SHA-1 that nothing was put into yet; for git's names only. */
  public static MessageDigest sha1() {
    return of("SHA-1");
  }

  /** SHA-256 of the text's UTF-8 bytes, as 64 digits. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Puts the rest of a stream into a digest and ends it.
   *
   * @throws IOException what reading the stream throws
   */
  public static String hex(MessageDigest digest, InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
