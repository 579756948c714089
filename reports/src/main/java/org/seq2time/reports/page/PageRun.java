package org.seq2time.reports.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedSamples;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.SampleContent;

/**
 * A run on a page.
 *
 * @param position among the page's runs, from 0: its style in every chart
 * @param name the shortest end of its path that no other run of the page has
 * @param run what its folder holds
 */
record PageRun(int position, String name, RecordedRun run) {

  private static final int LETTERS = 26;

  /** Names runs, in order. */
  static List<PageRun> of(List<RecordedRun> runs) {
    List<String> names = names(runs.stream().map(RecordedRun::name).toList());
    List<PageRun> named = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      named.add(new PageRun(i, names.get(i), runs.get(i)));
    }
    return named;
  }

  /** A letter for where a name is too long: charts and narrow tables. */
  String tag() {
    String letter = String.valueOf((char) ('A' + position % LETTERS));
    return position < LETTERS ? letter : letter + position / LETTERS;
  }

  /** The letter with the name. */
  String title() {
    return tag() + " " + name;
  }

  /** Raw answers by sample id; empty where none are known. */
  Map<String, AnswerRecord> answers() {
    return run.answers();
  }

  RecordedScores scores() {
    return run.scores();
  }

  /** A score's or detail's values per sample. */
  Optional<double[]> values(String name) {
    return run.samples().flatMap(s -> Optional.ofNullable(s.values().get(name)));
  }

  /** The samples with their contents; empty where the folder does not have them. */
  Optional<RecordedSamples> samplesWithContents() {
    return run.samples().filter(s -> !s.contents().isEmpty());
  }

  List<SampleContent> contents() {
    return run.samples().map(RecordedSamples::contents).orElse(List.of());
  }

  /** The last parts of the paths, as many as it takes to tell them apart. */
  static List<String> names(List<String> paths) {
    List<List<String>> parts = new ArrayList<>();
    int longest = 1;
    for (String path : paths) {
      List<String> split = new ArrayList<>();
      for (String part : path.replace('\\', '/').split("/", -1)) {
        if (!part.isEmpty() && !part.equals(".")) {
          split.add(part);
        }
      }
      parts.add(split.isEmpty() ? List.of(path) : split);
      longest = Math.max(longest, split.size());
    }
    for (int length = 1; length <= longest; length++) {
      int kept = length;
      List<String> names =
          parts.stream()
              .map(p -> String.join("/", p.subList(Math.max(0, p.size() - kept), p.size())))
              .toList();
      Set<String> different = new HashSet<>(names);
      if (different.size() == names.size()) {
        return names;
      }
    }
    return numbered(paths);
  }

  private static List<String> numbered(List<String> paths) {
    Map<String, Integer> seen = new HashMap<>();
    return paths.stream().map(p -> p + " (" + seen.merge(p, 1, Integer::sum) + ")").toList();
  }
}
