package org.seq2time.harness.bundle.video;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Digests;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.time.DigitVocabulary;
import org.seq2time.datasets.time.PositionTokens;
import org.seq2time.harness.bundle.GraphRole;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.Problem;
import org.seq2time.harness.bundle.SpecReader;
import org.seq2time.harness.bundle.VisualTokens;
import org.seq2time.harness.bundle.check.BundleCheck;
import org.seq2time.harness.bundle.vision.CancelledException;
import org.seq2time.harness.bundle.vision.OpenParts;
import org.seq2time.harness.bundle.vision.VisualEncoder;
import org.seq2time.harness.bundle.vision.VisualEncoder.Visual;
import org.seq2time.harness.decode.Beams;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeException;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.DecodeResult;
import org.seq2time.harness.decode.DecodeResult.Finish;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.decode.StopRule;
import org.seq2time.harness.decode.TimeTokens;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.ModelUnusableException;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.token.StopStrings;
import org.seq2time.harness.token.Tokenizer;
import org.seq2time.reports.record.ModelIdentity;

/**
 * A model bundle that answers questions about videos: frames become visual tokens, which stand
 * between the embeddings of the prompt's text, and the decoder answers in batches. Answers depend
 * neither on the order of questions nor on which are answered together.
 */
public final class BundleModel implements VideoModel {

  /**
   * How a bundle answers.
   *
   * @param device of all graphs but the embeddings; resolved
   * @param engine of the decoder; both give the same answers
   * @param threads of one operation on the CPU; 0 leaves the number to ONNX Runtime
   * @param batch most questions that are answered together
   * @param maximumNewTokens most tokens of an answer
   * @param sampler how tokens are chosen; each question draws with a seed made of the sampler's
   *     seed and the question's id
   * @param constrainedTimes whether a position in time that has begun gets all its digit tokens
   * @param frames most frames of a video; empty leaves it to the bundle
   * @param sampling which frames; empty leaves it to the bundle
   * @param framesPerSecond a rate in place of a number; empty leaves it to the bundle, unless
   *     {@code frames} or {@code sampling} is given
   * @param beams beam search, in place of one token at a time
   * @param stopStrings texts that end an answer
   */
  public record Options(
      Device device,
      Decoder.Engine engine,
      int threads,
      int batch,
      int maximumNewTokens,
      Sampler sampler,
      boolean constrainedTimes,
      OptionalInt frames,
      Optional<Sampling> sampling,
      OptionalDouble framesPerSecond,
      Optional<Beams> beams,
      List<String> stopStrings) {

    /** With the bundle's own sampling, one token at a time. */
    public Options(
        Device device,
        Decoder.Engine engine,
        int threads,
        int batch,
        int maximumNewTokens,
        Sampler sampler,
        boolean constrainedTimes,
        OptionalInt frames) {
      this(
          device,
          engine,
          threads,
          batch,
          maximumNewTokens,
          sampler,
          constrainedTimes,
          frames,
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          List.of());
    }

    public Options {
      stopStrings = List.copyOf(stopStrings);
      if (device instanceof Device.Auto) {
        throw new IllegalArgumentException("device auto is not resolved");
      }
      requireFrom(0, threads, "threads");
      requireFrom(1, batch, "requests in a batch");
      requireFrom(1, maximumNewTokens, "new tokens");
      requireFrom(1, frames.orElse(1), "frames");
    }

    /** The most likely answers of at most 512 tokens, one question at a time. */
    public static Options on(Device device) {
      return new Options(
          device, Decoder.Engine.DEVICE, 0, 1, 512, Sampler.greedy(), false, OptionalInt.empty());
    }

    private static void requireFrom(int least, int number, String what) {
      if (number < least) {
        throw new IllegalArgumentException(
            number + " " + what + " are fewer than " + (least == 0 ? "none" : "one"));
      }
    }
  }

  /** A question that is ready for the decoder. */
  private record Ready(int index, DecodeRequest decodeRequest, long visionNanos) {}

  private static final String CANCELLED = "cancelled";

  private final ModelBundle bundle;
  private final Options options;
  private final Tokenizer tokenizer;
  private final PromptAssembly assembly;
  private final VisualEncoder vision;
  private final Decoder decoder;
  private final Optional<TimeTokens> timeTokens;
  private final StopRule stopRule;
  private @Nullable ModelIdentity identity;

