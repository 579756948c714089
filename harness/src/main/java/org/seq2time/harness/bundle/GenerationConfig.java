package org.seq2time.harness.bundle;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.seq2time.datasets.io.JsonCursor;

/**
 * What ends an answer: {@code generation_config.json}, or {@code config.json} without it.
 *
 * @param eos ids of the tokens that end it; empty if no file says
 * @param bos id of begin-of-text, -1 if no file says
 * @param source the file that says so; empty if none does
 */
public record GenerationConfig(Set<Integer> eos, int bos, String source) {

  public GenerationConfig {
    eos = Collections.unmodifiableSet(new LinkedHashSet<>(eos));
  }

  static GenerationConfig of(ModelConfig config, String source) {
    return new GenerationConfig(config.eos(), config.bos(), config.eos().isEmpty() ? "" : source);
  }

  /** Reads the file; what it does not say, {@code otherwise} says. */
  static GenerationConfig read(Path file, GenerationConfig otherwise) {
    Set<Integer> eos = Set.of();
    int bos = -1;
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      cursor.expectObject("the generation configuration");
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        switch (f) {
          case "eos_token_id" -> eos = ModelConfig.ids(cursor, "the end-of-text id");
          case "bos_token_id" -> bos = ModelConfig.size(cursor, "the begin-of-text id");
          default -> cursor.skip();
        }
      }
      cursor.expectEnd();
    }
    return new GenerationConfig(
        eos.isEmpty() ? otherwise.eos() : eos,
        bos < 0 ? otherwise.bos() : bos,
        eos.isEmpty() ? otherwise.source() : String.valueOf(file.getFileName()));
  }
}
