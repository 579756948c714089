package org.seq2time.datasets.sequence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.sequence.read.Facts;
import org.seq2time.datasets.sequence.read.FactsReader;
import org.seq2time.datasets.sequence.read.Instance;
import org.seq2time.datasets.sequence.read.Instance.Axis;
import org.seq2time.datasets.sequence.read.Instance.Clip;
import org.seq2time.datasets.sequence.read.InstanceProblem;
import org.seq2time.datasets.sequence.source.SourceKind;

/** Proves one instance: what its text says must be so in its row and, where known, its sources. */
final class InstanceCheck {

  private final @Nullable KnownItems images;
  private final @Nullable KnownItems clips;
  private final @Nullable KnownItems videos;

  /** Each null if its sources are not at hand. */
  InstanceCheck(
      @Nullable KnownItems images, @Nullable KnownItems clips, @Nullable KnownItems videos) {
    this.images = images;
    this.clips = clips;
    this.videos = videos;
  }

  void check(Instance instance) throws InstanceProblem {
    switch (instance.task()) {
      case IIG, IIC, ALR -> checkRow(instance);
      case CLIP_CAPTIONING, CLIP_GROUNDING -> checkClips(instance);
      case VIDEO_CAPTIONING -> {
        requireVideo(instance);
        Facts facts = FactsReader.read(instance);
        requireCaption(videos, "video", instance.video(), facts.answeredCaption());
      }
      case INSTRUCTIONS -> {
        requireVideo(instance);
        if (instance.turns().isEmpty() || instance.source().isEmpty()) {
          throw new InstanceProblem("an instruction has no conversation or no source");
        }
      }
    }
  }

  private void checkRow(Instance instance) throws InstanceProblem {
    List<String> row = instance.images();
    checkAxis(instance, "images", row.size());
    checkDistinct(row, "image");
    Facts facts = FactsReader.read(instance);
    if (images != null) {
      for (String path : row) {
        if (!images.hasPath(path)) {
          throw new InstanceProblem("image " + Quoted.value(path) + " is in no source");
        }
      }
    }
    switch (instance.task()) {
      case IIG -> {
        int at = facts.answeredAt().orElseThrow();
        requireCaption(images, "image", row.get(at), facts.askedCaption());
        requireUnique(images, row, at, facts.askedCaption());
      }
      case IIC -> {
        int at = facts.askedAt().orElseThrow();
        requireCaption(images, "image", row.get(at), facts.answeredCaption());
      }
      default -> checkNeighbours(instance, facts);
    }
  }

  private void checkNeighbours(Instance instance, Facts facts) throws InstanceProblem {
    List<String> row = instance.images();
    int answered = facts.answeredAt().orElseThrow();
    int asked = instance.instruction().startsWith("alr-after-") ? answered - 1 : answered + 1;
    if (asked < 0 || asked >= row.size()) {
      throw new InstanceProblem("the answered image " + answered + " has no such neighbour");
    }
    if (facts.askedAt().isPresent() && facts.askedAt().getAsInt() != asked) {
      throw new InstanceProblem(
          "the answered image "
              + answered
              + " is not the neighbour of "
              + facts.askedAt().getAsInt()
              + " that the question asks for");
    }
    requireCaption(images, "image", row.get(answered), facts.answeredCaption());
    if (facts.askedAt().isEmpty()) {
      requireCaption(images, "image", row.get(asked), facts.askedCaption());
      requireUnique(images, row, asked, facts.askedCaption());
    }
  }

  private void checkClips(Instance instance) throws InstanceProblem {
    List<Clip> row = instance.clips();
    List<String> paths = row.stream().map(Clip::path).toList();
    checkAxis(instance, "frames", row.stream().mapToInt(Clip::frames).sum());
    checkDistinct(paths, "clip");
    Facts facts = FactsReader.read(instance);
    checkLabels(paths);
    int start = 0;
    boolean found = false;
    for (int k = 0; k < row.size(); k++) {
      int end = start + row.get(k).frames();
      if (facts.askedCaption().isEmpty()) {
        Facts.Event event = facts.events().get(k);
        requireBoundaries(k, event, start, end);
        requireCaption(clips, "clip", paths.get(k), event.caption());
      } else if (facts.events().getFirst().start() == start) {
        found = true;
        requireBoundaries(k, facts.events().getFirst(), start, end);
        requireCaption(clips, "clip", paths.get(k), facts.askedCaption());
        requireUnique(clips, paths, k, facts.askedCaption());
      }
      start = end;
    }
    if (!facts.askedCaption().isEmpty() && !found) {
      throw new InstanceProblem(
          "no clip begins at frame " + facts.events().getFirst().start() + ", as the answer says");
    }
  }

  private static void requireBoundaries(int clip, Facts.Event event, int start, int end)
      throws InstanceProblem {
    if (event.start() != start || event.end() != end) {
      throw new InstanceProblem(
          "clip "
              + clip
              + " covers the frames "
              + start
              + " to "
              + end
              + ", but the answer says "
              + event.start()
              + " to "
              + event.end());
    }
  }

  private void checkLabels(List<String> paths) throws InstanceProblem {
    if (clips == null) {
      return;
    }
    Set<Long> labels = new HashSet<>();
    for (String path : paths) {
      if (!clips.hasPath(path)) {
        throw new InstanceProblem("clip " + Quoted.value(path) + " is in no source");
      }
      if (!labels.add(clips.label(path))) {
        throw new InstanceProblem("two clips of one label, one is " + Quoted.value(path));
      }
    }
  }

  private static void checkAxis(Instance instance, String name, int count) throws InstanceProblem {
    Axis axis =
        instance.time().orElseThrow(() -> new InstanceProblem("has no time of its positions"));
    if (!axis.name().equals(name) || axis.length() != count) {
      throw new InstanceProblem(
          "time says "
              + axis.length()
              + " "
              + Quoted.shorten(axis.name())
              + ", but there are "
              + count
              + " "
              + name);
    }
  }

  private static void checkDistinct(List<String> paths, String what) throws InstanceProblem {
    Set<String> seen = new HashSet<>();
    for (String path : paths) {
      if (!seen.add(path)) {
        throw new InstanceProblem(
            what + " " + Quoted.value(path) + " occurs twice in the sequence");
      }
    }
  }

  private static void requireVideo(Instance instance) throws InstanceProblem {
    if (instance.video().isEmpty()) {
      throw new InstanceProblem("a task on " + SourceKind.VIDEOS.key() + " has no video");
    }
  }

  private static void requireCaption(
      @Nullable KnownItems known, String what, String path, String caption) throws InstanceProblem {
    if (caption.isBlank()) {
      throw new InstanceProblem("the caption of " + what + " " + Quoted.value(path) + " is empty");
    }
    if (known != null && !known.belongs(path, caption)) {
      throw new InstanceProblem(
          "caption "
              + Quoted.value(caption)
              + " does not belong to "
              + what
              + " "
              + Quoted.value(path));
    }
  }

  /** A caption that is asked for must not belong to another item of the row. */
  private static void requireUnique(
      @Nullable KnownItems known, List<String> paths, int at, String caption)
      throws InstanceProblem {
    for (int i = 0; known != null && i < paths.size(); i++) {
      if (i != at && known.belongs(paths.get(i), caption)) {
        throw new InstanceProblem(
            "the caption in the question belongs to " + at + " and to " + i + " of the sequence");
      }
    }
  }
}
