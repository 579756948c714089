package org.seq2time.datasets.sequence.task;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.SplittableRandom;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.text.JsonLine;

/**
 * IIG, IIC and ALR over different images in a row. An image that is asked for by its caption is one
 * whose caption no other image of the row has, so that the question has one answer.
 */
final class RowInstances implements InstanceWriter {

  private static final int MAX_ROWS = 100;

  /** After so many images that are in the row already, the next one in order that is not. */
  private static final int MAX_DRAWS = 10_000;

  private final SequenceTask task;
  private final Pool pool;
  private final AxisText axis;
  private final Conversation conversation;
  private final Templates templates = Templates.all();
  private final int[] row;
  private final LongSet paths;
  private int asked;
  private int answered;

  RowInstances(String name, SequenceTask task, Pool pool, AxisText axis) {
    this.task = task;
    this.pool = pool;
    this.axis = axis;
    this.conversation = new Conversation(name, task);
    this.row = new int[axis.length()];
    this.paths = new LongOpenHashSet(row.length);
  }

  @Override
  public void write(long number, SplittableRandom random, JsonLine out, Tally tally) {
    String section = draw(random);
    conversation.begin(number, out);
    out.ascii("\"images\":[");
    for (int i = 0; i < row.length; i++) {
      out.ascii(i == 0 ? "\"" : "\",\"");
      pool.appendPath(row[i], out);
      tally.countItem(pool.sourceOf(row[i]));
    }
    out.ascii("\"],");
    conversation.append(
        templates.section(section),
        random,
        out,
        (slot, to) -> fill(slot, asked, to),
        (slot, to) -> fill(slot, answered, to));
    out.ascii(",");
    axis.appendNote("images", out);
    out.ascii("}");
    tally.countInstance();
  }

  private void fill(Slot slot, int position, JsonLine out) {
    switch (slot) {
      case MOMENT -> axis.appendMoment(position, out);
      case CAPTION -> pool.appendCaption(row[position], out);
      case RANGE, EVENTS -> throw new IllegalStateException(slot + " in a template for images");
    }
  }

  /** Draws a row and the two positions; returns the section that asks for them. */
  private String draw(SplittableRandom random) {
    for (int i = 0; i < MAX_ROWS; i++) {
      drawRow(random);
      String section = drawQuestion(random);
      if (asked >= 0) {
        return section;
      }
    }
    throw new BadInputException(
        "the captions are too similar: in "
            + MAX_ROWS
            + " sequences no image has a unique caption to ask for; task "
            + task.key());
  }

  private String drawQuestion(SplittableRandom random) {
    if (task == SequenceTask.ALR) {
      return drawNeighbours(random);
    }
    asked =
        task == SequenceTask.IIG
            ? drawDistinct(random, 0, row.length - 1)
            : random.nextInt(row.length);
    answered = asked;
    return task.key();
  }

  private String drawNeighbours(SplittableRandom random) {
    boolean after = random.nextBoolean();
    boolean byCaption = random.nextBoolean();
    int from = after ? 0 : 1;
    int to = after ? row.length - 2 : row.length - 1;
    asked = byCaption ? drawDistinct(random, from, to) : random.nextInt(from, to + 1);
    answered = after ? asked + 1 : asked - 1;
    return "alr-" + (after ? "after-" : "before-") + (byCaption ? "caption" : "position");
  }

  /** A position in {@code [from, to]} whose caption stands once in the row; -1 if none is found. */
  private int drawDistinct(SplittableRandom random, int from, int to) {
    for (int i = 0; i < row.length; i++) {
      int position = random.nextInt(from, to + 1);
      if (isDistinct(position)) {
        return position;
      }
    }
    return -1;
  }

  private boolean isDistinct(int position) {
    long caption = pool.captionHash(row[position]);
    for (int i = 0; i < row.length; i++) {
      if (i != position && pool.captionHash(row[i]) == caption) {
        return false;
      }
    }
    return true;
  }

  private void drawRow(SplittableRandom random) {
    paths.clear();
    for (int i = 0; i < row.length; i++) {
      int item = random.nextInt(pool.size());
      for (int draws = 1; !paths.add(pool.pathHash(item)); draws++) {
        item = draws < MAX_DRAWS ? random.nextInt(pool.size()) : (item + 1) % pool.size();
      }
      row[i] = item;
    }
  }
}
