package org.seq2time.datasets.sequence.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.sequence.text.JsonLine;

/** A file that pieces are read from in any order, by any thread. */
final class SourceFile implements Closeable {

  private final Path path;
  private final FileChannel channel;

  private SourceFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static SourceFile open(Path path) {
    try {
      return new SourceFile(path, FileChannel.open(path, StandardOpenOption.READ));
    } catch (IOException e) {
      throw InputFile.failure(path, "", e);
    }
  }

  Path path() {
    return path;
  }

  /** Appends bytes of the file. */
  void append(long offset, int length, JsonLine out) {
    ByteBuffer room = out.room(length);
    try {
      while (room.hasRemaining()) {
        if (channel.read(room, offset + length - room.remaining()) < 0) {
          throw new BadInputException(
              path + ": was truncated while it was read; rerun the command");
        }
      }
    } catch (IOException e) {
      throw InputFile.failure(path, "", e);
    }
    out.filled(length);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw InputFile.failure(path, "", e);
    }
  }
}
