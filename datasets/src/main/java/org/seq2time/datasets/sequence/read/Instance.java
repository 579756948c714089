package org.seq2time.datasets.sequence.read;

import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.time.TimeRepresentation;

/**
 * One line of built data.
 *
 * @param images paths of a row of images, else empty
 * @param clips a row of clips, else empty
 * @param video path of one video, else empty
 * @param source the source of an instruction, else empty
 * @param turns the conversation
 * @param instruction which wordings it has, else empty
 * @param time how positions are written; empty where there are none
 */
public record Instance(
    String id,
    SequenceTask task,
    List<String> images,
    List<Clip> clips,
    String video,
    String source,
    List<Turn> turns,
    String instruction,
    Optional<Axis> time) {

  public Instance {
    images = List.copyOf(images);
    clips = List.copyOf(clips);
    turns = List.copyOf(turns);
  }

  /** A clip of a row and how many frames are sampled from it. */
  public record Clip(String path, int frames) {}

  /** What was said, and by whom: {@code human} or {@code gpt}. */
  public record Turn(String from, String value) {}

  /** How positions are written: {@code images} or {@code frames}, of so many. */
  public record Axis(TimeRepresentation representation, String name, int length) {}
}
