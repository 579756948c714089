package org.seq2time.harness.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Missing;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ScoringOptionsTest {

  @TempDir Path folder;

  /** Any command that has the options. */
  @Command(name = "test")
  static final class Any implements Runnable {

    @Mixin ScoringOptions scoring;

    @Override
    public void run() {}
  }

  private static ScoringOptions parse(String... words) {
    Any any = new Any();
    new CommandLine(any).parseArgs(words);
    return any.scoring;
  }

  @Test
  void samplesWithoutAnAnswerAreMissesUnlessLeftOut() {
    assertThat(parse().missing()).isEqualTo(Missing.ZERO);
    assertThat(parse("--answered-only").missing()).isEqualTo(Missing.LEFT_OUT);
  }

  @Test
  void paraphrasesAreForCaptionsAlone() {
    assertThatThrownBy(() -> parse("--paraphrases", "off").paraphrases(Benchmark.CHARADES_STA))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--paraphrases applies to benchmarks with captions; charades-sta has none");
    assertThat(parse().paraphrases(Benchmark.QVHIGHLIGHTS).get().signature()).isEqualTo("off");
    assertThat(parse("--paraphrases", "off").paraphrases(Benchmark.YOUCOOK2).get().signature())
        .isEqualTo("off");
  }

  @Test
  void namedTableIsOpenedOrSaidToBeMissing() throws Exception {
    Path table = folder.resolve("table.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(table))) {
      out.write("0.5\na\nb\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(
            parse("--paraphrases", table.toString())
                .paraphrases(Benchmark.YOUCOOK2)
                .get()
                .signature())
        .isNotEqualTo("off");
    String none = folder.resolve("none").toString();
    assertThatThrownBy(() -> parse("--paraphrases", none).paraphrases(Benchmark.YOUCOOK2).get())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(none);
  }
}
