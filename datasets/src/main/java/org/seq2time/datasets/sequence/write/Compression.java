package org.seq2time.datasets.sequence.write;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How shards are packed. */
public enum Compression {
  /** Plain text. */
  NONE("none", ".jsonl"),
  /** Gzip, without a time in its header. */
  GZIP("gzip", ".jsonl.gz"),
  /** Zstandard, level 3. */
  ZSTD("zstd", ".jsonl.zst");

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ZSTD_LEVEL = 3;

  private final String key;
  private final String extension;

  Compression(String key, String extension) {
    this.key = key;
    this.extension = extension;
  }

  /** Name in manifests. */
  public String key() {
    return key;
  }

  /** End of the shards' names. */
  public String extension() {
    return extension;
  }

  /** The packing that a file's name shows. */
  public static Compression ofFile(String name) {
    return name.endsWith(".gz") ? GZIP : name.endsWith(".zst") ? ZSTD : NONE;
  }

  OutputStream pack(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out, BUFFER_BYTES);
      case ZSTD -> new ZstdOutputStream(out, ZSTD_LEVEL);
    };
  }

  InputStream unpack(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
      case ZSTD -> new ZstdInputStream(in);
    };
  }
}
