package org.seq2time.reports.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.seq2time.datasets.Outcome;
import org.seq2time.metrics.Direction;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.Json;
import org.seq2time.reports.record.RecordedSamples;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.task.ReportedTask;

/**
 * The samples as the page's script reads them: {@code {"runs": [position], "tags", "outcomes",
 * "higher", "samples": [[id, video, duration, query, truth, saliency, [run, ...]], ...]}} with run
 * as {@code [outcome, [score, ...], marks, more marks, saliency, answer, length of the answer]} or
 * null. What is long is cut; when the page would grow too large, more is cut.
 */
final class ExplorerData {

  private static final int MAX_PLAIN_BYTES = 256 << 10;
  private static final int MAX_BYTES = 12 << 20;
  private static final int SALIENCY_LEVELS = 36;
  private static final int DECIMALS = 4;
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  /** How much is kept: characters of a caption or query and of an answer, marks of a list. */
  record Cut(int caption, int answer, int marks) {}

  private static final List<Cut> CUTS =
      List.of(
          new Cut(500, 4000, 200),
          new Cut(300, 1000, 100),
          new Cut(150, 300, 60),
          new Cut(80, 100, 30),
          new Cut(30, 0, 10));

  private final List<PageRun> runs;
  private final List<String> names;
  private final List<String> labels;
  private final List<Boolean> higher;
  private final Map<String, List<Integer>> rows;
  private String element = "";
  private Cut cut = CUTS.getFirst();

  private ExplorerData(List<PageRun> runs, ReportedTask<?, ?> task) {
    this.runs = runs;
    this.names = new ArrayList<>();
    this.labels = new ArrayList<>();
    this.higher = new ArrayList<>();
    chooseScores(task);
    this.rows = rows(runs);
  }

  static ExplorerData of(List<PageRun> runs, ReportedTask<?, ?> task) {
    ExplorerData data = new ExplorerData(runs, task);
    for (Cut cut : CUTS) {
      data.cut = cut;
      data.element = data.encode(cut);
      if (data.element.length() <= MAX_BYTES) {
        break;
      }
    }
    return data;
  }

  /** The scores that samples can be ordered by. */
  List<String> labels() {
    return labels;
  }

  /** The element that the script reads. */
  String element() {
    return element;
  }

  /** What was cut, in a sentence; empty if nothing could have been. */
  String note() {
    return "Captions are cut after "
        + Numbers.count(cut.caption())
        + " characters, answers after "
        + Numbers.count(cut.answer())
        + ", lists of times after "
        + Numbers.count(cut.marks())
        + "; the lengths shown are the full ones.";
  }

  /** Those that are not always counted are the last of all, so that none changes its place. */
  private boolean isListed(Outcome outcome) {
    return outcome.isAlwaysCounted()
        || runs.stream()
            .flatMap(run -> run.run().samples().stream())
            .anyMatch(samples -> samples.outcomes().contains(outcome));
  }

  private void chooseScores(ReportedTask<?, ?> task) {
    Set<String> wanted = new LinkedHashSet<>(task.mainScores());
    List<RecordedScore> headline = Figures.headline(runs);
    headline.forEach(s -> wanted.add(s.name()));
    for (String name : wanted) {
      Optional<RecordedScore> score =
          headline.stream().filter(s -> s.name().equals(name)).findFirst();
      if (score.isPresent() && runs.stream().anyMatch(r -> r.values(name).isPresent())) {
        names.add(name);
        labels.add(score.get().label());
        higher.add(score.get().direction() == Direction.HIGHER_IS_BETTER);
      }
    }
    task.iouDetail()
        .filter(iou -> runs.stream().anyMatch(r -> r.values(iou).isPresent()))
        .ifPresent(
            iou -> {
              names.add(iou);
              labels.add("IoU of the first window");
              higher.add(true);
            });
  }

