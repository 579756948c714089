package org.seq2time.harness.template;

import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.harness.token.TokenizerConfig;

/** Where a bundle keeps its chat template. */
public final class ChatTemplateFile {

  private static final String JINJA = "chat_template.jinja";
  private static final String JSON = "chat_template.json";
  private static final String CONFIG = "tokenizer_config.json";

  private ChatTemplateFile() {}

  /**
   * A folder's chat template: {@code chat_template.jinja}, {@code chat_template.json} or the one in
   * {@code tokenizer_config.json}, the first of them that is there.
   *
   * @throws BadInputException if a file cannot be read
   * @throws TemplateException if the template cannot
   */
  public static Optional<ChatTemplate> find(Path folder) {
    Path jinja = folder.resolve(JINJA);
    if (Files.exists(jinja)) {
      return Optional.of(read(jinja));
    }
    Path json = folder.resolve(JSON);
    if (Files.exists(json)) {
      return inJson(json).map(text -> ChatTemplate.of(json.toString(), text));
    }
    return TokenizerConfig.read(folder)
        .chatTemplate()
        .map(text -> ChatTemplate.of(folder.resolve(CONFIG).toString(), text));
  }

  /** Whether a folder has one, readable or not. */
  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(JINJA))
        || Files.exists(folder.resolve(JSON))
        || TokenizerConfig.read(folder).chatTemplate().isPresent();
  }

  /**
   * A template's own file.
   *
   * @throws BadInputException if it cannot be read
   * @throws TemplateException if the template cannot
   */
  public static ChatTemplate read(Path file) {
    StringBuilder text = new StringBuilder();
    try (BufferedReader in = InputFile.openText(file)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
        if (text.length() > InputLimits.TEMPLATE_CHARACTERS) {
          break; // Refused below.
        }
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
    return ChatTemplate.of(file.toString(), text.toString());
  }

  private static Optional<String> inJson(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      cursor.expectObject("a chat template");
      String found = null;
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        if (f.equals("chat_template") && cursor.token() == JsonToken.VALUE_STRING) {
          found = cursor.expectString(f);
        } else {
          cursor.skip();
        }
      }
      cursor.expectEnd();
      return Optional.ofNullable(found);
    }
  }
}
