package org.seq2time.harness.video;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * All packets of a track in the order of the file. A packet is known again after a jump by its
 * place, its size and its bytes, never by its times.
 */
final class PacketTable {

  private static final int HEAD = 64;
  private static final int TAIL = 32;

  private final CRC32 crc = new CRC32();
  private final byte[] ends = new byte[HEAD + TAIL];
  private long[] pts = new long[256];
  private long[] dts = new long[256];
  private long[] pos = new long[256];
  private long[] signature = new long[256];
  private int[] size = new int[256];
  private short[] flags = new short[256];
  private byte[] found = new byte[256];
  private long[] sorted = {};
  private int count;

  int count() {
    return count;
  }

  long pts(int packet) {
    return pts[packet];
  }

  long dts(int packet) {
    return dts[packet];
  }

  long pos(int packet) {
    return pos[packet];
  }

  int size(int packet) {
    return size[packet];
  }

  /** What {@link Bitstream} saw in it. */
  int found(int packet) {
    return found[packet];
  }

  boolean isDiscarded(int packet) {
    return (flags[packet] & avcodec.AV_PKT_FLAG_DISCARD) != 0;
  }

  boolean isKey(int packet) {
    return (flags[packet] & avcodec.AV_PKT_FLAG_KEY) != 0;
  }

  /** Whether the container says that a part is missing. */
  boolean isCorrupt(int packet) {
    return (flags[packet] & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
  }

  void add(AVPacket packet, int seen) {
    if (count == pts.length) {
      int more = 2 * count;
      pts = Arrays.copyOf(pts, more);
      dts = Arrays.copyOf(dts, more);
      pos = Arrays.copyOf(pos, more);
      signature = Arrays.copyOf(signature, more);
      size = Arrays.copyOf(size, more);
      flags = Arrays.copyOf(flags, more);
      found = Arrays.copyOf(found, more);
    }
    pts[count] = packet.pts();
    dts[count] = packet.dts();
    pos[count] = packet.pos();
    signature[count] = signature(packet);
    size[count] = packet.size();
    flags[count] = (short) packet.flags();
    found[count] = (byte) seen;
    count++;
  }

  /** To be called after the last {@link #add}. */
  void complete() {
    sorted = Arrays.copyOf(signature, count);
    Arrays.sort(sorted);
  }

  /** Whether no other packet looks the same. */
  boolean isUnique(int packet) {
    int at = Arrays.binarySearch(sorted, signature[packet]);
    return (at == 0 || sorted[at - 1] != sorted[at])
        && (at == count - 1 || sorted[at + 1] != sorted[at]);
  }

  boolean is(int packet, AVPacket read) {
    return packet < count && signature[packet] == signature(read);
  }

  /** The packet that looks like this one, -1 if it is not the only one or there is none. */
  int find(AVPacket read) {
    long wanted = signature(read);
    int at = Arrays.binarySearch(sorted, wanted);
    if (at < 0) {
      return -1;
    }
    for (int i = 0; i < count; i++) {
      if (signature[i] == wanted) {
        return isUnique(i) ? i : -1;
      }
    }
    return -1;
  }

  /** Marks a time that the container's own range has cut off. */
  void shift(int packet, long by) {
    if (pts[packet] != avutil.AV_NOPTS_VALUE) {
      pts[packet] += by;
    }
    if (dts[packet] != avutil.AV_NOPTS_VALUE) {
      dts[packet] += by;
    }
  }

  private long signature(AVPacket packet) {
    int length = packet.size();
    crc.reset();
    if (length > 0) {
      BytePointer data = packet.data();
      int head = Math.min(length, HEAD);
      data.get(ends, 0, head);
      int tail = Math.min(length - head, TAIL);
      if (tail > 0) {
        data.position(length - tail).get(ends, head, tail);
        data.position(0);
      }
      crc.update(ends, 0, head + tail);
    }
    long place = packet.pos() * 0x9E3779B97F4A7C15L;
    return ((crc.getValue() << 32) | length) ^ place;
  }
}
