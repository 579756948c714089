package org.seq2time.harness.cli.shared;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.decode.Beams;
import org.seq2time.harness.decode.Sampler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a bundle chooses tokens, and what ends an answer. */
public final class DecodingOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0",
      description = "Sampling temperature; 0 = greedy decoding (default: ${DEFAULT-VALUE}).")
  double temperature;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Number of likeliest tokens that a bundle samples from (default: all).")
  @Nullable Integer topK;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Nucleus sampling threshold of a bundle, above 0 and at most 1 (default: 1).")
  @Nullable Double topP;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--min-p",
      paramLabel = "P",
      description =
          "Least probability of a bundle's token, as a part of the likeliest one's (default: 0).")
  @Nullable Double minP;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--repetition-penalty",
      paramLabel = "X",
      description = "Repetition penalty of a bundle; above 1 discourages repetition (default: 1).")
  @Nullable Double repetitionPenalty;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--no-repeat-ngram",
      paramLabel = "N",
      description = "Length of runs of tokens that a bundle must not repeat (default: none).")
  @Nullable Integer noRepeatNgram;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--beams",
      paramLabel = "N",
      description = "Number of beams of a bundle's beam search (default: no beam search).")
  @Nullable Integer beams;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--length-penalty",
      paramLabel = "X",
      description = "Exponent of the length in beam search; above 0 favours length (default: 1).")
  @Nullable Double lengthPenalty;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "A text that ends a bundle's answer, as its last part; may be repeated.")
  List<String> stop = List.of();

  /** The sampling temperature; 0 is greedy. */
  public double temperature() {
    return temperature;
  }

  /** How tokens are chosen. */
  public Sampler sampler(long seed) {
    return new Sampler(
        temperature,
        topK == null ? 0 : topK,
        topP == null ? 1 : topP,
        minP == null ? 0 : minP,
        repetitionPenalty == null ? 1 : repetitionPenalty,
        noRepeatNgram == null ? 0 : noRepeatNgram,
        seed);
  }

  /** Beam search, if it is asked for. */
  public Optional<Beams> beams() {
    if (beams == null || beams == 1) {
      if (lengthPenalty != null) {
        throw new UsageError(spec, "--length-penalty is for --beams N");
      }
      return Optional.empty();
    }
    if (temperature > 0) {
      throw new UsageError(spec, "--beams and --temperature cannot be combined");
    }
    double penalty = lengthPenalty == null ? 1 : lengthPenalty;
    return Optional.of(new Beams(beams, penalty, Beams.Ending.LIKELY));
  }

  /** Texts that end an answer. */
  public List<String> stop() {
    return List.copyOf(stop);
  }

  /** The first option that was given and that an endpoint does not take. */
  Optional<String> forBundles() {
    if (topK != null) {
      return Optional.of("--top-k");
    }
    if (topP != null) {
      return Optional.of("--top-p");
    }
    if (minP != null) {
      return Optional.of("--min-p");
    }
    if (repetitionPenalty != null) {
      return Optional.of("--repetition-penalty");
    }
    if (noRepeatNgram != null) {
      return Optional.of("--no-repeat-ngram");
    }
    if (beams != null) {
      return Optional.of("--beams");
    }
    if (lengthPenalty != null) {
      return Optional.of("--length-penalty");
    }
    return stop.isEmpty() ? Optional.empty() : Optional.of("--stop");
  }
}
