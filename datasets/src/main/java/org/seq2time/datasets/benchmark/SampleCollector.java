package org.seq2time.datasets.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;

/** Gathers the samples of one file, refuses a second one with the same id, counts oddities. */
final class SampleCollector<S extends Sample> {

  private final Path file;
  private final List<S> samples = new ArrayList<>();
  private final Map<String, Integer> lineOfId = new HashMap<>();
  private final List<String> beyondEnd = new ArrayList<>();

  SampleCollector(Path file) {
    this.file = file;
  }

  int size() {
    return samples.size();
  }

  void add(S sample, int line) {
    Integer earlier = lineOfId.putIfAbsent(sample.id(), line);
    if (earlier != null) {
      throw new BadInputException(
          file
              + ":"
              + line
              + ": duplicate id "
              + Quoted.value(sample.id())
              + ", already used at line "
              + earlier
              + "; ids must be unique");
    }
    samples.add(sample);
  }

  /** Notes a segment that ends after its video does; real annotations hold some. */
  void noteEnd(String id, double endSeconds, double durationSeconds) {
    if (endSeconds > durationSeconds) {
      beyondEnd.add(Quoted.shorten(id) + " (" + endSeconds + " s of " + durationSeconds + " s)");
    }
  }

  Annotations<S> finish(AnnotationFormat format) {
    if (samples.isEmpty()) {
      throw new BadInputException(file + ": contains no samples");
    }
    List<Notice> notices =
        beyondEnd.isEmpty()
            ? List.of()
            : List.of(Notice.of("annotated segments end after their video", beyondEnd));
    return new Annotations<>(format, samples, notices);
  }
}
