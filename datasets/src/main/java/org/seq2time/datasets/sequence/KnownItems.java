package org.seq2time.datasets.sequence;

import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import org.seq2time.datasets.sequence.source.Source;
import org.seq2time.datasets.sequence.source.SourceKind;
import org.seq2time.datasets.sequence.text.TextHash;

/**
 * Which paths there are and which captions belong to them, as 64-bit hashes. Filled before it is
 * asked; then safe for use by several threads.
 */
final class KnownItems {

  private final LongSet paths = new LongOpenHashSet(1 << 10);
  private final LongSet pairs = new LongOpenHashSet(1 << 10);
  private final Long2LongMap labels = new Long2LongOpenHashMap();

  void add(Source source) {
    long[] labelHashes = source.labels().stream().mapToLong(l -> TextHash.of(l, 0)).toArray();
    for (int i = 0; i < source.size(); i++) {
      long path = source.pathHash(i);
      paths.add(path);
      pairs.add(pair(path, source.captionHash(i)));
      if (source.format().kind() == SourceKind.CLIPS) {
        labels.put(path, labelHashes[source.label(i)]);
      }
    }
  }

  boolean hasPath(String path) {
    return paths.contains(Source.hashOfPath(path));
  }

  boolean belongs(String path, String caption) {
    return pairs.contains(pair(Source.hashOfPath(path), Source.hashOfCaption(caption)));
  }

  /** The clip's action class as a hash; 0 if it is not known. */
  long label(String clip) {
    return labels.get(Source.hashOfPath(clip));
  }

  private static long pair(long path, long caption) {
    return TextHash.mix(path + 0x632BE59BD9B4E019L) ^ caption;
  }
}
