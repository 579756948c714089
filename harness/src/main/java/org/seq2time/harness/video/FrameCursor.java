package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.BitSet;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Moves a decoder through a video. It is fed only with packets that are known from the index,
 * beginning at an entry and without a gap; where a jump ends anywhere else, another way is tried,
 * and at last the file is read from its start.
 */
final class FrameCursor implements AutoCloseable {

  /** Packets read after a jump before it counts as failed, beyond those up to the entry. */
  private static final int STRAY_PACKETS = 2000;

  private final Path file;
  private final VideoTrack track;
  private final FrameIndex index;
  private final FrameDecoder decoder;

  /** The entry that decoding began with, -1 before the first one. */
  private int start = -1;

  /** The packet to be fed next. */
  private int next;

  /** The frame that the decoder holds, -1 if it is none of the index. */
  private int held = -1;

  /** The last frame that came out since the start, -1 if none. */
  private int last = -1;

  private int lastPacket = -1;

  /** Whether jumps have gone wrong; everything is read from the start then. */
  private boolean isSequential;

  /** The way of jumping that worked last. */
  private boolean prefersByte;

  FrameCursor(Path file, VideoTrack track, FrameIndex index) {
    this.file = file;
    this.track = track;
    this.index = index;
    this.decoder = new FrameDecoder(file, track.codec(), index.isDecoded() ? 0 : index.delay());
    String format = track.format();
    this.prefersByte = format.startsWith("mpeg") || isRaw(format);
  }

  /** Decodes a frame; false where the file does not give it. */
  boolean moveTo(int frame) {
    if (held == frame) {
      return true;
    }
    if (!canGoOn(frame)) {
      begin(isSequential ? 0 : index.entryFor(frame));
    }
    if (decodeUntil(frame)) {
      return true;
    }
    if (start == 0) {
      return false;
    }
    isSequential = true;
    begin(0);
    return decodeUntil(frame);
  }

  AVFrame frame() {
    return decoder.frame();
  }

  /** Decodes the whole video once, to find its faults. */
  void decodeAll() {
    begin(0);
    decodeUntil(index.count());
  }

  /** Packets that could not be decoded without a fault, so far. */
  BitSet damaged() {
    return decoder.damaged();
  }

  @Override
  public void close() {
    decoder.close();
  }

  private boolean canGoOn(int frame) {
    if (start < 0 || frame <= last || !index.mayBegin(start, frame)) {
      return false;
    }
    return isSequential || index.entryFor(frame) <= Math.max(start, next);
  }

  /** Brings the file and the decoder to an entry. */
  private void begin(int entry) {
    int from = entry;
    boolean found = false;
    if (from > 0) {
      found = jump(from);
      if (!found) {
        from = index.entryBefore(from);
        found = from > 0 && jump(from);
      }
    }
    if (!found) {
      from = 0;
      found = start >= 0 && !isSequential && jumpToFirst();
    }
    if (!found) {
      restart();
    }
    if (start >= 0) {
      decoder.flush();
    }
    start = from;
    next = from;
    held = -1;
    last = -1;
    lastPacket = -1;
  }

  private boolean jumpToFirst() {
    return index.packets().isUnique(0) && jump(0);
  }

  private void restart() {
    track.restart();
    if (!track.read() || !index.packets().is(0, track.packet())) {
      throw new VideoException(file, "has changed while it was read");
    }
  }

  /** Jumps so that the entry is the packet just read. */
  private boolean jump(int entry) {
    for (int attempt = 0; attempt < 2; attempt++) {
      boolean byByte = prefersByte == (attempt == 0);
      if ((byByte ? jumpToByte(entry) : jumpToTime(entry)) && readUntil(entry)) {
        prefersByte = byByte;
        return true;
      }
    }
    return false;
  }

  private boolean jumpToByte(int entry) {
    long position = index.packets().pos(entry);
    return position >= 0 && track.canSeekToByte() && track.seekToByte(position);
  }

  private boolean jumpToTime(int entry) {
    PacketTable packets = index.packets();
    long time = packets.dts(entry);
    if (time == avutil.AV_NOPTS_VALUE) {
      time = packets.pts(entry);
    }
    return time != avutil.AV_NOPTS_VALUE && track.seekToTime(time);
  }

  private boolean readUntil(int entry) {
    PacketTable packets = index.packets();
    int strays = 0;
    int at = -1;
    while (track.read()) {
      if (packets.is(entry, track.packet())) {
        return true;
      }
      if (at >= 0 && packets.is(at + 1, track.packet())) {
        at++;
      } else {
        at = packets.find(track.packet());
        strays++;
      }
      if (at > entry || strays > STRAY_PACKETS) {
        return false;
      }
    }
    return false;
  }

  /** Feeds the packet that was just read, and reads the next one. */
  private boolean feed(int frame) {
    if (next >= index.packets().count()) {
      decoder.end();
      return true;
    }
    // The first packet after a jump is at hand already.
    if (next != start && (!track.read() || !index.packets().is(next, track.packet()))) {
      return false;
    }
    if (!isPassedOver(next, frame)) {
      decoder.send(track.packet(), next);
    }
    next++;
    return true;
  }

  /** Nothing is predicted from it, and it is shown before the frame that is wanted. */
  private boolean isPassedOver(int packet, int frame) {
    return !isSequential
        && !index.isDecoded()
        && frame < index.count()
        && (index.packets().found(packet) & Bitstream.DISPOSABLE) != 0
        && index.frameOf(packet) >= 0
        && index.frameOf(packet) < frame;
  }

  private boolean decodeUntil(int frame) {
    while (true) {
      while (decoder.receive()) {
        int packet = decoder.packetOfFrame();
        boolean isFed = packet >= start && packet < next;
        int number = isFed ? index.frameOf(packet) : -1;
        if (number >= 0 && packet == lastPacket) {
          number = last + 1; // a packet of two pictures
        }
        lastPacket = packet;
        held = number;
        if (number >= 0) {
          last = number;
        }
        if (number == frame) {
          return true;
        }
        if (number > frame) {
          return false;
        }
      }
      if (decoder.isDrained() || !feed(frame)) {
        return false;
      }
    }
  }

  private static boolean isRaw(String format) {
    return format.equals("h264") || format.equals("hevc") || format.equals("m4v");
  }
}
