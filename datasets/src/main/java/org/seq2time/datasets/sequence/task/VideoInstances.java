package org.seq2time.datasets.sequence.task;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.seq2time.datasets.sequence.text.JsonLine;

/** A caption of one whole video. */
final class VideoInstances implements InstanceWriter {

  private final Pool pool;
  private final LongUnaryOperator itemOfNumber;
  private final Conversation conversation;
  private final Templates.Section section =
      Templates.all().section(SequenceTask.VIDEO_CAPTIONING.key());

  VideoInstances(String name, Pool pool, LongUnaryOperator itemOfNumber) {
    this.pool = pool;
    this.itemOfNumber = itemOfNumber;
    this.conversation = new Conversation(name, SequenceTask.VIDEO_CAPTIONING);
  }

  @Override
  public void write(long number, SplittableRandom random, JsonLine out, Tally tally) {
    int item = (int) itemOfNumber.applyAsLong(number);
    conversation.begin(number, out);
    out.ascii("\"video\":\"");
    pool.appendPath(item, out);
    out.ascii("\",");
    conversation.append(
        section,
        random,
        out,
        (slot, to) -> pool.appendCaption(item, to),
        (slot, to) -> pool.appendCaption(item, to));
    out.ascii("}");
    tally.countItem(pool.sourceOf(item));
    tally.countInstance();
  }
}
