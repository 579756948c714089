package org.seq2time.datasets.benchmark;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Segments;
import org.seq2time.datasets.io.TextLines;

/**
 * Charades-STA's own release: one query a line, {@code VIDEO start end##sentence}. A query's id is
 * its line's number among the non-blank lines, from 0: the numbering that the COCO form of the same
 * file carries.
 */
final class CharadesText {

  /** No nested or overlapping repetition: linear on any input. */
  private static final Pattern LINE =
      Pattern.compile("(\\S+)[ \\t]+(\\S+)[ \\t]+(\\S+?)[ \\t]*##(.*)", Pattern.DOTALL);

  private CharadesText() {}

  static Annotations<GroundingSample> read(Path file) {
    SampleCollector<GroundingSample> collector = new SampleCollector<>(file);
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          String id = Integer.toString(collector.size());
          collector.add(parse(id, line.strip(), lines), lines.number());
        }
      }
    }
    return collector.finish(AnnotationFormat.CHARADES_TEXT);
  }

  private static GroundingSample parse(String id, String line, TextLines place) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw place.error("cannot read " + Quoted.value(line), "VIDEO start end##sentence");
    }
    double start = seconds(matcher.group(2), "start", place);
    double end = seconds(matcher.group(3), "end", place);
    Segment window = new Segment(start, end);
    String problem = Segments.problem(window);
    if (problem != null) {
      throw place.error("window " + problem, "0 <= start <= end, in seconds");
    }
    return new GroundingSample(
        id, matcher.group(1), OptionalDouble.empty(), matcher.group(4).strip(), window);
  }

  private static double seconds(String text, String what, TextLines place) {
    return Decimals.parse(text)
        .orElseThrow(
            () -> place.error(what + " is " + Quoted.value(text), "a finite number of seconds"));
  }
}
