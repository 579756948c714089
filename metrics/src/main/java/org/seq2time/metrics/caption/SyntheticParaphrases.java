package org.seq2time.metrics.caption;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * Writes made-up paraphrase tables in METEOR's format, for tests and benchmarks of any size: the
 * real table is not part of this project.
 *
 * <p>Phrases have one to four words. Words are drawn so that low ranks are frequent, as in
 * language; the first ranks can be given, so that phrases occur in the texts at hand.
 */
public final class SyntheticParaphrases {
  /** As in METEOR's table, roughly: six million entries of 200,000 words. */
  private static final int ENTRIES_PER_WORD = 30;

  private SyntheticParaphrases() {}

  /**
   * Writes a table; the same arguments always give the same entries.
   *
   * @param table file to write, gzip
   * @param entries number of entries
   * @param frequentWords the most frequent words, most frequent first; may be empty
   * @throws IOException if the file cannot be written
   */
  public static void write(Path table, int entries, long seed, List<String> frequentWords)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int vocabulary = entries / ENTRIES_PER_WORD + 1;
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(table), 1 << 16);
        BufferedWriter out =
            new BufferedWriter(new OutputStreamWriter(gzip, StandardCharsets.US_ASCII))) {
      for (int i = 0; i < entries; i++) {
        out.write("0.");
        out.write(Integer.toString(random.nextInt(10, 100)));
        out.write('\n');
        writePhrase(out, random, vocabulary, frequentWords);
        writePhrase(out, random, vocabulary, frequentWords);
      }
    }
  }

  private static void writePhrase(
      BufferedWriter out, SplittableRandom random, int vocabulary, List<String> frequentWords)
      throws IOException {
    double length = random.nextDouble();
    int words = 1 + (int) (4 * length * length);
    for (int i = 0; i < words; i++) {
      double u = random.nextDouble();
      int rank = (int) (vocabulary * u * u);
      if (i > 0) {
        out.write(' ');
      }
      out.write(
          rank < frequentWords.size() ? frequentWords.get(rank) : "w" + Integer.toString(rank, 36));
    }
    out.write('\n');
  }
}
