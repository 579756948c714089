package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.harness.cli.Cli;
import org.seq2time.reports.record.RunManifest;
import org.seq2time.reports.record.RunManifest.Environment;
import org.seq2time.reports.record.RunManifest.Tool;
import org.seq2time.reports.record.RunManifestJson;

/**
 * The pages of the demo benchmark, byte for byte, in three default locales and time zones. Golden
 * files were written by this program and looked at; {@code -Dseq2time.writeGolden=true} writes them
 * again after a change that is meant to show.
 */
class ReportGoldenTest {

  /** Relative, so that paths in the page are the same everywhere. */
  private static final Path WORK = Path.of("target", "report-golden");

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  private static final Map<String, String> PLACES =
      Map.of("en-US", "UTC", "tr-TR", "Asia/Kolkata", "ar-EG-u-nu-arab", "America/St_Johns");

  @Test
  void twoCaptioningSystemsOnOnePage() throws IOException {
    assertGolden("report-youcook2.html", "youcook2-close", "youcook2-loose");
  }

  @Test
  void oneRunOfHighlights() throws IOException {
    assertGolden("report-qvhighlights.html", "qvhighlights");
  }

  @Test
  void oneRunOfGrounding() throws IOException {
    assertGolden("report-charades-sta.html", "charades-sta");
  }

  private static void assertGolden(String name, String... runs) throws IOException {
    Files.createDirectories(WORK);
    Cli.copyDemo(WORK);
    List<String> words = new ArrayList<>(List.of("report"));
    for (String run : runs) {
      words.add(WORK.resolve(score(Cli.demo(run))).toString());
    }
    Path page = WORK.resolve(name);
    words.addAll(List.of("--out", page.toString(), "--resamples", "1000"));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (Map.Entry<String, String> place : PLACES.entrySet()) {
        Locale.setDefault(Locale.forLanguageTag(place.getKey()));
        TimeZone.setDefault(TimeZone.getTimeZone(place.getValue()));
        Cli cli = Cli.run(words.toArray(String[]::new));
        assertThat(cli.code()).as(cli.err()).isZero();
        if (Boolean.getBoolean("seq2time.writeGolden")) {
          Files.createDirectories(GOLDEN);
          Files.copy(page, GOLDEN.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Files.readString(page))
            .as(name + " in " + place)
            .isEqualTo(Files.readString(GOLDEN.resolve(name)));
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** Scores a demo run and makes its record say nothing of this machine. */
  private static Path score(DemoBenchmark.Run run) throws IOException {
    Path out = Path.of("runs", run.name());
    Path folder = WORK.resolve(out);
    Cli cli = Cli.run(Cli.score(WORK, run, "--out", folder.toString(), "--overwrite"));
    assertThat(cli.code()).as(cli.err()).isZero();
    Path file = folder.resolve("run.json");
    RunManifest record = RunManifestJson.read(file);
    Tool tool = record.tool();
    RunManifest anywhere =
        new RunManifest(
            record.questions(),
            record.origin(),
            record.scoring(),
            new Tool(tool.name(), tool.version(), Optional.empty(), tool.command()),
            new Environment("25", "any", record.environment().started()),
            record.unknown());
    try (OutputStream stream = Files.newOutputStream(file)) {
      RunManifestJson.write(anywhere, stream);
    }
    return out;
  }
}
