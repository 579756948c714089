package org.seq2time.datasets.prediction;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Task;

/**
 * How a task's predictions are read and written.
 *
 * @param <S> the task's kind of sample
 * @param <P> the task's prediction type
 */
public final class PredictionCodec<S extends Sample, P> {

  private interface Reader<P> {
    Predictions<P> read(PredictionFile file);
  }

  private interface Writer<S, P> {
    void write(JsonGenerator json, List<S> samples, List<Answer<P>> answers) throws IOException;
  }

  private final Reader<P> reader;
  private final Writer<S, P> writer;

  private PredictionCodec(Reader<P> reader, Writer<S, P> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /** The codec of a task. */
  @SuppressWarnings("unchecked") // Each case has the types of its task.
  public static <S extends Sample, P> PredictionCodec<S, P> of(Task<S, P> task) {
    return (PredictionCodec<S, P>)
        switch (task) {
          case Task.DenseCaptioning _ ->
              new PredictionCodec<>(PredictionFile::readEvents, PredictionWriter::writeEvents);
          case Task.Grounding _ ->
              new PredictionCodec<>(PredictionFile::readWindows, PredictionWriter::writeWindows);
          case Task.Highlights _ ->
              new PredictionCodec<>(
                  PredictionFile::readHighlights, PredictionWriter::writeHighlights);
        };
  }

  /**
   * Reads a file of predictions.
   *
   * @throws org.seq2time.datasets.io.BadInputException if it cannot be read or holds something else
   */
  public Predictions<P> read(PredictionFile file) {
    return reader.read(file);
  }

  /**
   * Writes predictions in the form that {@link #read} and the field's scripts read.
   *
   * @param samples in any order
   * @param answers of the same samples in the same order
   */
  public void write(JsonGenerator json, List<S> samples, List<Answer<P>> answers)
      throws IOException {
    writer.write(json, samples, answers);
  }
}
