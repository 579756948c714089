package org.seq2time.reports.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The font of all charts: Open Sans, part of the program. */
final class ChartFont {

  private static final String FILE = "OpenSans-Regular.ttf";

  private static @Nullable Font regular;

  private ChartFont() {}

  /** Regular weight, 12 points; callers derive other sizes. */
  static synchronized Font regular() {
    if (regular == null) {
      try (InputStream in = ChartFont.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException(FILE + " is missing from the program");
        }
        regular = Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(12f);
      } catch (IOException e) {
        throw new UncheckedIOException(FILE + " in the program cannot be read", e);
      } catch (FontFormatException e) {
        throw new IllegalStateException(FILE + " in the program is damaged", e);
      }
    }
    return regular;
  }
}
