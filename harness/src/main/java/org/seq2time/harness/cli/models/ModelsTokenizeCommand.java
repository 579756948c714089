package org.seq2time.harness.cli.models;

import com.fasterxml.jackson.core.JsonToken;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.token.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time models tokenize}: a tokenizer's ids of texts, and texts of ids. */
@Command(
    name = "tokenize",
    description = "Print the token ids of texts, or the texts of token ids, one JSON line each.",
    footer = {
      "",
      "The folder needs tokenizer.json alone; tokenizer_config.json and the added tokens of",
      "seq2time.json are used if they are there.",
      "",
      "Examples:",
      "  echo '\"at <0><7><2><9>\"' | seq2time models tokenize models/timechat",
      "  echo '[1, 15043]' | seq2time models tokenize models/timechat --decode --plain",
      "",
      "Exit codes: 0 ok, 1 the tokenizer or a row cannot be read, 2 wrong usage."
    })
final class ModelsTokenizeCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder with tokenizer.json.")
  Path folder;

  @Option(names = "--decode", description = "Rows are arrays of ids; print their texts.")
  boolean decode;

  @Option(
      names = "--plain",
      description = "Add no special tokens; with --decode, leave special tokens out of the text.")
  boolean plain;

  @Mixin JsonRows rows;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Tokenizer tokenizer = ModelBundle.openTokenizer(folder);
        JsonCursor cursor = rows.open()) {
      while (cursor.nextRoot()) {
        if (decode) {
          String text = tokenizer.decodeAll(plain, ids(cursor));
          JsonRows.print(out, json -> json.writeString(text));
        } else {
          int[] ids = tokenizer.encode(text(cursor), !plain);
          JsonRows.print(out, json -> json.writeArray(ids, 0, ids.length));
        }
      }
    }
    return 0;
  }

  private static String text(JsonCursor cursor) {
    String text = cursor.expectString("a row");
    if (text.length() > InputLimits.TOKENIZED_CHARACTERS) {
      throw cursor.error(
          "a text has more than " + InputLimits.TOKENIZED_CHARACTERS + " characters; cut it");
    }
    return text;
  }

  private static int[] ids(JsonCursor cursor) {
    if (cursor.token() != JsonToken.START_ARRAY) {
      throw cursor.unexpected("a row", "an array of ids");
    }
    IntStream.Builder ids = IntStream.builder();
    while (cursor.nextElement()) {
      ids.add(cursor.expectInt("a token id", 0, InputLimits.MODEL_SIZE));
    }
    return ids.build().toArray();
  }
}
