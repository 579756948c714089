package org.seq2time.harness.video;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Whether a file goes on to its end, by the sizes of its own parts: boxes, elements, chunks, tags,
 * pages, packets. What a header says about the duration is not asked; it is often wrong.
 */
final class FileEnd implements AutoCloseable {

  private static final int SEGMENT = 0x18538067;
  private static final int CLUSTER = 0x1F43B675;
  private static final Pattern CHUNK = Pattern.compile("[0-9A-Fa-f]{2}[a-z]{2}|ix..|JUNK|idx1");
  private static final int TAIL = 1 << 17;

  private final FileChannel channel;
  private final long size;

  private FileEnd(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    size = channel.size();
  }

  /**
   * Whether the file ends inside one of its parts.
   *
   * @param format FFmpeg's name of the container
   * @param lastPacket where the last packet of the video track begins, -1 if unknown
   */
  static boolean isMissing(Path file, String format, long lastPacket) {
    try (FileEnd end = new FileEnd(file)) {
      return end.isMissing(format.split(",", 2)[0], lastPacket);
    } catch (EOFException e) {
      return true;
    } catch (IOException e) {
      return false; // it was read before; nothing is known
    }
  }

  /**
   * Whether something that is no chunk is between the chunks of an AVI file, whose frames have no
   * times that would tell of a loss.
   */
  static boolean hasGap(Path file, String format) {
    if (!format.equals("avi")) {
      return false;
    }
    try (FileEnd end = new FileEnd(file)) {
      return end.hasGap();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it begins as MP4 does and has no {@code moov}. */
  static boolean lacksMovieBox(Path file) {
    try (FileEnd end = new FileEnd(file)) {
      boolean isMp4 = end.size >= 8 && end.text(4).matches("ftyp|mdat|wide|free|skip");
      return isMp4 && !end.hasMovieBox();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private boolean isMissing(String format, long lastPacket) throws IOException {
    return switch (format) {
      case "mov" -> isBoxMissing();
      case "matroska" -> isElementMissing();
      case "avi" -> isChunkMissing();
      case "asf" -> isObjectMissing();
      case "ogg" -> isPageMissing();
      case "flv" -> isTagMissing(lastPacket);
      case "mpegts" -> isTransportPacketMissing();
      case "mpeg" -> isProgramPacketMissing();
      case "gif" -> size > 0 && at(size - 1) != 0x3B;
      case "mxf" -> isTripletMissing();
      case "ivf" -> isIvfFrameMissing();
      default -> false;
    };
  }

  /** ISO/IEC 14496-12, 4.2. */
  private boolean isBoxMissing() throws IOException {
    long at = 0;
    while (at + 8 <= size) {
      long length = boxLength(at);
      if (length == 0) {
        return false; // to the end of the file, or padding
      }
      if (at + length > size) {
        return true;
      }
      at += length;
    }
    return false;
  }

  private boolean hasMovieBox() throws IOException {
    for (long at = 0; at + 8 <= size; ) {
      if (text(at + 4).equals("moov")) {
        return at + boxLength(at) <= size;
      }
      long length = boxLength(at);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return false;
  }

  /** The length of a box; 0 where it goes to the end of the file or is none. */
  private long boxLength(long at) throws IOException {
    long length = number(at, 4);
    if (!text(at + 4).matches("[\\w \u00A9-]{4}")) {
      return 0;
    }
    if (length == 1) {
      length = number(at + 8, 8);
    }
    return length >= 8 ? length : 0;
  }

  /** RFC 8794: a segment of known size, or else each element in it. */
  private boolean isElementMissing() throws IOException {
    long at = 0;
    while (at < size) {
      int idLength = Integer.numberOfLeadingZeros(at(at)) - 23;
      if (idLength > 4) {
        return false; // not an element
      }
      int id = (int) number(at, idLength);
      int lengthBytes = Integer.numberOfLeadingZeros(at(at + idLength)) - 23;
      if (lengthBytes > 8) {
        return false;
      }
      long body = at + idLength + lengthBytes;
      long length = number(at + idLength, lengthBytes) & ((1L << (7 * lengthBytes)) - 1);
      boolean isUnknown = length == (1L << (7 * lengthBytes)) - 1;
      if (!isUnknown) {
        if (body + length > size) {
          return true;
        }
        at = body + length;
      } else if (id == SEGMENT || id == CLUSTER) {
        at = body;
      } else {
        return false;
      }
    }
    return false;
  }

  /** The chunks in each RIFF list; a further list follows the first in OpenDML. */
  private boolean isChunkMissing() throws IOException {
    long at = 0;
    while (at + 12 <= size && text(at).equals("RIFF")) {
      long end = at + 8 + little(at + 4, 4);
      long chunk = at + 12;
      while (chunk + 8 <= Math.min(size, end)) {
        long length = little(chunk + 4, 4);
        if (chunk + 8 + length > size) {
          return true;
        }
        chunk += 8 + length + (length & 1);
      }
      at = end + (end & 1);
    }
    return false;
  }

  private boolean hasGap() throws IOException {
    for (long at = 12; at + 12 <= size; at += 8 + little(at + 4, 4) + (little(at + 4, 4) & 1)) {
      if (text(at).equals("LIST") && text(at + 8).equals("movi")) {
        long end = Math.min(size, at + 8 + little(at + 4, 4));
        long chunk = at + 12;
        while (chunk + 8 <= end) {
          long length = little(chunk + 4, 4);
          boolean isList = text(chunk).equals("LIST");
          if (!isList && !CHUNK.matcher(text(chunk)).matches()) {
            return true;
          }
          chunk += isList ? 12 : 8 + length + (length & 1);
        }
        return false;
      }
    }
    return false;
  }

  /** The file size in ASF's file properties, unless it is a broadcast. */
  private boolean isObjectMissing() throws IOException {
    long header = little(16, 8);
    for (long at = 30; at + 24 <= Math.min(size, header); ) {
      long length = little(at + 16, 8);
      if (number(at, 4) == 0xA1DCAB8CL) {
        boolean isBroadcast = (little(at + 88, 4) & 1) != 0;
        return !isBroadcast && little(at + 40, 8) > size;
      }
      if (length < 24) {
        return false;
      }
      at += length;
    }
    return false;
  }

  /** RFC 3533: the last page has all its segments. */
  private boolean isPageMissing() throws IOException {
    byte[] tail = tail();
    for (int i = tail.length - 4; i >= 0; i--) {
      if (tail[i] == 'O' && tail[i + 1] == 'g' && tail[i + 2] == 'g' && tail[i + 3] == 'S') {
        if (i + 27 > tail.length) {
          return true;
        }
        int segments = tail[i + 26] & 0xFF;
        if (i + 27 + segments > tail.length) {
          return true;
        }
        int body = 0;
        for (int s = 0; s < segments; s++) {
          body += tail[i + 27 + s] & 0xFF;
        }
        return i + 27 + segments + body > tail.length;
      }
    }
    return false;
  }

  private boolean isTagMissing(long lastPacket) throws IOException {
    long at = lastPacket;
    while (at >= 0 && at + 11 <= size) {
      long length = number(at + 1, 3);
      if (at + 11 + length > size) {
        return true;
      }
      at += 11 + length + 4;
    }
    return at >= 0 && at < size;
  }

  private boolean isTransportPacketMissing() throws IOException {
    for (int[] shape : new int[][] {{188, 0}, {192, 4}, {204, 0}}) {
      int length = shape[0];
      boolean isThis = size > 4L * length;
      for (int i = 0; isThis && i < 4; i++) {
        isThis = at((long) i * length + shape[1]) == 0x47;
      }
      if (isThis) {
        return size % length != 0;
      }
    }
    return false;
  }

  /** The packets behind the last pack header reach to the end of the file. */
  private boolean isProgramPacketMissing() throws IOException {
    byte[] tail = tail();
    int pack = -1;
    for (int i = tail.length - 5; i >= 0 && pack < 0; i--) {
      if (isStart(tail, i) && (tail[i + 3] & 0xFF) == 0xBA) {
        pack = i;
      }
    }
    if (pack < 0) {
      return false;
    }
    boolean isMpeg2 = (tail[pack + 4] & 0xC0) == 0x40;
    if (pack + 14 > tail.length) {
      return true;
    }
    int at = pack + (isMpeg2 ? 14 + (tail[pack + 13] & 7) : 12);
    while (at + 6 <= tail.length && isStart(tail, at)) {
      int code = tail[at + 3] & 0xFF;
      if (code == 0xB9 || code < 0xBB) {
        return false;
      }
      at += 6 + (((tail[at + 4] & 0xFF) << 8) | (tail[at + 5] & 0xFF));
    }
    return at > tail.length;
  }

  private static boolean isStart(byte[] data, int at) {
    return data[at] == 0 && data[at + 1] == 0 && data[at + 2] == 1;
  }

  /** Key, length and value (SMPTE 377). */
  private boolean isTripletMissing() throws IOException {
    long at = 0;
    while (at + 17 <= size) {
      if (number(at, 4) != 0x060E2B34) {
        return false;
      }
      int first = at(at + 16);
      int bytes = first < 0x80 ? 0 : first & 0x7F;
      if (bytes > 8) {
        return false;
      }
      long length = bytes == 0 ? first : number(at + 17, bytes);
      at += 17 + bytes + length;
      if (at > size) {
        return true;
      }
    }
    return false;
  }

  private boolean isIvfFrameMissing() throws IOException {
    long at = little(6, 2);
    while (at + 12 <= size) {
      at += 12 + little(at, 4);
    }
    return at != size;
  }

  private byte[] tail() throws IOException {
    int length = (int) Math.min(size, TAIL);
    return bytes(size - length, length);
  }

  private int at(long position) throws IOException {
    return bytes(position, 1)[0] & 0xFF;
  }

  private String text(long position) throws IOException {
    return new String(bytes(position, 4), StandardCharsets.ISO_8859_1);
  }

  private long number(long position, int length) throws IOException {
    long value = 0;
    for (byte next : bytes(position, length)) {
      value = (value << 8) | (next & 0xFF);
    }
    return value;
  }

  private long little(long position, int length) throws IOException {
    byte[] bytes = bytes(position, length);
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[i] & 0xFF);
    }
    return value;
  }

  private byte[] bytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) {
        throw new EOFException();
      }
    }
    return buffer.array();
  }
}
