package org.seq2time.datasets.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.seq2time.datasets.TestFiles;

/** Damages a valid file in the ways in which files are damaged; the seed fixes every choice. */
public final class Mutations {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|-?[0-9.]+|[{}\\[\\],:#]|[^\\s\"{}\\[\\],:#]+");

  private static final String[] EXTREMES = {
    "-1",
    "0",
    "1e999",
    "-1e999",
    "1e-999",
    "NaN",
    "Infinity",
    "-Infinity",
    "null",
    "true",
    "\"\"",
    "\"7\"",
    "{}",
    "[]",
    "2147483648",
    "9223372036854775808",
    "1".repeat(400),
    "1".repeat(2_000),
    "0.1e",
    "1e",
    "00",
    "0x10",
    "1,5",
    "1e6",
    "999999.9",
    "-0.0",
    "4.9e-324",
    "1.8e308"
  };

  private static final int[] CODE_POINTS = {
    0, 7, 9, 10, 13, 0x1b, '"', '\\', '/', '\'', ',', 0x7f, 0x85, 0xa0, 0xe9, 0x301, 0x200b, 0x202e,
    0x2028, 0x2029, 0xfeff, 0xfffd, 0xffff, 0x1f373, 0xe0041, 0x10ffff
  };

  private final SplittableRandom random;

  public Mutations(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The content after one to four mutations, perhaps as damaged gzip. */
  byte[] apply(byte[] content) {
    byte[] mutated = content;
    for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
      mutated = mutateOnce(mutated);
    }
    return mutated;
  }

  private byte[] mutateOnce(byte[] content) {
    if (content.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    return switch (random.nextInt(10)) {
      case 0 -> flipped(content);
      case 1 -> spliced(content, position(content), span(content), new byte[0]);
      case 2 -> repeated(content);
      case 3 -> Arrays.copyOf(content, position(content));
      case 4, 5 -> withExtremeNumber(content);
      case 6 -> withSwappedTokens(content);
      case 7, 8 -> withUnicode(content);
      default -> flipped(TestFiles.gzip(content));
    };
  }

  private byte[] flipped(byte[] content) {
    byte[] mutated = content.clone();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      mutated[position(mutated)] ^= (byte) (1 << random.nextInt(8));
    }
    return mutated;
  }

  /** A span again, up to 2,000 times: duplicate records as well as deep nesting and long text. */
  private byte[] repeated(byte[] content) {
    int from = position(content);
    byte[] part =
        Arrays.copyOfRange(content, from, from + Math.min(span(content), content.length - from));
    int times = random.nextInt(8) == 0 ? 2_000 : 1 + random.nextInt(3);
    ByteArrayOutputStream copies = new ByteArrayOutputStream();
    for (int i = 0; i < times && copies.size() < 100_000; i++) {
      copies.writeBytes(part);
    }
    return spliced(content, from, 0, copies.toByteArray());
  }

  private byte[] withExtremeNumber(byte[] content) {
    String text = decoded(content);
    List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
    if (numbers.isEmpty()) {
      return flipped(content);
    }
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    String extreme = EXTREMES[random.nextInt(EXTREMES.length)];
    return encoded(text.substring(0, number.start()) + extreme + text.substring(number.end()));
  }

  private byte[] withSwappedTokens(byte[] content) {
    String text = decoded(content);
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    if (tokens.size() < 2) {
      return flipped(content);
    }
    int i = random.nextInt(tokens.size() - 1);
    int j = i + 1 + random.nextInt(tokens.size() - i - 1);
    MatchResult a = tokens.get(i);
    MatchResult b = tokens.get(j);
    return encoded(
        text.substring(0, a.start())
            + b.group()
            + text.substring(a.end(), b.start())
            + a.group()
            + text.substring(b.end()));
  }

  private byte[] withUnicode(byte[] content) {
    StringBuilder inserted = new StringBuilder();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int c =
          random.nextBoolean()
              ? CODE_POINTS[random.nextInt(CODE_POINTS.length)]
              : random.nextInt(Character.MAX_CODE_POINT + 1);
      if (random.nextBoolean() && c <= 0xffff) {
        // As JSON writes it, so that it reaches the value: halves of surrogate pairs, too.
        inserted.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        inserted.appendCodePoint(c);
      }
    }
    return spliced(
        content, position(content), 0, inserted.toString().getBytes(StandardCharsets.UTF_8));
  }

  private int position(byte[] content) {
    return random.nextInt(content.length);
  }

  private int span(byte[] content) {
    return 1 + random.nextInt(Math.max(1, content.length / 4));
  }

  private static byte[] spliced(byte[] content, int at, int removed, byte[] inserted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(content, 0, at);
    out.writeBytes(inserted);
    int rest = Math.min(content.length, at + removed);
    out.write(content, rest, content.length - rest);
    return out.toByteArray();
  }

  /** Latin-1 keeps every byte as it is, there and back. */
  private static String decoded(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  private static byte[] encoded(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
