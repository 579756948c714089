package org.seq2time.datasets.sequence;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.sequence.write.Compression;

/**
 * How to build, beside the recipe.
 *
 * @param threads threads that write shards; the bytes do not depend on it
 * @param compression how shards are packed
 * @param shardSize instances a shard
 * @param skipBad how many items may be left out because they cannot be used
 * @param checkRoot folder under which every path must exist; null not to look
 * @param toolVersion version of this tool, for the manifest
 */
public record BuildOptions(
    int threads,
    Compression compression,
    int shardSize,
    int skipBad,
    @Nullable Path checkRoot,
    String toolVersion) {

  /** About 45 MB a shard with rows of 96 images. */
  public static final int DEFAULT_SHARD_SIZE = 10_000;

  public BuildOptions {
    if (threads < 1 || shardSize < 1) {
      throw new IllegalArgumentException("threads " + threads + ", shard size " + shardSize);
    }
  }

  /** One thread, plain text, nothing left out. */
  public static BuildOptions plain(String toolVersion) {
    return new BuildOptions(1, Compression.NONE, DEFAULT_SHARD_SIZE, 0, null, toolVersion);
  }

  /** The same with other threads. */
  public BuildOptions withThreads(int newThreads) {
    return new BuildOptions(newThreads, compression, shardSize, skipBad, checkRoot, toolVersion);
  }

  /** The same with other shards. */
  public BuildOptions withShards(Compression newCompression, int newShardSize) {
    return new BuildOptions(threads, newCompression, newShardSize, skipBad, checkRoot, toolVersion);
  }

  /** The same with other demands on the items. */
  public BuildOptions withItems(int newSkipBad, @Nullable Path newCheckRoot) {
    return new BuildOptions(threads, compression, shardSize, newSkipBad, newCheckRoot, toolVersion);
  }
}
