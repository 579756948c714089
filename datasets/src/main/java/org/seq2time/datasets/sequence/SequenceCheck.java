package org.seq2time.datasets.sequence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.parallel.Workers;
import org.seq2time.datasets.sequence.read.Instance;
import org.seq2time.datasets.sequence.read.InstanceProblem;
import org.seq2time.datasets.sequence.read.InstanceReader;
import org.seq2time.datasets.sequence.text.Fingerprints;
import org.seq2time.datasets.sequence.write.BuildManifest;
import org.seq2time.datasets.sequence.write.ManifestReader;
import org.seq2time.datasets.sequence.write.ShardFile;
import org.seq2time.datasets.sequence.write.ShardLines;
import org.seq2time.datasets.sequence.write.ShardRecord;

/**
 * Proves built data: every line is read again, every position decoded, every caption compared with
 * the source of the image at that position, and all counts and hashes with the manifest.
 */
public final class SequenceCheck {

  /** So many problems are listed; all are counted. */
  private static final int MAX_LISTED = 50;

  private static final int STEP = 512;

  private final Path folder;
  private final BuildManifest manifest;
  private final int threads;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();
  private final Fingerprints ids = new Fingerprints();
  private final AtomicLong done = new AtomicLong();
  private final long total;

  private SequenceCheck(Path folder, BuildManifest manifest, int threads, Progress progress) {
    this.folder = folder;
    this.manifest = manifest;
    this.threads = threads;
    this.progress = progress;
    this.total = manifest.shards().stream().mapToLong(ShardRecord::instances).sum();
  }

  /**
   * What was found.
   *
   * @param instances number of lines that were read
   * @param problemCount number of problems
   * @param problems the first of them, each with file and line
   * @param notes what could not be checked
   */
  public record Report(
      long instances, int shards, long problemCount, List<String> problems, List<String> notes) {

    public Report {
      problems = List.copyOf(problems);
      notes = List.copyOf(notes);
    }
  }

  /** Problems of one shard. */
  private static final class Findings {
    private long count;
    private final List<String> listed = new ArrayList<>();

    void add(String problem) {
      count++;
      if (listed.size() < MAX_LISTED) {
        listed.add(Quoted.oneLine(problem));
      }
    }
  }

  /**
   * Checks a folder.
   *
   * @param paths other paths of sources, by name; the manifest's otherwise
   * @param withSources whether captions are compared with the sources
   * @throws BadInputException if there is no manifest, or a source cannot be read
   */
  public static Report run(
      Path folder, Map<String, Path> paths, boolean withSources, int threads, Progress progress) {
    SequenceCheck check = new SequenceCheck(folder, ManifestReader.read(folder), threads, progress);
    return check.run(paths, withSources);
  }

  private Report run(Map<String, Path> paths, boolean withSources) {
    Findings general = new Findings();
    InstanceCheck instances = new InstanceCheck(null, null, null);
    if (withSources) {
      CheckedSources sources = new CheckedSources(manifest, paths, progress);
      instances = sources.read(general::add, notes::add);
    } else {
      notes.add("captions were not compared with the sources");
    }
    findStrangers(general);
    List<ShardRecord> shards = manifest.shards();
    Findings[] findings = new Findings[shards.size()];
    InstanceCheck checker = instances;
    Workers.each(
        threads, shards.size(), shard -> findings[shard] = checkShard(shards.get(shard), checker));
    return report(general, findings);
  }

  private Report report(Findings general, Findings[] findings) {
    List<String> listed = new ArrayList<>(general.listed);
    long count = general.count;
    for (Findings shard : findings) {
      count += shard.count;
      shard.listed.stream()
          .limit(MAX_LISTED - Math.min(MAX_LISTED, listed.size()))
          .forEach(listed::add);
    }
    return new Report(done.get(), findings.length, count, listed, notes);
  }

  /** Shards of this name that the manifest does not know would be trained on all the same. */
  private void findStrangers(Findings findings) {
    TreeSet<String> known = new TreeSet<>();
    manifest.shards().forEach(shard -> known.add(shard.file()));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      TreeSet<String> strangers = new TreeSet<>();
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if ((name.contains(".jsonl") || name.endsWith(ShardFile.PART)) && !known.contains(name)) {
          strangers.add(name);
        }
      }
      strangers.forEach(name -> findings.add(folder.resolve(name) + ": is not in the manifest"));
    } catch (IOException e) {
      throw InputFile.failure(folder, "", e);
    }
  }

  private Findings checkShard(ShardRecord shard, InstanceCheck checker) {
    Findings findings = new Findings();
    Path file = folder.resolve(shard.file());
    try {
      if (!Files.exists(file)) {
        findings.add(file + ": is missing, but in the manifest");
        return findings;
      }
      if (Files.size(file) != shard.bytes()) {
        findings.add(
            file + ": has " + Files.size(file) + " bytes, the manifest says " + shard.bytes());
      } else if (!InputFile.sha256(file).equals(shard.sha256())) {
        findings.add(file + ": its SHA-256 differs from the manifest's; the file was changed");
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
    try {
      checkLines(shard, file, checker, findings);
    } catch (BadInputException e) {
      findings.add(String.valueOf(e.getMessage()));
    }
    return findings;
  }

  private void checkLines(ShardRecord shard, Path file, InstanceCheck checker, Findings findings) {
    Map<String, Long> counts = new LinkedHashMap<>();
    InstanceReader reader = new InstanceReader();
    try (ShardLines lines = ShardLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        try {
          Instance instance = reader.read(line);
          checkIdentity(instance, counts, lines.number());
          checker.check(instance);
        } catch (InstanceProblem e) {
          findings.add(file + ":" + lines.number() + ": " + e.getMessage());
        }
        if (lines.number() % STEP == 0) {
          progress.at("checking", done.addAndGet(STEP), total, "instances");
        }
      }
      done.addAndGet((lines.number() - 1) % STEP);
      if (lines.number() - 1 != shard.instances()) {
        findings.add(
            file
                + ": has "
                + (lines.number() - 1)
                + " lines, the manifest says "
                + shard.instances());
      }
    }
    shard
        .tasks()
        .forEach(
            (task, count) -> {
              long found = Objects.requireNonNullElse(counts.remove(task), 0L);
              if (found != count.instances()) {
                findings.add(
                    file
                        + ": has "
                        + found
                        + " instances of "
                        + task
                        + ", the manifest says "
                        + count.instances());
              }
            });
  }

  private void checkIdentity(Instance instance, Map<String, Long> counts, int line)
      throws InstanceProblem {
    int dash = instance.id().lastIndexOf('-');
    String name = instance.id().substring(0, Math.max(0, dash));
    String kind = manifest.taskKinds().get(name);
    if (!instance.task().key().equals(kind)) {
      throw new InstanceProblem(
          "id "
              + Quoted.value(instance.id())
              + " with task "
              + instance.task().key()
              + " fits no task of the manifest");
    }
    counts.merge(name, 1L, Long::sum);
    char[] id = instance.id().toCharArray();
    synchronized (ids) {
      if (ids.putIfAbsent(id, 0, id.length, line) != Fingerprints.ABSENT) {
        throw new InstanceProblem("id " + Quoted.value(instance.id()) + " occurs twice");
      }
    }
    String time = manifest.settings().get("time");
    if (instance.time().isPresent() && !instance.time().get().representation().key().equals(time)) {
      throw new InstanceProblem(
          "time is "
              + instance.time().get().representation().key()
              + ", but "
              + time
              + " in the manifest");
    }
  }
}
