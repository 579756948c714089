package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.seq2time.harness.decode.DecodeResult.Finish;

/** Beam search over one prompt, step by step as transformers' {@code _beam_search} does it. */
final class BeamLoop {

  /** What is worse than any score. */
  private static final float NEVER = -1e9f;

  /** An answer, whole or growing. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Beam(int[] tokens, float score, int from, boolean finished) {}

  private final LoadedGraph graph;
  private final DecodeRequest request;
  private final Beams beams;
  private final Cancellation cancellation;
  private final long startNanos = System.nanoTime();
  private long firstNanos;
  private int steps;

  private List<Beam> running = new ArrayList<>();
  private List<Beam> finished = new ArrayList<>();
  private boolean improvable = true;
  private boolean continuable = true;

  BeamLoop(LoadedGraph graph, DecodeRequest request, Beams beams, Cancellation cancellation) {
    this.graph = graph;
    this.request = request;
    this.beams = beams;
    this.cancellation = cancellation;
    for (int i = 0; i < beams.count(); i++) {
      running.add(new Beam(new int[0], i == 0 ? 0 : NEVER, i, false));
      finished.add(new Beam(new int[0], NEVER, 0, false));
    }
  }

  DecodeResult run(DecodeEngine engine) {
    if (!graph.layout().batches()) {
      throw new IllegalArgumentException(
          graph.file()
              + ": takes one answer at a time, beams need several; re-export it with a"
              + " dynamic batch");
    }
    int[] lengths = new int[beams.count()];
    Arrays.fill(lengths, request.prompt().length());
    int capacity = Math.addExact(lengths[0], request.maximumNewTokens());
    try (Arena arena = Arena.ofConfined()) {
      Batch batch = new Batch(graph.layout(), lengths, capacity, arena);
      try (DecoderRun run = engine.begin(batch)) {
        cancellation.attach(run::terminate);
        try {
          search(run, batch);
        } finally {
          cancellation.detach();
        }
      }
    }
    return result();
  }

  private void search(DecoderRun run, Batch batch) {
    try {
      run.execute(promptInputs(batch), batch.promptLength(), true);
      boolean open = true;
      while (open && !cancellation.isCancelled()) {
        if (steps > 0) {
          run.reorder(running.stream().mapToInt(Beam::from).toArray());
          run.execute(stepInputs(batch), 1, true);
        }
        step(run);
        open = isOpen();
      }
    } catch (DecodeException e) {
      if (!cancellation.isCancelled()) {
        throw e;
      }
    }
  }

  private List<HostTensor> promptInputs(Batch batch) {
    return graph.promptInputs(batch, Collections.nCopies(beams.count(), request.prompt()));
  }

  private List<HostTensor> stepInputs(Batch batch) {
    int[] tokens = running.stream().mapToInt(b -> b.tokens()[b.tokens().length - 1]).toArray();
    return graph.stepInputs(batch, tokens, steps);
  }

  /** One token more for each growing answer. */
  private void step(DecoderRun run) {
    int kept = Math.max(2, 1 + request.stopTokens().size()) * beams.count();
    List<Beam> candidates = likeliest(run, kept);
    steps++;
    if (steps == 1) {
      firstNanos = System.nanoTime();
    }
    continuable = candidates.stream().anyMatch(beam -> !beam.finished());
    Comparator<Beam> byScore = Comparator.comparing(Beam::score, Comparator.reverseOrder());
    running =
        candidates.stream()
            .map(b -> b.finished() ? new Beam(b.tokens(), b.score() + NEVER, b.from(), true) : b)
            .sorted(byScore)
            .limit(beams.count())
            .toList();
    finish(candidates, byScore);
    improvable = improvable && mayImprove();
  }

  /** The best continuations of all answers, the best first. */
  private List<Beam> likeliest(DecoderRun run, int kept) {
    List<float[]> scores = new ArrayList<>();
    List<long[]> best = new ArrayList<>(); // beam and token
    for (int row = 0; row < running.size(); row++) {
      float[] all = logProbabilities(run.logits(row));
      rules(running.get(row)).apply(all);
      float before = running.get(row).score();
      for (int i = 0; i < all.length; i++) {
        all[i] += before;
      }
      scores.add(all);
      int beam = row;
      largest(all, kept).forEach(token -> best.add(new long[] {beam, token}));
    }
    return best.stream()
        .sorted(
            Comparator.<long[], Float>comparing(
                    at -> scores.get((int) at[0])[(int) at[1]], Comparator.reverseOrder())
                .thenComparingLong(at -> at[0])
                .thenComparingLong(at -> at[1]))
        .limit(kept)
        .map(at -> continued((int) at[0], (int) at[1], scores.get((int) at[0])[(int) at[1]]))
        .toList();
  }

