package org.seq2time.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.time.TimeErrorStudy;
import org.seq2time.datasets.time.TimeErrorStudy.Sampling;

class TimeErrorTableTest {

  @Test
  void paperCaseStandsBesideWhatTheDefinitionsGive() {
    List<String> lines = TimeErrorTable.renderPaperCase().lines().toList();
    assertThat(lines.getFirst()).startsWith("60 s, 30 frames/s, 96 frames, 4 digits");
    assertThat(lines.get(1)).startsWith("published").endsWith("not given");
    assertThat(lines).hasSize(2 + 2 * Sampling.values().length + 1);
    for (Sampling sampling : Sampling.values()) {
      String name = sampling.name().toLowerCase(java.util.Locale.ROOT);
      assertThat(lines).anyMatch(l -> l.startsWith(name + ", sampling alone"));
      assertThat(lines).anyMatch(l -> l.startsWith(name + ", both"));
    }
    assertThat(lines.getLast()).startsWith("digits alone");
  }

  @Test
  void valuesOfThePaperCaseAreThoseOfTheStudyInPercent() {
    TimeErrorStudy.Row row = TimeErrorStudy.paperCase(Sampling.UNIFORM);
    String line =
        TimeErrorTable.renderPaperCase()
            .lines()
            .filter(l -> l.startsWith("uniform, both"))
            .findFirst()
            .orElseThrow();
    String[] cells = line.split(" {2,}", -1);
    assertThat(Double.parseDouble(cells[1])).isEqualTo(rounded(row.both().mean()));
    assertThat(Double.parseDouble(cells[2])).isEqualTo(rounded(row.both().max()));
  }

  private static double rounded(double fraction) {
    return Math.round(fraction * 1e7) / 1e5;
  }
}
