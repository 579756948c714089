package org.seq2time.datasets.sequence.task;

import java.util.SplittableRandom;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.text.JsonLine;

/** Dense captioning and grounding over clips of different action classes in a row. */
final class ClipInstances implements InstanceWriter {

  private static final int MAX_ROWS = 100;
  private static final int MAX_DRAWS = 10_000;

  private final SequenceTask task;
  private final Pool pool;
  private final AxisText axis;
  private final Conversation conversation;
  private final Templates.Section section;
  private final int minClips;
  private final int maxClips;
  private final int[] row;
  private final int[] frames;
  private final long[] weights;
  private int clips;
  private int asked;

  ClipInstances(
      String name, SequenceTask task, Pool pool, AxisText axis, int minClips, int maxClips) {
    this.task = task;
    this.pool = pool;
    this.axis = axis;
    this.conversation = new Conversation(name, task);
    this.section = Templates.all().section(task.key());
    this.minClips = minClips;
    this.maxClips = maxClips;
    this.row = new int[maxClips];
    this.frames = new int[maxClips];
    this.weights = new long[maxClips];
  }

  @Override
  public void write(long number, SplittableRandom random, JsonLine out, Tally tally) {
    draw(random);
    conversation.begin(number, out);
    out.ascii("\"clips\":[");
    for (int k = 0; k < clips; k++) {
      out.ascii(k == 0 ? "{\"clip\":\"" : ",{\"clip\":\"");
      pool.appendPath(row[k], out);
      out.ascii("\",\"frames\":").number(frames[k]).ascii("}");
      tally.countItem(pool.sourceOf(row[k]));
    }
    out.ascii("],");
    conversation.append(section, random, out, this::fill, this::fill);
    out.ascii(",");
    axis.appendNote("frames", out);
    out.ascii("}");
    tally.countInstance();
  }

  private void fill(Slot slot, JsonLine out) {
    switch (slot) {
      case CAPTION -> pool.appendCaption(row[asked], out);
      case RANGE -> appendRange(asked, out);
      case EVENTS -> {
        for (int k = 0; k < clips; k++) {
          out.ascii(k == 0 ? "" : "\\n");
          appendRange(k, out);
          out.ascii(", ");
          pool.appendCaption(row[k], out);
        }
      }
      case MOMENT -> throw new IllegalStateException("a moment in a template for clips");
    }
  }

  private void appendRange(int clip, JsonLine out) {
    int start = 0;
    for (int k = 0; k < clip; k++) {
      start += frames[k];
    }
    axis.appendRange(start, start + frames[clip], out);
  }

  private void draw(SplittableRandom random) {
    for (int i = 0; i < MAX_ROWS; i++) {
      drawRow(random);
      if (task == SequenceTask.CLIP_CAPTIONING || drawAsked(random)) {
        return;
      }
    }
    throw new BadInputException(
        "the captions are too similar: in "
            + MAX_ROWS
            + " sequences no clip has a unique caption to ask for; task "
            + task.key());
  }

  private void drawRow(SplittableRandom random) {
    clips = random.nextInt(minClips, maxClips + 1);
    for (int k = 0; k < clips; k++) {
      int item = random.nextInt(pool.size());
      for (int draws = 1; hasLabelOf(item, k); draws++) {
        item = draws < MAX_DRAWS ? random.nextInt(pool.size()) : (item + 1) % pool.size();
      }
      row[k] = item;
      weights[k] = pool.durationMillis(item);
    }
    FrameCounts.draw(random, axis.length(), clips, weights, frames);
  }

  private boolean hasLabelOf(int item, int count) {
    long label = pool.labelHash(item);
    for (int k = 0; k < count; k++) {
      if (pool.labelHash(row[k]) == label || pool.pathHash(row[k]) == pool.pathHash(item)) {
        return true;
      }
    }
    return false;
  }

  /** Draws a clip whose caption no other clip of the row has; whether there was one. */
  private boolean drawAsked(SplittableRandom random) {
    int first = random.nextInt(clips);
    for (int i = 0; i < clips; i++) {
      asked = (first + i) % clips;
      if (isDistinct(asked)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDistinct(int clip) {
    long caption = pool.captionHash(row[clip]);
    for (int k = 0; k < clips; k++) {
      if (k != clip && pool.captionHash(row[k]) == caption) {
        return false;
      }
    }
    return true;
  }
}
