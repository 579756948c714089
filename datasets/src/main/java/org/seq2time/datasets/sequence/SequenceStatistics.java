package org.seq2time.datasets.sequence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.parallel.Workers;
import org.seq2time.datasets.sequence.read.Facts;
import org.seq2time.datasets.sequence.read.FactsReader;
import org.seq2time.datasets.sequence.read.Instance;
import org.seq2time.datasets.sequence.read.InstanceProblem;
import org.seq2time.datasets.sequence.read.InstanceReader;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.sequence.write.ShardLines;

/** What built data holds: instances, caption lengths and positions, by task. */
public final class SequenceStatistics {

  /** Equal parts of the axis in which positions are counted. */
  public static final int BINS = 20;

  private final Map<SequenceTask, TaskStatistics> tasks = new TreeMap<>();
  private final Map<String, Long> instructionSources = new TreeMap<>();

  private SequenceStatistics() {}

  /**
   * Counts of one task.
   *
   * @param instances number of instances
   * @param captionWords lengths in words of all captions in questions and answers
   * @param captionCharacters the same in characters
   * @param rowLengths images or clips of a row
   * @param clipFrames frames of each clip of a row
   * @param positions how many answered positions (of IIC, asked ones) lie in each of {@value #BINS}
   *     equal parts of the axis; of a clip, its start
   */
  @SuppressWarnings("ArrayRecordComponent") // Filled while counting, read afterwards.
  public record TaskStatistics(
      long[] instances,
      Lengths captionWords,
      Lengths captionCharacters,
      Lengths rowLengths,
      Lengths clipFrames,
      long[] positions) {

    TaskStatistics() {
      this(new long[1], new Lengths(), new Lengths(), new Lengths(), new Lengths(), new long[BINS]);
    }

    /** Number of instances. */
    public long count() {
      return instances[0];
    }

    private void add(TaskStatistics other) {
      instances[0] += other.instances[0];
      captionWords.add(other.captionWords);
      captionCharacters.add(other.captionCharacters);
      rowLengths.add(other.rowLengths);
      clipFrames.add(other.clipFrames);
      for (int b = 0; b < BINS; b++) {
        positions[b] += other.positions[b];
      }
    }
  }

  /**
   * Counts shards.
   *
   * @param files shards, in any order
   * @throws BadInputException if a line is not an instance; with file and line
   */
  public static SequenceStatistics of(List<Path> files, int threads, Progress progress) {
    SequenceStatistics[] parts = new SequenceStatistics[files.size()];
    Workers.each(
        threads,
        files.size(),
        f -> {
          parts[f] = new SequenceStatistics();
          parts[f].count(files.get(f));
          progress.at("counting", f + 1L, files.size(), "files");
        });
    SequenceStatistics sum = new SequenceStatistics();
    for (SequenceStatistics part : parts) {
      part.tasks.forEach(
          (task, counts) -> sum.tasks.computeIfAbsent(task, t -> new TaskStatistics()).add(counts));
      part.instructionSources.forEach(
          (source, count) -> sum.instructionSources.merge(source, count, Long::sum));
    }
    return sum;
  }

  /** Counts by task, in the tasks' order. */
  public Map<SequenceTask, TaskStatistics> tasks() {
    return tasks;
  }

  /** Instances of passed-through conversations by source. */
  public Map<String, Long> instructionSources() {
    return instructionSources;
  }

  private void count(Path file) {
    InstanceReader reader = new InstanceReader();
    try (ShardLines lines = ShardLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        try {
          count(reader.read(line));
        } catch (InstanceProblem e) {
          throw new BadInputException(file + ":" + lines.number() + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private void count(Instance instance) throws InstanceProblem {
    TaskStatistics counts = tasks.computeIfAbsent(instance.task(), t -> new TaskStatistics());
    counts.instances[0]++;
    if (instance.task() == SequenceTask.INSTRUCTIONS) {
      instructionSources.merge(instance.source(), 1L, Long::sum);
      return;
    }
    Facts facts = FactsReader.read(instance);
    List<String> captions = new ArrayList<>(List.of(facts.askedCaption(), facts.answeredCaption()));
    facts.events().forEach(event -> captions.add(event.caption()));
    for (String caption : captions) {
      if (!caption.isEmpty()) {
        counts.captionWords.add(words(caption));
        counts.captionCharacters.add(caption.codePointCount(0, caption.length()));
      }
    }
    if (!instance.images().isEmpty()) {
      counts.rowLengths.add(instance.images().size());
    }
    if (!instance.clips().isEmpty()) {
      counts.rowLengths.add(instance.clips().size());
      instance.clips().forEach(clip -> counts.clipFrames.add(clip.frames()));
    }
    if (instance.time().isPresent()) {
      countPositions(counts, facts, instance.time().get().length());
    }
  }

  private static void countPositions(TaskStatistics counts, Facts facts, int length) {
    if (facts.answeredAt().isPresent()) {
      countPosition(counts, facts.answeredAt().getAsInt(), length);
    } else if (facts.askedAt().isPresent()) {
      countPosition(counts, facts.askedAt().getAsInt(), length);
    }
    for (Facts.Event event : facts.events()) {
      countPosition(counts, event.start(), length);
    }
  }

  private static void countPosition(TaskStatistics counts, int index, int length) {
    counts.positions[(int) ((long) index * BINS / length)]++;
  }

  /** Runs of characters that are not white space. */
  private static int words(String text) {
    int words = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = Character.isWhitespace(text.charAt(i));
      if (!space && !inWord) {
        words++;
      }
      inWord = !space;
    }
    return words;
  }
}
