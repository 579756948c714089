package org.seq2time.harness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.seq2time.harness.model.Sampling.Request;
import org.seq2time.harness.model.Sampling.Video;

/** The frames that the families' own code takes: NumPy, PyTorch, qwen-vl-utils, transformers. */
class SamplingRealGoldenTest {

  private static JsonNode read(String file) throws IOException {
    Path folder = Path.of(System.getProperty("seq2time.golden", "../../shared/golden"));
    Path golden = folder.resolve(file);
    assumeTrue(Files.exists(golden), "no published data at " + golden);
    return new ObjectMapper().readTree(golden.toFile());
  }

  private static Video video(JsonNode entry) {
    int frames = entry.get("total_frames").asInt();
    double rate = entry.get("video_fps").asDouble();
    return new Video(frames, rate, frames / rate);
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  /** What an entry asks for, with the family's own numbers where it asks for nothing. */
  private static Request request(JsonNode asked, String count, Sampling family) {
    OptionalDouble rate =
        asked.has("fps")
            ? OptionalDouble.of(asked.get("fps").asDouble())
            : asked.has(count) && family != Sampling.SMOLVLM2
                ? OptionalDouble.empty()
                : family.usualRate();
    int most = asked.path("max_frames").asInt(family.mostByRate());
    return new Request(asked.path(count).asInt(most), rate, asked.path("min_frames").asInt(4));
  }

  private static void check(String where, int[] indices, JsonNode expected) {
    if (expected.has("error")) {
      return;
    }
    if (expected.has("indices")) {
      assertThat(indices).as(where).isEqualTo(ints(expected.get("indices")));
      return;
    }
    int[] first = ints(expected.get("first"));
    int[] last = ints(expected.get("last"));
    assertThat(IntStream.of(indices).limit(first.length).toArray()).as(where).isEqualTo(first);
    assertThat(IntStream.of(indices).skip(indices.length - last.length).toArray())
        .as(where)
        .isEqualTo(last);
    assertThat(IntStream.of(indices).sum()).as(where).isEqualTo(expected.get("sum").asInt());
  }

  @Test
  void bothReadersOfQwen25() throws IOException {
    int entries = 0;
    int beyond = 0;
    for (JsonNode entry : read("exported/video/qwen2.5-vl/golden.json").get("sampling")) {
      JsonNode asked = entry.get("asked");
      for (Sampling family : new Sampling[] {Sampling.QWEN_VL_UTILS, Sampling.QWEN2_5_VL}) {
        JsonNode expected =
            entry.get(family == Sampling.QWEN2_5_VL ? "transformers" : "qwen_vl_utils");
        int[] indices = family.sample(video(entry), request(asked, "nframes", family));
        int frames = entry.get("total_frames").asInt();
        if (expected.has("indices")
            && IntStream.of(ints(expected.get("indices"))).max().orElseThrow() >= frames) {
          // Its arange goes a step beyond the last frame, where there is none to be seen.
          int[] there =
              IntStream.of(ints(expected.get("indices"))).filter(i -> i < frames).toArray();
          assertThat(indices).as(entry.toString()).isEqualTo(there);
          beyond++;
          entries++;
          continue;
        }
        check(family + " " + entry, indices, expected);
        if (expected.has("error")) {
          assertThat(indices).isEqualTo(IntStream.range(0, video(entry).frames()).toArray());
        }
        entries++;
      }
    }
    System.out.println(
        "Qwen2.5-VL: " + entries + " samplings, " + beyond + " of them beyond the last frame");
    assertThat(entries).isEqualTo(180);
  }

  @Test
  void qwen3() throws IOException {
    int entries = 0;
    for (JsonNode entry : read("exported/video/qwen3-vl/golden.json").get("sampling")) {
      Request request = request(entry.get("asked"), "num_frames", Sampling.QWEN3_VL);
      check(entry.toString(), Sampling.QWEN3_VL.sample(video(entry), request), entry);
      entries++;
    }
    System.out.println("Qwen3-VL: " + entries + " samplings");
    assertThat(entries).isEqualTo(54);
  }

  @Test
  void internVl() throws IOException {
    int entries = 0;
    for (JsonNode entry : read("exported/video/internvl/golden.json").get("sampling")) {
      JsonNode asked = entry.get("asked");
      if (asked.has("initial_shift")) {
        continue; // no published model has it off
      }
      int[] indices =
          Sampling.INTERNVL.sample(video(entry), request(asked, "num_frames", Sampling.INTERNVL));
      if (entry.get("indices").isArray()) {
        assertThat(indices).as(entry.toString()).isEqualTo(ints(entry.get("indices")));
      } else {
        assertThat(indices).isNotEmpty(); // its code fails; frames are taken nevertheless
      }
      entries++;
    }
    System.out.println("InternVL: " + entries + " samplings");
    assertThat(entries).isEqualTo(30);
  }

  @Test
  void smolVlm2() throws IOException {
    int entries = 0;
    for (JsonNode entry : read("exported/video/smolvlm2/golden.json").get("sampling")) {
      JsonNode asked = entry.get("asked");
      int[] indices =
          Sampling.smolVlm(
              video(entry),
              request(asked, "num_frames", Sampling.SMOLVLM2),
              asked.path("skip_secs").asInt(1));
      check(entry.toString(), indices, entry);
      entries++;
    }
    System.out.println("SmolVLM2: " + entries + " samplings");
    assertThat(entries).isEqualTo(40);
  }

  @Test
  void timeChatInclusiveOfFloatingPoint() throws IOException {
    JsonNode notes = read("exported/video/timechat/golden.json").get("notes");
    int entries = 0;
    for (JsonNode entry : notes.get("samplings")) {
      int frames = entry.get("frames").asInt();
      int[] indices =
          Sampling.TIMECHAT.sample(
              new Video(frames, 25, frames / 25.0), Request.of(entry.get("asked").asInt()));
      check(entry.toString(), indices, entry);
      entries++;
    }
    JsonNode differ = notes.get("video_lengths_97_to_20000_where_an_index_is_not_floor_i_n_96");
    int lengths = 0;
    for (int frames = 97; frames <= 20_000; frames++) {
      int[] indices = Sampling.TIMECHAT.sample(new Video(frames, 25, 10), Request.of(96));
      assertThat(indices).hasSize(96);
      for (int i = 0; i < 96; i++) {
        if (indices[i] != (int) (i * (long) frames / 96)) {
          lengths++;
          break;
        }
      }
    }
    assertThat(lengths).isEqualTo(differ.get("count").asInt());
    for (JsonNode one : differ.get("first")) {
      int[] indices =
          Sampling.TIMECHAT.sample(new Video(one.get("n").asInt(), 25, 10), Request.of(96));
      for (JsonNode triple : one.get("i_got_exact")) {
        assertThat(indices[triple.get(0).asInt()]).isEqualTo(triple.get(1).asInt());
      }
    }
    System.out.println("TimeChat: " + entries + " samplings, " + lengths + " lengths");
  }

  @Test
  void whatLoadersTookOfRealFiles() throws IOException {
    int entries = 0;
    for (JsonNode file : read("video/loaders.json")) {
      JsonNode decord = file.get("decord");
      int frames = decord.path("len").asInt();
      if (frames < 1) {
        continue;
      }
      Video video = new Video(frames, decord.get("fps").asDouble(), 10);
      for (int count : new int[] {8, 32, 96}) {
        entries += checkLoader(file, "timechat_" + count, Sampling.TIMECHAT, video, count);
        entries += checkLoader(file, "linspace_" + count, Sampling.LINSPACE, video, count);
      }
      JsonNode qwen = decord.path("qwen_2fps");
      if (qwen.has("indices")) {
        assertThat(Sampling.QWEN_VL_UTILS.sample(video, Request.at(2, 768)))
            .as(file.get("file").asText())
            .isEqualTo(ints(qwen.get("indices")));
        entries++;
      }
    }
    System.out.println("loaders: " + entries + " samplings");
    assertThat(entries).isGreaterThan(500);
  }

  private static int checkLoader(
      JsonNode file, String name, Sampling sampling, Video video, int count) {
    JsonNode expected = file.get("decord").path(name);
    if (!expected.has("indices")) {
      return 0;
    }
    assertThat(sampling.sample(video, Request.of(count)))
        .as(file.get("file").asText() + " " + name)
        .isEqualTo(ints(expected.get("indices")));
    return 1;
  }
}