  private Beam continued(int row, int token, float score) {
    int[] before = running.get(row).tokens();
    int[] tokens = Arrays.copyOf(before, before.length + 1);
    tokens[before.length] = token;
    return new Beam(tokens, score, row, ends(tokens));
  }

  private boolean ends(int[] tokens) {
    if (tokens.length >= request.maximumNewTokens()
        || request.stopTokens().contains(tokens[tokens.length - 1])) {
      return true;
    }
    return endsByRule(tokens);
  }

  private boolean endsByRule(int[] tokens) {
    if (request.stopRule().equals(StopRule.NEVER)) {
      return false;
    }
    IntPredicate rule = request.stopRule().begin();
    boolean end = false;
    for (int token : tokens) {
      end = rule.test(token);
    }
    return end;
  }

  private TokenRules rules(Beam beam) {
    TokenRules rules = new TokenRules(request.sampler(), request.prompt().tokens());
    for (int token : beam.tokens()) {
      rules.accept(token);
    }
    return rules;
  }

  private static IntStream largest(float[] scores, int count) {
    float[] sorted = scores.clone();
    Arrays.sort(sorted);
    float least = sorted[Math.max(0, sorted.length - count)];
    return IntStream.range(0, scores.length).filter(i -> scores[i] >= least);
  }

  private static float[] logProbabilities(MemorySegment row) {
    float[] scores = row.toArray(ValueLayout.JAVA_FLOAT);
    float largest = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - (double) largest);
    }
    double shift = largest + Math.log(sum);
    if (Double.isNaN(shift)) {
      throw new DecodeException("the model's logits are not numbers");
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (scores[i] - shift);
    }
    return scores;
  }

  /** Only the best candidates may become whole answers; the others keep the search alive. */
  private void finish(List<Beam> candidates, Comparator<Beam> byScore) {
    boolean full =
        finished.stream().allMatch(Beam::finished) && beams.ending() == Beams.Ending.EARLY;
    List<Beam> all = new ArrayList<>(finished);
    for (int i = 0; i < candidates.size(); i++) {
      Beam beam = candidates.get(i);
      boolean ended = beam.finished() && i < beams.count();
      float score = beam.score() / (float) Math.pow(steps, beams.lengthPenalty());
      score += (full ? NEVER : 0) + (improvable ? 0 : NEVER) + (ended ? 0 : NEVER);
      all.add(new Beam(beam.tokens(), score, beam.from(), ended));
    }
    finished = all.stream().sorted(byScore).limit(beams.count()).toList();
  }

  private boolean mayImprove() {
    boolean certain = beams.ending() == Beams.Ending.CERTAIN && beams.lengthPenalty() > 0;
    int length = certain ? request.maximumNewTokens() : steps;
    float best = running.getFirst().score() / (float) Math.pow(length, beams.lengthPenalty());
    float worst = finished.stream().map(Beam::score).min(Float::compare).orElse(NEVER);
    return finished.stream().anyMatch(b -> best > (b.finished() ? worst : NEVER));
  }

  private boolean isOpen() {
    boolean openBeam =
        !(finished.stream().allMatch(Beam::finished) && beams.ending() == Beams.Ending.EARLY);
    return improvable && openBeam && continuable;
  }

  private DecodeResult result() {
    Beam best = finished.getFirst();
    int[] tokens = best.finished() ? best.tokens() : running.getFirst().tokens();
    boolean stopped = tokens.length > 0 && request.stopTokens().contains(tokens[tokens.length - 1]);
    Finish finish =
        stopped || (tokens.length > 0 && endsByRule(tokens)) ? Finish.STOP : Finish.LENGTH;
    if (!best.finished() && cancellation.isCancelled()) {
      finish = Finish.CANCELLED;
    }
    int[] answer = stopped ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
    long now = System.nanoTime();
    return new DecodeResult(
        Arrays.stream(answer).boxed().toList(),
        finish,
        request.prompt().length(),
        (firstNanos == 0 ? now : firstNanos) - startNanos,
        firstNanos == 0 ? 0 : now - firstNanos,
        Math.max(0, steps - 1));
  }
}
