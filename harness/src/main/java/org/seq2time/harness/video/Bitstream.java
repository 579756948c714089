package org.seq2time.harness.video;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/**
 * What the coded bytes of a packet say without decoding: whether it shows one picture, and whether
 * decoding may begin with it. Each codec has its own way; of an unknown one nothing is known.
 */
abstract sealed class Bitstream {

  /** The packet shows exactly one picture. */
  static final int ONE = 1;

  /** The packet shows nothing. */
  static final int NONE = 2;

  /** Decoding may begin here; all that follows in the file comes out right. */
  static final int HARD_ENTRY = 4;

  /** Decoding may begin here; pictures that are shown later than this one come out right. */
  static final int SOFT_ENTRY = 8;

  /** The packet carries parameters that later packets need. */
  static final int PARAMETERS = 16;

  /** The packet carries all parameters that it needs itself. */
  static final int ALL_PARAMETERS = 32;

  /** No other picture is predicted from this one. */
  static final int DISPOSABLE = 64;

  private static final int HEAD = 96;

  private byte[] bytes = new byte[HEAD];

  /** How a track's packets are read. */
  static Bitstream of(AVCodecParameters codec) {
    int id = codec.codec_id();
    AVCodecDescriptor descriptor = avcodec.avcodec_descriptor_get(id);
    if (id == avcodec.AV_CODEC_ID_H264 || id == avcodec.AV_CODEC_ID_HEVC) {
      return new NalUnits(codec, id == avcodec.AV_CODEC_ID_HEVC);
    }
    if (id == avcodec.AV_CODEC_ID_VP8) {
      return new Vp8();
    }
    if (id == avcodec.AV_CODEC_ID_VP9) {
      return new Vp9();
    }
    if (id == avcodec.AV_CODEC_ID_AV1) {
      return new Av1();
    }
    if (id == avcodec.AV_CODEC_ID_MPEG4) {
      return new Mpeg4();
    }
    if (id == avcodec.AV_CODEC_ID_MPEG1VIDEO || id == avcodec.AV_CODEC_ID_MPEG2VIDEO) {
      return new Mpeg2();
    }
    if (id == avcodec.AV_CODEC_ID_GIF || id == avcodec.AV_CODEC_ID_APNG) {
      return new Unknown(); // pictures are painted over earlier ones
    }
    if (descriptor != null && (descriptor.props() & avcodec.AV_CODEC_PROP_INTRA_ONLY) != 0) {
      return new OnePerPacket(true);
    }
    boolean isForwardOnly =
        id == avcodec.AV_CODEC_ID_H263
            || id == avcodec.AV_CODEC_ID_FLV1
            || id == avcodec.AV_CODEC_ID_WMV1
            || id == avcodec.AV_CODEC_ID_WMV2
            || id == avcodec.AV_CODEC_ID_MSMPEG4V2
            || id == avcodec.AV_CODEC_ID_MSMPEG4V3
            || id == avcodec.AV_CODEC_ID_FFV1;
    return isForwardOnly ? new OnePerPacket(false) : new Unknown();
  }

  /** Looks at a packet: some of the flags above. */
  final int look(AVPacket packet) {
    int size = packet.size();
    if (size <= 0) {
      return 0;
    }
    boolean isKey = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    int head = needsAll() ? size : Math.min(size, HEAD);
    copy(packet.data(), head);
    int found = look(bytes, head, isKey);
    if (found < 0) {
      copy(packet.data(), size);
      found = look(bytes, size, isKey);
    }
    return Math.max(found, 0);
  }

  /** Whether pictures may be shown in another order than that of the file. */
  boolean mayReorder() {
    return true;
  }

  boolean needsAll() {
    return false;
  }

  /**
   * Looks at a packet's first bytes.
   *
   * @return the flags, or -1 where more bytes are needed
   */
  abstract int look(byte[] data, int length, boolean isKey);

