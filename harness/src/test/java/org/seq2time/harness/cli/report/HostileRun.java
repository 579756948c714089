package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.seq2time.harness.cli.Cli;

/** A run whose annotations and predictions try to be more than text. */
final class HostileRun {

  /** What is in every caption, query and name. */
  static final List<String> ATTACKS =
      List.of(
          "<script>alert(1)</script>",
          "</script><script>window.pwned = 1</script>",
          "<!-- <script> ",
          "\"><img src=x onerror=\"window.pwned = 1\">",
          "' onmouseover='window.pwned = 1",
          "<svg onload=window.pwned=1>",
          "javascript:window.pwned=1",
          "&lt;b&gt; &#60;script&#62;",
          "\u202Eevil\u202C \u2066isolate \u200Fmark \u2028 line \u2029 end",
          "\u0000\u0007\u001B[31m \uFFFE \uD800 lone",
          "../../x/pwned",
          "${window.pwned=1} {{7*7}} `window.pwned=1`",
          "</bdi></td></table></main></body></html>",
          "]]> <![CDATA[ <style>*{display:none}</style>");

  private HostileRun() {}

  /** Scores it into a folder with a hostile name. */
  static Path in(Path folder) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode annotations = root.putArray("annotations");
    ObjectNode predictions = mapper.createObjectNode();
    for (int i = 0; i < ATTACKS.size(); i++) {
      String attack = ATTACKS.get(i).replace("\uD800", "").replace("\u0000", "");
      String video = attack.replace("/", "_") + i + ".mp4";
      ObjectNode sample = annotations.addObject();
      sample.put("image_id", video).put("duration", 100).put("id", i);
      ArrayNode segments = sample.putArray("segments");
      segments.addArray().add(0).add(40);
      segments.addArray().add(50).add(90);
      sample.put("pure_cap", attack.replace(".", " ") + ". second event.");
      ArrayNode events = predictions.putArray(video);
      ObjectNode event = events.addObject();
      event.putArray("timestamp").add(1).add(39);
      event.put("caption", i == 0 ? attack + "<b>x</b> ".repeat(120_000) : attack);
    }
    Path truth = folder.resolve("hostile.json");
    Path answers = folder.resolve("hostile-predictions.json");
    Files.writeString(truth, mapper.writeValueAsString(root));
    Files.writeString(answers, mapper.writeValueAsString(predictions));
    Path out = folder.resolve("runs").resolve("<img src=x onerror=alert(1)> \u202E'\"&");
    Cli cli =
        Cli.run(
            "score",
            "youcook2",
            "--annotations",
            truth.toString(),
            "--predictions",
            answers.toString(),
            "--paraphrases",
            "off",
            "--out",
            out.toString());
    assertThat(cli.code()).as(cli.err()).isZero();
    return out;
  }
}
