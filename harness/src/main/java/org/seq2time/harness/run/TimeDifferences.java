package org.seq2time.harness.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.seq2time.datasets.Notice;

/** Videos of which a model is told other times than the frames' own. For several threads. */
final class TimeDifferences {

  /** Half of the last digit that models are told. */
  static final double NOTED_SECONDS = 0.05;

  private final Map<String, Double> videos = new TreeMap<>();

  synchronized void note(String video, double seconds) {
    if (seconds > NOTED_SECONDS) {
      videos.merge(video, seconds, Math::max);
    }
  }

  /** One line for all of them; none if there are none. */
  synchronized List<Notice> notices() {
    if (videos.isEmpty()) {
      return List.of();
    }
    return List.of(
        Notice.of(
            "videos whose stated times (frame number / average rate) are more than "
                + NOTED_SECONDS
                + " s from the frames' own",
            videos.entrySet().stream()
                .map(v -> String.format(Locale.ROOT, "%s (%.2f s)", v.getKey(), v.getValue()))
                .toList()));
  }
}
