package org.seq2time.harness.token;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.time.DigitVocabulary;

/**
 * A model's tokenizer. Any thread may use it; it holds native memory until it is closed.
 *
 * <p>Text is encoded as the {@code tokenizers} library does it, without truncation and padding. A
 * pitfall of Llama's older files: their normalizer {@code Prepend} puts its mark, a blank, before
 * each piece of text between added tokens, so {@code "at <7>now"} is read as {@code "at <7> now"}
 * and {@code "<7> now"} has two blanks. Prompts must be encoded in the pieces in which the model
 * was trained to see them.
 */
public final class Tokenizer implements AutoCloseable {

  private static final Pattern MARKER = Pattern.compile("</?([a-zA-Z][\\w-]+)>");

  private final TokenizerFile file;
  private final List<AddedToken> added;
  private final Set<Integer> dropped = new HashSet<>();
  private final TokenizerConfig config;
  private final ByteRuns bytes;

  /** Where white space beside added tokens is dropped: those tokens, the longest first. */
  private final List<String> cutOut;

  private final TokenizersLibrary library;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private long handle;

  private Tokenizer(
      TokenizerFile file,
      TokenizerConfig config,
      List<AddedToken> added,
      List<String> cutOut,
      TokenizersLibrary library,
      long handle) {
    this.file = file;
    this.config = config;
    this.bytes = new ByteRuns(file.byteTokens());
    this.cutOut = cutOut;
    this.added = added;
    this.library = library;
    this.handle = handle;
  }

  /**
   * Opens a {@code tokenizer.json}.
   *
   * @param more tokens that must be added tokens; those that the file does not have get the next
   *     free ids, in this order, in memory only. They stand for text: decoding keeps them.
   * @throws BadInputException if the file cannot be used
   */
  public static Tokenizer open(Path file, List<String> more) {
    return open(file, more, AddedTokenText.KEEP);
  }

  /** The same, with a say in what becomes of white space beside those tokens. */
  public static Tokenizer open(Path file, List<String> more, AddedTokenText beside) {
    TokenizerFile facts = TokenizerFile.read(file, more);
    List<AddedToken> fresh = missing(facts, more);
    TokenizersLibrary library = NativeTokenizers.library();
    long handle;
    try {
      handle =
          library.createTokenizerFromString(TokenizerJson.with(facts, fresh, Set.copyOf(more)));
    } catch (RuntimeException e) {
      throw new BadInputException(
          file + ": the tokenizers library cannot use it: " + Quoted.shorten(e + "", 200), e);
    }
    List<AddedToken> all = new ArrayList<>(facts.addedTokens());
    all.addAll(fresh);
    Path parent = file.toAbsolutePath().getParent();
    TokenizerConfig config = TokenizerConfig.read(parent == null ? file.toAbsolutePath() : parent);
    List<String> cutOut =
        beside == AddedTokenText.KEEP
            ? List.of()
            : more.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    Tokenizer tokenizer = new Tokenizer(facts, config, List.copyOf(all), cutOut, library, handle);
    try {
      tokenizer.checkIds(more);
    } catch (BadInputException e) {
      tokenizer.close();
      throw e;
    }
    Set<String> text = new HashSet<>(more);
    String unknown =
        config.specialTokens().getOrDefault("unk_token", String.valueOf(facts.unknown()));
    Set<String> contents = new HashSet<>();
    all.forEach(token -> contents.add(token.content()));
    for (AddedToken token : all) {
      boolean isText =
          text.contains(token.content())
              || (token.content().equals(unknown) && !isEnd(unknown, config))
              || isMarker(token.content(), contents);
      if (token.special() && !isText) {
        tokenizer.dropped.add(token.id());
      }
    }
    return tokenizer;
  }

  /** GPT-2's one special token is its unknown one as well; it ends texts. */
  private static boolean isEnd(String token, TokenizerConfig config) {
    return config.specialTokens().entrySet().stream()
        .anyMatch(e -> !e.getKey().equals("unk_token") && e.getValue().equals(token));
  }

