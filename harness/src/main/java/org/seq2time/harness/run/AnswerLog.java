package org.seq2time.harness.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord;

/** A run folder's {@code answers.jsonl}, open to be continued, by one process at a time. */
final class AnswerLog implements AutoCloseable {

  static final String LOCK = ".lock";

  private final Path file;
  private final FileChannel lock;
  private final Map<String, AnswerRecord> kept;
  private @Nullable OutputStream out;

  private AnswerLog(Path file, FileChannel lock, Map<String, AnswerRecord> kept) {
    this.file = file;
    this.lock = lock;
    this.kept = kept;
  }

  /**
   * Claims a folder.
   *
   * @throws BadInputException if another process runs in it
   */
  static FileChannel lock(Path folder) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another run of this very process.
    } catch (IOException e) {
      throw new BadInputException(folder + ": cannot be written: " + e.getMessage(), e);
    }
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It was never ours.
    }
    throw new BadInputException(folder + ": another run is writing to this folder");
  }

  /**
   * Opens the file behind its last whole line.
   *
   * @param lock of the folder; released by {@link #close}
   */
  static AnswerLog open(Path file, FileChannel lock) {
    Map<String, AnswerRecord> kept = new LinkedHashMap<>();
    if (Files.exists(file)) {
      dropTornLine(file);
      AnswerLines.read(file).answers().forEach(a -> kept.put(a.record().id(), a.record()));
    }
    return new AnswerLog(file, lock, kept);
  }

  /** The answers of earlier attempts, the last one of each sample. */
  Map<String, AnswerRecord> kept() {
    return kept;
  }

  /** Appends a line; it is in the file when this returns. */
  synchronized void append(AnswerRecord answer) {
    try {
      OutputStream open = out;
      if (open == null) {
        // Not a channel: those close themselves when a thread is interrupted.
        open = new FileOutputStream(file.toFile(), true);
        out = open;
      }
      AnswerLines.append(answer, open);
    } catch (IOException e) {
      throw new BadInputException(
          file + ": cannot be written (is the disk full?): " + e.getMessage(), e);
    }
  }

  private static void dropTornLine(Path file) {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      long end = content.length();
      while (end > 0) {
        content.seek(end - 1);
        if (content.read() == '\n') {
          break;
        }
        end--;
      }
      if (end < content.length()) {
        content.setLength(end);
      }
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be continued: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      try {
        if (out != null) {
          out.close();
        }
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
