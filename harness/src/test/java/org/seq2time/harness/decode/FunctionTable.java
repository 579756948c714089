package org.seq2time.harness.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a table of function pointers from a 64-bit macOS library: its symbols give the table's
 * address and the functions' names, the library the pointers. A pointer's low 36 bits are the
 * address that the loader would rebase (chained fixups, {@code DYLD_CHAINED_PTR_64_OFFSET}).
 */
final class FunctionTable {

  private static final int HEADER_BYTES = 32;
  private static final int LC_SYMTAB = 2;
  private static final int LC_SEGMENT_64 = 0x19;
  private static final long ADDRESS_BITS = (1L << 36) - 1;
  private static final Pattern METHOD = Pattern.compile("__ZN7OrtApis(\\d+)(\\w+)");

  private record Segment(long address, long size, long fileOffset, long fileSize) {}

  private FunctionTable() {}

  /** Place to name, {@code OrtApis::CreateEnv}, up to the first pointer that is no such method. */
  static Map<Integer, String> read(byte[] library, byte[] symbols, String tableName) {
    Map<Long, List<String>> names = names(buffer(symbols));
    long table =
        names.entrySet().stream()
            .filter(entry -> entry.getValue().stream().anyMatch(n -> n.endsWith(tableName)))
            .mapToLong(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    ByteBuffer in = buffer(library);
    Segment segment =
        segments(in).stream()
            .filter(s -> table >= s.address() && table < s.address() + s.fileSize())
            .findFirst()
            .orElseThrow();
    int at = Math.toIntExact(segment.fileOffset() + table - segment.address());
    Map<Integer, String> functions = new TreeMap<>();
    for (int i = 0; ; i++) {
      long pointer = in.getLong(at + Long.BYTES * i) & ADDRESS_BITS;
      String name = method(names.getOrDefault(pointer, List.of()));
      if (name.isEmpty()) {
        return functions;
      }
      functions.put(i, name);
    }
  }

  private static String method(List<String> names) {
    for (String name : names) {
      Matcher method = METHOD.matcher(name);
      if (method.lookingAt()) {
        return "OrtApis::" + method.group(2).substring(0, Integer.parseInt(method.group(1)));
      }
    }
    return "";
  }

  private static Map<Long, List<String>> names(ByteBuffer in) {
    Map<Long, List<String>> names = new HashMap<>();
    int command = command(in, LC_SYMTAB, 0);
    int symbols = in.getInt(command + 8);
    int count = in.getInt(command + 12);
    int strings = in.getInt(command + 16);
    for (int i = 0; i < count; i++) {
      int symbol = symbols + 16 * i;
      String name = text(in, strings + in.getInt(symbol));
      names.computeIfAbsent(in.getLong(symbol + 8), _ -> new ArrayList<>()).add(name);
    }
    return names;
  }

  private static List<Segment> segments(ByteBuffer in) {
    List<Segment> segments = new ArrayList<>();
    for (int n = 0; ; n++) {
      int at = command(in, LC_SEGMENT_64, n);
      if (at < 0) {
        return segments;
      }
      segments.add(
          new Segment(
              in.getLong(at + 24), in.getLong(at + 32), in.getLong(at + 40), in.getLong(at + 48)));
    }
  }

  /** Where the n-th load command of a kind begins; -1 if there are fewer. */
  private static int command(ByteBuffer in, int kind, int n) {
    int at = HEADER_BYTES;
    int left = n;
    for (int i = in.getInt(16); i > 0; i--) {
      if (in.getInt(at) == kind && left-- == 0) {
        return at;
      }
      at += in.getInt(at + 4);
    }
    return -1;
  }

  private static String text(ByteBuffer in, int from) {
    int to = from;
    while (in.get(to) != 0) {
      to++;
    }
    byte[] bytes = new byte[to - from];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
