package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.seq2time.harness.decode.DecodeResult.Finish;

/** The loop over tokens that both engines share: prompt, then a token per row and run. */
final class DecodeLoop {

  /** One request's state. */
  private static final class Row {
    private final DecodeRequest request;
    private final TokenSampler tokenSampler;
    private final IntPredicate stopRule;
    private final List<Integer> tokens = new ArrayList<>();
    private Optional<Finish> finish = Optional.empty();
    private int next;
    private int steps;
    private int grownIn = -1;
    private long endNanos;

    Row(DecodeRequest request) {
      this.request = request;
      this.tokenSampler = new TokenSampler(request);
      this.stopRule = request.stopRule().begin();
    }

    boolean isActive() {
      return finish.isEmpty();
    }

    /** Whether the answer grew in this step; a stop token is no part of it. */
    boolean hasGrownIn(int step) {
      return grownIn == step;
    }

    void accept(int token, int step) {
      next = token;
      steps = step;
      endNanos = System.nanoTime();
      if (request.stopTokens().contains(token)) {
        finish = Optional.of(Finish.STOP);
        return;
      }
      grownIn = step;
      tokens.add(token);
      tokenSampler.accept(token);
      if (stopRule.test(token)) {
        finish = Optional.of(Finish.STOP);
      } else if (tokens.size() == request.maximumNewTokens()) {
        finish = Optional.of(Finish.LENGTH);
      }
    }
  }

  private final LoadedGraph graph;
  private final List<Row> rows;
  private final int firstRequest;
  private final Cancellation cancellation;
  private final TokenListener listener;
  private final long startNanos = System.nanoTime();
  private long firstNanos;

  /**
   * A loop over requests that are answered together.
   *
   * @param firstRequest what the listener knows the first of them as
   */
  private DecodeLoop(
      LoadedGraph graph,
      List<DecodeRequest> requests,
      int firstRequest,
      Cancellation cancellation,
      TokenListener listener) {
    this.graph = graph;
    this.rows = requests.stream().map(Row::new).toList();
    this.firstRequest = firstRequest;
    this.cancellation = cancellation;
    this.listener = listener;
  }

  /**
   * Answers requests, together where the graph allows it.
   *
   * @param sharing asked only where there are several requests
   */
  static List<DecodeResult> decode(
      LoadedGraph graph,
      DecodeEngine engine,
      Supplier<Sharing> sharing,
      List<DecodeRequest> requests,
      Cancellation cancellation,
      TokenListener listener) {
    requests.forEach(graph::check);
    if (requests.isEmpty()) {
      return List.of();
    }
    if (requests.stream().anyMatch(r -> r.beams().isPresent())) {
      return oneByOne(graph, engine, requests, cancellation, listener);
    }
    if (requests.size() == 1 || sharing.get().allows(lengths(requests))) {
      return new DecodeLoop(graph, requests, 0, cancellation, listener).run(engine);
    }
    return oneByOne(graph, engine, requests, cancellation, listener);
  }

  private static List<DecodeResult> oneByOne(
      LoadedGraph graph,
      DecodeEngine engine,
      List<DecodeRequest> requests,
      Cancellation cancellation,
      TokenListener listener) {
    List<DecodeResult> results = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      DecodeRequest request = requests.get(i);
      if (request.beams().isEmpty()) {
        List<DecodeRequest> one = List.of(request);
        results.addAll(new DecodeLoop(graph, one, i, cancellation, listener).run(engine));
        continue;
      }
      Beams beams = request.beams().get();
      DecodeResult result = new BeamLoop(graph, request, beams, cancellation).run(engine);
      for (int token : result.tokens()) {
        listener.accept(i, token);
      }
      results.add(result);
    }
    return List.copyOf(results);
  }

  private static IntStream lengths(List<DecodeRequest> requests) {
    return requests.stream().mapToInt(request -> request.prompt().length());
  }

  private List<DecodeResult> run(DecodeEngine engine) {
    int[] lengths = rows.stream().mapToInt(row -> row.request.prompt().length()).toArray();
    int longest = rows.stream().mapToInt(row -> row.request.prompt().length()).max().orElseThrow();
    int most = rows.stream().mapToInt(row -> row.request.maximumNewTokens()).max().orElseThrow();
    try (Arena arena = Arena.ofConfined()) {
      if (cancellation.isCancelled()) {
        return results();
      }
      Batch batch = new Batch(graph.layout(), lengths, Math.addExact(longest, most), arena);
      try (DecoderRun run = engine.begin(batch)) {
        cancellation.attach(run::terminate);
        try {
          generate(run, batch);
        } finally {
          cancellation.detach();
        }
      }
    }
    return results();
  }

  private void generate(DecoderRun run, Batch batch) {
    boolean done = step(run, promptInputs(batch), batch.promptLength(), 0);
    for (int step = 1; done && isActive() && !cancellation.isCancelled(); step++) {
      done = step(run, stepInputs(batch, step), 1, step);
    }
  }

  private boolean isActive() {
    return rows.stream().anyMatch(Row::isActive);
  }

  /** Runs the graph once and takes a token for each row; returns false if it was terminated. */
  private boolean step(DecoderRun run, List<HostTensor> inputs, int newTokens, int step) {
    boolean logits =
        rows.stream().anyMatch(row -> row.isActive() && row.tokenSampler.needsLogits());
    try {
      run.execute(inputs, newTokens, logits);
    } catch (DecodeException e) {
      // A run that was terminated fails; any other failure is one.
      if (cancellation.isCancelled()) {
        return false;
      }
      throw e;
    }
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.isActive()) {
        row.accept(logits ? row.tokenSampler.choose(run.logits(i)) : run.token(i), step);
      }
    }
    if (step == 0) {
      firstNanos = System.nanoTime();
    }
    tell(step);
    return true;
  }

  /** After all rows have their token, so that no row's time holds the listener's for another. */
  private void tell(int step) {
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.hasGrownIn(step)) {
        listener.accept(firstRequest + i, row.next);
      }
    }
  }

  private List<HostTensor> promptInputs(Batch batch) {
    return graph.promptInputs(batch, rows.stream().map(row -> row.request.prompt()).toList());
  }

  private List<HostTensor> stepInputs(Batch batch, int step) {
    // Rows that have ended are fed their last token again; nobody reads what comes out.
    return graph.stepInputs(batch, rows.stream().mapToInt(row -> row.next).toArray(), step);
  }

  private List<DecodeResult> results() {
    long now = System.nanoTime();
    boolean begun = firstNanos != 0;
    return rows.stream()
        .map(
            row ->
                new DecodeResult(
                    row.tokens,
                    row.finish.orElse(Finish.CANCELLED),
                    row.request.prompt().length(),
                    (begun ? firstNanos : now) - startNanos,
                    begun ? Math.max(0, row.endNanos - firstNanos) : 0,
                    row.steps))
        .toList();
  }
}
