package org.seq2time.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.PrecisionChoice;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.DecodingOptions;
import org.seq2time.harness.cli.shared.Interruption;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeException;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.DecodeResult;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.template.ChatTemplate;
import org.seq2time.harness.template.ChatTemplateFile;
import org.seq2time.harness.template.Conversation;
import org.seq2time.harness.template.TemplateException;
import org.seq2time.harness.token.StopStrings;
import org.seq2time.harness.token.TextStream;
import org.seq2time.harness.token.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time generate}: a bundle answers a text. */
@Command(
    name = "generate",
    description = "Let a bundle's language model answer a text; print the answer as it comes.",
    footer = {
      "",
      "The text is put into the bundle's chat template, if it has one. Tokens per second are",
      "printed on stderr.",
      "",
      "Examples:",
      "  seq2time generate models/smol \"What is the capital of France?\"",
      "  seq2time generate models/smol \"Once upon a time\" --raw --max-tokens 64 --temperature"
          + " 0.7",
      "",
      "Exit codes: 0 ok, 1 the bundle cannot be used, 2 wrong usage."
    })
final class GenerateCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "The bundle's folder.")
  Path folder;

  @Parameters(index = "1", paramLabel = "TEXT", description = "What the model is asked.")
  String text;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "256",
      description = "Maximum number of new tokens (default: ${DEFAULT-VALUE}).")
  int maxTokens;

  @Option(names = "--system", paramLabel = "TEXT", description = "A system message before it.")
  @Nullable String system;

  @Option(names = "--raw", description = "Take the text as the prompt, without chat template.")
  boolean raw;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Sampling seed (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Device: cpu, cuda, cuda:N or auto (default: ${DEFAULT-VALUE}).")
  String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of one operation on the CPU (default: ONNX Runtime's choice).")
  int threads;

  @Option(
      names = "--dtype",
      split = ",",
      paramLabel = "[GRAPH=]KIND",
      description = "Which export of the bundle's graphs to load; see 'models check --help'.")
  List<String> precisions = List.of();

  @Mixin DecodingOptions decoding;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ModelBundle bundle;
    Device resolved;
    DecodeRequest settings;
    try {
      bundle = ModelBundle.open(folder, PrecisionChoice.parse(precisions));
      resolved = Device.parse(device).resolve(line -> common.note(err, line));
      settings = settings(bundle);
    } catch (IllegalArgumentException e) {
      throw new UsageError(spec, String.valueOf(e.getMessage()), e);
    }
    String question = text;
    try (Tokenizer tokenizer = bundle.openTokenizer();
        Decoder decoder =
            Decoder.open(
                bundle.decoderGraph(),
                new Decoder.Options(Decoder.Engine.DEVICE, resolved, threads))) {
      int[] ids = prompt(bundle, tokenizer, question);
      if (ids.length == 0) {
        throw new UsageError(spec, "the text is empty: it has no token");
      }
      DecodeRequest request = request(settings, tokenizer, ids);
      print(answer(decoder, tokenizer, request, out), err);
      return 0;
    } catch (DecodeException e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(folder + ": " + e.getMessage(), e);
    }
  }

  /** All of the request but its prompt. */
  private DecodeRequest settings(ModelBundle bundle) {
    return new DecodeRequest(
        new Prompt.Tokens(new int[] {0}),
        maxTokens,
        bundle.generation().eos(),
        decoding.sampler(seed),
        Optional.empty());
  }

  private DecodeRequest request(DecodeRequest settings, Tokenizer tokenizer, int[] ids) {
    DecodeRequest request =
        new DecodeRequest(
            new Prompt.Tokens(ids),
            settings.maximumNewTokens(),
            settings.stopTokens(),
            settings.sampler(),
            Optional.empty());
    DecodeRequest stopped = request.with(StopStrings.of(tokenizer, decoding.stop()));
    return decoding.beams().map(stopped::with).orElse(stopped);
  }

  private int[] prompt(ModelBundle bundle, Tokenizer tokenizer, String question) {
    try {
      Optional<ChatTemplate> template =
          raw ? Optional.empty() : ChatTemplateFile.find(bundle.folder());
      if (template.isEmpty()) {
        if (system != null) {
          throw new UsageError(
              spec, "--system needs a chat template; the bundle has none or --raw leaves it out");
        }
        return tokenizer.encode(question, true);
      }
      LocalDateTime now = LocalDateTime.now(Clock.system(ZoneId.systemDefault()));
      return tokenizer.encode(template.get().render(conversation(tokenizer), now), false);
    } catch (TemplateException e) {
      throw e.asBadInput();
    }
  }

  private Conversation conversation(Tokenizer tokenizer) {
    Map<String, Object> tokens = new HashMap<>(tokenizer.config().specialTokens());
    Object user = Conversation.message("user", text);
    List<Object> messages =
        system == null ? List.of(user) : List.of(Conversation.message("system", system), user);
    return new Conversation(messages, true, false, Map.of(), tokens);
  }

  private static DecodeResult answer(
      Decoder decoder, Tokenizer tokenizer, DecodeRequest request, PrintWriter out) {
    TextStream stream = tokenizer.stream();
    Cancellation cancellation = new Cancellation();
    Interruption interruption = Interruption.calls(cancellation::cancel);
    try {
      DecodeResult result =
          decoder
              .decode(
                  List.of(request),
                  cancellation,
                  (_, token) -> {
                    String piece = stream.append(token);
                    if (!piece.isEmpty()) {
                      out.print(piece);
                      out.flush();
                    }
                  })
              .getFirst();
      out.println(stream.finish());
      out.flush();
      return result;
    } finally {
      interruption.close();
    }
  }

  private void print(DecodeResult result, PrintWriter err) {
    if (common.quiet) {
      return;
    }
    String speed =
        result.decodeTokensPerSecond().isPresent()
            ? String.format(
                Locale.ROOT, ", %.1f tokens/s", result.decodeTokensPerSecond().getAsDouble())
            : "";
    err.println(
        String.format(
            Locale.ROOT,
            "%d tokens after a prompt of %d, first token after %.2f s%s",
            result.tokens().size(),
            result.promptTokens(),
            result.prefillNanos() / 1e9,
            speed));
    err.flush();
  }
}
