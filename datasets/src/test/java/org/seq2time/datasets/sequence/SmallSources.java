package org.seq2time.datasets.sequence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.datasets.TestFiles;
import org.seq2time.datasets.sequence.read.Instance;
import org.seq2time.datasets.sequence.read.InstanceProblem;
import org.seq2time.datasets.sequence.read.InstanceReader;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.recipe.RecipeReader;
import org.seq2time.datasets.sequence.write.ShardLines;

/** Small sources of every kind in a folder, and mixes of them. */
final class SmallSources {

  private static final int IMAGES = 60;
  private static final int CLIPS = 80;
  private static final int LABELS = 16;

  private final Path folder;
  private final Map<String, String> captions = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();

  private SmallSources(Path folder) {
    this.folder = folder;
  }

  static SmallSources in(Path folder) {
    SmallSources sources = new SmallSources(folder);
    sources.write();
    return sources;
  }

  /** The caption of an image, a clip or a video. */
  Optional<String> caption(String path) {
    return Optional.ofNullable(captions.get(path));
  }

  /** The action class of a clip. */
  String label(String clip) {
    return labels.getOrDefault(clip, "?");
  }

  /** A recipe for all tasks on these sources. */
  Recipe recipe(int length, String... more) {
    String text =
        """
        name: small
        seed: 7
        length: %d
        sources:
          one: {path: %s}
          two: {path: %s, prefix: two/}
          clips: {path: %s}
          videos: {path: %s}
          talks: {path: %s}
        tasks:
          - {task: iig, sources: [one, two], count: 60}
          - {task: iic, sources: [one, two], count: 60}
          - {task: alr, sources: [one, two], count: 120}
          - {task: clip-captioning, sources: [clips], count: 60, max-clips: 7}
          - {task: clip-grounding, sources: [clips], count: 60, max-clips: 7}
          - {task: video-captioning, sources: [videos], count: all}
          - {task: instructions, sources: [talks], count: all}
        """
            .formatted(
                length,
                folder.resolve("one.json"),
                folder.resolve("two.jsonl"),
                folder.resolve("clips.jsonl"),
                folder.resolve("videos.jsonl"),
                folder.resolve("talks.json"));
    return RecipeReader.read("test", text + String.join("\n", more));
  }

  /** Builds into a folder. */
  void build(Recipe recipe, BuildOptions options, Path out) {
    try (SequenceBuild build = SequenceBuild.prepare(recipe, options, Progress.NONE)) {
      build.write(out, false, Progress.NONE);
    }
  }

  /** All instances of a folder of shards. */
  static List<Instance> instances(Path folder) {
    InstanceReader reader = new InstanceReader();
    List<Instance> instances = new ArrayList<>();
    for (Path file : files(folder)) {
      if (!file.toString().contains(".jsonl")) {
        continue;
      }
      try (ShardLines lines = ShardLines.open(file)) {
        for (String line = lines.next(); line != null; line = lines.next()) {
          instances.add(reader.read(line));
        }
      } catch (InstanceProblem e) {
        throw new AssertionError(file + ": " + e.getMessage(), e);
      }
    }
    return instances;
  }

  /** The folder's files, sorted. */
  static List<Path> files(Path folder) {
    try (var stream = Files.list(folder)) {
      return stream.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Content by name. */
  static Map<String, String> contents(Path folder) {
    Map<String, String> contents = new HashMap<>();
    for (Path file : files(folder)) {
      if (Files.isDirectory(file)) {
        continue;
      }
      try {
        contents.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return contents;
  }

  /** A file's text. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write() {
    StringBuilder one = new StringBuilder("[");
    StringBuilder two = new StringBuilder();
    for (int i = 0; i < IMAGES; i++) {
      // Every fifth caption stands twice in each source.
      String caption = "Une fenêtre \"no. " + (i % 5 == 4 ? i - 1 : i) + "\" - 3, 4\nand \\more";
      captions.put("dir/" + i + ".jpg", caption);
      captions.put("two/" + i + ".png", caption + " two");
      one.append(i == 0 ? "\n" : ",\n");
      one.append(
          "{\"id\":%d,\"image\":\"dir\\/%d.jpg\",\"conversations\":[{\"from\":\"gpt\",\"value\":%s}]}"
              .formatted(i, i, quoted(caption)));
      two.append("{\"image\":\"%d.png\",\"caption\":%s}\n".formatted(i, quoted(caption + " two")));
    }
    TestFiles.text(folder, "one.json", one.append("\n]").toString());
    TestFiles.text(folder, "two.jsonl", two.toString());
    StringBuilder clips = new StringBuilder();
    for (int i = 0; i < CLIPS; i++) {
      String caption = "Somebody acts, no. " + (i % 9 == 0 ? 0 : i) + ".\nAt 1 - 2 seconds, so.";
      captions.put("c" + i, caption);
      labels.put("c" + i, "label " + i % LABELS);
      clips.append(
          "{\"clip\":\"c%d\",\"label\":\"label %d\",\"caption\":%s,\"duration\":%d}\n"
              .formatted(i, i % LABELS, quoted(caption), 3 + i % 8));
    }
    TestFiles.text(folder, "clips.jsonl", clips.toString());
    captions.put("v/1.mp4", "A long film.");
    TestFiles.text(
        folder,
        "videos.jsonl",
        "{\"video_id\":\"1\",\"video_path\":\"v/1.mp4\",\"captions\":[{\"idx\":\"-1\","
            + "\"content\":\"A long film.\"}]}\n");
    TestFiles.text(
        folder,
        "talks.json",
        """
        [{"video": "t.mp4", "source": "X", "task": "dvc", "duration": 12.50,
          "QA": [{"q": "When \\"é\\"?", "a": "1 - 2 seconds, so."}, {"q": "And?", "a": "No."}]},
         {"id": 4, "video": "u.mp4",
          "conversations": [{"from": "human", "value": "<video>\\nHi"},
                            {"from": "gpt", "value": "Ho"}]}]
        """);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