  /** {@code <think>} and the like: one of a pair that encloses text, which {@code <s>} is not. */
  private static boolean isMarker(String token, Set<String> all) {
    Matcher marker = MARKER.matcher(token);
    return marker.matches()
        && all.contains("<" + marker.group(1) + ">")
        && all.contains("</" + marker.group(1) + ">");
  }

  /** The tokens that the file does not have, with the ids that they get. */
  static List<AddedToken> missing(TokenizerFile file, List<String> tokens) {
    Set<String> known = new HashSet<>();
    file.addedTokens().forEach(t -> known.add(t.content()));
    int next = file.size();
    List<AddedToken> fresh = new ArrayList<>();
    for (String token : tokens) {
      if (known.add(token)) {
        Integer id = file.wanted().get(token);
        fresh.add(new AddedToken(id == null ? next++ : id, token, false));
      }
    }
    return fresh;
  }

  /** What the file says of itself. */
  public TokenizerFile file() {
    return file;
  }

  /** All added tokens, the file's and ours. */
  public List<AddedToken> addedTokens() {
    return added;
  }

  /** The number of ids, with added tokens: all are below it. */
  public int size() {
    return added.stream().mapToInt(AddedToken::id).reduce(file.lastId(), Math::max) + 1;
  }

  /** The id of an added token. */
  public OptionalInt id(String addedToken) {
    return added.stream()
        .filter(t -> t.content().equals(addedToken))
        .mapToInt(AddedToken::id)
        .findFirst();
  }

  /**
   * The ids of {@code <0>} to {@code <9>}.
   *
   * @throws BadInputException if one of them is no added token
   */
  public DigitVocabulary digits() {
    int[] ids = new int[10];
    for (int digit = 0; digit < ids.length; digit++) {
      String token = "<" + digit + ">";
      ids[digit] =
          id(token)
              .orElseThrow(
                  () ->
                      new BadInputException(
                          file.file() + ": has no token " + token + "; position tokens need it"));
    }
    return DigitVocabulary.of(ids);
  }

  /**
   * Token ids of a text.
   *
   * @param withSpecial whether to put the special tokens around it that the file's post-processor
   *     says, such as begin-of-text
   */
  public int[] encode(String text, boolean withSpecial) {
    if (!cutOut.isEmpty()) {
      return encodePieces(text, withSpecial);
    }
    return encodeWhole(text, withSpecial);
  }

  /** Text between added tokens, without white space at its ends, each piece by itself. */
  private int[] encodePieces(String text, boolean withSpecial) {
    IntStream.Builder ids = IntStream.builder();
    int from = 0;
    int at = 0;
    boolean after = false;
    while (at < text.length()) {
      String token = addedTokenAt(text, at);
      if (token == null) {
        at++;
        continue;
      }
      addPiece(text.substring(from, at), after, true, ids);
      ids.add(id(token).orElseThrow());
      at += token.length();
      from = at;
      after = true;
    }
    addPiece(text.substring(from), after, false, ids);
    int[] plain = ids.build().toArray();
    return withSpecial ? around(plain) : plain;
  }

  private @Nullable String addedTokenAt(String text, int at) {
    for (String token : cutOut) {
      if (text.startsWith(token, at)) {
        return token;
      }
    }
    return null;
  }

  private void addPiece(String piece, boolean after, boolean before, IntStream.Builder ids) {
    String kept = after ? piece.stripLeading() : piece;
    kept = before ? kept.stripTrailing() : kept;
    if (!kept.isEmpty()) {
      Arrays.stream(encodeWhole(kept, false)).forEach(ids::add);
    }
  }

  /** Ids with what the post-processor puts before and behind a text. */
  private int[] around(int[] plain) {
    String probe = "a";
    int[] with = encodeWhole(probe, true);
    int[] without = encodeWhole(probe, false);
    for (int at = 0; at + without.length <= with.length; at++) {
      if (Arrays.equals(with, at, at + without.length, without, 0, without.length)) {
        return IntStream.concat(
                IntStream.concat(Arrays.stream(with, 0, at), Arrays.stream(plain)),
                Arrays.stream(with, at + without.length, with.length))
            .toArray();
      }
    }
    return plain;
  }

