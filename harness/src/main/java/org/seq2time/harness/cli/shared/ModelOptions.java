package org.seq2time.harness.cli.shared;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.time.PositionTokens;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.PrecisionChoice;
import org.seq2time.harness.bundle.video.BundleModel;
import org.seq2time.harness.chat.ChatKey;
import org.seq2time.harness.chat.ChatModel;
import org.seq2time.harness.chat.ChatSettings;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.model.VideoModel.FrameDemand;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.Resampling;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which model answers, and how. */
public final class ModelOptions {

  private static final int DEFAULT_FRAMES = 96;
  private static final int DEFAULT_CONCURRENCY = 4;
  private static final int DEFAULT_EDGE = 336;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "A model bundle; 'models check' says whether it fits.")
  @Nullable Path model;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "An OpenAI-compatible server, such as http://localhost:8000/v1.")
  @Nullable String endpoint;

  @Option(names = "--endpoint-model", paramLabel = "NAME", description = "The model's name there.")
  @Nullable String endpointModel;

  @Option(
      names = "--key-variable",
      paramLabel = "NAME",
      defaultValue = ChatKey.DEFAULT_VARIABLE,
      description =
          "Variable of the environment that holds the endpoint's key (default: ${DEFAULT-VALUE}).")
  String keyVariable;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Questions to the endpoint at a time (default: " + DEFAULT_CONCURRENCY + ").")
  @Nullable Integer concurrency;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Longest wait for one answer of the endpoint (default: 120).")
  @Nullable Integer timeout;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description = "Most attempts for one question to the endpoint (default: 5).")
  @Nullable Integer attempts;

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      description = "Most requests to the endpoint in all (default: no limit).")
  @Nullable Long maxRequests;

  @Option(
      names = "--frame-size",
      paramLabel = "PIXELS",
      description =
          "Shorter edge of the pictures for the endpoint (default: " + DEFAULT_EDGE + ").")
  @Nullable Integer frameSize;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description =
          "Frames of a video (default: what the bundle says; "
              + DEFAULT_FRAMES
              + " for an endpoint).")
  @Nullable Integer frames;

  @Option(
      names = "--time",
      paramLabel = "FORM",
      description =
          "How times are written in the prompt: position-tokens, relative-decimals, seconds,"
              + " time-tokens (default: what the bundle says; seconds for an endpoint).")
  @Nullable String time;

  @Option(
      names = "--dtype",
      split = ",",
      paramLabel = "[GRAPH=]KIND",
      description = "Which export of the bundle's graphs, see 'models check --help'.")
  List<String> precisions = List.of();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Where a bundle runs: cpu, cuda, cuda:N or auto (default: ${DEFAULT-VALUE}).")
  String device;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Questions that a bundle answers together (default: 1).")
  @Nullable Integer batch;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "512",
      description = "Most tokens of an answer (default: ${DEFAULT-VALUE}).")
  int maxTokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0",
      description = "0 gives the most likely answer (default: ${DEFAULT-VALUE}).")
  double temperature;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Draw from the most likely tokens of this share (default: 1; bundles).")
  @Nullable Double topP;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "X",
      description = "Above 1 discourages repetition (default: 1; bundles).")
  @Nullable Double repetitionPenalty;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of drawn answers (default: 1 for bundles, none for endpoints).")
  @Nullable Long seed;

  @Option(
      names = "--whole-times",
      description = "Position tokens of a bundle's answers always come in fours.")
  boolean wholeTimes;

  private @Nullable TimeRepresentation chosen;

  /** Whether any model is named. */
  public boolean isGiven() {
    return model != null || endpoint != null;
  }

  /** How times are written; known once a model is open. */
  public TimeRepresentation time() {
    return chosen == null ? new PositionTokens() : chosen;
  }

  /**
   * Opens the model.
   *
   * @param threads of a bundle on the CPU; 0 leaves the number to ONNX Runtime
   * @param notes receives a line where another device is taken than asked for
   */
  public VideoModel open(int threads, Consumer<String> notes) {
    if ((model == null) == (endpoint == null)) {
      throw usage(
          model == null
              ? "what answers is missing: --model DIR, --endpoint URL or --answers FILE"
              : "--model and --endpoint exclude each other");
    }
    try {
      return model == null ? chat(notes) : bundle(model, threads, notes);
    } catch (BadInputException e) {
      throw e; // A file's fault, not the command line's.
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private VideoModel bundle(Path folder, int threads, Consumer<String> notes) {
    refuse(endpointModel, "--endpoint-model");
    refuse(concurrency, "--concurrency");
    refuse(timeout, "--timeout");
    refuse(attempts, "--attempts");
    refuse(maxRequests, "--max-requests");
    refuse(frameSize, "--frame-size");
    ModelBundle bundle = ModelBundle.open(folder, PrecisionChoice.parse(precisions));
    chosen = time == null ? bundle.settings().time() : TimeRepresentation.of(time);
    Sampler sampler =
        new Sampler(
            temperature,
            topP == null ? 1 : topP,
            repetitionPenalty == null ? 1 : repetitionPenalty,
            seed == null ? 1 : seed);
    return BundleModel.open(
        bundle,
        new BundleModel.Options(
            Device.parse(device).resolve(notes),
            Decoder.Engine.DEVICE,
            threads,
            batch == null ? 1 : batch,
            maxTokens,
            sampler,
            wholeTimes,
            frames == null ? OptionalInt.empty() : OptionalInt.of(frames)));
  }

  private VideoModel chat(Consumer<String> notes) {
    refuse(batch, "--batch");
    refuse(topP, "--top-p");
    refuse(repetitionPenalty, "--repetition-penalty");
    if (wholeTimes || !precisions.isEmpty()) {
      throw usage((wholeTimes ? "--whole-times" : "--dtype") + " is for --model");
    }
    if (endpointModel == null) {
      throw usage("--endpoint needs --endpoint-model NAME");
    }
    TimeRepresentation form = TimeRepresentation.of(time == null ? "seconds" : time);
    chosen = form;
    ChatSettings defaults = ChatSettings.of(address(String.valueOf(endpoint)), endpointModel);
    ChatSettings settings =
        new ChatSettings(
            defaults.endpoint(),
            endpointModel,
            maxTokens,
            temperature,
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
            timeout == null ? defaults.timeout() : Duration.ofSeconds(timeout),
            attempts == null ? defaults.attempts() : attempts,
            defaults.firstWait(),
            maxRequests == null ? defaults.maxRequests() : maxRequests);
    ChatKey key = ChatKey.ofEnvironment(System.getenv(), keyVariable);
    if (key.isPresent() && settings.isReadableOnTheWay()) {
      notes.accept("the key goes to " + settings.endpoint().getHost() + " unencrypted; use https");
    }
    FrameDemand demand =
        new FrameDemand(
            frames == null ? DEFAULT_FRAMES : frames,
            Sampling.UNIFORM,
            new FrameSize.ShortestEdge(frameSize == null ? DEFAULT_EDGE : frameSize),
            Resampling.BICUBIC);
    return new ChatModel(
        settings, key, demand, form, concurrency == null ? DEFAULT_CONCURRENCY : concurrency);
  }

  private URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new ParameterException(
          spec.commandLine(), "--endpoint is not an address such as http://localhost:8000/v1", e);
    }
  }

  private void refuse(@Nullable Object value, String option) {
    if (value != null) {
      throw usage(option + " is for " + (model == null ? "--model" : "--endpoint"));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
