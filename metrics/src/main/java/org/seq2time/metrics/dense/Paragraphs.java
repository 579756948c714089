package org.seq2time.metrics.dense;

import java.util.List;
import org.seq2time.datasets.Event;

/**
 * A video's captions as one paragraph, as the reference joins them: every character outside a-z and
 * A-Z becomes a space, letters become lower-case, runs of spaces one; no PTB tokens.
 */
final class Paragraphs {

  private Paragraphs() {}

  static String ofTruth(List<Event> events) {
    return letters(events, " ");
  }

  static String ofPrediction(List<Event> events) {
    return letters(events, ". ");
  }

  private static String letters(List<Event> events, String separator) {
    StringBuilder paragraph = new StringBuilder();
    boolean space = false;
    for (int e = 0; e < events.size(); e++) {
      String caption = e == 0 ? events.get(e).caption() : separator + events.get(e).caption();
      for (int i = 0; i < caption.length(); i++) {
        char c = caption.charAt(i);
        boolean upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z')) {
          if (space && !paragraph.isEmpty()) {
            paragraph.append(' ');
          }
          paragraph.append(upper ? (char) (c + ('a' - 'A')) : c);
          space = false;
        } else {
          space = true;
        }
      }
    }
    return paragraph.toString();
  }
}