  private BundleModel(
      ModelBundle bundle,
      Options options,
      Tokenizer tokenizer,
      VisualEncoder vision,
      Decoder decoder) {
    this.bundle = bundle;
    this.options = options;
    this.tokenizer = tokenizer;
    this.assembly = new PromptAssembly(bundle.settings(), tokenizer);
    this.vision = vision;
    this.decoder = decoder;
    this.stopRule = StopStrings.of(tokenizer, options.stopStrings());
    this.timeTokens =
        options.constrainedTimes()
            ? Optional.of(timeTokens(bundle, tokenizer.digits()))
            : Optional.empty();
  }

  /**
   * Loads a bundle.
   *
   * @throws BadInputException if it cannot see videos, does not fit together, lacks the ten time
   *     tokens where answers shall be constrained to them, or cannot be run
   * @throws DecodeException if ONNX Runtime refuses a graph
   */
  public static BundleModel open(ModelBundle bundle, Options options) {
    requireVision(bundle);
    requireFit(bundle);
    requireContextLength(bundle, options);
    List<AutoCloseable> open = new ArrayList<>();
    try {
      Tokenizer tokenizer = bundle.openTokenizer();
      open.add(tokenizer);
      if (options.constrainedTimes()) {
        tokenizer.digits();
      }
      int frames = options.frames().orElse(bundle.settings().frameCount());
      VisualEncoder vision =
          VisualEncoder.open(bundle, options.device(), options.threads(), frames);
      open.add(vision);
      Decoder decoder =
          Decoder.open(
              bundle.decoderGraph(),
              new Decoder.Options(options.engine(), options.device(), options.threads()));
      open.add(decoder);
      return new BundleModel(bundle, options, tokenizer, vision, decoder);
    } catch (RuntimeException | Error e) {
      OpenParts.close(open);
      throw e;
    }
  }

  private static void requireVision(ModelBundle bundle) {
    boolean takesEmbeddings =
        bundle.graph(GraphRole.DECODER).flatMap(g -> g.graph().input("inputs_embeds")).isPresent();
    if (!takesEmbeddings) {
      throw new BadInputException(
          bundle.folder()
              + ": has no vision input: its decoder takes token ids only; re-export it with"
              + " inputs_embeds, with an embed_tokens.onnx and a vision_encoder.onnx");
    }
    if (bundle.graph(GraphRole.VISION_ENCODER).isEmpty()) {
      throw new BadInputException(
          bundle.folder() + ": has no vision input: vision_encoder.onnx is missing");
    }
  }

  private static void requireFit(ModelBundle bundle) {
    List<Problem> problems = BundleCheck.problems(bundle);
    if (!problems.isEmpty()) {
      int more = problems.size() - 1;
      Problem first = problems.getFirst();
      throw new BadInputException(
          bundle.folder()
              + ": "
              + first.where()
              + ": "
              + first.what()
              + (more == 0 ? "" : " (and " + more + " more: seq2time models check)"));
    }
  }

  private static void requireContextLength(ModelBundle bundle, Options options) {
    long context = bundle.config().context();
    if (context > 0 && options.maximumNewTokens() >= context) {
      throw new BadInputException(
          bundle.folder()
              + ": the maximum of "
              + options.maximumNewTokens()
              + " new tokens leaves no room for a prompt within the context length of "
              + context);
    }
  }

  private static TimeTokens timeTokens(ModelBundle bundle, DigitVocabulary digits) {
    List<Integer> ids = IntStream.range(0, 10).map(digits::id).boxed().toList();
    return bundle.settings().time() instanceof PositionTokens(int each)
        ? new TimeTokens(ids, each, OptionalInt.empty())
        : TimeTokens.of(ids);
  }

  @Override
  public synchronized ModelIdentity identity() {
    ModelIdentity known = identity;
    if (known == null) {
      known = BundleIdentity.of(bundle, options);
      identity = known;
    }
    return known;
  }

  @Override
  public FrameSpec frames() {
    ModelBundle.Settings settings = bundle.settings();
    boolean isAsked = options.frames().isPresent() || options.sampling().isPresent();
    OptionalDouble rate =
        options.framesPerSecond().isPresent() || isAsked
            ? options.framesPerSecond()
            : settings.framesPerSecond();
    return new FrameSpec(
        options.frames().orElse(settings.frameCount()),
        options.sampling().orElse(settings.sampling()),
        rate,
        bundle.images().size(),
        bundle.images().resampling());
  }

  @Override
  public int batch() {
    return options.batch();
  }