  /** Sample id to its row in each run, -1 where a run does not have it. */
  private static Map<String, List<Integer>> rows(List<PageRun> runs) {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int r = 0; r < runs.size(); r++) {
      List<String> ids = runs.get(r).run().samples().map(RecordedSamples::ids).orElse(List.of());
      for (int i = 0; i < ids.size(); i++) {
        List<Integer> places =
            rows.computeIfAbsent(
                ids.get(i),
                id -> {
                  Integer[] none = new Integer[runs.size()];
                  Arrays.fill(none, -1);
                  return Arrays.asList(none);
                });
        places.set(r, i);
      }
    }
    return rows;
  }

  private String encode(Cut cut) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(1 << 20);
    try {
      write(plain, cut);
      if (plain.size() <= MAX_PLAIN_BYTES) {
        return "<script type=\"application/json\" id=\"data\">"
            + plain.toString(StandardCharsets.UTF_8)
            + "</script>\n";
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream(1 << 20);
      try (OutputStream gzip = new GZIPOutputStream(packed, 1 << 16)) {
        plain.writeTo(gzip);
      }
      return "<script type=\"application/gzip\" id=\"data\">"
          + Base64.getEncoder().encodeToString(packed.toByteArray())
          + "</script>\n";
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private void write(OutputStream out, Cut cut) throws IOException {
    try (JsonGenerator json = Json.lines(out)) {
      json.setCharacterEscapes(new ScriptEscapes());
      json.writeStartObject();
      json.writeArrayFieldStart("runs");
      for (PageRun run : runs) {
        json.writeNumber(run.position());
      }
      json.writeEndArray();
      writeStrings(json, "tags", runs.stream().map(PageRun::tag).toList());
      List<Outcome> listed = OUTCOMES.stream().filter(this::isListed).toList();
      writeStrings(json, "outcomes", listed.stream().map(Outcome::label).toList());
      writeStrings(json, "outcomeKeys", listed.stream().map(Outcome::key).toList());
      json.writeArrayFieldStart("higher");
      for (boolean up : higher) {
        json.writeBoolean(up);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("samples");
      for (Map.Entry<String, List<Integer>> sample : rows.entrySet()) {
        json.writeRaw('\n');
        writeSample(json, sample.getKey(), sample.getValue(), cut);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeStrings(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void writeSample(JsonGenerator json, String id, List<Integer> places, Cut cut)
      throws IOException {
    String video = "";
    Optional<SampleContent> content = Optional.empty();
    for (int r = runs.size() - 1; r >= 0; r--) {
      RecordedSamples samples = runs.get(r).run().samples().orElseThrow();
      int row = places.get(r);
      if (row >= 0) {
        video = samples.videos().isEmpty() ? video : samples.videos().get(row);
        content = samples.contents().isEmpty() ? content : Optional.of(samples.contents().get(row));
      }
    }
    json.writeStartArray();
    json.writeString(shorten(id, cut.caption()));
    json.writeString(shorten(video, cut.caption()));
    json.writeNumber(
        Seconds.rounded(
            content.stream()
                .flatMapToDouble(c -> c.durationSeconds().stream())
                .findFirst()
                .orElse(0)));
    json.writeString(content.map(c -> shorten(c.query(), cut.caption())).orElse(""));
    writeMarks(json, content.map(SampleContent::truth).orElse(List.of()), cut);
    json.writeString(content.map(c -> levels(c.saliencyTruth())).orElse(""));
    json.writeStartArray();
    for (int r = 0; r < runs.size(); r++) {
      if (places.get(r) < 0) {
        json.writeNull();
      } else {
        writeRun(json, runs.get(r), id, places.get(r), cut);
      }
    }
    json.writeEndArray();
    json.writeEndArray();
  }

  private void writeRun(JsonGenerator json, PageRun run, String id, int row, Cut cut)
      throws IOException {
    RecordedSamples samples = run.run().samples().orElseThrow();
    Optional<SampleContent> content =
        samples.contents().isEmpty() ? Optional.empty() : Optional.of(samples.contents().get(row));
    List<Mark> marks = content.map(SampleContent::prediction).orElse(List.of());
    json.writeStartArray();
    json.writeNumber(OUTCOMES.indexOf(samples.outcomes().get(row)));
    json.writeStartArray();
    for (String name : names) {
      double[] values = samples.values().get(name);
      if (values == null || Double.isNaN(values[row])) {
        json.writeNull();
      } else {
        json.writeNumber(rounded(values[row], DECIMALS));
      }
    }
    json.writeEndArray();
    writeMarks(json, marks, cut);
    json.writeNumber(Math.max(0, marks.size() - cut.marks()));
    json.writeString(content.map(c -> levels(c.saliency())).orElse(""));
    AnswerRecord answer = run.answers().get(id);
    if (answer != null) {
      json.writeString(shorten(answer.text(), cut.answer()));
      json.writeNumber(answer.text().length());
    }
    json.writeEndArray();
  }

  private static void writeMarks(JsonGenerator json, List<Mark> marks, Cut cut) throws IOException {
    json.writeStartArray();
    for (Mark mark : marks.subList(0, Math.min(marks.size(), cut.marks()))) {
      json.writeStartArray();
      json.writeNumber(Seconds.rounded(mark.segment().startSeconds()));
      json.writeNumber(Seconds.rounded(mark.segment().endSeconds()));
      if (mark.score().isPresent()) {
        json.writeNumber(rounded(mark.score().getAsDouble(), DECIMALS));
      } else if (!mark.caption().isEmpty()) {
        json.writeString(shorten(mark.caption(), cut.caption()));
        if (mark.caption().length() > cut.caption()) {
          json.writeNumber(mark.caption().length());
        }
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static BigDecimal rounded(double value, int decimals) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  /** A digit to base 36 per clip, from the lowest value to the highest. */
  private static String levels(double[] saliency) {
    double low = Arrays.stream(saliency).min().orElse(0);
    double high = Arrays.stream(saliency).max().orElse(0);
    StringBuilder levels = new StringBuilder(saliency.length);
    for (double value : saliency) {
      int level = high > low ? (int) ((value - low) / (high - low) * (SALIENCY_LEVELS - 1)) : 0;
      levels.append(Character.forDigit(level, SALIENCY_LEVELS));
    }
    return levels.toString();
  }

  private static String shorten(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end =
        length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
