package org.seq2time.harness.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What transformers rendered of the model families' templates. */
class ChatTemplateRealGoldenTest {

  @Test
  void everyConversationIsRenderedAsTransformersDoes() throws IOException {
    Path folder =
        Path.of(System.getProperty("seq2time.golden", "../../shared/golden"))
            .resolve("exported/text/templates");
    assumeTrue(Files.isDirectory(folder), "no published data at " + folder);
    GoldenTemplates.Counts counts = new GoldenTemplates(folder).check();
    System.out.println(
        "chat templates: " + counts.rendered() + " texts and " + counts.errors() + " errors equal");
    assertThat(counts.rendered() + counts.errors())
        .isEqualTo(Files.readAllLines(folder.resolve("golden.jsonl")).size());
  }
}
