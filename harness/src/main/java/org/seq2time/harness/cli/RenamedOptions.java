package org.seq2time.harness.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of earlier versions under their new names. The old names work for one more version. */
final class RenamedOptions {

  private static final Map<String, String> NEW_NAMES =
      Map.of(
          "--decode-threads", "--video-threads",
          "--key-variable", "--api-key-env",
          "--skip-bad", "--max-bad-items",
          "--whole-times", "--constrain-time-tokens");

  private RenamedOptions() {}

  /** The arguments with today's names; each old name gets one line on {@code err}. */
  static String[] replaced(String[] arguments, PrintWriter err) {
    String[] replaced = arguments.clone();
    int end = Arrays.asList(arguments).indexOf("--");
    for (int i = 0; i < (end < 0 ? arguments.length : end); i++) {
      int equals = arguments[i].indexOf('=');
      String name = equals < 0 ? arguments[i] : arguments[i].substring(0, equals);
      @Nullable String today = NEW_NAMES.get(name);
      if (today != null) {
        replaced[i] = today + arguments[i].substring(name.length());
        err.println("seq2time: " + name + " is now " + today);
      }
    }
    return replaced;
  }
}
