package org.seq2time.harness.video;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The frames of a video in the order in which they are shown, and where decoding may begin for each
 * of them. A frame is known by the packet that it comes from.
 */
final class FrameIndex {

  private final PacketTable packets;
  private final int[] packetOf;
  private final int[] frameOf;
  private final double[] seconds;
  private final int[] entries;
  private final BitSet damaged;
  private final boolean isDecoded;
  private final int delay;

  /**
   * An index.
   *
   * @param packetOf the packet of each frame, in order of presentation
   * @param seconds when each is shown, after the first one
   * @param entries packets that decoding may begin with, ascending, the first packet among them
   * @param damaged packets that are known not to be whole
   * @param isDecoded whether it was made by decoding everything
   * @param delay frames that are decoded before one that is shown earlier, at most
   */
  FrameIndex(
      PacketTable packets,
      int[] packetOf,
      double[] seconds,
      int[] entries,
      BitSet damaged,
      boolean isDecoded,
      int delay) {
    this.packets = packets;
    this.packetOf = packetOf;
    this.seconds = seconds;
    this.entries = entries;
    this.damaged = damaged;
    this.isDecoded = isDecoded;
    this.delay = delay;
    frameOf = new int[packets.count()];
    Arrays.fill(frameOf, -1);
    for (int frame = 0; frame < packetOf.length; frame++) {
      frameOf[packetOf[frame]] = frame;
    }
  }

  int count() {
    return packetOf.length;
  }

  PacketTable packets() {
    return packets;
  }

  int packetOf(int frame) {
    return packetOf[frame];
  }

  /** The frame that a packet gives, -1 if none. */
  int frameOf(int packet) {
    return frameOf[packet];
  }

  double seconds(int frame) {
    return seconds[frame];
  }

  BitSet damaged() {
    return damaged;
  }

  boolean isDecoded() {
    return isDecoded;
  }

  int delay() {
    return delay;
  }

  /** Without its last frames: those of a file that was cut off are not sure. */
  FrameIndex first(int frames) {
    return new FrameIndex(
        packets,
        Arrays.copyOf(packetOf, frames),
        Arrays.copyOf(seconds, frames),
        entries,
        damaged,
        isDecoded,
        delay);
  }

  /** Frames that cannot be trusted where those packets are damaged. */
  BitSet unsound(BitSet packets) {
    BitSet unsound = new BitSet();
    if (!packets.isEmpty() || !damaged.isEmpty()) {
      for (int frame = 0; frame < count(); frame++) {
        if (!isSound(frame, packets)) {
          unsound.set(frame);
        }
      }
    }
    return unsound;
  }

  /** The last packet that decoding can begin with to get a frame; 0 is the start of the file. */
  int entryFor(int frame) {
    int at = Arrays.binarySearch(entries, packetOf[frame]);
    for (int i = at >= 0 ? at : -at - 2; i > 0; i--) {
      if (mayBegin(entries[i], frame)) {
        return entries[i];
      }
    }
    return 0;
  }

  /** Whether decoding from a packet on gives a frame that comes out right. */
  boolean mayBegin(int entry, int frame) {
    if (entry == 0) {
      return true;
    }
    if (entry > packetOf[frame]) {
      return false;
    }
    boolean isHard = (packets.found(entry) & Bitstream.HARD_ENTRY) != 0;
    return isHard || (frameOf[entry] >= 0 && frameOf[entry] <= frame);
  }

  /** The entry before one, 0 for the first. */
  int entryBefore(int entry) {
    int at = Arrays.binarySearch(entries, entry);
    return at > 0 ? entries[at - 1] : 0;
  }

  /** Whether nothing that a frame needs is known to be damaged. */
  boolean isSound(int frame, BitSet alsoDamaged) {
    int from = entryFor(frame);
    int to = packetOf[frame];
    return !hasBetween(damaged, from, to) && !hasBetween(alsoDamaged, from, to);
  }

  private static boolean hasBetween(BitSet set, int from, int to) {
    int next = set.nextSetBit(from);
    return next >= 0 && next <= to;
  }
}
