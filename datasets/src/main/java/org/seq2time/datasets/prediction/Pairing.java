package org.seq2time.datasets.prediction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.benchmark.VideoName;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.prediction.Predictions.Entry;

/**
 * The answers to a benchmark's samples, one for each, in the samples' order.
 *
 * @param <P> the task's prediction type
 * @param answers as long as the list of samples
 * @param notices predictions that were ignored or look misplaced
 */
public record Pairing<P>(List<Answer<P>> answers, List<Notice> notices) {
  public Pairing {
    answers = List.copyOf(answers);
    notices = List.copyOf(notices);
  }

  /**
   * Finds each sample's answer by id. A video's events are also found under its name with another
   * file extension or folder, if no entry has its exact name.
   *
   * @throws BadInputException if two entries claim one video, or no entry answers any sample
   */
  public static <P> Pairing<P> of(List<? extends Sample> samples, Predictions<P> predictions) {
    Map<String, String> entryOfVideo = videoNames(samples, predictions);
    Set<String> unused = new HashSet<>(predictions.entries().keySet());
    List<Answer<P>> answers = new ArrayList<>(samples.size());
    List<String> renamed = new ArrayList<>();
    List<String> otherVideo = new ArrayList<>();
    for (Sample sample : samples) {
      String key = sample.id();
      Entry<P> entry = predictions.entries().get(key);
      String similar = entryOfVideo.get(VideoName.key(key));
      if (entry == null && similar != null) {
        key = similar;
        entry = predictions.entries().get(key);
        renamed.add(Quoted.shorten(key) + " for " + Quoted.shorten(sample.id()));
      }
      answers.add(entry == null ? Answer.none(Outcome.NOT_ANSWERED) : entry.answer());
      unused.remove(key);
      if (isAboutOtherVideo(entry, sample)) {
        otherVideo.add(Quoted.shorten(sample.id()));
      }
    }
    requireSome(samples, predictions, unused);
    return new Pairing<>(
        answers, notices(predictions.entries().keySet(), unused, renamed, otherVideo));
  }

  private static boolean isAboutOtherVideo(@Nullable Entry<?> entry, Sample sample) {
    return entry != null
        && !entry.video().isEmpty()
        && !VideoName.same(entry.video(), sample.video());
  }

  /** Which entry speaks of a video under a slightly different name; empty for tasks with ids. */
  private static <P> Map<String, String> videoNames(
      List<? extends Sample> samples, Predictions<P> predictions) {
    Map<String, String> entryOfVideo = new LinkedHashMap<>();
    if (samples.isEmpty() || !samples.getFirst().task().isPerVideo()) {
      return entryOfVideo;
    }
    Set<String> exact = new HashSet<>();
    for (Sample sample : samples) {
      exact.add(sample.id());
    }
    Map<String, String> earlier = new HashMap<>();
    for (String key : predictions.entries().keySet()) {
      if (!exact.contains(key)) {
        String other = earlier.putIfAbsent(VideoName.key(key), key);
        if (other != null) {
          throw new BadInputException(
              "predictions "
                  + Quoted.value(other)
                  + " and "
                  + Quoted.value(key)
                  + " name the same video; keep one of them");
        }
        entryOfVideo.put(VideoName.key(key), key);
      }
    }
    return entryOfVideo;
  }

  private static void requireSome(
      List<? extends Sample> samples, Predictions<?> predictions, Set<String> unused) {
    if (!predictions.entries().isEmpty() && unused.size() == predictions.entries().size()) {
      throw new BadInputException(
          "none of the "
              + unused.size()
              + " predictions (first: "
              + Quoted.value(predictions.entries().keySet().iterator().next())
              + ") answers one of the "
              + samples.size()
              + " samples (first: "
              + Quoted.value(samples.getFirst().id())
              + "); are the files of the same benchmark and split?");
    }
  }

  private static List<Notice> notices(
      Set<String> inFileOrder, Set<String> unused, List<String> renamed, List<String> otherVideo) {
    List<Notice> notices = new ArrayList<>();
    if (!unused.isEmpty()) {
      notices.add(
          Notice.of(
              "predictions for unknown samples ignored",
              inFileOrder.stream().filter(unused::contains).map(Quoted::shorten).toList()));
    }
    if (!renamed.isEmpty()) {
      notices.add(
          Notice.of("predictions matched by video name without folder or extension", renamed));
    }
    if (!otherVideo.isEmpty()) {
      notices.add(
          Notice.of(
              "predictions name another video than the sample with their id; is it the same split?",
              otherVideo));
    }
    return notices;
  }
}
