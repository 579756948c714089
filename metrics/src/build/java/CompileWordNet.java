import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads WordNet 3.0 ({@code index.sense} and the four exception lists) and writes the part that
 * METEOR's synonym stage can reach as one table, which {@code WordNet} reads without parsing.
 * Called by the build: {@code java CompileWordNet.java wordnet.jar wordnet.bin}.
 *
 * <p>Layout, big-endian: seven ints (magic, entries in WordNet, exceptions in WordNet, entries n,
 * synset numbers s, exceptions m, base references b), then int[n+1] where each word starts,
 * int[n+1] where its synsets start, int[s] synset numbers, int[m+1] where each exception starts,
 * int[m+1] where its bases start, int[b] bases as entry indexes, the n words, the m exceptions.
 * Words are ASCII and sorted. METEOR's tokens never hold an underscore, so entries and exceptions
 * of several words are left out, except for bases of exceptions that are kept.
 */
class CompileWordNet {
  private static final String FOLDER = "net/sf/extjwnl/data/wordnet/wn30/";
  private static final int MAGIC = 0x53325701;
  private static final int ENTRIES = 147_306;
  private static final int EXCEPTIONS = 5_940;

  public static void main(String[] args) throws IOException {
    SortedMap<String, SortedSet<Integer>> entries;
    SortedMap<String, SortedSet<String>> exceptions = new TreeMap<>();
    try (ZipFile jar = new ZipFile(args[0])) {
      entries = readSenses(lines(jar, "index.sense"));
      for (String name : List.of("noun.exc", "verb.exc", "adj.exc", "adv.exc")) {
        readExceptions(lines(jar, name), exceptions);
      }
    }
    check("entries", ENTRIES, entries.size());
    check("exceptions", EXCEPTIONS, exceptions.size());

    exceptions.keySet().removeIf(CompileWordNet::isPhrase);
    SortedSet<String> bases = new TreeSet<>();
    exceptions.values().forEach(bases::addAll);
    entries.keySet().removeIf(word -> isPhrase(word) && !bases.contains(word));

    Path out = Path.of(args[1]);
    Files.createDirectories(out.getParent());
    Files.write(out, table(entries, exceptions));
  }

  private static List<String> lines(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(FOLDER + name);
    if (entry == null) {
      throw new IOException(jar.getName() + " holds no " + FOLDER + name);
    }
    byte[] bytes = jar.getInputStream(entry).readAllBytes();
    return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
  }

  private static SortedMap<String, SortedSet<Integer>> readSenses(List<String> lines) {
    SortedMap<String, SortedSet<Integer>> entries = new TreeMap<>();
    for (String line : lines) {
      String word = line.substring(0, line.indexOf('%'));
      String synset = line.split(" ")[1];
      entries.computeIfAbsent(word, _ -> new TreeSet<>()).add(Integer.valueOf(synset));
    }
    return entries;
  }

  private static void readExceptions(
      List<String> lines, SortedMap<String, SortedSet<String>> exceptions) {
    for (String line : lines) {
      String[] words = line.split(" ");
      exceptions
          .computeIfAbsent(words[0], _ -> new TreeSet<>())
          .addAll(List.of(words).subList(1, words.length));
    }
  }

  private static boolean isPhrase(String word) {
    return word.indexOf('_') >= 0;
  }

  private static void check(String what, int expected, int found) throws IOException {
    if (found != expected) {
      throw new IOException("WordNet 3.0 has " + expected + " " + what + ", read " + found);
    }
  }

  private static byte[] table(
      SortedMap<String, SortedSet<Integer>> entries,
      SortedMap<String, SortedSet<String>> exceptions)
      throws IOException {
    Map<String, Integer> indexes = new HashMap<>();
    entries.keySet().forEach(word -> indexes.put(word, indexes.size()));
    List<int[]> synsets = entries.values().stream().map(CompileWordNet::ints).toList();
    List<int[]> bases =
        exceptions.values().stream()
            .map(words -> words.stream().filter(indexes::containsKey).map(indexes::get).toList())
            .map(CompileWordNet::ints)
            .toList();

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(ENTRIES);
    out.writeInt(EXCEPTIONS);
    out.writeInt(entries.size());
    out.writeInt(synsets.stream().mapToInt(s -> s.length).sum());
    out.writeInt(exceptions.size());
    out.writeInt(bases.stream().mapToInt(b -> b.length).sum());
    writeStarts(out, entries.keySet().stream().map(String::length).toList());
    writeStarts(out, synsets.stream().map(s -> s.length).toList());
    writeAll(out, synsets);
    writeStarts(out, exceptions.keySet().stream().map(String::length).toList());
    writeStarts(out, bases.stream().map(b -> b.length).toList());
    writeAll(out, bases);
    for (String word : entries.keySet()) {
      out.writeBytes(word);
    }
    for (String word : exceptions.keySet()) {
      out.writeBytes(word);
    }
    return bytes.toByteArray();
  }

  private static int[] ints(Iterable<Integer> values) {
    List<Integer> list = new ArrayList<>();
    values.forEach(list::add);
    return list.stream().mapToInt(i -> i).toArray();
  }

  private static void writeStarts(DataOutputStream out, List<Integer> lengths) throws IOException {
    int start = 0;
    for (int length : lengths) {
      out.writeInt(start);
      start += length;
    }
    out.writeInt(start);
  }

  private static void writeAll(DataOutputStream out, List<int[]> lists) throws IOException {
    for (int[] list : lists) {
      for (int value : list) {
        out.writeInt(value);
      }
    }
  }
}
