package org.seq2time.harness.graph;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;

/**
 * Walks a protobuf file field by field and steps over what is not wanted, without reading it.
 *
 * <p>Loop: {@code for (int f = in.field(end); f != 0; f = in.field(end)) switch (f) ... default ->
 * in.skip(end)}, where {@code end} is {@link #size} or what {@link #message} returned. A length is
 * never believed beyond the end of the message around it; the number and length of texts is limited
 * for the whole file.
 */
final class WireReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final Path file;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

  /** Offset in the file of the buffer's first byte. */
  private long bufferStart;

  private int wireType;
  private int items;
  private long textBytes;

  private WireReader(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = channel.size();
  }

  static WireReader open(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(file + ": is a folder, expected an ONNX file");
    }
    try {
      return new WireReader(file, FileChannel.open(file));
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  /** Bytes of the file: the end of the outermost message. */
  long size() {
    return size;
  }

  /** The next field's number; 0 at the end of the message. */
  int field(long end) {
    if (position() == end) {
      return 0;
    }
    if (position() > end) {
      throw error("a field runs past the end of its message");
    }
    long tag = varint();
    wireType = (int) (tag & 7);
    long number = tag >>> 3;
    if (number == 0 || number > 0x1fff_ffff) {
      throw error("there is no field of number " + number);
    }
    return (int) number;
  }

  /** The value of a field that is one integer. */
  long integer() {
    expect(VARINT);
    return varint();
  }

  /** The values of a repeated integer field, packed or one by one. */
  void integers(long end, LongConsumer to) {
    if (wireType == VARINT) {
      to.accept(varint());
      return;
    }
    long last = message(end);
    while (position() < last) {
      to.accept(varint());
    }
    if (position() > last) {
      throw error("a number runs past the end of its list");
    }
  }

  /** Enters a message; returns where it ends. */
  long message(long end) {
    expect(LENGTH);
    long length = varint();
    if (length < 0 || length > end - position()) {
      throw error("a field claims more bytes than there are; the file is truncated or damaged");
    }
    return position() + length;
  }

  /** A text field. */
  String text(long end) {
    int length = (int) Math.min(message(end) - position(), Integer.MAX_VALUE);
    if (length > InputLimits.GRAPH_NAME_BYTES) {
      throw error("a name has " + length + " bytes, more than " + InputLimits.GRAPH_NAME_BYTES);
    }
    countItem();
    textBytes += length;
    if (textBytes > InputLimits.GRAPH_ALL_NAMES_BYTES) {
      throw error("the names take more than " + InputLimits.GRAPH_ALL_NAMES_BYTES + " bytes");
    }
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      fill();
      int n = Math.min(length - at, buffer.remaining());
      buffer.get(bytes, at, n);
      at += n;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw error("a name is not UTF-8");
    }
  }

  /** Counts a node, tensor or name against the limit for the file. */
  void countItem() {
    if (++items > InputLimits.GRAPH_ITEMS) {
      throw error("there are more than " + InputLimits.GRAPH_ITEMS + " nodes, tensors and names");
    }
  }

  /** Steps over the field's value. */
  void skip(long end) {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> seek(position() + 8, end);
      case FIXED32 -> seek(position() + 4, end);
      default -> seek(message(end), end);
    }
  }

  /** Steps over the field's value; returns how many bytes it has. */
  long skipBytes(long end) {
    long last = message(end);
    long bytes = last - position();
    seek(last, end);
    return bytes;
  }

  BadInputException error(String why) {
    return new BadInputException(
        file + ": not a readable ONNX graph: byte " + position() + ": " + why);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  private long position() {
    return bufferStart + buffer.position();
  }

  private void expect(int type) {
    if (wireType != type) {
      throw error("a field has wire type " + wireType + " where " + type + " belongs");
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      fill();
      byte b = buffer.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw error("a number has more than ten bytes");
  }

  private void seek(long target, long end) {
    if (target > end) {
      throw error("a field runs past the end of its message");
    }
    if (target <= bufferStart + buffer.limit()) {
      buffer.position((int) (target - bufferStart));
    } else {
      bufferStart = target;
      buffer.position(0).limit(0);
    }
  }

  /** Makes at least one byte available. */
  private void fill() {
    if (buffer.hasRemaining()) {
      return;
    }
    bufferStart += buffer.limit();
    buffer.clear();
    try {
      int read = channel.read(buffer, bufferStart);
      buffer.flip();
      if (read <= 0) {
        throw error("the file ends early; it is truncated, fetch or export it again");
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }
}
