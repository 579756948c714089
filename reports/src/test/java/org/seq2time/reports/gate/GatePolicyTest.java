package org.seq2time.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.gate.GatePolicy.JmhRules;
import org.seq2time.reports.gate.GatePolicy.Others;
import org.seq2time.reports.gate.GatePolicy.Rule;

/** Policies, and the file they are read from. */
class GatePolicyTest {

  @TempDir Path folder;

  private GatePolicy read(String yaml) {
    Path file = folder.resolve("gate.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PolicyFile.read(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "# nothing\n", "{}", "---\n{}\n"})
  void emptyFileIsTheDefault(String yaml) {
    assertThat(read(yaml)).isEqualTo(GatePolicy.DEFAULT);
  }

  @Test
  void everyKeyIsRead() {
    GatePolicy policy =
        read(
            """
            alpha: 0.01
            resamples: 999
            seed: -7
            others: none
            default: {statistical: false, maxDropPoints: 2, minDropPoints: 0.5}
            scores:
              r1@0.5: {statistical: true, maxDropPoints: 1}
              miou: {}
            coverage: {statistical: true, maxDropPoints: 3, minDropPoints: 1}
            jmh:
              maxSlowdownPercent: 7
              benchmarks:
                org.example.Decode.run: 12.5
            """);
    Rule defaults = new Rule(false, OptionalDouble.of(2), 0.5);
    assertThat(policy.alpha()).isEqualTo(0.01);
    assertThat(policy.resamples()).isEqualTo(new Bootstrap.Settings(999, -7));
    assertThat(policy.others()).isEqualTo(Others.NONE);
    assertThat(policy.defaults()).isEqualTo(defaults);
    assertThat(policy.rule("r1@0.5")).isEqualTo(new Rule(true, OptionalDouble.of(1), 0.5));
    assertThat(policy.rule("miou")).isEqualTo(defaults);
    assertThat(policy.rule("other")).isEqualTo(defaults);
    assertThat(policy.scores().keySet()).containsExactly("r1@0.5", "miou");
    assertThat(policy.coverage()).isEqualTo(new Rule(true, OptionalDouble.of(3), 1));
    assertThat(policy.jmh().maxSlowdownPercent("org.example.Decode.run")).isEqualTo(12.5);
    assertThat(policy.jmh().maxSlowdownPercent("another")).isEqualTo(7);
  }

  @Test
  void ruleStartsFromTheDefaultHoweverTheFileIsOrdered() {
    GatePolicy policy =
        read(
            """
            scores: {miou: {minDropPoints: 1}}
            default: {maxDropPoints: 4}
            """);
    assertThat(policy.rule("miou")).isEqualTo(new Rule(true, OptionalDouble.of(4), 1));
    assertThat(policy.coverage()).isEqualTo(GatePolicy.DEFAULT.coverage());
  }

  @Test
  void coverageStartsFromItsOwnDefault() {
    assertThat(read("coverage: {statistical: true}").coverage())
        .isEqualTo(new Rule(true, OptionalDouble.of(0), 0));
  }

  @ParameterizedTest
  @CsvSource({"headline, HEADLINE", "all, ALL", "none, NONE"})
  void othersAreNamedInSmallLetters(String text, Others others) {
    assertThat(read("others: " + text).others()).isEqualTo(others);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpah: 0.05 | :1: unknown key \"alpah\", did you mean alpha?; expected one of alpha,"
            + " resamples, seed, others, default, scores, coverage, jmh",
        "default:\\n  zzz: 1 | :2: unknown key \"zzz\"; expected one of statistical,"
            + " maxDropPoints, minDropPoints",
        "jmh: {benchmark: {}} | unknown key \"benchmark\", did you mean benchmarks?",
        "alpha: 0 | alpha is 0; expected a number between 0 and 1",
        "alpha: 1 | alpha is 1; expected a number between 0 and 1",
        "alpha: .nan | alpha: not valid YAML",
        "resamples: 0 | resamples is 0",
        "resamples: 1000001 | resamples is 1000001",
        "seed: 0.5 | seed is 0.5",
        "default: {maxDropPoints: -1} | maxDropPoints is -1; expected a number that is not"
            + " negative",
        "default: {minDropPoints: -0.1} | minDropPoints is -0.1; expected a number that is not",
        "jmh: {maxSlowdownPercent: -5} | maxSlowdownPercent is -5",
        "jmh: {benchmarks: {a.b: -5}} | a.b is -5",
        "default: {statistical: maybe} | statistical is \"maybe\"",
        "others: Headline | others is \"Headline\"; expected headline, all or none",
        "scores: [miou] | scores is an array",
        "seed: 1\\nseed: 2 | Duplicate",
        "alpha: 0.05\\n---\\nalpha: 0.1 | gate.yaml:",
      })
  void mistakeIsOneLineWithFileAndPlace(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("gate.yaml").toString())
        .hasMessageContaining(message);
  }

  @Test
  void limitsAtTheirEndsAreFine() {
    GatePolicy policy = read("resamples: 1000000\ndefault: {maxDropPoints: 0, minDropPoints: 0}\n");
    assertThat(policy.resamples().resamples()).isEqualTo(1_000_000);
    assertThat(policy.defaults()).isEqualTo(new Rule(true, OptionalDouble.of(0), 0));
    assertThat(read("resamples: 1").resamples().resamples()).isEqualTo(1);
  }

  @Test
  void impossiblePoliciesCannotBeMade() {
    GatePolicy standard = GatePolicy.DEFAULT;
    for (double alpha : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(
              () ->
                  new GatePolicy(
                      alpha,
                      standard.resamples(),
                      standard.others(),
                      standard.defaults(),
                      Map.of(),
                      standard.coverage(),
                      standard.jmh()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("alpha " + alpha + " is not between 0 and 1");
    }
    assertThatThrownBy(() -> new Rule(true, OptionalDouble.of(-1), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rule(true, OptionalDouble.empty(), -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rule(true, OptionalDouble.empty(), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new JmhRules(5, Map.of("a", 1.0)).maxSlowdownPercent("a")).isEqualTo(1);
  }

  @Test
  void missingFileIsOneLine() {
    assertThatThrownBy(() -> PolicyFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none.yaml");
  }
}
