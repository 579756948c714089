package org.seq2time.harness.cli.models;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.template.ChatTemplate;
import org.seq2time.harness.template.ChatTemplateFile;
import org.seq2time.harness.template.TemplateException;
import org.seq2time.harness.template.TemplateRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time models template}: what a chat template makes of conversations. */
@Command(
    name = "template",
    description = "Render conversations with a chat template, one JSON object per line.",
    footer = {
      "",
      "A row has messages, and may have add_generation_prompt, continue_final_message, kwargs,",
      "special_tokens and now. Each gives a line {\"rendered\": TEXT} or {\"error\": TEXT}.",
      "",
      "Examples:",
      "  seq2time models template models/smol --rows conversations.jsonl",
      "  seq2time models template chat_template.jinja --rows - < conversations.jsonl",
      "",
      "Exit codes: 0 ok, 1 the source or a row cannot be read, 2 wrong usage."
    })
final class ModelsTemplateCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SOURCE",
      description = "A bundle's folder, or a template's file (.jinja).")
  Path source;

  @Mixin JsonRows rows;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LocalDateTime now = LocalDateTime.now(Clock.system(ZoneId.systemDefault()));
    ChatTemplate template = null;
    TemplateException unreadable = null;
    try {
      template = template();
    } catch (TemplateException e) {
      unreadable = e; // The answer to every row.
    }
    try (JsonCursor cursor = rows.open()) {
      while (cursor.nextRoot()) {
        print(out, template, unreadable, TemplateRow.read(cursor, now));
      }
    }
    return 0;
  }

  private ChatTemplate template() {
    if (!Files.isDirectory(source)) {
      return ChatTemplateFile.read(source);
    }
    return ChatTemplateFile.find(source)
        .orElseThrow(
            () ->
                new BadInputException(
                    source
                        + ": has no chat template: expected chat_template.jinja,"
                        + " chat_template.json or chat_template in tokenizer_config.json"));
  }

  private static void print(
      PrintWriter out,
      @Nullable ChatTemplate template,
      @Nullable TemplateException unreadable,
      TemplateRow row) {
    String text;
    boolean rendered = false;
    try {
      if (template == null) {
        text = unreadable == null ? "" : String.valueOf(unreadable.getMessage());
      } else {
        text = template.render(row.conversation(), row.now());
        rendered = true;
      }
    } catch (TemplateException e) {
      // What the template itself says is for the user as it is.
      text = e.isRaised() ? e.reason() : String.valueOf(e.getMessage());
    }
    String field = rendered ? "rendered" : "error";
    String value = text;
    JsonRows.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField(field, value);
          json.writeEndObject();
        });
  }
}
