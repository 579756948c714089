package org.seq2time.datasets.sequence.task;

import java.nio.charset.StandardCharsets;
import org.seq2time.datasets.sequence.text.JsonLine;
import org.seq2time.datasets.time.TimeRepresentation;

/** Writes positions on an axis of one length, each put into words once. */
final class AxisText {

  private final TimeRepresentation time;
  private final int length;
  private final byte[][] moments;
  private final StringBuilder range = new StringBuilder();

  AxisText(TimeRepresentation time, int length) {
    this.time = time;
    this.length = length;
    this.moments = new byte[length + 1][];
    for (int i = 0; i <= length; i++) {
      range.setLength(0);
      time.appendMoment(range, i, length);
      moments[i] = json(range);
    }
  }

  int length() {
    return length;
  }

  TimeRepresentation time() {
    return time;
  }

  void appendMoment(int index, JsonLine out) {
    out.raw(moments[index]);
  }

  void appendRange(int start, int end, JsonLine out) {
    range.setLength(0);
    time.appendRange(range, start, end, length);
    out.text(range);
  }

  /** Appends the object that says how to read the positions of an instance. */
  void appendNote(String axis, JsonLine out) {
    out.ascii("\"time\":{\"representation\":").string(time.key());
    out.ascii(",\"axis\":").string(axis).ascii(",\"length\":").number(length).ascii("}");
  }

  private static byte[] json(CharSequence text) {
    JsonLine line = new JsonLine();
    line.text(text);
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }
}
