package org.seq2time.harness.answer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.benchmark.VideoName;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.datasets.prediction.Predictions;
import org.seq2time.datasets.prediction.Predictions.Entry;
import org.seq2time.harness.answer.AnswerFile.Content;
import org.seq2time.harness.answer.AnswerFile.Stored;

/**
 * Raw answers, read for the samples that they answer.
 *
 * @param <P> the task's prediction type
 * @param answers as long as the list of samples
 * @param notices how many answers showed which {@link ParseWarning}
 */
public record AnswerReading<P>(List<Answer<P>> answers, List<Notice> notices) {
  public AnswerReading {
    answers = List.copyOf(answers);
    notices = List.copyOf(notices);
  }

  /**
   * Files answers under the ids of their samples. An answer without an id belongs to the sample
   * with its video and query, or for captions with its video.
   */
  public static Predictions<Stored> byId(Content content, List<? extends Sample> samples) {
    Map<String, String> idOfQuestion = new HashMap<>();
    for (Sample sample : samples) {
      if (!sample.task().isPerVideo()) {
        idOfQuestion.putIfAbsent(question(sample.video(), sample.query()), sample.id());
      }
    }
    Map<String, Entry<Stored>> entries = new LinkedHashMap<>();
    if (content.format() == PredictionFormat.RECORDS) {
      RecordIds ids = new RecordIds(samples);
      for (Stored stored : content.answers()) {
        entries.put(ids.of(stored), new Entry<>(Answer.parsed(stored), stored.video()));
      }
      return new Predictions<>(content.format(), entries);
    }
    for (Stored stored : content.answers()) {
      String id = stored.id();
      if (id.isEmpty()) {
        String query = stored.raw().prediction() == null ? "" : stored.raw().prediction().query();
        String key = question(stored.video(), query);
        id = query.isEmpty() ? stored.video() : idOfQuestion.getOrDefault(key, stored.video());
      }
      entries.put(id, new Entry<>(Answer.parsed(stored), stored.video()));
    }
    return new Predictions<>(content.format(), entries);
  }

  private static String question(String video, String query) {
    String plain = query.strip().toLowerCase(Locale.ROOT);
    String bare = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    return VideoName.key(video) + "\n" + bare;
  }

  /**
   * Parses the answers to some samples.
   *
   * @param file named in errors
   * @param stored for each sample what is stored for it, if anything
   * @param parse a method of an {@link AnswerParser}
   * @throws BadInputException if an answer cannot be understood without a length that is not known
   */
  public static <P> AnswerReading<P> of(
      Path file,
      List<? extends Sample> samples,
      List<Answer<Stored>> stored,
      Function<RawAnswer, Parsed<P>> parse) {
    List<Answer<P>> answers = new ArrayList<>(samples.size());
    Map<ParseWarning, List<String>> odd = new EnumMap<>(ParseWarning.class);
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      Stored found = stored.get(i).prediction();
      RawAnswer raw = found == null ? null : found.raw().prediction();
      if (found == null) {
        answers.add(Answer.none(stored.get(i).outcome()));
      } else if (raw == null) {
        answers.add(Answer.none(found.raw().outcome()));
      } else {
        Parsed<P> parsed = parse(file, sample, found, asked(raw, sample), parse);
        answers.add(parsed.answer());
        for (ParseWarning warning : parsed.warnings()) {
          odd.computeIfAbsent(warning, o -> new ArrayList<>()).add(Quoted.shorten(sample.id()));
        }
      }
    }
    List<Notice> notices = new ArrayList<>();
    odd.forEach((warning, ids) -> notices.add(Notice.of(warning.text(), ids)));
    return new AnswerReading<>(answers, notices);
  }

  /** A stored answer with what the sample tells: its id, query and length. */
  public static Stored asked(Stored stored, Sample sample) {
    RawAnswer raw = stored.raw().prediction();
    return new Stored(
        raw == null ? stored.raw() : Answer.parsed(asked(raw, sample)),
        sample.id(),
        sample.video(),
        stored.line());
  }

  /** The answer with what the sample tells; the annotated length counts before the recorded. */
  private static RawAnswer asked(RawAnswer raw, Sample sample) {
    OptionalDouble duration =
        sample.durationSeconds().isPresent() ? sample.durationSeconds() : raw.durationSeconds();
    return new RawAnswer(raw.text(), duration, sample.query(), raw.prompt(), raw.finishReason());
  }

  private static <P> Parsed<P> parse(
      Path file,
      Sample sample,
      Stored stored,
      RawAnswer raw,
      Function<RawAnswer, Parsed<P>> parse) {
    try {
      return parse.apply(raw);
    } catch (DurationNeededException e) {
      throw new BadInputException(
          file
              + ":"
              + stored.line()
              + ": the answer to "
              + Quoted.value(sample.id())
              + ": "
              + e.getMessage()
              + "; give it with --durations FILE (video "
              + Quoted.value(sample.video())
              + ")",
          e);
    }
  }
}
