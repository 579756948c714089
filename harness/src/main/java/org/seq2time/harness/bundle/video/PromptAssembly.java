package org.seq2time.harness.bundle.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.SpecReader;
import org.seq2time.harness.bundle.vision.VisualEncoder.Visual;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.token.Tokenizer;

/**
 * Writes a bundle's prompt: {@code prompt.template} with the question and the visual tokens in
 * their places, or, with {@code prompt.frame}, each frame's visual tokens in the frame's text.
 *
 * <p>Text between visual tokens is one piece for the tokenizer, as training code cuts it. What the
 * tokenizer puts before a text, such as begin-of-text, stands once at the beginning, unless the
 * template writes it itself; what it puts behind is left out, since the answer follows.
 */
final class PromptAssembly {

  /** What stands in a prompt. */
  sealed interface Piece {

    /** Text for the tokenizer. */
    record Text(String text) implements Piece {}

    /** Visual tokens of the frames from one to before another. */
    record Frames(int from, int to) implements Piece {}
  }

  /** Text of which a tokenizer makes at least one token. */
  private static final String PROBE = "a";

  private final ModelBundle.Settings settings;
  private final Tokenizer tokenizer;
  private final int[] opening;

  PromptAssembly(ModelBundle.Settings settings, Tokenizer tokenizer) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.opening = opening(tokenizer);
  }

  /** The special tokens that the tokenizer puts before a text. */
  private static int[] opening(Tokenizer tokenizer) {
    int[] with = tokenizer.encode(PROBE, true);
    int[] plain = tokenizer.encode(PROBE, false);
    for (int at = 0; at + plain.length <= with.length; at++) {
      if (Arrays.equals(with, at, at + plain.length, plain, 0, plain.length)) {
        return Arrays.copyOf(with, at);
      }
    }
    return new int[0];
  }

  /** A frame's time in text, without a unit. */
  static String time(TimeRepresentation time, double seconds, double durationSeconds) {
    return time.encode(Math.clamp(seconds, 0, durationSeconds), durationSeconds);
  }

  /** The times of a question's frames in text. */
  List<String> times(ModelRequest request) {
    return request.frames().stream()
        .map(f -> time(settings.time(), f.timeSeconds(), request.durationSeconds()))
        .toList();
  }

  /** What stands in the prompt, in order; no two texts follow each other. */
  List<Piece> pieces(String request, List<String> times) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    List<String> placeholders = List.of(SpecReader.VISUAL, SpecReader.QUESTION);
    for (String part : parts(settings.promptTemplate(), placeholders)) {
      if (part.equals(SpecReader.QUESTION)) {
        text.append(request);
      } else if (!part.equals(SpecReader.VISUAL)) {
        text.append(part);
      } else if (settings.framePrompt().isEmpty()) {
        frames(pieces, text, 0, times.size());
      } else {
        for (int frame = 0; frame < times.size(); frame++) {
          frame(pieces, text, settings.framePrompt().get(), frame, times.get(frame));
        }
      }
    }
    flush(pieces, text);
    return pieces;
  }

  private static void frame(
      List<Piece> pieces, StringBuilder text, String template, int frame, String time) {
    List<String> placeholders = List.of(SpecReader.VISUAL, SpecReader.TIME, SpecReader.NUMBER);
    for (String part : parts(template, placeholders)) {
      switch (part) {
        case SpecReader.VISUAL -> frames(pieces, text, frame, frame + 1);
        case SpecReader.TIME -> text.append(time);
        case SpecReader.NUMBER -> text.append(frame + 1);
        default -> text.append(part);
      }
    }
  }

  private static void frames(List<Piece> pieces, StringBuilder text, int from, int to) {
    flush(pieces, text);
    pieces.add(new Piece.Frames(from, to));
  }

  private static void flush(List<Piece> pieces, StringBuilder text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece.Text(text.toString()));
      text.setLength(0);
    }
  }

  /** A template cut at its placeholders, which are parts of their own. */
  private static List<String> parts(String template, List<String> placeholders) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from < template.length()) {
      int at = template.length();
      String next = "";
      for (String placeholder : placeholders) {
        int found = template.indexOf(placeholder, from);
        if (found >= 0 && found < at) {
          at = found;
          next = placeholder;
        }
      }
      parts.add(template.substring(from, at));
      parts.add(next);
      from = at + next.length();
    }
    return parts;
  }

  /**
   * The prompt as the decoder takes it.
   *
   * @param visual the visual tokens of the question's frames
   * @param embed embeddings of token ids, {@code [ids, width]}
   * @throws IllegalArgumentException if visual tokens and embeddings do not fit each other, or the
   *     visual tokens cannot be told apart by frame where they have to be
   */
  Prompt.Embeddings assemble(ModelRequest request, Visual visual, Function<int[], float[]> embed) {
    List<Piece> pieces = pieces(request.prompt(), times(request));
    int frames = request.frames().size();
    if (settings.framePrompt().isPresent() && visual.count() % frames != 0) {
      throw new IllegalArgumentException(
          visual.count()
              + " visual tokens of "
              + frames
              + " frames do not divide evenly, so they cannot be placed in prompt.frame");
    }
    List<int[]> ids = ids(pieces);
    int[] text = ids.stream().flatMapToInt(Arrays::stream).toArray();
    float[] embedded = text.length == 0 ? new float[0] : embed.apply(text);
    if (embedded.length != text.length * visual.width()) {
      throw new IllegalArgumentException(
          "visual tokens have "
              + visual.width()
              + " numbers, embeddings of text "
              + embedded.length / text.length);
    }
    int length = Math.addExact(text.length, visual.count());
    float[] values = mixed(pieces, ids, embedded, visual, frames);
    return new Prompt.Embeddings(values, length, text);
  }

  /** Embeddings of text and visual tokens in the order of the pieces. */
  private static float[] mixed(
      List<Piece> pieces, List<int[]> ids, float[] embedded, Visual visual, int frames) {
    int width = visual.width();
    float[] values = new float[Math.addExact(embedded.length, visual.values().length)];
    int to = 0;
    int from = 0;
    for (int i = 0; i < pieces.size(); i++) {
      // Frames have ids too where they stand first: what opens every prompt.
      int size = ids.get(i).length * width;
      System.arraycopy(embedded, from, values, to, size);
      from += size;
      to += size;
      if (pieces.get(i) instanceof Piece.Frames(int first, int end)) {
        int start = place(first, frames, visual.count()) * width;
        int seen = place(end, frames, visual.count()) * width - start;
        System.arraycopy(visual.values(), start, values, to, seen);
        to += seen;
      }
    }
    return values;
  }

  /** Where a frame's visual tokens begin; those of the frame after the last one end them all. */
  private static int place(int frame, int frames, int tokens) {
    return frame == frames ? tokens : frame * (tokens / frames);
  }

  /** The token ids of each piece; none for frames, but what opens the prompt. */
  private List<int[]> ids(List<Piece> pieces) {
    return IntStream.range(0, pieces.size())
        .mapToObj(
            i -> {
              int[] ids =
                  pieces.get(i) instanceof Piece.Text(String text)
                      ? tokenizer.encode(text, false)
                      : new int[0];
              return i == 0 ? opened(ids) : ids;
            })
        .toList();
  }

  private int[] opened(int[] ids) {
    boolean written =
        ids.length >= opening.length
            && Arrays.equals(ids, 0, opening.length, opening, 0, opening.length);
    if (written) {
      return ids;
    }
    int[] opened = Arrays.copyOf(opening, opening.length + ids.length);
    System.arraycopy(ids, 0, opened, opening.length, ids.length);
    return opened;
  }
}
