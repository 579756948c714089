package org.seq2time.reports.chart;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;

/** Path data with relative coordinates in whole units. */
final class SvgPath {

  private final StringBuilder out;
  private long x;
  private long y;
  private long startX;
  private long startY;
  private char command;

  private SvgPath(StringBuilder out) {
    this.out = out;
  }

  /**
   * Appends a shape. Rounding does not add up: each point is rounded by itself, then written as the
   * step from the point before.
   *
   * @param scale units per pixel
   */
  static void append(StringBuilder out, Shape shape, AffineTransform transform, int scale) {
    new SvgPath(out).append(shape, transform, scale);
  }

  private void append(Shape shape, AffineTransform transform, int scale) {
    AffineTransform scaled = AffineTransform.getScaleInstance(scale, scale);
    scaled.concatenate(transform);
    double[] p = new double[6];
    for (PathIterator at = shape.getPathIterator(scaled); !at.isDone(); at.next()) {
      switch (at.currentSegment(p)) {
        case PathIterator.SEG_MOVETO -> moveTo(Math.round(p[0]), Math.round(p[1]));
        case PathIterator.SEG_LINETO -> lineTo(Math.round(p[0]), Math.round(p[1]));
        case PathIterator.SEG_QUADTO -> curve('q', p, 2);
        case PathIterator.SEG_CUBICTO -> curve('c', p, 3);
        default -> close();
      }
    }
  }

  /** The first point is absolute: whatever was drawn before does not matter. */
  private void moveTo(long toX, long toY) {
    out.append('M').append(toX);
    number(toY);
    command = 'M';
    x = toX;
    y = toY;
    startX = toX;
    startY = toY;
  }

  private void lineTo(long toX, long toY) {
    if (toY == y && toX == x && command != 'M') {
      return;
    }
    if (toY == y) {
      command('h');
      number(toX - x);
    } else if (toX == x) {
      command('v');
      number(toY - y);
    } else {
      command('l');
      number(toX - x);
      number(toY - y);
    }
    x = toX;
    y = toY;
  }

  private void curve(char kind, double[] p, int points) {
    command(kind);
    for (int i = 0; i < points; i++) {
      number(Math.round(p[2 * i]) - x);
      number(Math.round(p[2 * i + 1]) - y);
    }
    x = Math.round(p[2 * points - 2]);
    y = Math.round(p[2 * points - 1]);
  }

  private void close() {
    out.append('z');
    command = 'z';
    x = startX;
    y = startY;
  }

  private void command(char next) {
    if (command != next) {
      out.append(next);
      command = next;
    }
  }

  /** A minus sign is separator enough, and so is a letter. */
  private void number(long value) {
    char last = out.charAt(out.length() - 1);
    if (value >= 0 && last >= '0' && last <= '9') {
      out.append(' ');
    }
    out.append(value);
  }
}
