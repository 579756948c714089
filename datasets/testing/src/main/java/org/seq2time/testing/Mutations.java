package org.seq2time.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Damages a valid file in the ways in which files are damaged, and in worse ones; the seed fixes
 * every choice.
 */
public final class Mutations {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|-?[0-9.]+|[{}\\[\\],:#]|[^\\s\"{}\\[\\],:#]+");

  private static final List<String> EXTREMES =
      List.of(
          "-1",
          "0",
          "1e999",
          "-1e999",
          "1e-999",
          "-1e-400",
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
          "9".repeat(2_000),
          "0.1e",
          "0.1e1",
          "1e",
          "00",
          "0x10",
          "1,5",
          "1e6",
          "1e15",
          "999999.9",
          "-0.0",
          "4.9e-324",
          "1.8e308");

  private static final List<String> PLAUSIBLE =
      List.of(
          "0", "-0.0", "1", "2", "3", "4", "5.5", "7", "8", "12", "30", "1e-9", "999999", "1e300");

  private static final List<String> TEXTS =
      List.of(
          "\u001b[2J",
          "[".repeat(5_000),
          "{\"a\":".repeat(2_000),
          "a".repeat(70_000),
          "##",
          "\\u0000",
          "\\",
          "\"");

  private static final int[] CODE_POINTS = {
    0, 7, 9, 10, 13, 0x1b, '"', '\\', '/', '\'', ',', 0x7f, 0x85, 0xa0, 0xe9, 0x301, 0x200b, 0x202e,
    0x2028, 0x2029, 0xfeff, 0xfffd, 0xffff, 0x1f373, 0x1f600, 0xe0041, 0x10ffff
  };

  private final SplittableRandom random;

  /** Mutations that are the same for the same seed. */
  public Mutations(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** {@link #mutate(byte[])} of the text in UTF-8. */
  public byte[] mutate(String content) {
    return mutate(content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The content after one to four mutations, perhaps as damaged gzip. One time in four the file
   * stays well-formed and only its numbers change, so that what comes after reading is met as well.
   */
  public byte[] mutate(byte[] content) {
    byte[] mutated = content;
    boolean wellFormed = random.nextInt(4) == 0;
    for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
      mutated = wellFormed ? withNumber(mutated, PLAUSIBLE) : damaged(mutated);
    }
    return mutated;
  }

  private byte[] damaged(byte[] content) {
    if (content.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    return switch (random.nextInt(12)) {
      case 0 -> flipped(content);
      case 1 -> spliced(content, position(content), span(content), new byte[0]);
      case 2 -> repeated(content);
      case 3 -> Arrays.copyOf(content, position(content));
      case 4, 5 -> withNumber(content, EXTREMES);
      case 6 -> withTokenReplaced(content);
      case 7 -> withSwappedTokens(content);
      case 8, 9 -> withUnicode(content);
      case 10 -> inserted(content, pick(TEXTS));
      default -> flipped(gzip(content));
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

  private byte[] withNumber(byte[] content, List<String> numbers) {
    return withMatchReplaced(content, NUMBER, pick(numbers));
  }

  private byte[] withTokenReplaced(byte[] content) {
    return withMatchReplaced(content, TOKEN, pick(EXTREMES));
  }

  private byte[] withMatchReplaced(byte[] content, Pattern what, String by) {
    String text = decoded(content);
    List<MatchResult> matches = what.matcher(text).results().toList();
    if (matches.isEmpty()) {
      return content.length == 0 ? content : flipped(content);
    }
    MatchResult match = pick(matches);
    return encoded(text.substring(0, match.start()) + by + text.substring(match.end()));
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
    StringBuilder characters = new StringBuilder();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int c =
          random.nextBoolean()
              ? CODE_POINTS[random.nextInt(CODE_POINTS.length)]
              : random.nextInt(Character.MAX_CODE_POINT + 1);
      if (random.nextBoolean() && c <= 0xffff) {
        // As JSON writes it, so that it reaches the value: halves of surrogate pairs, too.
        characters.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        characters.appendCodePoint(c);
      }
    }
    return inserted(content, characters.toString());
  }

  private byte[] inserted(byte[] content, String text) {
    return spliced(content, position(content), 0, text.getBytes(StandardCharsets.UTF_8));
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
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

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