  private int[] encodeWhole(String text, boolean withSpecial) {
    if (text.length() > InputLimits.TOKENIZED_CHARACTERS) {
      throw new IllegalArgumentException(
          "a text of "
              + text.length()
              + " characters, more than "
              + InputLimits.TOKENIZED_CHARACTERS
              + "; encode it in parts");
    }
    lock.readLock().lock();
    try {
      long encoding = library.encode(handle(), wellFormed(text), withSpecial);
      try {
        return Arrays.stream(library.getTokenIds(encoding)).mapToInt(Math::toIntExact).toArray();
      } finally {
        library.deleteEncoding(encoding);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * The text of token ids as an answer shows it: without special tokens, but with the unknown
   * token, with those that were to be added, and with markers that enclose text, as {@code <think>}
   * and {@code </think>} do. Ids that are no token give no text. Blanks are cleaned up if the
   * tokenizer's configuration wants it.
   */
  public String decode(int... ids) {
    String text = raw(ids);
    return config.cleansSpaces() ? SpaceCleaner.clean(text) : text;
  }

  /**
   * The text of token ids as transformers' fast tokenizers decode them.
   *
   * @param skipSpecial whether all tokens that the file calls special are left out
   */
  public String decodeAll(boolean skipSpecial, int... ids) {
    long[] kept = Arrays.stream(ids).filter(id -> id >= 0).mapToLong(id -> id).toArray();
    String text = decodeIds(kept, skipSpecial);
    return config.cleansSpaces() ? SpaceCleaner.clean(text) : text;
  }

  /** The text before blanks are cleaned up. */
  String raw(int... ids) {
    long[] kept =
        Arrays.stream(ids)
            .filter(id -> id >= 0 && !dropped.contains(id))
            .mapToLong(id -> id)
            .toArray();
    return decodeIds(kept, false);
  }

  private String decodeIds(long[] ids, boolean skipSpecial) {
    long[] repaired = bytes.repaired(ids);
    lock.readLock().lock();
    try {
      return repaired.length == 0 ? "" : library.decode(handle(), repaired, skipSpecial);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** What the files beside the tokenizer say. */
  public TokenizerConfig config() {
    return config;
  }

  boolean cleansSpaces() {
    return config.cleansSpaces();
  }

  /** A decoder of ids that come one by one. */
  public TextStream stream() {
    return new TextStream(this);
  }

  /** Whether an id stands for no text. */
  boolean isDropped(int id) {
    return id < 0 || dropped.contains(id);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (handle != 0) {
        library.deleteTokenizer(handle);
        handle = 0;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private long handle() {
    if (handle == 0) {
      throw new IllegalStateException("the tokenizer is closed");
    }
    return handle;
  }

  /** The library numbers added tokens by itself; a file with gaps may come out otherwise. */
  private void checkIds(List<String> tokens) {
    for (String token : tokens) {
      int expected = id(token).orElseThrow();
      int[] ids = encode(token, false);
      // A piece's mark may stand before or after it.
      if (Arrays.stream(ids).noneMatch(id -> id == expected)) {
        throw new BadInputException(
            file.file()
                + ": the token "
                + Quoted.value(token)
                + " should have id "
                + expected
                + " but is read as "
                + Quoted.shorten(Arrays.toString(ids))
                + "; add it to the file's added_tokens with the model's id for it");
      }
    }
  }

  /** The text with halves of surrogate pairs replaced: the library takes Unicode only. */
  private static String wellFormed(String text) {
    StringBuilder fixed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean half = Character.isSurrogate(c);
      if (half && Character.isHighSurrogate(c) && i + 1 < text.length()) {
        if (Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
          half = false;
        }
      }
      if (half) {
        fixed = fixed == null ? new StringBuilder(text) : fixed;
        fixed.setCharAt(i, '\ufffd');
      }
    }
    return fixed == null ? text : fixed.toString();
  }
}
