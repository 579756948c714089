package org.seq2time.datasets.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Segments;

/**
 * Charades-STA's own release: one query a line, {@code VIDEO start end##sentence}. A query's id is
 * its line's number among the non-blank lines, from 0: the numbering that the COCO form of the same
 * file carries.
 */
final class CharadesText {

  private static final String EXPECTED = "VIDEO start end##sentence";

  /** No nested or overlapping repetition: linear on any input. */
  private static final Pattern LINE =
      Pattern.compile("(\\S+)[ \\t]+(\\S+)[ \\t]+(\\S+?)[ \\t]*##(.*)");

  /** Longer lines are no queries; a file without line ends must not fill the memory. */
  private static final int MAX_LINE_CHARS = 1 << 16;

  private CharadesText() {}

  static Annotations<GroundingSample> read(Path file) {
    SampleCollector<GroundingSample> collector = new SampleCollector<>(file);
    int number = 0;
    try (BufferedReader in = InputFile.openText(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          String id = Integer.toString(collector.size());
          collector.add(parse(id, line.strip(), file + ":" + number + ": "), number);
        }
      }
    } catch (IOException e) {
      throw InputFile.failure(file, ":" + (number + 1), e);
    }
    return collector.finish(AnnotationFormat.CHARADES_TEXT);
  }

  private static GroundingSample parse(String id, String line, String place) {
    Matcher matcher = LINE.matcher(line);
    if (line.length() > MAX_LINE_CHARS || !matcher.matches()) {
      throw new BadInputException(
          place + "cannot read " + Quoted.value(line) + "; expected " + EXPECTED);
    }
    double start = seconds(matcher.group(2), "start", place);
    double end = seconds(matcher.group(3), "end", place);
    Segment window = new Segment(start, end);
    String problem = Segments.problem(window);
    if (problem != null) {
      throw new BadInputException(
          place + "window " + problem + "; expected 0 <= start <= end, in seconds");
    }
    return new GroundingSample(
        id, matcher.group(1), OptionalDouble.empty(), matcher.group(4).strip(), window);
  }

  private static double seconds(String text, String what, String place) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the same words as infinity.
    }
    throw new BadInputException(
        place + what + " is " + Quoted.value(text) + "; expected a finite number of seconds");
  }
}
