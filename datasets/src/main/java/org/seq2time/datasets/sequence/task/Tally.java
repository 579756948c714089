package org.seq2time.datasets.sequence.task;

/** Counts of one task: instances, and items by the number of their source in the task's pool. */
public final class Tally {

  private long instances;
  private final long[] items;

  /** Nothing counted yet. */
  public Tally(int sources) {
    items = new long[sources];
  }

  /** Number of instances. */
  public long instances() {
    return instances;
  }

  /** Number of items that were used from this source; one that is used twice counts twice. */
  public long items(int source) {
    return items[source];
  }

  /** Adds counts that were made elsewhere. */
  public void add(long moreInstances, long[] moreItems) {
    instances += moreInstances;
    for (int s = 0; s < items.length; s++) {
      items[s] += moreItems[s];
    }
  }

  void countInstance() {
    instances++;
  }

  void countItem(int source) {
    items[source]++;
  }
}
