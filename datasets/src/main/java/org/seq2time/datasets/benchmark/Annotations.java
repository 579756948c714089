package org.seq2time.datasets.benchmark;

import java.util.List;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;

/**
 * A benchmark's samples as read from one file.
 *
 * @param <S> the benchmark's kind of sample
 * @param format how the file was written
 * @param samples in file order, ids unique, at least one
 * @param notices what was ignored or looks odd
 */
public record Annotations<S extends Sample>(
    AnnotationFormat format, List<S> samples, List<Notice> notices) {
  public Annotations {
    samples = List.copyOf(samples);
    notices = List.copyOf(notices);
  }
}
