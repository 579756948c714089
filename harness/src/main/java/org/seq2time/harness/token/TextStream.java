package org.seq2time.harness.token;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns ids that come one by one into text, a whole character at a time: an emoji may take four
 * tokens, and its text appears with the last of them.
 *
 * <p>A token's text depends on the one before it (blanks at a start are dropped), so each step
 * decodes the last piece of text with the new ids and gives what is new. For ids of well-formed
 * text the pieces put together are {@link Tokenizer#decode} of all ids; where bytes are broken off
 * inside a character, that method's text is the one to store.
 */
public final class TextStream {

  private static final char REPLACEMENT = '\ufffd';

  private final Tokenizer tokenizer;
  private int[] ids = new int[64];
  private int size;

  /** Where the window that is decoded starts, and where its new ids start. */
  private int windowStart;

  private final @Nullable SpaceCleaner cleaner;

  private int newStart;

  TextStream(Tokenizer tokenizer) {
    this(tokenizer, tokenizer.cleansSpaces() ? new SpaceCleaner() : null);
  }

  private TextStream(Tokenizer tokenizer, @Nullable SpaceCleaner cleaner) {
    this.tokenizer = tokenizer;
    this.cleaner = cleaner;
  }

  /** A stream of the text before blanks are cleaned up. */
  static TextStream uncleaned(Tokenizer tokenizer) {
    return new TextStream(tokenizer, null);
  }

  /** Takes one id; returns the text that is certain now, often empty. */
  public String append(int id) {
    String piece = next(id);
    return cleaner == null || piece.isEmpty() ? piece : cleaner.append(piece);
  }

  private String next(int id) {
    if (tokenizer.isDropped(id)) {
      return "";
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
    String known = text(newStart);
    String all = text(size);
    boolean unfinished = !all.isEmpty() && all.charAt(all.length() - 1) == REPLACEMENT;
    if (all.length() <= known.length() || unfinished) {
      return "";
    }
    windowStart = newStart;
    newStart = size;
    return all.substring(known.length());
  }

  /** The rest, when no more ids come: a character that was broken off is U+FFFD. */
  public String finish() {
    String rest = rest();
    return cleaner == null ? rest : cleaner.append(rest) + cleaner.finish();
  }

  private String rest() {
    String known = text(newStart);
    String all = text(size);
    newStart = size;
    windowStart = size;
    if (all.length() <= known.length()) {
      return "";
    }
    return all.startsWith(known) ? all.substring(known.length()) : Character.toString(REPLACEMENT);
  }

  private String text(int end) {
    return tokenizer.raw(Arrays.copyOfRange(ids, windowStart, end));
  }
}
