package org.seq2time.datasets.sequence.recipe;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Suggestion;
import org.seq2time.datasets.sequence.source.SourceFormat;
import org.seq2time.datasets.sequence.source.SourceSpec;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.time.TimeRepresentation;

/** Reads recipes. */
public final class RecipeReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}");
  private final String origin;
  private final @Nullable Path folder;

  private RecipeReader(String origin, @Nullable Path folder) {
    this.origin = origin;
    this.folder = folder;
  }

  /** Reads a recipe file; its relative paths start in its folder. */
  public static Recipe read(Path file) {
    StringBuilder text = new StringBuilder();
    try (BufferedReader in = InputFile.openText(file)) {
      char[] buffer = new char[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        text.append(buffer, 0, n);
        if (text.length() > InputLimits.RECIPE_CHARACTERS) {
          throw new BadInputException(
              file
                  + ": is longer than "
                  + InputLimits.RECIPE_CHARACTERS
                  + " characters; expected a recipe in YAML");
        }
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
    return new RecipeReader(file.toString(), file.getParent()).recipe(text.toString());
  }

  /** Reads a recipe's text; its relative paths start where the program runs. */
  public static Recipe read(String origin, String text) {
    return new RecipeReader(origin, null).recipe(text);
  }

  private Recipe recipe(String text) {
    RecipeSection top = new RecipeSection(origin, YamlNode.parse(origin, text), "the recipe");
    String name = name(top, top.text("name"), "name", top.line());
    long seed = top.integer("seed", 1, Long.MIN_VALUE / 16, Long.MAX_VALUE / 16);
    TimeRepresentation time = time(top);
    int length = (int) top.integer("length", Recipe.DEFAULT_LENGTH, 2, InputLimits.SEQUENCE_IMAGES);
    boolean mixed = mixed(top);
    long instances = top.integer("instances", 0, 1, InputLimits.RECIPE_INSTANCES);
    List<RecipeSource> sources = sources(top);
    List<RecipeTask> tasks = tasks(top, sources, instances, length);
    top.refuseUnknownKeys();
    return new Recipe(name, origin, seed, time, length, mixed, instances, sources, tasks);
  }

  private static TimeRepresentation time(RecipeSection top) {
    try {
      return TimeRepresentation.of(top.text("time", "position-tokens"));
    } catch (IllegalArgumentException e) {
      throw top.error(top.lineOf("time"), String.valueOf(e.getMessage()));
    }
  }

  private static boolean mixed(RecipeSection top) {
    String order = top.text("order", "mixed");
    if (!order.equals("mixed") && !order.equals("by-task")) {
      throw top.error(
          top.lineOf("order"), "order is " + Quoted.value(order) + "; expected mixed or by-task");
    }
    return order.equals("mixed");
  }

  private List<RecipeSource> sources(RecipeSection top) {
    YamlNode node = top.node("sources");
    if (node == null) {
      throw top.error(top.line(), "the recipe has no sources");
    }
    List<RecipeSource> sources = new ArrayList<>();
    RecipeSection section = new RecipeSection(origin, node, "sources");
    for (Map.Entry<String, YamlNode> entry : section.entries().entrySet()) {
      name(section, entry.getKey(), "a source", section.lineOf(entry.getKey()));
      sources.add(source(entry.getKey(), entry.getValue()));
    }
    return sources;
  }

  private RecipeSource source(String name, YamlNode node) {
    RecipeSection section = new RecipeSection(origin, node, "source " + name);
    String path = section.text("path");
    String captions = section.text("captions");
    String formatKey = section.text("format");
    SourceFormat format =
        formatKey == null
            ? null
            : SourceFormat.of(formatKey)
                .orElseThrow(
                    () ->
                        section.error(
                            section.lineOf("format"),
                            "format is "
                                + Quoted.value(formatKey)
                                + "; expected "
                                + SourceFormat.keys()));
    RecipeSource source =
        new RecipeSource(
            name,
            path == null ? null : resolve(path),
            format,
            section.text("prefix", ""),
            captions == null ? null : resolve(captions),
            section.text("clip-path", SourceSpec.DEFAULT_CLIP_PATH),
            section.text("split", ""));
    section.refuseUnknownKeys();
    return source;
  }

  private Path resolve(String path) {
    return folder == null ? Path.of(path) : folder.resolve(path);
  }

  private List<RecipeTask> tasks(
      RecipeSection top, List<RecipeSource> sources, long instances, int length) {
    YamlNode node = top.node("tasks");
    if (!(node instanceof YamlNode.Sequence sequence) || sequence.elements().isEmpty()) {
      throw top.error(
          top.lineOf("tasks"), "the recipe has no tasks; expected a list of \"- task: NAME\"");
    }
    List<RecipeTask> tasks = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    Set<String> used = new LinkedHashSet<>();
    for (YamlNode element : sequence.elements()) {
      RecipeSection section = new RecipeSection(origin, element, "a task");
      RecipeTask task = task(section, sources, instances, length);
      if (!names.add(task.name())) {
        throw section.error(
            section.line(),
            "a second task is named " + task.name() + "; set name: for one of them");
      }
      used.addAll(task.sources());
      tasks.add(task);
    }
    for (RecipeSource source : sources) {
      if (!used.contains(source.name())) {
        throw top.error(top.lineOf("sources"), "no task uses source " + source.name());
      }
    }
    return tasks;
  }

  private RecipeTask task(
      RecipeSection section, List<RecipeSource> sources, long instances, int length) {
    String key = section.text("task");
    SequenceTask task =
        SequenceTask.of(String.valueOf(key))
            .orElseThrow(
                () ->
                    section.error(
                        section.line(),
                        "task is "
                            + Quoted.value(String.valueOf(key))
                            + "; expected "
                            + SequenceTask.keys()));
    List<String> names = section.texts("sources");
    List<String> all = sources.stream().map(RecipeSource::name).toList();
    for (String name : names) {
      if (!all.contains(name)) {
        throw section.error(
            section.lineOf("sources"),
            "there is no source "
                + Quoted.value(name)
                + "; "
                + Suggestion.question(name, all)
                + "expected "
                + String.join(", ", all));
      }
    }
    if (names.isEmpty()) {
      throw section.error(section.line(), "task " + task.key() + " names no sources");
    }
    String fallback =
        task == SequenceTask.INSTRUCTIONS && names.size() == 1 ? names.getFirst() : task.key();
    String name = name(section, section.text("name", fallback), "a task's name", section.line());
    int minClips = (int) section.integer("min-clips", RecipeTask.MIN_CLIPS, 1, length - 1);
    int maxClips =
        (int)
            section.integer(
                "max-clips",
                Math.clamp(length - 1, minClips, RecipeTask.MAX_CLIPS),
                minClips,
                length - 1);
    RecipeTask read =
        new RecipeTask(name, task, names, amount(section, task, instances), minClips, maxClips);
    section.refuseUnknownKeys();
    return read;
  }

  private static RecipeTask.Amount amount(
      RecipeSection section, SequenceTask task, long instances) {
    String count = section.text("count");
    String ratio = section.text("ratio");
    if ((count == null) == (ratio == null)) {
      throw section.error(
          section.line(), "task " + task.key() + " needs either a count or a ratio");
    }
    if (ratio != null) {
      if (instances == 0) {
        throw section.error(
            section.lineOf("ratio"), "a ratio needs the recipe's instances: N, the total");
      }
      if (!task.isDrawn()) {
        throw section.error(
            section.lineOf("ratio"),
            "task " + task.key() + " has one instance per item; expected count: all or N");
      }
      return new RecipeTask.Ratio(section.positive("ratio"));
    }
    if ("all".equals(count)) {
      if (task.isDrawn()) {
        throw section.error(
            section.lineOf("count"),
            "count: all applies to items that are passed through; task "
                + task.key()
                + " is sampled");
      }
      return new RecipeTask.All(1);
    }
    return new RecipeTask.Count(section.integer("count", 0, 1, InputLimits.RECIPE_INSTANCES));
  }

  private static String name(RecipeSection section, @Nullable String name, String what, int line) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw section.error(
          line,
          what
              + " is "
              + (name == null ? "missing" : Quoted.value(name))
              + "; expected letters, digits, . _ + or -, at most 64");
    }
    return name;
  }
}
