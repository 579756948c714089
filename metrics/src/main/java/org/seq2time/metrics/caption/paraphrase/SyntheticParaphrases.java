package org.seq2time.metrics.caption.paraphrase;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * Writes made-up paraphrase tables in METEOR's format, for tests and benchmarks of any size: the
 * real table is not part of this project.
 *
 * <p>Phrases have one to four words, drawn so that low ranks are frequent, as in language; the
 * first ranks can be given, so that phrases occur in the texts at hand. A paraphrase is its phrase
 * with some words replaced, left out or doubled by a neighbour, and each word has {@value
 * #PARTNERS} others that may replace it, as words have their synonyms and inflections.
 */
public final class SyntheticParaphrases {
  /** As in METEOR's table, roughly: six million entries of 200,000 words. */
  private static final int ENTRIES_PER_WORD = 30;

  /** Words that may stand for a word. */
  private static final int PARTNERS = 24;

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
      Set<Long> written = new HashSet<>(2 * entries);
      while (written.size() < entries) {
        int[] phrase = phrase(random, vocabulary);
        int[] paraphrase = paraphrase(phrase, random, seed, vocabulary);
        if (written.add(hash(phrase) * 31 + hash(paraphrase))) {
          out.write("0.");
          out.write(Integer.toString(random.nextInt(10, 100)));
          out.write('\n');
          writePhrase(out, phrase, frequentWords);
          writePhrase(out, paraphrase, frequentWords);
        }
      }
    }
  }

  /** Of 64 bits: among six million pairs two are taken for one once in a million tables. */
  private static long hash(int[] phrase) {
    long hash = phrase.length;
    for (int word : phrase) {
      hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private static int[] phrase(SplittableRandom random, int vocabulary) {
    double length = random.nextDouble();
    int[] words = new int[1 + (int) (4 * length * length)];
    for (int i = 0; i < words.length; i++) {
      words[i] = rank(random, vocabulary);
    }
    return words;
  }

  /** The phrase with about half of its words changed, and at least one. */
  private static int[] paraphrase(
      int[] phrase, SplittableRandom random, long seed, int vocabulary) {
    int[] words = new int[phrase.length + 1];
    int count = 0;
    int certain = random.nextInt(phrase.length);
    for (int i = 0; i < phrase.length; i++) {
      double change = i == certain ? 0.5 * random.nextDouble() : random.nextDouble();
      if (change < 0.4 || phrase.length == 1) {
        words[count++] = partner(phrase[i], random.nextInt(PARTNERS), seed, vocabulary);
      } else if (change < 0.45) {
        words[count++] = phrase[i];
        if (count < words.length - (phrase.length - 1 - i)) {
          words[count++] = partner(phrase[i], random.nextInt(PARTNERS), seed, vocabulary);
        }
      } else if (change >= 0.5) {
        words[count++] = phrase[i];
      } // Else the word is left out.
    }
    if (count == 0) {
      words[count++] = partner(phrase[0], 0, seed, vocabulary);
    }
    return Arrays.copyOf(words, count);
  }

  /** One of the words that may stand for a word: always the same ones. */
  private static int partner(int word, int which, long seed, int vocabulary) {
    return rank(new SplittableRandom(seed + 31L * word + which), vocabulary);
  }

  private static int rank(SplittableRandom random, int vocabulary) {
    double u = random.nextDouble();
    return (int) (vocabulary * u * u);
  }

  private static void writePhrase(BufferedWriter out, int[] words, List<String> frequentWords)
      throws IOException {
    for (int i = 0; i < words.length; i++) {
      if (i > 0) {
        out.write(' ');
      }
      out.write(
          words[i] < frequentWords.size()
              ? frequentWords.get(words[i])
              : "w" + Integer.toString(words[i], 36));
    }
    out.write('\n');
  }
}
