package org.seq2time.reports.gate;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Suggestion;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.gate.GatePolicy.JmhRules;
import org.seq2time.reports.gate.GatePolicy.Others;
import org.seq2time.reports.gate.GatePolicy.Rule;

/**
 * Reads a policy from YAML. All keys are optional and start from {@link GatePolicy#DEFAULT}; an
 * unknown one is an error, because a limit with a slip in its name would never hold.
 *
 * <pre>
 * alpha: 0.05
 * resamples: 10000
 * seed: 1
 * others: headline            # or all, none
 * default: {statistical: true, maxDropPoints: 2, minDropPoints: 0.1}
 * scores:
 *   r1@0.5: {statistical: false, maxDropPoints: 1}
 * coverage: {statistical: false, maxDropPoints: 0}
 * jmh:
 *   maxSlowdownPercent: 5
 *   benchmarks:
 *     org.example.Decode.run: 10
 * </pre>
 */
public final class PolicyFile {

  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(InputLimits.json())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final List<String> KEYS =
      List.of("alpha", "resamples", "seed", "others", "default", "scores", "coverage", "jmh");
  private static final List<String> RULE_KEYS =
      List.of("statistical", "maxDropPoints", "minDropPoints");
  private static final List<String> JMH_KEYS = List.of("maxSlowdownPercent", "benchmarks");

  private final JsonCursor cursor;
  private double alpha = GatePolicy.DEFAULT.alpha();
  private int resamples = GatePolicy.DEFAULT.resamples().resamples();
  private long seed = GatePolicy.DEFAULT.resamples().seed();
  private Others others = GatePolicy.DEFAULT.others();
  private Rule defaults = GatePolicy.DEFAULT.defaults();
  private Rule coverage = GatePolicy.DEFAULT.coverage();
  private JmhRules jmh = GatePolicy.DEFAULT.jmh();
  private final Map<String, RuleEdit> scores = new LinkedHashMap<>();

  private PolicyFile(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * Reads the file.
   *
   * @throws BadInputException if it is missing, no YAML, or holds something else
   */
  public static GatePolicy read(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file, YAML, "YAML")) {
      PolicyFile policy = new PolicyFile(cursor);
      if (cursor.nextRoot()) {
        policy.readPolicy();
        cursor.expectEnd();
      }
      return policy.policy();
    }
  }

  private GatePolicy policy() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    scores.forEach((name, edit) -> rules.put(name, edit.apply(defaults)));
    return new GatePolicy(
        alpha, new Bootstrap.Settings(resamples, seed), others, defaults, rules, coverage, jmh);
  }

  private void readPolicy() {
    cursor.expectObject("the policy");
    for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
      switch (key) {
        case "alpha" -> alpha = number(key, 0, 1, true);
        case "resamples" -> resamples = cursor.expectInt(key, 1, InputLimits.POLICY_RESAMPLES);
        case "seed" -> seed = cursor.expectInt(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case "others" -> others = readOthers();
        case "default" -> defaults = readRule(key).apply(defaults);
        case "scores" -> readScores();
        case "coverage" -> coverage = readRule(key).apply(coverage);
        case "jmh" -> readJmh();
        default -> throw unknown(key, KEYS);
      }
    }
  }

  private Others readOthers() {
    String text = cursor.expectString("others");
    return Arrays.stream(Others.values())
        .filter(o -> o.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> cursor.unexpected("others", "headline, all or none"));
  }

  private void readScores() {
    cursor.expectObject("scores");
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      scores.put(name, readRule(name));
    }
  }

  /** What a rule says, before it is known what it starts from. */
  private static final class RuleEdit {
    private OptionalDouble maxDropPoints = OptionalDouble.empty();
    private OptionalDouble minDropPoints = OptionalDouble.empty();
    private boolean setsStatistical;
    private boolean statistical;

    Rule apply(Rule base) {
      return new Rule(
          setsStatistical ? statistical : base.statistical(),
          maxDropPoints.isPresent() ? maxDropPoints : base.maxDropPoints(),
          minDropPoints.orElse(base.minDropPoints()));
    }
  }

  private RuleEdit readRule(String what) {
    RuleEdit edit = new RuleEdit();
    cursor.expectObject(what);
    for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
      switch (key) {
        case "statistical" -> {
          edit.setsStatistical = true;
          edit.statistical = cursor.expectBoolean(key);
        }
        case "maxDropPoints" ->
            edit.maxDropPoints = OptionalDouble.of(number(key, 0, Double.MAX_VALUE, false));
        case "minDropPoints" ->
            edit.minDropPoints = OptionalDouble.of(number(key, 0, Double.MAX_VALUE, false));
        default -> throw unknown(key, RULE_KEYS);
      }
    }
    return edit;
  }

  private void readJmh() {
    double limit = jmh.maxSlowdownPercent();
    Map<String, Double> benchmarks = new LinkedHashMap<>();
    cursor.expectObject("jmh");
    for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
      switch (key) {
        case "maxSlowdownPercent" -> limit = number(key, 0, Double.MAX_VALUE, false);
        case "benchmarks" -> {
          cursor.expectObject(key);
          for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            benchmarks.put(name, number(name, 0, Double.MAX_VALUE, false));
          }
        }
        default -> throw unknown(key, JMH_KEYS);
      }
    }
    jmh = new JmhRules(limit, benchmarks);
  }

  private double number(String what, double min, double max, boolean open) {
    double value = cursor.expectNumber(what);
    if (open ? !(value > min && value < max) : !(value >= min && value <= max)) {
      throw cursor.unexpected(
          what, open ? "a number between 0 and 1" : "a number that is not negative");
    }
    return value;
  }

  private BadInputException unknown(String key, List<String> known) {
    return cursor.fieldError(
        "unknown key "
            + Quoted.value(key)
            + Suggestion.of(key, known).map(s -> ", did you mean " + s + "?").orElse("")
            + "; expected one of "
            + String.join(", ", known));
  }
}
