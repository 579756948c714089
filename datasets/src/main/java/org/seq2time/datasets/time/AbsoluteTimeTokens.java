package org.seq2time.datasets.time;

import java.util.List;
import java.util.stream.Stream;

/**
 * VTG-LLM's absolute time tokens: four digits of seconds, a dot and one decimal, each a token of
 * its own. 12.5 s is {@code <TIME_ZERO><TIME_ZERO><TIME_ONE><TIME_TWO><TIME_DOT><TIME_FIVE>}.
 *
 * <p>Error: at most 0.05 s. Times that round to more than 9999.9 s cannot be written and are
 * errors.
 */
public record AbsoluteTimeTokens() implements TimeRepresentation {

  static final String NAME = "time-tokens";

  /** Tokens of one time. */
  public static final int TOKENS = 6;

  private static final int DOT_AT = 4;
  private static final String DOT = "<TIME_DOT>";
  private static final List<String> DIGITS =
      List.of(
          "<TIME_ZERO>",
          "<TIME_ONE>",
          "<TIME_TWO>",
          "<TIME_THREE>",
          "<TIME_FOUR>",
          "<TIME_FIVE>",
          "<TIME_SIX>",
          "<TIME_SEVEN>",
          "<TIME_EIGHT>",
          "<TIME_NINE>");

  /** Tenths of a second that the tokens can count. */
  private static final long MAX_TENTHS = 99_999;

  /** The digit tokens in order, then the dot: what a tokenizer must know. */
  public static List<String> vocabulary() {
    return Stream.concat(DIGITS.stream(), Stream.of(DOT)).toList();
  }

  @Override
  public String key() {
    return NAME;
  }

  @Override
  public void append(StringBuilder out, double value, double length) {
    Axis.checkLength(length);
    Axis.checkValue(value, length);
    long tenths = Rounding.ofProduct(value, 1);
    if (tenths > MAX_TENTHS) {
      throw new IllegalArgumentException(
          "the time " + value + " s exceeds 9999.9 s, the last that time tokens can write");
    }
    long unit = MAX_TENTHS / 10 + 1;
    for (int i = 0; i < TOKENS; i++) {
      if (i == DOT_AT) {
        out.append(DOT);
      } else {
        out.append(DIGITS.get((int) (tenths / unit % 10)));
        unit /= 10;
      }
    }
  }

  @Override
  public double decode(CharSequence text, double length) {
    Axis.checkLength(length);
    String string = text.toString();
    long tenths = 0;
    int at = 0;
    for (int i = 0; i < TOKENS; i++) {
      if (i == DOT_AT) {
        at = string.startsWith(DOT, at) ? at + DOT.length() : -1;
      } else {
        int digit = digitAt(string, at);
        at = digit < 0 ? -1 : at + DIGITS.get(digit).length();
        tenths = tenths * 10 + digit;
      }
      if (at < 0) {
        throw notTime(text);
      }
    }
    if (at != string.length()) {
      throw notTime(text);
    }
    return tenths / 10.0;
  }

  @Override
  public double maxError(double length) {
    Axis.checkLength(length);
    return 0.05;
  }

  /** The digit whose token stands at an offset of the text, or -1. */
  public static int digitAt(String text, int offset) {
    for (int digit = 0; digit < DIGITS.size(); digit++) {
      if (text.startsWith(DIGITS.get(digit), offset)) {
        return digit;
      }
    }
    return -1;
  }

  private static IllegalArgumentException notTime(CharSequence text) {
    return new IllegalArgumentException(
        Texts.quote(text)
            + " is not a time of the tokens <TIME_ZERO> to <TIME_NINE> and <TIME_DOT>");
  }
}
