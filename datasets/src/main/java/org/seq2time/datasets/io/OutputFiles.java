package org.seq2time.datasets.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files whole or not at all: beside their place first, then moved over it. */
public final class OutputFiles {

  private OutputFiles() {}

  /** Fills a stream. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file and the folders above it.
   *
   * @throws BadInputException if the place cannot be written to
   */
  public static void write(Path file, Body body) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(file + ": is a folder; name a file to write");
    }
    Path folder = file.toAbsolutePath().getParent();
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (isSpecial(file)) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          body.writeTo(out);
        }
        return;
      }
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
        body.writeTo(out);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException e) {
      throw new BadInputException(e.getFile() + ": is a file, but a folder is needed there", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(file + ": permission to write is denied", e);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** A device or pipe, such as {@code /dev/stdout}, is written to and never replaced. */
  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }
}
