package org.seq2time.harness.answer.robust1;

import java.util.List;
import org.seq2time.datasets.time.AbsoluteTimeTokens;
import org.seq2time.datasets.time.PositionTokens;
import org.seq2time.harness.answer.robust1.TimeMention.Kind;

/**
 * Reads runs of the tokens that models are taught to write times with. Decoders differ in whether
 * they put blanks between special tokens, so blanks may stand there.
 */
final class TokenScanner {

  private static final int DIGITS = PositionTokens.DEFAULT_DIGITS;
  private static final String DOT = "<TIME_DOT>";
  private static final String TIME = "<TIME_";

  /** Digits before the dot. */
  private static final int WHOLE_DIGITS = 4;

  private final String text;

  TokenScanner(String text) {
    this.text = text;
  }

  /**
   * Reads the run of tokens that starts here. Left to right, every four position tokens are one
   * position and every four digits, dot and digit one time; a shorter rest is none.
   *
   * @return the run's end, or its start if none starts here
   */
  int scan(int start, List<TimeMention> mentions) {
    if (text.startsWith(TIME, start)) {
      return timeTokens(start, mentions);
    }
    return positionTokens(start, mentions);
  }

  private int positionTokens(int start, List<TimeMention> mentions) {
    int at = start;
    int end = start;
    int first = start;
    int count = 0;
    int code = 0;
    while (isPositionToken(at)) {
      if (count == 0) {
        first = at;
      }
      code = code * 10 + (text.charAt(at + 1) - '0');
      end = at + 3;
      if (++count == DIGITS) {
        mentions.add(new TimeMention(Kind.POSITION, first, end, code));
        count = 0;
        code = 0;
      }
      at = TimeVocabulary.skipBlanks(text, end);
    }
    return end;
  }

  private boolean isPositionToken(int i) {
    return i + 2 < text.length()
        && text.charAt(i) == '<'
        && text.charAt(i + 1) >= '0'
        && text.charAt(i + 1) <= '9'
        && text.charAt(i + 2) == '>';
  }

  private int timeTokens(int start, List<TimeMention> mentions) {
    int at = start;
    int end = start;
    int first = start;
    int count = 0;
    long tenths = 0;
    while (text.startsWith(TIME, at)) {
      if (count == 0) {
        first = at;
        tenths = 0;
      }
      int digit = AbsoluteTimeTokens.digitAt(text, at);
      boolean dot = digit < 0 && text.startsWith(DOT, at);
      if (digit < 0 && !dot) {
        return Math.max(end, at + TIME.length());
      }
      end = text.indexOf('>', at) + 1;
      if (dot != (count == WHOLE_DIGITS)) {
        // Out of step: what came so far is no time, and a digit here may start one.
        count = dot ? 0 : 1;
        first = at;
        tenths = Math.max(digit, 0);
      } else {
        tenths = dot ? tenths : tenths * 10 + digit;
        count++;
      }
      if (count == AbsoluteTimeTokens.TOKENS) {
        mentions.add(new TimeMention(Kind.TIME_TOKENS, first, end, tenths / 10.0));
        count = 0;
      }
      at = TimeVocabulary.skipBlanks(text, end);
    }
    return end;
  }
}