  @Override
  public int concurrency() {
    return 1;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The time to the first token has two parts: the question's own frames, unless they are the
   * very list of the question before, whose visual tokens are used again; and the prompts of all
   * questions that are answered together.
   */
  @Override
  public synchronized List<ModelResponse> answer(
      List<ModelRequest> requests, Cancellation cancellation) throws InterruptedException {
    if (requests.isEmpty() || requests.size() > options.batch()) {
      throw new IllegalArgumentException(
          requests.size() + " requests, expected 1 to " + options.batch());
    }
    ModelResponse[] responses = new ModelResponse[requests.size()];
    Arrays.fill(responses, new ModelResponse.Failed(CANCELLED));
    List<Ready> ready = new ArrayList<>();
    for (int i = 0; i < responses.length && !cancellation.isCancelled(); i++) {
      try {
        ready.add(ready(i, requests.get(i), cancellation));
      } catch (CancelledException e) {
        break;
      } catch (DecodeException | IllegalArgumentException e) {
        responses[i] = failed(e);
      }
    }
    if (!ready.isEmpty() && !cancellation.isCancelled()) {
      decode(ready, responses, cancellation);
    }
    return List.of(responses);
  }

  private Ready ready(int index, ModelRequest request, Cancellation cancellation)
      throws InterruptedException {
    long start = System.nanoTime();
    List<String> sentences =
        bundle.settings().visualTokens().map(VisualTokens::timeText).stream()
            .flatMap(
                text ->
                    assembly.times(request).stream()
                        .map(time -> text.replace(SpecReader.TIME, time)))
            .toList();
    Visual visual = vision.encode(request.frames(), sentences, cancellation);
    Prompt.Embeddings prompt = assembly.assemble(request, visual, decoder::embed);
    requireContextLength(prompt.length());
    DecodeRequest decodeRequest =
        new DecodeRequest(
            prompt,
            options.maximumNewTokens(),
            Set.copyOf(bundle.generation().eos()),
            sampler(options.sampler(), request.id()),
            timeTokens,
            stopRule,
            options.beams());
    return new Ready(index, decodeRequest, System.nanoTime() - start);
  }

  /** A prompt that is too long must not end the whole batch. */
  private void requireContextLength(int promptTokens) {
    long context = bundle.config().context();
    if (context > 0 && promptTokens + (long) options.maximumNewTokens() > context) {
      throw new IllegalArgumentException(
          "the prompt of "
              + promptTokens
              + " tokens plus up to "
              + options.maximumNewTokens()
              + " new tokens exceeds the context length of "
              + context);
    }
  }

  /** The sampler of a question: its seed is the same whatever is asked before. */
  static Sampler sampler(Sampler sampler, String id) {
    MessageDigest digest = Digests.sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sampler.seed()));
    byte[] hash = digest.digest(id.getBytes(StandardCharsets.UTF_8));
    return sampler.withSeed(ByteBuffer.wrap(hash).getLong());
  }

  /** Answers together; if that fails, one by one, to find out which question it is. */
  private void decode(List<Ready> ready, ModelResponse[] responses, Cancellation cancellation) {
    try {
      List<DecodeResult> results =
          decoder.decode(ready.stream().map(Ready::decodeRequest).toList(), cancellation);
      for (int i = 0; i < results.size(); i++) {
        responses[ready.get(i).index()] = response(results.get(i), ready.get(i).visionNanos());
      }
    } catch (DecodeException | IllegalArgumentException e) {
      if (ready.size() == 1) {
        responses[ready.getFirst().index()] = failed(e);
        return;
      }
      for (Ready one : ready) {
        if (!cancellation.isCancelled()) {
          decode(List.of(one), responses, cancellation);
        }
      }
    }
  }

  private ModelResponse response(DecodeResult result, long visionNanos) {
    if (result.finish() == Finish.CANCELLED) {
      return new ModelResponse.Failed(CANCELLED);
    }
    int[] tokens = result.tokens().stream().mapToInt(Integer::intValue).toArray();
    return new ModelResponse.Answered(
        tokenizer.decode(tokens),
        OptionalInt.of(result.promptTokens()),
        OptionalInt.of(tokens.length),
        OptionalDouble.of((visionNanos + result.prefillNanos()) / 1e9),
        OptionalDouble.of(result.decodeNanos() / 1e9),
        result.finish() == Finish.LENGTH);
  }

  /**
   * What became of a question that could not be answered.
   *
   * @throws ModelUnusableException if a graph failed and the decoder does not even read two tokens
   */
  private ModelResponse failed(RuntimeException reason) {
    if (reason instanceof DecodeException) {
      try {
        decoder.decode(DecodeRequest.greedy(new int[] {0, 0}, 1));
      } catch (DecodeException e) {
        throw new ModelUnusableException(
            bundle.folder() + ": the model no longer answers: " + e.getMessage(), e);
      }
    }
    return new ModelResponse.Failed(Quoted.oneLine(String.valueOf(reason.getMessage())));
  }

  @Override
  public synchronized void close() {
    OpenParts.close(List.of(decoder, vision, tokenizer));
  }
}
