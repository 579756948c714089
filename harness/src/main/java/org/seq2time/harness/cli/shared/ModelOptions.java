package org.seq2time.harness.cli.shared;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.Resampling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which model answers, and how. */
public final class ModelOptions {

  private static final int DEFAULT_FRAMES = 96;
  private static final int DEFAULT_CONCURRENCY = 4;
  private static final int DEFAULT_EDGE = 336;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @OptionGroup.In(OptionGroup.MODEL)
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "A model bundle: a folder of ONNX graphs; 'models check' verifies it.")
  @Nullable Path model;

  @OptionGroup.In(OptionGroup.ENDPOINT)
  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Base URL of an OpenAI-compatible server (http://localhost:8000/v1).")
  @Nullable String endpoint;

  @OptionGroup.In(OptionGroup.ENDPOINT)
  @Option(
      names = "--endpoint-model",
      paramLabel = "NAME",
      description = "The model's name on that server.")
  @Nullable String endpointModel;

  @OptionGroup.In(OptionGroup.ENDPOINT)
  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      defaultValue = ChatKey.DEFAULT_VARIABLE,
      description =
          "Environment variable that holds the endpoint's API key (default: ${DEFAULT-VALUE}).")
  String apiKeyEnv;

  @OptionGroup.In(OptionGroup.ENDPOINT)
  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "Number of concurrent requests to the endpoint (default: " + DEFAULT_CONCURRENCY + ").")
  @Nullable Integer concurrency;

  @OptionGroup.In(OptionGroup.ENDPOINT)
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Request timeout in seconds (default: 120).")
  @Nullable Integer timeout;

  @OptionGroup.In(OptionGroup.ENDPOINT)
  @Option(
      names = "--attempts",
      paramLabel = "N",
      description = "Maximum number of attempts for one request (default: 5).")
  @Nullable Integer attempts;

  @OptionGroup.In(OptionGroup.ENDPOINT)
  @Option(
      names = "--max-requests",
      paramLabel = "N",
      description = "Maximum number of requests in total, retries included (default: no limit).")
  @Nullable Long maxRequests;

  @OptionGroup.In(OptionGroup.FRAMES)
  @Option(
      names = "--frame-size",
      paramLabel = "PIXELS",
      description =
          "Shorter edge of the frames sent to an endpoint, in pixels (default: "
              + DEFAULT_EDGE
              + ").")
  @Nullable Integer frameSize;

  @OptionGroup.In(OptionGroup.FRAMES)
  @Option(
      names = "--frames",
      paramLabel = "N",
      description =
          "Frames sampled from a video (default: the bundle's setting; "
              + DEFAULT_FRAMES
              + " for an endpoint).")
  @Nullable Integer frames;

  @OptionGroup.In(OptionGroup.FRAMES)
  @Option(
      names = "--sampling",
      paramLabel = "NAME",
      description =
          "Which frames: uniform, timechat, linspace, midpoints, qwen-vl-utils, qwen2.5-vl,"
              + " qwen3-vl, internvl or smolvlm2 (default: the bundle's setting; uniform for an"
              + " endpoint).")
  @Nullable String sampling;

  @OptionGroup.In(OptionGroup.FRAMES)
  @Option(
      names = "--fps",
      paramLabel = "R",
      description =
          "Frames per second, where a sampling takes a rate; --frames is then their maximum"
              + " (default: the family's rate, unless --frames is given).")
  @Nullable Double fps;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--time",
      paramLabel = "FORM",
      description =
          "How times are written in the prompt: position-tokens, relative-decimals, seconds or"
              + " time-tokens (default: the bundle's setting; seconds for an endpoint).")
  @Nullable String time;

  @OptionGroup.In(OptionGroup.MODEL)
  @Option(
      names = "--dtype",
      split = ",",
      paramLabel = "[GRAPH=]KIND",
      description = "Which export of the bundle's graphs to load; see 'models check --help'.")
  List<String> precisions = List.of();

  @OptionGroup.In(OptionGroup.MODEL)
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description =
          "Device a bundle runs on: cpu, cuda, cuda:N or auto (default: ${DEFAULT-VALUE}).")
  String device;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(names = "--batch", paramLabel = "N", description = "Batch size of a bundle (default: 1).")
  @Nullable Integer batch;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "512",
      description = "Maximum number of new tokens in an answer (default: ${DEFAULT-VALUE}).")
  int maxTokens;

  @Mixin DecodingOptions decoding;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Sampling seed (default: 1 for bundles, none for endpoints).")
  @Nullable Long seed;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--constrain-time-tokens",
      description = "Constrain a bundle's decoding so that position tokens always come in fours.")
  boolean constrainTimeTokens;

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
      throw new UsageError(
          spec,
          model == null
              ? "no model is named: give --model DIR, --endpoint URL or --answers FILE"
              : "--model and --endpoint cannot be combined");
    }
    try {
      return model == null ? chat(notes) : bundle(model, threads, notes);
    } catch (BadInputException e) {
      throw e; // A file's fault, not the command line's.
    } catch (IllegalArgumentException e) {
      throw new UsageError(spec, String.valueOf(e.getMessage()), e);
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
    Sampler sampler = decoding.sampler(seed == null ? 1 : seed);
    return BundleModel.open(
        bundle,
        new BundleModel.Options(
            Device.parse(device).resolve(notes),
            Decoder.Engine.DEVICE,
            threads,
            batch == null ? 1 : batch,
            maxTokens,
            sampler,
            constrainTimeTokens,
            number(bundle.settings().sampling()),
            asked(),
            rate(bundle.settings().sampling()),
            decoding.beams(),
            decoding.stop()));
  }

  private VideoModel chat(Consumer<String> notes) {
    refuse(batch, "--batch");
    decoding.forBundles().ifPresent(option -> refuse(option, option));
    if (constrainTimeTokens || !precisions.isEmpty()) {
      throw new UsageError(
          spec, (constrainTimeTokens ? "--constrain-time-tokens" : "--dtype") + " is for --model");
    }
    if (endpointModel == null) {
      throw new UsageError(spec, "--endpoint needs --endpoint-model NAME");
    }
    TimeRepresentation form = TimeRepresentation.of(time == null ? "seconds" : time);
    chosen = form;
    ChatSettings defaults = ChatSettings.of(address(String.valueOf(endpoint)), endpointModel);
    ChatSettings settings =
        new ChatSettings(
            defaults.endpoint(),
            endpointModel,
            maxTokens,
            decoding.temperature(),
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
            timeout == null ? defaults.timeout() : Duration.ofSeconds(timeout),
            attempts == null ? defaults.attempts() : attempts,
            defaults.firstWait(),
            maxRequests == null ? defaults.maxRequests() : maxRequests);
    ChatKey key = ChatKey.ofEnvironment(System.getenv(), apiKeyEnv);
    if (key.isPresent() && settings.isReadableOnTheWay()) {
      notes.accept(
          "the API key is sent to " + settings.endpoint().getHost() + " unencrypted; use https");
    }
    FrameSpec frameSpec =
        new FrameSpec(
            number(Sampling.UNIFORM).orElse(DEFAULT_FRAMES),
            asked().orElse(Sampling.UNIFORM),
            rate(Sampling.UNIFORM),
            new FrameSize.ShortestEdge(frameSize == null ? DEFAULT_EDGE : frameSize),
            Resampling.BICUBIC);
    return new ChatModel(
        settings, key, frameSpec, form, concurrency == null ? DEFAULT_CONCURRENCY : concurrency);
  }

  private Optional<Sampling> asked() {
    return Optional.ofNullable(sampling).map(Sampling::of);
  }

  /**
   * The number of frames; with a rate, their maximum.
   *
   * @param otherwise the sampling where none is asked for
   */
  private OptionalInt number(Sampling otherwise) {
    if (frames != null) {
      return OptionalInt.of(frames);
    }
    return rate(otherwise).isPresent()
        ? OptionalInt.of(asked().orElse(otherwise).mostByRate())
        : OptionalInt.empty();
  }

  /** A rate that is asked for, or that the named family has where no number is. */
  private OptionalDouble rate(Sampling otherwise) {
    if (fps != null) {
      if (!asked().orElse(otherwise).takesRate()) {
        throw new UsageError(
            spec,
            "--fps is for samplings by rate ("
                + Sampling.rateKeys()
                + "), not for "
                + asked().orElse(otherwise).key());
      }
      return OptionalDouble.of(fps);
    }
    return frames == null && sampling != null
        ? Sampling.of(sampling).usualRate()
        : OptionalDouble.empty();
  }

  private URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new UsageError(spec, "--endpoint is not a URL such as http://localhost:8000/v1", e);
    }
  }

  private void refuse(@Nullable Object value, String option) {
    if (value != null) {
      throw new UsageError(spec, option + " is for " + (model == null ? "--model" : "--endpoint"));
    }
  }
}
