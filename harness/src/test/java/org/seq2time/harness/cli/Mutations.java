package org.seq2time.harness.cli;

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

/** Damages a file in the ways that files get damaged, and in worse ones; seeded. */
public final class Mutations {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|[\\[\\]{}:,#]|[^\\s\\[\\]{}:,\"]+");

  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "0",
          "NaN",
          "-Infinity",
          "1e999",
          "-1e-400",
          "9223372036854775808",
          "2147483648",
          "0.1e1",
          "1e15",
          "00",
          "\"12\"",
          "null",
          "true",
          "[]",
          "{}",
          "9".repeat(2_000));

  private static final List<String> PLAUSIBLE =
      List.of(
          "0", "-0.0", "1", "2", "3", "4", "5.5", "7", "8", "12", "30", "1e-9", "999999", "1e300");

  private static final List<String> TEXTS =
      List.of(
          "\u0000",
          "\u001b[2J",
          "\u202e",
          "\ud83d\ude00",
          "\u2028",
          "\r",
          "\ufeff",
          "\u00e9",
          "[".repeat(5_000),
          "{\"a\":".repeat(2_000),
          "a".repeat(70_000),
          "##",
          "\\u0000",
          "\\",
          "\"");

  private final SplittableRandom random;

  public Mutations(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * One to three mutations of the text; one time in eight, gzip of it. One time in three the file
   * stays well-formed and only its numbers change, so that what comes after reading is met as well.
   */
  public byte[] mutate(String original) {
    if (random.nextInt(3) == 0) {
      return withOtherNumbers(original).getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = original.getBytes(StandardCharsets.UTF_8);
    boolean gzip = random.nextInt(8) == 0;
    if (gzip) {
      bytes = gzip(bytes);
    }
    int rounds = 1 + random.nextInt(3);
    for (int i = 0; i < rounds && bytes.length > 0; i++) {
      bytes = gzip || random.nextInt(3) == 0 ? damageBytes(bytes) : damageText(bytes);
    }
    return bytes;
  }

  private String withOtherNumbers(String text) {
    String changed = text;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      changed = replaceOne(changed, NUMBER, PLAUSIBLE.get(random.nextInt(PLAUSIBLE.size())));
    }
    return changed;
  }

  private byte[] damageBytes(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int end = at + random.nextInt(Math.min(200, bytes.length - at) + 1);
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> concat(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      default -> concat(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
    };
  }

  private byte[] damageText(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String damaged =
        switch (random.nextInt(4)) {
          case 0 -> replaceOne(text, NUMBER, NUMBERS.get(random.nextInt(NUMBERS.size())));
          case 1 -> replaceOne(text, TOKEN, NUMBERS.get(random.nextInt(NUMBERS.size())));
          case 2 -> swapTokens(text);
          default -> {
            int at = random.nextInt(text.length() + 1);
            String more = TEXTS.get(random.nextInt(TEXTS.size()));
            yield text.substring(0, at) + more + text.substring(at);
          }
        };
    return damaged.getBytes(StandardCharsets.UTF_8);
  }

  private String replaceOne(String text, Pattern what, String replacement) {
    List<MatchResult> matches = what.matcher(text).results().toList();
    if (matches.isEmpty()) {
      return text;
    }
    MatchResult match = matches.get(random.nextInt(matches.size()));
    return text.substring(0, match.start()) + replacement + text.substring(match.end());
  }

  private String swapTokens(String text) {
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    if (tokens.size() < 2) {
      return text;
    }
    int i = random.nextInt(tokens.size());
    int j = random.nextInt(tokens.size());
    MatchResult first = tokens.get(Math.min(i, j));
    MatchResult second = tokens.get(Math.max(i, j));
    if (first.end() > second.start()) {
      return text;
    }
    return text.substring(0, first.start())
        + second.group()
        + text.substring(first.end(), second.start())
        + first.group()
        + text.substring(second.end());
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
