package org.seq2time.harness.bundle.reference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;

/** Arrays in NumPy's format 1.0, little-endian float32 in rows: {@code .npy} files. */
final class NumberArray {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int HEADER = 10;
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((?<shape>[0-9, ]*)\\)");

  private NumberArray() {}

  /** Reads an array as rows of its last axis. */
  static float[][] rows(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.remaining() < HEADER
          || !Arrays.equals(bytes.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
        throw new BadInputException(file + ": is not an array in NumPy's format 1.0");
      }
      int length = Short.toUnsignedInt(bytes.getShort(MAGIC.length));
      String header =
          new String(
              bytes.array(),
              HEADER,
              Math.min(length, bytes.limit() - HEADER),
              StandardCharsets.ISO_8859_1);
      Matcher shape = SHAPE.matcher(header);
      if (!shape.lookingAt()) {
        throw new BadInputException(file + ": is not an array of little-endian float32 in C order");
      }
      long[] sizes =
          Arrays.stream(shape.group("shape").split(",", -1))
              .filter(s -> !s.isBlank())
              .mapToLong(s -> Long.parseLong(s.strip()))
              .toArray();
      bytes.position(HEADER + length);
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      int width = sizes.length == 0 ? 1 : Math.toIntExact(sizes[sizes.length - 1]);
      if (Arrays.stream(sizes).reduce(1, Math::multiplyExact) != values.length || width == 0) {
        throw new BadInputException(file + ": does not have as many values as its shape says");
      }
      float[][] rows = new float[values.length / width][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
      }
      return rows;
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }
}
