package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.seq2time.harness.decode.DecodeResult.Finish;

/** The loop over tokens that both engines share: prompt, then a token per row and run. */
final class DecodeLoop {

  /** Opens an engine's cache for a batch. */
  interface Engine {
    DecoderRun begin(Batch batch);
  }

  /** One request's state. */
  private static final class Row {
    private final DecodeRequest request;
    private final TokenSampler tokenSampler;
    private final List<Integer> tokens = new ArrayList<>();
    private Optional<Finish> finish = Optional.empty();
    private int next;
    private int steps;
    private long endNanos;

    Row(DecodeRequest request) {
      this.request = request;
      this.tokenSampler = new TokenSampler(request);
    }

    boolean isActive() {
      return finish.isEmpty();
    }

    void accept(int token, int step) {
      next = token;
      steps = step;
      endNanos = System.nanoTime();
      if (request.stopTokens().contains(token)) {
        finish = Optional.of(Finish.STOP);
        return;
      }
      tokens.add(token);
      tokenSampler.accept(token);
      if (tokens.size() == request.maximumNewTokens()) {
        finish = Optional.of(Finish.LENGTH);
      }
    }
  }

  private final LoadedGraph graph;
  private final List<Row> rows;
  private final Cancellation cancellation;
  private final long startNanos = System.nanoTime();
  private long firstNanos;

  private DecodeLoop(LoadedGraph graph, List<DecodeRequest> requests, Cancellation cancellation) {
    this.graph = graph;
    this.rows = requests.stream().map(Row::new).toList();
    this.cancellation = cancellation;
  }

  /** Answers requests, together where the graph allows it. */
  static List<DecodeResult> decode(
      LoadedGraph graph, Engine engine, List<DecodeRequest> requests, Cancellation cancellation) {
    requests.forEach(graph::check);
    if (requests.isEmpty()) {
      return List.of();
    }
    if (graph.together(requests)) {
      return new DecodeLoop(graph, requests, cancellation).run(engine);
    }
    return requests.stream()
        .map(request -> new DecodeLoop(graph, List.of(request), cancellation).run(engine).get(0))
        .toList();
  }

  private List<DecodeResult> run(Engine engine) {
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
    try {
      step(run, promptInputs(batch), batch.promptLength(), 0);
      firstNanos = System.nanoTime();
      for (int step = 1; isActive() && !cancellation.isCancelled(); step++) {
        step(run, stepInputs(batch, step), 1, step);
      }
    } catch (DecodeException e) {
      // A run that was terminated fails; any other failure is one, cancelled or not.
      if (!cancellation.isCancelled()) {
        throw e;
      }
    }
  }

  private boolean isActive() {
    return rows.stream().anyMatch(Row::isActive);
  }

  private void step(DecoderRun run, List<HostTensor> inputs, int newTokens, int step) {
    boolean logits =
        rows.stream().anyMatch(row -> row.isActive() && row.tokenSampler.needsLogits());
    run.execute(inputs, newTokens, logits);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.isActive()) {
        row.accept(logits ? row.tokenSampler.choose(run.logits(i)) : run.token(i), step);
      }
    }
  }

  private List<HostTensor> promptInputs(Batch batch) {
    List<DecodeRequest> requests = rows.stream().map(row -> row.request).toList();
    if (!graph.layout().takesEmbeddings()) {
      return batch.prompt(Batch.tokens(requests).orElseThrow());
    }
    float[][] embeddings = new float[rows.size()][];
    int hidden = -1;
    for (int i = 0; i < embeddings.length; i++) {
      Prompt prompt = requests.get(i).prompt();
      embeddings[i] =
          prompt instanceof Prompt.Embeddings given ? given.values() : graph.embed(prompt.tokens());
      int width = embeddings[i].length / prompt.length();
      if (hidden >= 0 && width != hidden) {
        throw new IllegalArgumentException("embeddings of " + width + " and of " + hidden);
      }
      hidden = width;
    }
    return batch.prompt(embeddings, hidden);
  }

  private List<HostTensor> stepInputs(Batch batch, int step) {
    // Rows that have ended are fed their last token again; nobody reads what comes out.
    int[] tokens = rows.stream().mapToInt(row -> row.next).toArray();
    if (!graph.layout().takesEmbeddings()) {
      return batch.step(tokens, step);
    }
    float[] embeddings = graph.embed(tokens);
    return batch.step(embeddings, embeddings.length / tokens.length, step);
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
