package org.seq2time.harness.score;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.Quoted;

/** What a metric computes as its reference does, and a reader of the scores should know of. */
final class SampleNotices {

  private SampleNotices() {}

  static <P> List<Notice> of(List<? extends Sample> samples, List<Answer<P>> answers) {
    List<String> empty = new ArrayList<>();
    List<String> unordered = new ArrayList<>();
    List<String> dense = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      String id = Quoted.shorten(sample.id());
      if (sample instanceof GroundingSample query && query.window().lengthSeconds() == 0) {
        empty.add(id);
      }
      if (sample instanceof DenseSample) {
        dense.add(id);
        if (answers.get(i).prediction() instanceof List<?> events && !isInOrder(events)) {
          unordered.add(id);
        }
      }
    }
    List<Notice> notices = new ArrayList<>();
    if (!empty.isEmpty()) {
      notices.add(Notice.of("true windows have no length; no prediction overlaps them", empty));
    }
    if (!unordered.isEmpty()) {
      notices.add(
          Notice.of("answers with events out of order, which soda_c matches in order", unordered));
    }
    if (dense.size() == 1) {
      notices.add(Notice.of("video alone gives paragraph CIDEr 0; it needs several", dense));
    }
    return notices;
  }

  private static boolean isInOrder(List<?> events) {
    double last = Double.NEGATIVE_INFINITY;
    for (Object item : events) {
      if (item instanceof Event(Segment segment, String _)) {
        if (segment.startSeconds() < last) {
          return false;
        }
        last = segment.startSeconds();
      }
    }
    return true;
  }
}
