package org.seq2time.harness.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.benchmark.VideoName;
import org.seq2time.harness.answer.AnswerFile.Stored;

/**
 * Finds the sample that another tool's record answers: by the benchmark's own id; by the video and
 * the query, which the record may hold within a whole question; by the video and the query's place
 * in it; by the video alone; by the number of the row.
 */
final class RecordIds {

  private final Map<String, Sample> byId = new HashMap<>();
  private final Map<String, List<Sample>> byVideo = new HashMap<>();

  RecordIds(List<? extends Sample> samples) {
    for (Sample sample : samples) {
      byId.putIfAbsent(sample.id(), sample);
      byVideo.computeIfAbsent(VideoName.key(sample.video()), v -> new ArrayList<>()).add(sample);
    }
  }

  /** The sample's id; the record's own if it answers none. */
  String of(Stored stored) {
    if (!stored.id().isEmpty() && !stored.isCounted() && byId.containsKey(stored.id())) {
      return stored.id();
    }
    List<Sample> ofVideo = byVideo.getOrDefault(VideoName.key(stored.video()), List.of());
    Sample asked = ofVideo.isEmpty() ? null : asked(stored, ofVideo);
    if (asked != null) {
      return asked.id();
    }
    return stored.id().isEmpty() ? stored.video() : stored.id();
  }

  private static @Nullable Sample asked(Stored stored, List<Sample> ofVideo) {
    RawAnswer raw = stored.raw().prediction();
    String question = raw == null ? "" : plain(raw.query());
    Sample longest = null;
    for (Sample sample : ofVideo) {
      String query = plain(sample.query());
      boolean asked = !query.isEmpty() && question.contains(query);
      if (asked && (longest == null || query.length() > plain(longest.query()).length())) {
        longest = sample;
      }
    }
    if (longest != null) {
      return longest;
    }
    if (stored.position() >= 0 && stored.position() < ofVideo.size()) {
      return ofVideo.get(stored.position());
    }
    boolean alone = ofVideo.size() == 1 || ofVideo.getFirst().task().isPerVideo();
    return alone ? ofVideo.getFirst() : null;
  }

  private static String plain(String query) {
    String plain = query.strip().toLowerCase(Locale.ROOT);
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
