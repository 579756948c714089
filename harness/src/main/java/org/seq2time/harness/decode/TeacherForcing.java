package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Logits of given continuations: the engines' own runs without a choice of tokens. */
final class TeacherForcing {

  private final LoadedGraph graph;
  private final DecodeEngine engine;

  TeacherForcing(LoadedGraph graph, DecodeEngine engine) {
    this.graph = graph;
    this.engine = engine;
  }

  /**
   * Logits of prompts in one run, whatever padding does to them.
   *
   * @param next the tokens that follow each prompt, the same number for all
   * @return for each prompt {@code [1 + next][vocabulary]}: after the prompt, and after each token
   */
  List<float[][]> together(List<Prompt> prompts, List<int[]> next) {
    int steps = next.getFirst().length;
    if (next.size() != prompts.size() || next.stream().anyMatch(n -> n.length != steps)) {
      throw new IllegalArgumentException("prompts of one run need equally many next tokens");
    }
    prompts.forEach(p -> graph.requireInVocabulary(p.tokens()));
    next.forEach(graph::requireInVocabulary);
    int[] lengths = prompts.stream().mapToInt(Prompt::length).toArray();
    int longest = Arrays.stream(lengths).max().orElseThrow();
    List<float[][]> logits = new ArrayList<>();
    prompts.forEach(_ -> logits.add(new float[steps + 1][]));
    try (Arena arena = Arena.ofConfined()) {
      Batch batch = new Batch(graph.layout(), lengths, Math.addExact(longest, steps + 1), arena);
      try (DecoderRun run = engine.begin(batch)) {
        run.execute(graph.promptInputs(batch, prompts), batch.promptLength(), true);
        read(run, logits, 0);
        for (int step = 1; step <= steps; step++) {
          int at = step - 1;
          int[] tokens = next.stream().mapToInt(n -> n[at]).toArray();
          run.execute(graph.stepInputs(batch, tokens, step), 1, true);
          read(run, logits, step);
        }
      }
    }
    return logits;
  }

  private void read(DecoderRun run, List<float[][]> to, int step) {
    for (int row = 0; row < to.size(); row++) {
      MemorySegment logits = run.logits(row);
      to.get(row)[step] = logits.toArray(ValueLayout.JAVA_FLOAT);
    }
  }
}
