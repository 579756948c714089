package org.seq2time.harness.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.caption.paraphrase.ParaphraseIndex;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;

/**
 * METEOR's paraphrase table in the user's cache folder: compiled once from the file that the user
 * brings, then mapped into memory by every run.
 */
public final class MeteorTable {

  private static final String INDEX = "meteor-paraphrase-en.index";

  private final Path index;

  private MeteorTable(Path index) {
    this.index = index;
  }

  /**
   * The table of this user: {@code $XDG_CACHE_HOME/seq2time}, {@code ~/.cache/seq2time} without it.
   *
   * @param environment the process's environment
   * @param home the user's home folder
   */
  public static MeteorTable ofUser(Map<String, String> environment, String home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path folder = cache.isEmpty() ? Path.of(home, ".cache") : Path.of(cache);
    return new MeteorTable(folder.resolve("seq2time").resolve(INDEX));
  }

  /** Where the index is, or would be. */
  public Path index() {
    return index;
  }

  /**
   * The installed table; none if there is none.
   *
   * @throws BadInputException if the index is damaged
   */
  public Paraphrases installed() {
    return Files.exists(index) ? open(index) : Paraphrases.none();
  }

  /**
   * Verifies and compiles a table, and replaces the installed one.
   *
   * @param any accept a table that is not METEOR's own
   * @throws BadInputException if it is not, or cannot be read
   */
  public ParaphraseIndex install(Path table, boolean any) {
    try {
      String blobId = ParaphraseIndex.blobIdOf(table);
      if (!any && !blobId.equals(ParaphraseIndex.METEOR_BLOB_ID)) {
        throw new BadInputException(
            table
                + ": is not METEOR's paraphrase-en.gz: its git blob id is "
                + blobId
                + ", expected "
                + ParaphraseIndex.METEOR_BLOB_ID
                + "; --any accepts a different table and records it in the signatures");
      }
      Files.createDirectories(index.toAbsolutePath().getParent());
      ParaphraseIndex.compile(table, index);
      return ParaphraseIndex.open(index);
    } catch (IOException e) {
      throw new BadInputException(message(table, e), e);
    }
  }

  /**
   * Opens a table that the user names: an index, or METEOR's text form for small ones.
   *
   * @throws BadInputException if it cannot be read
   */
  public static Paraphrases open(Path file) {
    try {
      return isGzip(file) ? ParaphraseIndex.read(file) : ParaphraseIndex.open(file);
    } catch (IOException e) {
      throw new BadInputException(message(file, e), e);
    }
  }

  private static boolean isGzip(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private static String message(Path file, IOException e) {
    String reason = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
    return reason != null && reason.startsWith(file.toString()) ? reason : file + ": " + reason;
  }
}
