package org.seq2time.harness.cli.shared;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.reports.chart.Chart;
import org.seq2time.reports.chart.ChartPicture;
import picocli.CommandLine.Model.CommandSpec;

/** The {@code --chart FILE} option of several commands. */
public final class ChartFiles {

  private ChartFiles() {}

  /** A wrong name is said before any work is done. */
  public static void checkName(CommandSpec spec, @Nullable Path file) {
    if (file != null && !isSvg(file) && !lowerCase(file).endsWith(".png")) {
      throw new UsageError(spec, "--chart " + file + ": the name must end in .svg or .png");
    }
  }

  /** Draws into the file; its name, which was checked, says whether as SVG or PNG. */
  public static void write(Chart chart, Path file) {
    int width = ChartPicture.DEFAULT_WIDTH;
    int height = ChartPicture.DEFAULT_HEIGHT;
    byte[] picture =
        isSvg(file)
            ? ChartPicture.svg(chart, width, height)
            : ChartPicture.png(chart, width, height);
    OutputFiles.write(file, out -> out.write(picture));
  }

  private static boolean isSvg(Path file) {
    return lowerCase(file).endsWith(".svg");
  }

  private static String lowerCase(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }
}
