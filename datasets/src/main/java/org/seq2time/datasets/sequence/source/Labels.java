package org.seq2time.datasets.sequence.source;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.sequence.text.Fingerprints;

/** Numbers of the action classes, in the order in which they are met. */
final class Labels {

  private final Fingerprints numbers = new Fingerprints();
  private final List<String> names = new ArrayList<>();

  int number(Text label) {
    int known = numbers.putIfAbsent(label.chars, 0, label.length, names.size());
    if (known != Fingerprints.ABSENT) {
      return known;
    }
    names.add(label.toString());
    return names.size() - 1;
  }

  List<String> names() {
    return List.copyOf(names);
  }
}
