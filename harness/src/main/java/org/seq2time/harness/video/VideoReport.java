package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a video file holds, and what is wrong with it.
 *
 * @param file the file
 * @param codec FFmpeg's name of the coding; empty where the file is no readable video
 * @param width pixels of the stored picture, 0 where unknown
 * @param height pixels of the stored picture, 0 where unknown
 * @param frames how many can be shown
 * @param durationSeconds from the first frame to the end of the last
 * @param framesPerSecond on average
 * @param problem what is wrong, in words without the file's name
 */
public record VideoReport(
    Path file,
    String codec,
    int width,
    int height,
    int frames,
    double durationSeconds,
    double framesPerSecond,
    Optional<String> problem) {

  /**
   * Looks at a file.
   *
   * @param decodesAll whether every frame is decoded to find faults; otherwise only as far as
   *     counting the frames needs it
   */
  public static VideoReport of(Path file, boolean decodesAll) {
    try (VideoReader video = VideoReader.openDamaged(file)) {
      return new VideoReport(
          file,
          video.codec(),
          video.storedWidth(),
          video.storedHeight(),
          video.frameCount(),
          video.durationSeconds(),
          video.framesPerSecond(),
          decodesAll ? video.checkAll() : video.damage());
    } catch (VideoException e) {
      String message = String.valueOf(e.getMessage());
      String name = file + ": ";
      return new VideoReport(
          file,
          "",
          0,
          0,
          0,
          0,
          0,
          Optional.of(message.startsWith(name) ? message.substring(name.length()) : message));
    }
  }
}
