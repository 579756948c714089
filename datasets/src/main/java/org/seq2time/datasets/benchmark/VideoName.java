package org.seq2time.datasets.benchmark;

import java.util.Locale;
import java.util.Set;

/**
 * When two names speak of one video: folders and file extensions differ from file to file, and some
 * tools put {@code v_} before YouTube ids.
 */
public final class VideoName {

  /** Those of containers and raw streams that FFmpeg reads as video. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "mp4", "m4v", "mov", "qt", "3gp", "3g2", "mj2", "f4v", "ism", "ismv", "psp", "mkv",
          "mk3d", "webm", "avi", "divx", "flv", "wmv", "asf", "ogv", "ogg", "ogm", "ogx", "mpg",
          "mpeg", "mpe", "mpv", "m1v", "m2v", "vob", "mod", "dat", "evo", "ts", "m2ts", "mts",
          "m2t", "mxf", "gxf", "lxf", "nut", "nuv", "nsv", "ivf", "obu", "av1", "h261", "h263",
          "h264", "h26l", "264", "avc", "hevc", "h265", "265", "vvc", "h266", "266", "vc1", "rcv",
          "avs", "avs2", "avs3", "cavs", "drc", "gif", "apng", "rm", "rmvb", "ivr", "dv", "dif",
          "y4m", "pva", "ty", "wtv", "dav", "roq", "smk", "swf", "bik", "bk2", "fli", "flc", "mxg",
          "kux", "amv");

  private VideoName() {}

  /** Whether it ends like the name of a video file. */
  public static boolean hasExtension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

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
