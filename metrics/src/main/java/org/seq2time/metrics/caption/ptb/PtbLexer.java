package org.seq2time.metrics.caption.ptb;

import edu.stanford.nlp.ling.Word;
import edu.stanford.nlp.process.LexedTokenFactory;
import edu.stanford.nlp.process.WordTokenFactory;
import java.io.Reader;
import java.io.StringReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * CoreNLP 3.4.1's PTB lexer, used for one text after another.
 *
 * <p>CoreNLP keeps the lexer package-private and makes a new one for each text, with a buffer of 32
 * KiB and its options parsed anew; that takes three times as long as the tokens of a caption, and
 * longer still in a young process. The version is fixed, so the lexer is opened by name. Its own
 * reset loses the start state that the options chose and keeps marks of look-ahead from the text
 * before; {@link #read} mends both, and a test compares it with fresh lexers.
 */
final class PtbLexer {
  /** Characters that cannot be tokenized are dropped, as by default, but without a log line. */
  private static final String OPTIONS = "untokenizable=noneDelete";

  private static final MethodHandle NEW;
  private static final MethodHandle RESET;
  private static final MethodHandle NEXT;
  private static final MethodHandle STATE;
  private static final MethodHandle BEGIN;
  private static final MethodHandle MARKS;

  static {
    try {
      Class<?> lexer = Class.forName("edu.stanford.nlp.process.PTBLexer");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(lexer, MethodHandles.lookup());
      NEW =
          lookup
              .findConstructor(
                  lexer,
                  MethodType.methodType(
                      void.class, Reader.class, LexedTokenFactory.class, String.class))
              .asType(
                  MethodType.methodType(
                      Object.class, Reader.class, LexedTokenFactory.class, String.class));
      RESET =
          lookup
              .findVirtual(lexer, "yyreset", MethodType.methodType(void.class, Reader.class))
              .asType(MethodType.methodType(void.class, Object.class, Reader.class));
      NEXT =
          lookup
              .findVirtual(lexer, "next", MethodType.methodType(Object.class))
              .asType(MethodType.methodType(Object.class, Object.class));
      STATE =
          lookup
              .findVirtual(lexer, "yystate", MethodType.methodType(int.class))
              .asType(MethodType.methodType(int.class, Object.class));
      BEGIN =
          lookup
              .findVirtual(lexer, "yybegin", MethodType.methodType(void.class, int.class))
              .asType(MethodType.methodType(void.class, Object.class, int.class));
      MARKS =
          lookup
              .findGetter(lexer, "zzFin", boolean[].class)
              .asType(MethodType.methodType(boolean[].class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object lexer;
  private final int startState;
  private int previousLength;

  PtbLexer() {
    LexedTokenFactory<?> words = new WordTokenFactory();
    try {
      lexer = (Object) NEW.invokeExact((Reader) new StringReader(""), words, OPTIONS);
      startState = (int) STATE.invokeExact(lexer);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Starts a new text. */
  void read(String text) {
    try {
      boolean[] marks = (boolean[]) MARKS.invokeExact(lexer);
      Arrays.fill(marks, 0, Math.min(marks.length, previousLength + 2), false);
      previousLength = text.length();
      RESET.invokeExact(lexer, (Reader) new StringReader(text));
      BEGIN.invokeExact(lexer, startState);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Returns the next token of the text, or null at its end. */
  @Nullable String next() {
    try {
      Object token = (Object) NEXT.invokeExact(lexer);
      return token == null ? null : ((Word) token).word();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static IllegalStateException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("CoreNLP's PTB lexer failed on a text in memory", e);
  }
}
