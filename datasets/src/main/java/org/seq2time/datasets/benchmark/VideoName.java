package org.seq2time.datasets.benchmark;

import java.util.Locale;
import java.util.Set;

/**
 * When two names speak of one video: folders and file extensions differ from file to file, and some
 * tools put {@code v_} before YouTube ids.
 */
public final class VideoName {

  private static final Set<String> EXTENSIONS =
      Set.of("mp4", "mkv", "webm", "avi", "mov", "m4v", "mpg", "flv");

  private VideoName() {}

  /** The name without folder and video file extension. */
  public static String key(String name) {
    String key = name.substring(name.lastIndexOf('/') + 1);
    int dot = key.lastIndexOf('.');
    if (dot > 0 && EXTENSIONS.contains(key.substring(dot + 1).toLowerCase(Locale.ROOT))) {
      key = key.substring(0, dot);
    }
    return key;
  }

  /** Whether two names speak of one video, with or without a leading {@code v_}. */
  public static boolean same(String a, String b) {
    return withoutMark(key(a)).equals(withoutMark(key(b)));
  }

  private static String withoutMark(String key) {
    return key.startsWith("v_") ? key.substring(2) : key;
  }
}
