package org.seq2time.datasets.sequence.task;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.seq2time.datasets.sequence.text.TextHash;
import org.seq2time.datasets.time.TimeRepresentation;

/**
 * One task, ready to write: its pool, how many instances, and how. Safe for use by several threads,
 * each with its own {@link #writer}.
 *
 * @param name first part of the instances' ids
 * @param count number of instances
 * @param length images or frames of a row
 * @param seed the recipe's seed
 */
public record TaskPlan(
    String name,
    SequenceTask task,
    Pool pool,
    long count,
    TimeRepresentation time,
    int length,
    int minClips,
    int maxClips,
    long seed) {

  /** A writer for one thread. */
  public InstanceWriter writer() {
    return switch (task) {
      case IIG, IIC, ALR -> new RowInstances(name, task, pool, new AxisText(time, length));
      case CLIP_CAPTIONING, CLIP_GROUNDING ->
          new ClipInstances(name, task, pool, new AxisText(time, length), minClips, maxClips);
      case VIDEO_CAPTIONING -> new VideoInstances(name, pool, items());
      case INSTRUCTIONS -> new InstructionInstances(name, pool, items());
    };
  }

  /** The random generator of one instance: made from seed, task and number, and nothing else. */
  public SplittableRandom random(long number) {
    return new SplittableRandom(TextHash.mix(taskSeed() + TextHash.mix(number)));
  }

  /** All items in their order, or as many different ones as there are instances. */
  private LongUnaryOperator items() {
    return count == pool.size() ? n -> n : new Permutation(pool.size(), taskSeed())::at;
  }

  private long taskSeed() {
    return TextHash.of(name, TextHash.mix(seed));
  }
}
