package org.seq2time.harness.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.io.InputFile;

/** Ids and texts of transformers' fast tokenizers, and of TimeChat's own. */
class TokenizerRealGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path work;

  private static Path golden(String part) {
    Path folder =
        Path.of(System.getProperty("seq2time.golden", "../../shared/golden")).resolve(part);
    assumeTrue(Files.isDirectory(folder), "no published data at " + folder);
    return folder;
  }

  private static int[] ids(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  /** The tokenizer's files, unpacked; SmolLM2's are beside its model. */
  private Path tokenizer(Path folder) throws IOException {
    String name = folder.getFileName().toString();
    Path from = name.equals("smollm2") ? folder.resolve("../../smollm2") : folder;
    Path to = Files.createDirectories(work.resolve(name));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> f.toString().matches(".*(json|json\\.gz)$")).toList()) {
        String target = file.getFileName().toString().replace(".gz", "");
        try (var in = InputFile.open(file)) {
          Files.copy(in, to.resolve(target));
        }
      }
    }
    return to.resolve("tokenizer.json");
  }

  @Test
  void idsAndTextsAreThoseOfTransformers() throws IOException {
    List<String> differences = new ArrayList<>();
    int rows = 0;
    int compared = 0;
    List<Path> folders;
    try (Stream<Path> all = Files.list(golden("exported/text/tokenizers"))) {
      folders = all.sorted().toList();
    }
    for (Path folder : folders) {
      try (Tokenizer tokenizer = Tokenizer.open(tokenizer(folder), List.of())) {
        for (String line : Files.readAllLines(folder.resolve("golden.jsonl"))) {
          JsonNode row = JSON.readTree(line);
          if (row.has("text")) {
            rows++;
            compared += compare(folder.getFileName() + ": ", tokenizer, row, differences);
          } else if (row.has("stream")) {
            compared += compareStream(tokenizer, row.get("stream"), differences);
          }
        }
      }
    }
    System.out.println(
        folders.size() + " tokenizers: " + rows + " texts, " + compared + " ids and texts equal");
    assertThat(String.join("\n", differences.subList(0, Math.min(20, differences.size()))))
        .isEmpty();
    assertThat(rows).isEqualTo(224 * folders.size());
  }

  private static int compare(
      String where, Tokenizer tokenizer, JsonNode row, List<String> differences) {
    String text = row.get("text").asText();
    int[] ids = ids(row.get("ids"));
    int[] plain = ids(row.get("ids_plain"));
    int before = differences.size();
    check(where + "ids", tokenizer.encode(text, true), ids, row, differences);
    check(where + "ids_plain", tokenizer.encode(text, false), plain, row, differences);
    check(where + "decode", tokenizer.decodeAll(false, ids), row, "decode", differences);
    check(where + "skip", tokenizer.decodeAll(true, ids), row, "decode_skip", differences);
    check(where + "plain", tokenizer.decodeAll(false, plain), row, "decode_plain", differences);
    check(
        where + "plain_skip",
        tokenizer.decodeAll(true, plain),
        row,
        "decode_plain_skip",
        differences);
    return 6 - (differences.size() - before);
  }

  private static void check(
      String what, int[] actual, int[] expected, JsonNode row, List<String> differences) {
    if (!java.util.Arrays.equals(actual, expected)) {
      differences.add(
          what
              + " of "
              + row.get("text")
              + " are "
              + java.util.Arrays.toString(actual)
              + " instead of "
              + java.util.Arrays.toString(expected));
    }
  }

  private static void check(
      String what, String actual, JsonNode row, String field, List<String> differences) {
    if (!actual.equals(row.get(field).asText())) {
      differences.add(what + " is [" + actual + "] instead of " + row.get(field));
    }
  }

  /** Each growing prefix without a broken character at its end is what the stream has given. */
  private static int compareStream(Tokenizer tokenizer, JsonNode stream, List<String> differences) {
    int[] ids = ids(stream.get("ids"));
    TextStream text = tokenizer.stream();
    StringBuilder all = new StringBuilder();
    for (int id : ids) {
      all.append(text.append(id));
    }
    all.append(text.finish());
    String expected = tokenizer.decode(ids);
    if (!all.toString().equals(expected)) {
      differences.add("stream gives [" + all + "] instead of [" + expected + "]");
      return 0;
    }
    return 1;
  }

  @Test
  void positionTokensAreFoundInRunsWhateverTheFileCallsThem() throws IOException {
    Path bundle = golden("exported/video/timechat-position-tokens");
    JsonNode readers = JSON.readTree(bundle.resolve("tokenizer_readers.json").toFile());
    List<String> added = new ArrayList<>();
    readers.get("added").forEach(token -> added.add(token.asText()));
    int compared = 0;
    for (var reader : readers.get("readers").properties()) {
      AddedTokenText beside =
          switch (reader.getKey()) {
            case "transformers 4.34.0: slow LlamaTokenizer, legacy=True, add_tokens(text)" ->
                AddedTokenText.DROP;
            case "transformers 4.57.6: tokenizers 0.22.2, normalized: false for the ten",
                "transformers 4.57.6: slow LlamaTokenizer, legacy=True, add_tokens(text)" ->
                AddedTokenText.KEEP;
            default -> null;
          };
      if (beside == null) {
        continue;
      }
      try (Tokenizer tokenizer = Tokenizer.open(bundle.resolve("tokenizer.json"), added, beside)) {
        for (int i = 0; i < readers.get("texts").size(); i++) {
          String text = readers.get("texts").get(i).asText();
          assertThat(tokenizer.encode(text, true))
              .as("%s: %s", reader.getKey(), text)
              .containsExactly(ids(reader.getValue().get("ids").get(i)));
          compared++;
        }
      }
    }
    System.out.println("position tokens: " + compared + " texts by three readers equal");
    assertThat(compared).isEqualTo(45);
  }
}
