package org.seq2time.harness.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a file is that FFmpeg does not take for a video, as far as its first bytes say. */
final class NoVideo {

  private NoVideo() {}

  /** One sentence without the file's name. */
  static String reason(Path file, String error) {
    String start;
    try (InputStream in = Files.newInputStream(file)) {
      start = new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "cannot be read (" + e.getMessage() + ")";
    }
    if (start.isEmpty()) {
      return "is empty (0 bytes)";
    }
    String picture = picture(start);
    if (picture != null) {
      return "is a picture (" + picture + "), not a video";
    }
    if (start.startsWith("#EXTM3U") || start.startsWith("ffconcat") || start.startsWith("<?xml")) {
      return "is a list or a description of videos, not a video";
    }
    if (FileEnd.lacksMovieBox(file)) {
      return "has no index of its frames (moov): it is cut off, or its recording was not completed";
    }
    return "is not a video that can be read (" + error + ")";
  }

  private static @Nullable String picture(String start) {
    if (start.startsWith("\u00FF\u00D8\u00FF")) {
      return "JPEG";
    }
    if (start.startsWith("\u0089PNG")) {
      return "PNG";
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return "WebP";
    }
    if (start.startsWith("BM")) {
      return "BMP";
    }
    return start.startsWith("II*\0") || start.startsWith("MM\0*") ? "TIFF" : null;
  }
}