  private void copy(BytePointer data, int length) {
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, 2 * bytes.length)];
    }
    data.get(bytes, 0, length);
  }

  /** The place after the next {@code 00 00 01}, or -1. */
  private static int afterStartCode(byte[] data, int from, int length) {
    for (int i = from; i + 3 < length; i++) {
      if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
        return i + 3;
      }
    }
    return -1;
  }

  private static final class Unknown extends Bitstream {
    @Override
    int look(byte[] data, int length, boolean isKey) {
      return 0;
    }
  }

  /** Codecs without reordering or hidden pictures; the container says what a key frame is. */
  private static final class OnePerPacket extends Bitstream {

    private final boolean isIntra;

    OnePerPacket(boolean isIntra) {
      this.isIntra = isIntra;
    }

    @Override
    boolean mayReorder() {
      return false;
    }

    @Override
    int look(byte[] data, int length, boolean isKey) {
      return ONE | (isIntra || isKey ? HARD_ENTRY : 0);
    }
  }

  /** RFC 6386, 9.1: the first bit is 0 in a key frame, the fifth shows the frame. */
  private static final class Vp8 extends Bitstream {
    @Override
    boolean mayReorder() {
      return false;
    }

    @Override
    int look(byte[] data, int length, boolean isKey) {
      boolean isIntra = (data[0] & 1) == 0;
      return ((data[0] & 16) != 0 ? ONE : NONE) | (isIntra ? HARD_ENTRY : 0);
    }
  }

  /** VP9's uncompressed header and superframe index (annex B of its specification). */
  private static final class Vp9 extends Bitstream {
    @Override
    boolean mayReorder() {
      return false;
    }

    @Override
    boolean needsAll() {
      return true;
    }

    @Override
    int look(byte[] data, int length, boolean isKey) {
      int marker = data[length - 1] & 0xFF;
      int frames = (marker & 7) + 1;
      int bytesEach = (marker >> 3 & 3) + 1;
      int indexSize = 2 + frames * bytesEach;
      boolean isSuperframe =
          (marker & 0xE0) == 0xC0
              && length >= indexSize
              && data[length - indexSize] == (byte) marker;
      int shown = 0;
      int at = 0;
      int entry = 0;
      for (int i = 0; i < (isSuperframe ? frames : 1); i++) {
        if (at >= length) {
          return 0;
        }
        int header = data[at] & 0xFF;
        if (header >> 6 != 2) {
          return 0;
        }
        int profile = (header >> 5 & 1) | (header >> 3 & 2);
        int shift = profile == 3 ? 2 : 3;
        boolean isExisting = (header >> shift & 1) != 0;
        // Where the profile is 3 a reserved bit comes first.
        boolean isIntra = ((header >> (shift - 1)) & 1) == 0 && !isExisting;
        boolean isShown = isExisting || ((header >> (shift - 2)) & 1) != 0;
        shown += isShown ? 1 : 0;
        if (i == 0 && isIntra && isShown) {
          entry = HARD_ENTRY;
        }
        if (isSuperframe) {
          int size = 0;
          for (int b = 0; b < bytesEach; b++) {
            size |= (data[length - indexSize + 1 + i * bytesEach + b] & 0xFF) << (8 * b);
          }
          at += size;
        }
      }
      return entry | (shown == 1 ? ONE : shown == 0 ? NONE : 0);
    }
  }

  /**
   * A temporal unit shows one picture (AV1 7.5); it is an entry where it begins with a key frame.
   */
  private static final class Av1 extends Bitstream {

    private static final int SEQUENCE = 1;
    private static final int FRAME_HEADER = 3;
    private static final int FRAME = 6;

    @Override
    boolean mayReorder() {
      return false;
    }

    @Override
    int look(byte[] data, int length, boolean isKey) {
      boolean hasSequence = false;
      int at = 0;
      while (at < length) {
        int type = data[at] >> 3 & 15;
        boolean hasSize = (data[at] & 2) != 0;
        int body = at + ((data[at] & 4) != 0 ? 2 : 1);
        long size = 0;
        if (hasSize) {
          for (int i = 0; i < 5 && body < length; i++) {
            int next = data[body++];
            size |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
              break;
            }
          }
        }
        if (type == FRAME || type == FRAME_HEADER) {
          // show_existing_frame 0, frame_type 00 (key), show_frame 1
          boolean isEntry = body < length && (data[body] & 0xF0) == 0x10 && hasSequence && isKey;
          return ONE | (isEntry ? HARD_ENTRY : 0);
        }
        hasSequence |= type == SEQUENCE;
        at = (int) Math.min(Integer.MAX_VALUE, hasSize ? body + size : length);
      }
      return -1;
    }
  }

  /** MPEG-4 part 2: packed pictures and dummies are left to the decoder. */
  private static final class Mpeg4 extends Bitstream {

    private static final int VOP = 0xB6;
    private static final int SMALLEST = 24;
    private boolean isReordered;

    @Override
    boolean mayReorder() {
      return isReordered;
    }

    @Override
    boolean needsAll() {
      return true;
    }

    @Override
    int look(byte[] data, int length, boolean isKey) {
      int pictures = 0;
      int type = -1;
      for (int at = afterStartCode(data, 0, length);
          at >= 0;
          at = afterStartCode(data, at, length)) {
        if ((data[at] & 0xFF) == VOP && at + 1 < length) {
          pictures++;
          if (type < 0) {
            type = data[at + 1] >> 6 & 3;
          }
        }
      }
      isReordered |= type == 2;
      int entry = pictures != 1 ? 0 : type == 0 ? SOFT_ENTRY : type == 2 ? DISPOSABLE : 0;
      return entry | (pictures == 1 && length >= SMALLEST ? ONE : 0);
    }
  }

  /** MPEG-1 and 2: an entry is an I picture behind a sequence header. */
  private static final class Mpeg2 extends Bitstream {
    @Override
    int look(byte[] data, int length, boolean isKey) {
      boolean hasSequence = false;
      for (int at = afterStartCode(data, 0, length);
          at >= 0;
          at = afterStartCode(data, at, length)) {
        int code = data[at] & 0xFF;
        hasSequence |= code == 0xB3;
        if (code == 0 && at + 2 < length) {
          return hasSequence && (data[at + 2] >> 3 & 7) == 1 ? SOFT_ENTRY : 0;
        }
      }
      return -1;
    }
  }

  /** H.264 and HEVC, with lengths before their units or start codes. */
  private static final class NalUnits extends Bitstream {

    private final boolean isHevc;
    private final int lengthBytes;

    NalUnits(AVCodecParameters codec, boolean isHevc) {
      this.isHevc = isHevc;
      byte[] extra = new byte[Math.max(0, codec.extradata_size())];
      if (extra.length > 0) {
        codec.extradata().get(extra);
      }
      // A configuration record begins with its version; start codes begin with zeros.
      int at = isHevc ? 21 : 4;
      boolean isRecord = extra.length > at && extra[0] == 1;
      lengthBytes = isRecord ? (extra[at] & 3) + 1 : 0;
    }

    @Override
    int look(byte[] data, int length, boolean isKey) {
      int at = lengthBytes > 0 ? 0 : afterStartCode(data, 0, length);
      int sets = 0;
      while (at >= 0 && at + lengthBytes < length) {
        long size = 0;
        for (int i = 0; i < lengthBytes; i++) {
          size = (size << 8) | (data[at++] & 0xFF);
        }
        int type = isHevc ? data[at] >> 1 & 63 : data[at] & 31;
        if (isPicture(type)) {
          boolean isReference = isHevc || (data[at] & 0x60) != 0; // nal_ref_idc
          return ofPicture(type, sets) | (isReference ? 0 : DISPOSABLE);
        }
        sets |= parameterSet(type);
        long next = lengthBytes > 0 ? at + size : afterStartCode(data, at, length);
        at = next < 0 || next >= length ? -1 : (int) next;
      }
      return -1;
    }

    private int ofPicture(int type, int sets) {
      int found = ONE | (sets != 0 ? PARAMETERS : 0) | (sets == 3 ? ALL_PARAMETERS : 0);
      if (!isHevc) {
        return type == 5 ? found | HARD_ENTRY : found;
      }
      if (type >= 16 && type <= 20) {
        return found | HARD_ENTRY; // BLA, IDR
      }
      return type == 21 ? found | SOFT_ENTRY : found; // CRA
    }

    private boolean isPicture(int type) {
      return isHevc ? type < 32 : type >= 1 && type <= 5;
    }

    /** 1 sequence, 2 picture. */
    private int parameterSet(int type) {
      if (isHevc) {
        return type == 33 ? 1 : type == 34 ? 2 : 0;
      }
      return type == 7 ? 1 : type == 8 ? 2 : 0;
    }
  }

  /** For tests: the bytes of a packet, looked at whole. */
  final int look(byte[] data, boolean isKey) {
    return Math.max(0, look(Arrays.copyOf(data, data.length), data.length, isKey));
  }
}
