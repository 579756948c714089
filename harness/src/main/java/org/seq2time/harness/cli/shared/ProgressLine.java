package org.seq2time.harness.cli.shared;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.seq2time.datasets.sequence.Progress;

/**
 * Shows how far long work is: rate and time left, on one line that is written over on a terminal,
 * else as a line every few seconds. Nothing is shown of what takes less than two seconds.
 */
public final class ProgressLine implements Progress {

  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_AFTER = 2 * SECOND;
  private static final long TERMINAL_STEP = SECOND / 5;
  private static final long PLAIN_STEP = 5 * SECOND;
  private static final long MEGABYTE = 1_000_000;

  private final PrintWriter err;
  private final boolean isQuiet;
  private final boolean isTerminal;
  private final LongSupplier nanoTime;

  private volatile boolean isCancelled;
  private volatile String detail = "";
  private String step = "";
  private long stepStart;
  private long stepBegan;
  private long nextAt;
  private int lineLength;

  public ProgressLine(PrintWriter err, boolean isQuiet, boolean isTerminal, LongSupplier nanoTime) {
    this.err = err;
    this.isQuiet = isQuiet;
    this.isTerminal = isTerminal;
    this.nanoTime = nanoTime;
  }

  /** For this process's terminal, if it has one. */
  @SuppressWarnings("SystemConsoleNull") // Without a terminal it is null again since JDK 25.
  public static ProgressLine of(PrintWriter err, boolean isQuiet) {
    Console console = System.console();
    boolean isTerminal = console != null && console.isTerminal();
    return new ProgressLine(err, isQuiet, isTerminal, System::nanoTime);
  }

  /** Stops the work at its next step. */
  public void cancel() {
    isCancelled = true;
  }

  /** What stands behind the numbers from now on. */
  public void detail(String text) {
    detail = text.isEmpty() ? "" : "; " + text;
  }

  /** Ends the line, so that something else can be printed. */
  public synchronized void end() {
    if (lineLength > 0) {
      err.print("\r" + " ".repeat(lineLength) + "\r");
      err.flush();
      lineLength = 0;
    }
  }

  @Override
  public void at(String name, long done, long total, String unit) {
    if (isCancelled) {
      throw new CancellationException("stopped by the user");
    }
    if (!isQuiet) {
      show(name, done, total, unit);
    }
  }

  private synchronized void show(String name, long done, long total, String unit) {
    long now = nanoTime.getAsLong();
    if (!name.equals(step)) {
      end();
      step = name;
      stepStart = now;
      stepBegan = done;
      nextAt = now + FIRST_AFTER;
    }
    if (now - nextAt < 0) {
      return;
    }
    nextAt = now + (isTerminal ? TERMINAL_STEP : PLAIN_STEP);
    double rate = (double) (done - stepBegan) / Math.max(1, now - stepStart) * SECOND;
    String line = line(name, done, total, unit, rate) + detail;
    if (isTerminal) {
      err.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
      lineLength = line.length();
    } else {
      err.println(line);
    }
    err.flush();
  }

  private static String line(String name, long done, long total, String unit, double rate) {
    boolean bytes = unit.equals("bytes");
    long scale = bytes ? MEGABYTE : 1;
    String left =
        rate > 0
            ? String.format(
                Locale.ROOT, ", %d s left", Math.max(0, Math.round((total - done) / rate)))
            : "";
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d %s (%d %%), %s/s%s",
        name,
        done / scale,
        total / scale,
        bytes ? "MB" : unit,
        total == 0 ? 100 : 100 * done / total,
        rate(rate / scale),
        left);
  }

  /** Slow work has a rate as well. */
  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
  }
}
