package org.seq2time.reports.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What tells a model and its settings from others. Two models with equal identities give equal
 * answers, as far as the model itself is deterministic; where its files are, and how fast it runs,
 * is no part of it.
 */
public sealed interface ModelIdentity {

  /** {@code model.kind} in the file. */
  String kind();

  /**
   * A model bundle.
   *
   * @param graphs the exports that were chosen
   * @param configuration its other files that answers depend on
   * @param frames most frames of one video
   * @param sampling key of which frames
   * @param timeRepresentation key of how the bundle writes times
   * @param promptTemplate around a question
   * @param framePrompt before each frame; empty if there is none
   * @param device answers on another kind of device may differ by rounding
   */
  record Bundle(
      List<Graph> graphs,
      List<ConfigurationFile> configuration,
      int frames,
      String sampling,
      String timeRepresentation,
      String promptTemplate,
      Optional<String> framePrompt,
      String device,
      Decoding decoding)
      implements ModelIdentity {

    static final String KIND = "bundle";

    public Bundle {
      graphs = List.copyOf(graphs);
      configuration = List.copyOf(configuration);
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * An exported graph.
   *
   * @param role what it computes, such as {@code decoder}
   * @param precision key of its weights' type
   * @param sha256 of the graph's file
   * @param weightsSha256 of the files that hold its weights apart, in their order
   */
  record Graph(String role, String precision, String sha256, List<String> weightsSha256) {
    public Graph {
      weightsSha256 = List.copyOf(weightsSha256);
    }
  }

  /** A file beside the graphs, under its name without an ending. */
  record ConfigurationFile(String name, String sha256) {}

  /**
   * How a bundle's next token is chosen.
   *
   * @param constrainedTimes whether times can only be written as whole tokens
   * @param further settings that most runs leave as they are, by name, such as {@code beams}
   */
  record Decoding(
      int maximumNewTokens,
      double temperature,
      double topP,
      double repetitionPenalty,
      long seed,
      boolean constrainedTimes,
      Map<String, String> further) {

    /** Names that {@code further} may have; {@code stop_} is followed by a number. */
    static final List<String> FURTHER =
        List.of("top_k", "min_p", "no_repeat_ngram", "beams", "length_penalty", "stop_");

    public Decoding {
      further = Collections.unmodifiableMap(new LinkedHashMap<>(further));
    }

    /** One without further settings. */
    public Decoding(
        int maximumNewTokens,
        double temperature,
        double topP,
        double repetitionPenalty,
        long seed,
        boolean constrainedTimes) {
      this(
          maximumNewTokens, temperature, topP, repetitionPenalty, seed, constrainedTimes, Map.of());
    }
  }

  /**
   * A model behind an endpoint; what the server adds to these settings is not known.
   *
   * @param endpoint its address
   * @param name of the model there
   * @param seed that is sent along; empty if none is
   */
  record ChatEndpoint(
      String endpoint, String name, int maximumNewTokens, double temperature, OptionalLong seed)
      implements ModelIdentity {

    static final String KIND = "chat endpoint";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * A model that the program does not bring along.
   *
   * @param kind in words of its own; empty in records that do not say it
   * @param settings everything that answers depend on, by name
   */
  record Custom(String kind, Map<String, String> settings) implements ModelIdentity {
    public Custom {
      settings = Collections.unmodifiableMap(new TreeMap<>(settings));
      if (kind.equals(Bundle.KIND) || kind.equals(ChatEndpoint.KIND)) {
        throw new IllegalArgumentException("a " + kind + " has an identity of its own");
      }
      if (settings.containsKey("kind")) {
        throw new IllegalArgumentException("the kind is not one of the settings");
      }
    }
  }
}
